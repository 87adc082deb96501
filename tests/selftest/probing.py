"""What the tests of faults ask a page directly, so that they stand on the wire and not on ChatApp's page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from fixtures.clients.browser.tab import Tab
from fixtures.people.person import Person

# Fetches without waiting: the answer may be held.
_FETCH = """([method, url, token, body]) => {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const answer = fetch(url, { method, headers, body: body ? JSON.stringify(body) : undefined, cache: 'no-store' })
  const read = async (answer) => ({ status: answer.status, body: await answer.json() })
  window.probe = answer.then(read, () => ({ status: 0, body: null }))
}"""


def start_fetching(person: Person, method: str, path: str, body: object = None, page: Page | None = None) -> None:
    """Have a page send a request of its own, signed in as this person."""
    page = page or page_of(person)
    page.evaluate(_FETCH, [method, path, person.token, body])


def fetched(person: Person, page: Page | None = None) -> Any:  # noqa: ANN401
    """The `status` and `body` that the request has got; status 0 when its connection broke off."""
    return (page or page_of(person)).evaluate("() => window.probe")


def fetch(person: Person, method: str, path: str, body: object = None, page: Page | None = None) -> Any:  # noqa: ANN401
    """Have a page send a request of its own, and wait for what it gets."""
    start_fetching(person, method, path, body, page)
    return fetched(person, page)


def page_of(person: Person) -> Page:
    """The person's first page, opened at its first use."""
    assert person.page
    return person.tabs[0].page


def blank_page(person: Person, tab: Tab) -> Page:
    """A page on this person's wire that is at ChatApp's address and runs none of ChatApp's code."""
    tab.open("/health")
    assert tab.wire is person.network
    return tab.page


def settle_on(transport: str, person: Person) -> None:
    """Wait until the person's page uses this transport for push, `polling` or `websocket`."""
    upgraded = person.network.wait_until_upgraded(page_of(person), within=5.0 if transport == "websocket" else 0.5)
    assert upgraded is (transport == "websocket")
