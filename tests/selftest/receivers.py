"""Whoever gets push over a person's wire, a page or a push client, and what the tests of faults ask of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from fixtures.clients.api import Json
from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.facts.journal import Journal
from fixtures.network.transports.packets import PushEvent
from fixtures.people.person import Person
from tests.selftest.probing import blank_page

# A client of Engine.IO 4 and Socket.IO 5 that keeps every event in `heard`; its session is open when it resolves.
_LISTEN = """async ([token, transport]) => {
  window.heard = []
  const answered = []
  let send, accepted
  const open = new Promise((resolve) => { accepted = resolve })
  const take = (packet) => {
    if (packet === '2') send('3')
    else if (packet.startsWith('42')) window.heard.push(JSON.parse(packet.slice(2)))
    else if (packet.startsWith('43')) answered.splice(0).forEach((resolve) => resolve(true))
    else if (packet.startsWith('40')) accepted()
  }
  window.asks = () => new Promise((resolve) => {
    answered.push(resolve)
    send('421["dialog:leave","dlg_nowhere"]')
    setTimeout(() => resolve(false), 5000)
  })
  const path = `/socket.io/?EIO=4&transport=${transport}`
  const hello = '40' + JSON.stringify({ token })
  if (transport === 'websocket') {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + path)
    send = (packet) => socket.send(packet)
    socket.onmessage = ({ data }) => (data.startsWith('0') ? send(hello) : take(data))
  } else {
    const session = `${path}&sid=${JSON.parse((await (await fetch(path)).text()).slice(1)).sid}`
    send = (packet) => fetch(session, { method: 'POST', body: packet })
    const poll = async () => (await (await fetch(session)).text()).split('\\x1e').forEach(take)
    await send(hello)
    ;(async () => { for (;;) await poll() })().catch(() => {})
  }
  await open
}"""


class Receiver(Protocol):
    """Whoever gets push over a person's wire."""

    def heard(self, name: str = "message:new") -> list[Any]:
        """The payloads of the events of this name that have arrived, in order."""

    def goes_on(self) -> bool:
        """Whether the session is open, and ChatApp answers in it."""

    def close(self) -> None:
        """Go away."""


class ListeningPage:
    """A page on a person's wire that runs nothing but a Socket.IO client of a few lines."""

    def __init__(self, person: Person, tab: Tab, transport: str) -> None:
        self.page = blank_page(person, tab)
        self.page.evaluate(_LISTEN, [person.token, transport])

    def heard(self, name: str = "message:new") -> list[Any]:
        """See Receiver."""
        return [payload for event, payload in self.page.evaluate("() => window.heard") if event == name]

    def goes_on(self) -> bool:
        """See Receiver."""
        return bool(self.page.evaluate("() => window.asks()"))

    def close(self) -> None:
        """See Receiver."""
        self.page.close()


class ListeningClient:
    """A push client of a person."""

    def __init__(self, person: Person, transport: str) -> None:
        self.client = person.connect_push(transport)

    def heard(self, name: str = "message:new") -> list[Any]:
        """See Receiver."""
        return [event.payload for event in self.client.received(name)]

    def goes_on(self) -> bool:
        """See Receiver."""
        return self.client.goes_on()

    def close(self) -> None:
        """See Receiver."""
        self.client.close()


def texts(payloads: list[Any]) -> list[str]:
    """The texts of messages that arrived."""
    return [payload["content"] for payload in payloads]


def named(events: list[PushEvent]) -> list[str]:
    """The texts of the messages that a fault names."""
    return [event.payload["content"] for event in events]


def send(sender: Person, dialog: Json, *contents: str) -> None:
    """Send messages through the API."""
    for text in contents:
        sender.api.send_message(dialog["dialogId"], text)


def get(recipient: Person, receiver: Receiver, *contents: str) -> bool:
    """Whether the receiver gets exactly these messages, in this order."""
    recipient.network.wait_for(lambda: len(receiver.heard()) >= len(contents), within=5.0)
    return texts(receiver.heard()) == list(contents)


def take(recipient: Person, taken: Callable[[], list[PushEvent]], count: int) -> bool:
    """Whether a fault takes so many events."""
    return bool(recipient.network.wait_for(lambda: len(taken()) >= count, within=5.0))


def must_be_whole(sender: Person, recipient: Person, dialog: Json, receiver: Receiver) -> None:
    """Insist that no fault is left, and that one message sent now arrives once, behind all that came before."""
    before = texts(receiver.heard())
    assert recipient.network.push_faults.installed == []
    send(sender, dialog, "Как обычно")
    assert get(recipient, receiver, *before, "Как обычно")
    # What comes after in the same session has nothing of the first between.
    send(sender, dialog, "И дальше")
    assert get(recipient, receiver, *before, "Как обычно", "И дальше")
    assert receiver.goes_on()


def seen(journal: Journal, what: Kind, text: str) -> list[Fact]:
    """The facts of this kind that tell of a message."""
    return [fact for fact in journal.facts if fact.what == what and fact.detail.get("text") == text]
