/** The bugs of the bug report that this page is to have: those that lie in the page. */

const named = document.querySelector<HTMLMetaElement>('meta[name=seed-bugs]')?.content.split(' ') ?? []

export const feedWaitsForPush = named.includes('feed-waits-for-push')
export const dialogUpdateIsOff = named.includes('dialog-update-off')
