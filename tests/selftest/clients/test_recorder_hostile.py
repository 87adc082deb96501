"""The recorder on pages that are not as it expects: it tells what there is, and disturbs nobody."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Error, Page

from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.fact import Kind, abridged
from fixtures.journey.facts.journal import Journal
from fixtures.network.pump import wait_until
from fixtures.network.wire import Wire
from fixtures.people.person import NewPage
from fixtures.targets.target import Target
from tests.selftest.odd_page import PAGE

TEXTS = {
    "markup": "<script>alert(1)</script><b>'\"&amp;",
    "emoji and right-to-left": "👩\u200d👩\u200d👧 🎉 שלום \u202eנהפוך",
    "half a character": "до \ud83d после",
    "line separators": "раз\u2028два\u2029три\n\x85",
    "10,000 characters": "длинно и ясно " * 714 + "конец",
    "nothing": "",
}
ROBBED = {
    "of JSON": "JSON.stringify = () => { throw new Error('gone') }",
    "of timers": "window.setTimeout = window.requestAnimationFrame = () => { throw new Error('gone') }",
    "of the clock": "performance.now = () => NaN; Date.now = () => 0",
    "of elements": "Element.prototype.closest = () => { throw new Error('gone') }; delete window.WebSocket",
}
OpenTab = Callable[..., Tab]


@pytest.fixture
def open_tab(pages: NewPage, target: Target, journal: Journal) -> Iterator[OpenTab]:
    """Opens tabs of nobody in particular on a page that is not ChatApp's; a target and a first script may be given."""
    tabs: list[Tab] = []

    def open_one(target: Target = target, before: str = "") -> Tab:
        page = pages()
        page.add_init_script(before)
        tab = Tab(page, target, Wire("Мария", journal), journal)
        tabs.append(tab)
        page.route("**/elsewhere", lambda route: route.fulfill(content_type="text/html", body=PAGE))
        tab.open("/elsewhere")
        return tab

    yield open_one
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_text_is_told_as_it_is(open_tab: OpenTab, journal: Journal, text: str):
    """Whatever a row says comes out as it stands in the document, long texts by beginning, length and fingerprint."""
    tab = open_tab()

    _add(tab.page, text)
    tab.catch_up()

    (shown,) = _details(journal, Kind.ROW_SHOWN)
    assert (shown["text"], shown["sender"], shown["message"]) == (abridged(text), "Вы", "")
    assert tab.log == []


def test_page_without_any_part_is_left_in_peace(open_tab: OpenTab, target: Target, journal: Journal):
    """Where a profile names no part, the page works as always and tells that it was loaded, and no more."""
    tab = open_tab(replace(target, locators=dict.fromkeys(target.locators, "")))

    _add(tab.page, "Строка")
    tab.page.locator("#field").fill("Текст")
    tab.page.locator("#field").press("Enter")
    tab.catch_up()

    seen = {seen.what for seen in journal.facts if seen.who == "Мария"}
    assert seen == {Kind.PAGE_LOADED}
    assert tab.page.locator("#field").input_value() == ""
    assert tab.log == []


def test_enter_in_a_form_is_one_gesture(open_tab: OpenTab, journal: Journal):
    """Enter in the field of a form presses its button too; a click of its own on the button is another gesture."""
    tab = open_tab()

    tab.page.locator("#field").fill("Первое")
    tab.page.locator("#field").press("Enter")
    tab.page.locator("#field").fill("Второе")
    tab.page.get_by_role("button").click()
    tab.catch_up()

    gestures = [(detail["gesture"], detail["text"]) for detail in _details(journal, Kind.GESTURE)]
    assert gestures == [("Enter", "Первое"), ("the button «Отправить»", "Второе")]
    assert len(_details(journal, Kind.INPUT_EMPTIED)) == 2


def test_moved_row_is_told_where_it_stands(open_tab: OpenTab, journal: Journal):
    """A row that moves to the top stands after none, and the one that was there stands after it."""
    tab = open_tab()

    _add(tab.page, "Первое")
    _add(tab.page, "Второе")
    tab.catch_up()
    tab.page.evaluate("feed.prepend(feed.lastChild)")
    tab.catch_up()

    last = {
        detail["text"]: detail for detail in _details(journal, Kind.ROW_SHOWN) + _details(journal, Kind.ROW_CHANGED)
    }
    assert last["Второе"]["after"] == 0
    assert last["Первое"]["after"] == last["Второе"]["row"]


@pytest.mark.parametrize(("style", "hidden"), [("visibility", "hidden"), ("display", "none"), ("opacity", "0")])
def test_row_is_there_while_it_can_be_seen(open_tab: OpenTab, journal: Journal, style: str, hidden: str):
    """A row that is hidden is gone, hidden by itself or by what is around it; it comes back as the row that it was."""
    tab = open_tab()

    for value in ("", hidden, "", hidden):
        tab.page.evaluate(
            "([style, to]) => { feed.style[style] = to; feed.firstChild || add('Строка') }", [style, value]
        )
    tab.catch_up()

    rows = [(seen.what, seen.detail["row"]) for seen in journal.facts if seen.what in (Kind.ROW_SHOWN, Kind.ROW_GONE)]
    assert [what for what, _ in rows] == [Kind.ROW_SHOWN, Kind.ROW_GONE] * 2
    assert len({row for _, row in rows}) == 1


def test_very_many_rows_are_told_once(open_tab: OpenTab, journal: Journal):
    """Of a page that shows 10,000 rows at once each is told once, and what comes later is told alone."""
    tab = open_tab()

    tab.page.evaluate("() => { add('Строка', 10000) }")
    wait_until(tab.page, lambda: len(_details(journal, Kind.ROW_SHOWN)) >= 10_000, 20.0)
    before = len(journal.facts)
    _add(tab.page, "Последняя")
    wait_until(tab.page, lambda: len(journal.facts) > before, 5.0)

    assert len({detail["row"] for detail in _details(journal, Kind.ROW_SHOWN)}) == 10_001
    assert [seen.detail["text"] for seen in journal.facts[before:]] == ["Последняя"]


def test_page_that_never_paints_is_told_of(open_tab: OpenTab, journal: Journal):
    """Where no frame is ever drawn, rows are told all the same, without a time of painting."""
    tab = open_tab(before="window.requestAnimationFrame = () => 0")

    _add(tab.page, "Строка")
    wait_until(tab.page, lambda: _details(journal, Kind.ROW_SHOWN), 5.0)

    (shown,) = _details(journal, Kind.ROW_SHOWN)
    assert "painted_ms" not in shown


@pytest.mark.parametrize("robbing", ROBBED.values(), ids=ROBBED.keys())
def test_page_that_breaks_the_browser_hears_nothing(open_tab: OpenTab, robbing: str):
    """A page that breaks what the recorder stands on has nothing in its console from it, and no error."""
    tab = open_tab()

    tab.page.evaluate(f"() => {{ {robbing} }}")
    _add(tab.page, "Строка")
    tab.page.locator("#field").fill("Текст")
    tab.page.locator("#field").press("Enter")
    tab.page.evaluate("() => fetch('/health').then(() => new XMLHttpRequest().open('GET', '/health'))")
    tab.catch_up()

    assert tab.log == []


def test_recorder_leaves_no_trace_in_the_page(open_tab: OpenTab):
    """The page finds no name of the recorder's, and its own means of asking are what they were."""
    tab = open_tab()

    names = tab.page.evaluate("() => Object.keys(window).filter((name) => /recorder/i.test(name))")
    assert names == []
    assert tab.page.evaluate("() => [WebSocket.OPEN, fetch.name, XMLHttpRequest.prototype.open.length]") == [
        1,
        "fetch",
        2,
    ]
    assert tab.page.evaluate("() => { try { new XMLHttpRequest().send() } catch (error) { return error.name } }")


def test_console_and_errors_are_told_without_secrets(open_tab: OpenTab, journal: Journal):
    """What a page logs or throws is noise that is told; a phone or token in it is masked."""
    tab = open_tab()

    tab.page.evaluate(f"() => console.log('token {'a1B2' * 12} of 79161234567')")
    tab.page.evaluate("() => { setTimeout(() => { throw new Error('Ой') }) }")
    wait_until(tab.page, lambda: len(tab.noise) == 2, 5.0)

    assert [detail["text"] for detail in _details(journal, Kind.NOISE)] == ["log: token *** of ***", "uncaught: Ой"]


def test_closed_page_has_told_everything(open_tab: OpenTab, journal: Journal):
    """To ask a closed page for what it saw is no error, and that it was closed is seen."""
    tab = open_tab()

    tab.close()
    tab.catch_up()

    assert _details(journal, Kind.PAGE_CLOSED) == [{"via": "page 1"}]


def test_crashed_page_is_seen_and_survived(open_tab: OpenTab, journal: Journal):
    """A page that crashes has told what it saw until then, and to ask it for more is no error."""
    tab = open_tab()
    _add(tab.page, "Строка")
    tab.catch_up()

    with pytest.raises(Error):
        tab.page.goto("chrome://crash")
    tab.catch_up()

    assert len(_details(journal, Kind.PAGE_CRASHED)) == 1
    assert [detail["text"] for detail in _details(journal, Kind.ROW_SHOWN)] == ["Строка"]


def test_page_that_hangs_is_not_waited_for(open_tab: OpenTab):
    """A page whose script does not come to an end is asked for a second, and then left alone."""
    tab = open_tab()
    tab.page.evaluate("() => { window.until = Date.now() + 3000; setTimeout(() => { while (Date.now() < until); }) }")

    tab.catch_up()
    gave_up_at = time.time() * 1000

    assert gave_up_at < tab.page.evaluate("() => until")


def _add(page: Page, text: str) -> None:
    """Add a row, its text given by UTF-16 units, as half a character would not survive the way."""
    units = text.encode("utf-16-le", "surrogatepass")
    codes = [int.from_bytes(units[place : place + 2], "little") for place in range(0, len(units), 2)]
    page.evaluate("(codes) => { add(String.fromCharCode(...codes)) }", codes)


def _details(journal: Journal, what: Kind) -> list[dict[str, object]]:
    return [seen.detail for seen in journal.facts if seen.what == what]
