"""The faults that cut connections: each cuts what it says, on both transports, and all of it comes back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress

import pytest
from playwright.sync_api import Error

from fixtures.clients.api import Json
from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.journal import Journal
from fixtures.network.faults.kinds.connection_cut import ConnectionCut
from fixtures.network.pump import holds_until_settled
from fixtures.network.wire import Wire
from fixtures.people.person import NewPage, Person
from fixtures.targets.target import Target
from tests.selftest.probing import blank_page, fetch, page_of, settle_on

pytestmark = pytest.mark.usefixtures("pages")

Cut = Callable[[Wire], AbstractContextManager[ConnectionCut]]
NewTab = Callable[[Person], Tab]
CUTS: dict[str, Cut] = {"offline": Wire.offline, "unreachable": Wire.server_unreachable, "push": Wire.push_cut}
# Resolves when the server has greeted the socket, or when the socket is closed.
_OPEN_SOCKET = """(url) => new Promise((resolve) => {
  window.socket = new WebSocket(url.replace('http', 'ws') + '/socket.io/?EIO=4&transport=websocket')
  window.ended = new Promise((close) => { window.socket.onclose = (event) => close(event.code) })
  window.socket.onmessage = () => resolve('open')
  window.ended.then(() => resolve('closed'))
})"""


@pytest.fixture(params=CUTS)
def cut(request: pytest.FixtureRequest) -> Cut:
    """One of the faults that cut connections."""
    return CUTS[request.param]


@pytest.fixture(params=["polling", "websocket"])
def transport(request: pytest.FixtureRequest, recipient: Person) -> str:
    """The transport that the recipient's page uses for push."""
    recipient.network.websocket_allowed = request.param == "websocket"
    return str(request.param)


@pytest.fixture
def new_tab(pages: NewPage, target: Target, journal: Journal) -> Iterator[NewTab]:
    """Opens one more tab of a person, which has loaded nothing yet."""
    tabs: list[Tab] = []

    def open_tab(person: Person) -> Tab:
        tabs.append(Tab(pages(), target, person.network, journal))
        return tabs[-1]

    yield open_tab
    for tab in tabs:
        tab.close()


def _is_present(sender: Person, recipient: Person, dialog: Json) -> bool:
    members = sender.api.dialog(dialog["dialogId"])["members"]
    return any(member["isActive"] for member in members if member["userId"] == recipient.user_id)


def _online(person: Person) -> object:
    return page_of(person).evaluate("navigator.onLine")


def _must_be_whole(sender: Person, recipient: Person, dialog: Json, connections: int = 2) -> None:
    """Insist that the recipient's page is connected again, is answered, and gets the push of a message sent now."""
    page = page_of(recipient)
    assert recipient.network.wait_until_connected(page, connections, within=15.0)
    # A page may connect once more when it finds ChatApp answering again.
    assert holds_until_settled(page, lambda: True)
    message = sender.api.send_message(dialog["dialogId"], "Снова на связи")
    assert recipient.network.wait_for_let_through("message:new", message["_id"])
    assert fetch(recipient, "GET", "/api/auth/me")["status"] == 200
    assert _online(recipient) is True
    assert recipient.network.requests.installed == []


def test_cut_ends_chatapps_session(sender: Person, recipient: Person, dialog: Json, transport: str, cut: Cut):
    """Within a cut ChatApp has no session of the person and pushes nothing to them; afterwards all is well."""
    settle_on(transport, recipient)
    page = page_of(recipient)
    assert _is_present(sender, recipient, dialog)

    with cut(recipient.network) as fault:
        assert recipient.network.wait_for(lambda: not _is_present(sender, recipient, dialog), within=2.0)
        message = sender.api.send_message(dialog["dialogId"], "Никому")
        assert holds_until_settled(page, lambda: not recipient.network.emitted("message:new", message["_id"]))
        assert fault.wait_for_refusal(within=10.0)

    assert any("/socket.io/" in request or "/api/" in request for request in fault.refused)
    _must_be_whole(sender, recipient, dialog)


def test_cut_heals_when_the_test_fails_inside_it(
    sender: Person, recipient: Person, dialog: Json, transport: str, cut: Cut
):
    """A cut ends with its block, however the block ends."""
    settle_on(transport, recipient)

    with suppress(ZeroDivisionError), cut(recipient.network):
        raise ZeroDivisionError

    _must_be_whole(sender, recipient, dialog)


def test_page_opened_within_a_cut_is_cut_off_too(recipient: Person, new_tab: NewTab, target: Target, cut: Cut):
    """A page that comes later meets the cut as those that were open, and is whole after it."""
    poll = f"{target.base_url}/socket.io/?EIO=4&transport=polling"
    with cut(recipient.network) as fault:
        tab = new_tab(recipient)
        assert tab.page.evaluate("(url) => fetch(url).catch(() => 'refused')", poll) == "refused"
        assert tab.page.evaluate("navigator.onLine") is (cut is not Wire.offline)

    assert fault.refused == [f"GET {poll}"]
    page = blank_page(recipient, tab)
    assert page.evaluate("navigator.onLine") is True
    assert fetch(recipient, "GET", "/api/auth/me", page=page)["status"] == 200


def test_closed_page_does_not_keep_a_cut_from_healing(sender: Person, recipient: Person, dialog: Json, cut: Cut):
    """Pages may be closed before and within a cut; the others come back."""
    page_of(recipient)
    for _ in range(2):
        recipient.open_page()
    recipient.tabs[1].page.close()

    with cut(recipient.network):
        recipient.tabs[2].page.close()

    _must_be_whole(sender, recipient, dialog)


def test_person_offline_has_no_connection_at_all(recipient: Person, new_tab: NewTab):
    """Offline, the browser says so, and neither API nor the page's own files can be had."""
    # Not ChatApp's page: the browser's page about the missing connection comes in its place.
    page = blank_page(recipient, new_tab(recipient))

    with recipient.network.offline() as fault:
        assert page.evaluate("navigator.onLine") is False
        for path in ("/api/auth/me", "/health", "/"):
            assert fetch(recipient, "GET", path, page=page)["status"] == 0
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.reload()

    assert any(request.endswith("/api/auth/me") for request in fault.refused)
    page.reload()
    assert page.evaluate("navigator.onLine") is True


def test_unreachable_server_leaves_the_page_its_files(recipient: Person):
    """The person stays online and may reload the page; ChatApp's API and health cannot be had."""
    page = page_of(recipient)

    with recipient.network.server_unreachable():
        answer = page.reload()
        assert answer is not None
        assert answer.ok
        assert _online(recipient) is True
        assert [fetch(recipient, "GET", path)["status"] for path in ("/api/auth/me", "/health")] == [0, 0]

    assert fetch(recipient, "GET", "/health")["status"] == 200


def test_http_goes_on_while_push_is_cut(recipient: Person):
    """Cutting push leaves requests and answers alone."""
    page_of(recipient)

    with recipient.network.push_cut():
        assert fetch(recipient, "GET", "/api/auth/me")["status"] == 200
        assert _online(recipient) is True


@pytest.mark.parametrize("code", [1001, 1012, 4001])
def test_socket_is_closed_with_the_code(recipient: Person, new_tab: NewTab, target: Target, code: int):
    """The page sees the close code that was asked for, and can open no socket until the block ends."""
    page = blank_page(recipient, new_tab(recipient))
    assert page.evaluate(_OPEN_SOCKET, target.base_url) == "open"

    with recipient.network.push_cut(code):
        assert page.evaluate("window.ended") == code
        assert page.evaluate(_OPEN_SOCKET, target.base_url) == "closed"

    assert page.evaluate(_OPEN_SOCKET, target.base_url) == "open"


def test_outer_cut_outlasts_the_inner(sender: Person, recipient: Person, dialog: Json):
    """The end of an inner block heals nothing that an outer block still wants."""
    page_of(recipient)

    with recipient.network.offline():
        for inner in CUTS.values():
            with inner(recipient.network):
                pass
            assert _online(recipient) is False
            assert fetch(recipient, "GET", "/health")["status"] == 0

    _must_be_whole(sender, recipient, dialog)


def test_only_one_person_is_cut_off(sender: Person, recipient: Person, dialog: Json, cut: Cut):
    """A cut is on one person's wire; the others' connections go on."""
    page_of(sender)
    page_of(recipient)

    with cut(recipient.network):
        message = sender.api.send_message(dialog["dialogId"], "Только себе")
        assert sender.network.wait_for_let_through("message:new", message["_id"])
        assert fetch(sender, "GET", "/api/auth/me")["status"] == 200


def test_push_held_before_a_cut_arrives_after_it(sender: Person, recipient: Person, dialog: Json, transport: str):
    """What was held when its connection broke off is released over the one that came after."""
    settle_on(transport, recipient)
    with recipient.network.push_held():
        message = sender.api.send_message(dialog["dialogId"], "Задержано")
        assert recipient.network.wait_for_emission("message:new", message["_id"])
        with recipient.network.push_cut():
            pass
        assert recipient.network.wait_until_connected(page_of(recipient), 2, within=15.0)

    assert recipient.network.wait_for_let_through("message:new", message["_id"])
