"""What runs in a page: files of JavaScript, one function each, that share how rows are read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.rows import read_rows
from fixtures.clients.browser.scripts.loading import call_of, script
from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.people.person import NewPage, Person
from fixtures.running.checkout import ROOT

SCRIPTS = ROOT / "fixtures" / "clients" / "browser" / "scripts"
VALUES = {"recorder/natives"}
PARTS = {
    **dict.fromkeys(("input", "send", "retry", "discard")),
    "row": "li",
    "id": "data-id",
    "text": "p",
    "mark": "i",
    "sender": "b",
    "messages": "/api/messages",
}
NAMES = {path.relative_to(SCRIPTS).with_suffix("").as_posix() for path in SCRIPTS.rglob("*.js")} - VALUES


@pytest.fixture
def page(pages: NewPage) -> Iterator[Page]:
    """An empty page."""
    page = pages()
    yield page
    page.close()


def test_script_gives_the_function_of_its_name(page: Page):
    """A script is one expression for the function that its file is named after, whatever it imports."""
    given = {name: page.evaluate(f"[typeof {script(name)}, {script(name)}.name]") for name in NAMES}

    assert len(given) > 20
    assert given == {name: ["function", name.rpartition("/")[2]] for name in NAMES}


def test_module_that_two_import_is_there_once():
    """Modules that import the same one share it, as they would in a browser."""
    assert script("readRows").count("const find = ") == 1


def test_scripts_leave_nothing_behind(page: Page):
    """A page cannot tell by its globals that a script has run in it."""
    globals_of = "() => Object.getOwnPropertyNames(window)"
    # The recorder does nothing in a page that did not come from a server, or without its binding.
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<textarea></textarea>"))
    page.goto("http://chat.example/")
    before = page.evaluate(globals_of)

    page.evaluate("() => { window.told = () => Promise.resolve() }")
    page.evaluate(call_of("recorder/record", PARTS, "told", "asked"))
    page.evaluate(script("beyondTheEdge"))
    page.locator("textarea").fill("текст")

    assert page.evaluate("() => !window.dispatchEvent(new CustomEvent('asked', { cancelable: true, detail() {} }))")
    assert page.evaluate(globals_of) == before


def test_widths_of_change_are_found_wherever_they_stand(page: Page):
    """A width that a style sheet asks for is found in any unit and within other rules; heights are none."""
    page.set_content(
        "<style>@media (max-width: 40em) { p { color: red } } @media (min-height: 300px) { p { color: red } }"
        "@supports (display: grid) { @media (min-width: 700.5px) { p { color: red } } }</style>"
    )

    assert page.evaluate(script("widthsOfChange")) == [639, 640, 641, 699, 700, 701]


def test_only_what_can_be_pressed_is_within_reach(page: Page):
    """A part is out of reach where it is covered, invisible, empty or beyond the edge; one that is not is enough."""
    page.set_content(
        "<p><button>seen</button></p><p style='visibility: hidden'><button>hidden</button></p>"
        "<button style='position: absolute; left: -99px'>beyond</button><i style='display: none'><button></button></i>"
        "<p style='position: relative'><button>covered</button><b style='position: absolute; inset: 0'></b></p>"
    )

    reached = [one.evaluate_all(script("isWithinReach")) for one in page.locator("button").all()]
    assert reached == [True, False, False, False, False]
    assert page.locator("button").evaluate_all(script("isWithinReach"))


@pytest.mark.parametrize("text", ["'\"`", "</script>${1}", "раз\u2028два\n", "\\"])
def test_call_gives_values_as_they_are(page: Page, text: str):
    """What a call is given arrives unchanged, whatever JavaScript makes of such characters elsewhere."""
    assert page.evaluate(call_of("plain", f"а{text}б")) == " ".join(f"а{text}б".split())


@pytest.mark.usefixtures("pages")
def test_recorder_and_page_objects_read_rows_alike(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """What the recorder says of a row, and what a test reads of it, is the same in every part."""
    recipient.api.send_message(dialog["dialogId"], "  Привет,\n  Мария! ")
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.send("Здравствуй")
    must(chat.expect.confirms_all("Здравствуй"))
    sender.tabs[0].catch_up()

    latest = {fact.detail["row"]: fact.detail for fact in _rows_seen(journal)}
    recorded = [[one[key] for key in ("message", "sender", "text", "mark", "side")] for one in latest.values()]
    rows = read_rows(sender.tabs[0])
    assert recorded == [[row.id, row.sender, row.text, row.mark, row.side] for row in rows]
    assert [row.side for row in rows] == ["left", "right"]


def test_no_script_stands_in_a_python_module():
    """JavaScript stands where eslint and the compiler see it: no string of a room holds a function."""
    # The loader puts modules together, and holds a bare one.
    modules = {path for path in (ROOT / "fixtures").rglob("*.py") if "node_modules" not in path.parts}
    judged = modules - {SCRIPTS / "loading.py"}

    holding = [path.relative_to(ROOT).as_posix() for path in judged if _holds_a_function(path)]

    assert len(judged) > 200
    assert holding == []


def _holds_a_function(path: Path) -> bool:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(sign in text for text in texts for sign in ("=> ", "document.querySelector", "document.body"))


def _rows_seen(journal: Journal) -> list[Fact]:
    kinds = (Kind.ROW_SHOWN, Kind.ROW_CHANGED)
    return [fact for fact in journal.facts if fact.what in kinds and fact.detail["message"]]
