"""What a page asks and logs is judged: what it was refused, what is nobody's business here, and what stays secret."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.api_paths import ApiPaths
from fixtures.clients.browser.tab import Tab
from fixtures.clients.push.judged_transport import JudgedTransport
from fixtures.clients.push.transport import PollingTransport
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import PromiseBroken, Verdict
from fixtures.network.pump import wait_until
from fixtures.network.transports.packets import UNREADABLE, Acknowledgement, PushEvent
from fixtures.network.wire import Wire
from fixtures.people.person import NewPage, Person
from fixtures.redaction.secret import Secret
from fixtures.targets.target import Target

OpenTab = Callable[..., Tab]
ADDRESSES = {
    "own": ("https://chat.example/api/dialogs?page=2", "/api/dialogs"),
    "with-port": ("https://chat.example:443/api/dialogs", "/api/dialogs"),
    "of-another": ("https://sentry.example/api/42/envelope/", ""),
    "other-port": ("https://chat.example:8443/api/dialogs", ""),
    "unencrypted": ("http://chat.example/api/dialogs", ""),
    "no-api": ("https://chat.example/assets/api/index.js", ""),
}
PREFIXED = {
    "under-its-prefix": ("https://host.example/chat/api/dialogs", "/api/dialogs"),
    "beside-its-prefix": ("https://host.example/api/dialogs", ""),
    "under-a-longer-prefix": ("https://host.example/chats/api/dialogs", ""),
    "with-an-api-of-its-own": ("https://api.example/v1/api/users/usr_1", "/api/users/usr_1"),
    "in-cyrillic": ("https://xn--80asehdb.example/api/dialogs", "/api/dialogs"),
}


@pytest.fixture
def open_tab(pages: NewPage, target: Target, journal: Journal) -> Iterator[OpenTab]:
    """Opens tabs of nobody in particular, at ChatApp's address, that run none of its code."""
    tabs: list[Tab] = []

    def open_one(target: Target = target) -> Tab:
        tab = Tab(pages(), target, Wire("Мария", journal), journal)
        tabs.append(tab)
        tab.page.route("**/elsewhere", lambda route: route.fulfill(content_type="text/html", body="<p>Hello"))
        tab.open("/elsewhere")
        return tab

    yield open_one
    for tab in tabs:
        tab.close()


def _ask(tab: Tab, path: str = "/api/dialogs", method: str = "GET") -> None:
    tab.page.evaluate("([path, method]) => fetch(path, { method }).then((answer) => answer.text())", [path, method])


def test_refused_page_is_a_breach(open_tab: OpenTab):
    """What a page asks and may not have is its own fault, and is told with what ChatApp said."""
    tab = open_tab()

    _ask(tab)

    (broken,) = tab.breaches()
    assert broken.verdict is Verdict.PAGE
    assert broken.reason.startswith("the page asked for what it may not have: GET /api/dialogs answered 401, saying «")


def test_expected_refusal_is_none(open_tab: OpenTab):
    """Refusals of an expected status are no breach within the block, or when reading after it; all others are."""
    tab = open_tab()
    _ask(tab, "/api/dialogs/dlg_1")

    with tab.expects_refusal(401):
        _ask(tab, method="POST")
    _ask(tab)
    _ask(tab, method="POST")
    _ask(tab, "/api/nonsense")

    told = [broken.reason.split(": ")[1].split(", ")[0] for broken in tab.breaches()]
    assert told == [
        "GET /api/dialogs/dlg_1 answered 401",
        "POST /api/dialogs answered 401",
        "GET /api/nonsense answered 404",
    ]


def test_refusal_that_never_comes_is_a_breach(open_tab: OpenTab):
    """A test that expects a refusal fails where nothing was refused, or with another status."""
    tab = open_tab()

    with pytest.raises(PromiseBroken, match="status: ChatApp refused the page nothing with 403"):  # noqa: SIM117
        with tab.expects_refusal(403):
            _ask(tab)


def test_refusal_is_no_breach_where_it_cannot_be(open_tab: OpenTab, target: Target):
    """A fault's refusals are given, and of a target that is known to write to the console nothing is demanded."""
    careless = open_tab(replace(target, lacking={"clean_console": "logs"}))
    _ask(careless)
    tab = open_tab()
    with tab.wire.answer_failed("GET", "/api/dialogs", 403, handled=False):
        _ask(tab)

    assert [*careless.breaches(), *tab.breaches()] == []


def test_missing_file_of_a_page_is_noise(open_tab: OpenTab):
    """The browser's word on a file that the page lacks counts: nobody else sees that."""
    tab = open_tab()
    tab.page.route("**/missing.png", lambda route: route.fulfill(status=404))

    tab.page.evaluate("() => { new Image().src = '/missing.png' }")

    assert wait_until(tab.page, lambda: tab.noise, 5.0)
    assert "404" in tab.breaches()[0].reason


@pytest.mark.parametrize(("url", "path"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_api_is_known_by_its_address(url: str, path: str):
    """Only what is asked of ChatApp itself is ChatApp's."""
    assert ApiPaths(Target("mine", Secret(""), {}).at("https://chat.example")).of(url) == path


@pytest.mark.parametrize(("url", "path"), PREFIXED.values(), ids=PREFIXED.keys())
def test_prefix_belongs_to_the_address(url: str, path: str):
    """Where the API has a path before `/api/`, that is no part of the path that the contract knows."""
    prefixed = Target("mine", Secret(""), {}).at("https://host.example/chat", "https://api.example/v1/")
    cyrillic = Target("mine", Secret(""), {}).at("https://онлайн.example")

    assert (ApiPaths(prefixed).of(url) or ApiPaths(cyrillic).of(url)) == path


def test_log_shows_no_secrets(open_tab: OpenTab, journal: Journal):
    """What a page logs is kept whole, but for tokens and phones, in whatever form."""
    tab = open_tab()
    token = Secret("tok-71-yes")

    text = f"signed in {token} {'aB3_' * 12} 79111111111 +7 911 111-11-11 {'и ещё ' * 40}конец"
    tab.page.evaluate("(text) => { console.log(text); setTimeout(() => { throw new Error(text) }) }", text)
    wait_until(tab.page, lambda: len(tab.noise) == 2, 5.0)

    masked = f"signed in *** *** *** *** {'и ещё ' * 40}конец"
    assert tab.log[0] == f"log: {masked}"
    assert tab.log[1].startswith("uncaught: ")
    assert masked in tab.log[1]
    written = [str(one.detail) for one in journal.facts if one.what == Kind.NOISE] + [str(tab.breaches())]
    assert [one for one in (token, "79111111111", "911 111") if one in " ".join(written)] == []


def test_acknowledgements_are_judged(recipient: Person, sender: Person, dialog: Json, journal: Journal, pages: NewPage):
    """What ChatApp acknowledges to pages and push clients is presented to the judges, whole."""
    facts: list[object] = []
    journal.judges.append(lambda seen: facts.append(seen) or [])

    recipient.page.open_dialog(dialog, sender.name)
    recipient.push.call("dialog:leave", dialog["dialogId"])

    joined, left = [fact for fact in facts if isinstance(fact, Acknowledgement)]
    assert joined == Acknowledgement("dialog:join", ({"success": True},))
    assert left == Acknowledgement("dialog:leave", ({"success": True},))


def test_bare_transport_is_judged(target: Target, journal: Journal):
    """Who reads packets by themselves has events and acknowledgements presented as well."""
    packets = iter(['42["typing:start",{},2]', "2", "451-[]", '431[{"success":true}]', "437[]"])
    transport = PollingTransport(target)
    transport.send, transport.receive = lambda _: None, lambda _: next(packets)
    judged, facts = JudgedTransport(transport, "Мария", journal), list[object]()
    journal.judges[:] = [lambda seen: facts.append(seen) or []]

    judged.send('421["dialog:join","dlg_1"]')
    for _ in range(5):
        judged.receive(1.0)

    assert facts == [
        PushEvent("typing:start", {}, (2,)),
        PushEvent(UNREADABLE, "451-[]"),
        Acknowledgement("dialog:join", ({"success": True},)),
        Acknowledgement("(unknown event)", ()),
    ]
