/** Times as a person reads them, in the browser's own zone. */

const clock = new Intl.DateTimeFormat('ru-RU', { hour: '2-digit', minute: '2-digit' })

/** `09:05` */
export function timeOfDay(timestamp: string): string {
  return clock.format(new Date(timestamp))
}
