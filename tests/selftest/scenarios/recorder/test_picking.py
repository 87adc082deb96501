"""Who picks what should be seen does nothing in the page: all of the gesture is the recording's, and no later one."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from fixtures.clients.browser.scripts.loading import call_of, script
from fixtures.people.person import NewPage

EVENT, BINDING = "pick", "told"
HTML = """<button onclick="page.push('clicked')">Повторить</button><textarea></textarea><script>
const page = []
for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'dblclick', 'keydown', 'keyup']) {
  document.addEventListener(type, () => page.push(type))
}
</script>"""
PARTS: dict[str, Any] = {
    "buttons": {"retry_button": [{"css": "button"}]},
    "fields": {"message_input": [{"css": "textarea"}]},
    "row": dict.fromkeys(("row", "id", "text", "mark", "sender"), ""),
    "list": dict.fromkeys(("dialog", "name", "preview"), ""),
    "reaction": "",
    "dialogId": "",
}


class Watched:
    """A page with a button and an input, in which a person picks."""

    def __init__(self, page: Page) -> None:
        self.told: list[str] = []
        self.page = page
        page.expose_function(BINDING, lambda told: self.told.append(told["kind"]))
        page.add_init_script(call_of("steps/watchSteps", PARTS, BINDING, EVENT))
        page.route("**/*", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=HTML))
        page.goto("http://chat.example/")
        page.locator("button").hover()
        self.told.clear()

    def picks(self, *, on: bool) -> None:
        """Turn picking on or off."""
        self.page.evaluate(script("steps/setPicking"), [EVENT, on])

    @property
    def noticed(self) -> list[str]:
        """What the page has noticed."""
        return list(self.page.evaluate("page"))


@pytest.fixture
def watched(pages: NewPage) -> Iterator[Watched]:
    """Picking is on."""
    page = pages()
    watched = Watched(page)
    watched.picks(on=True)
    yield watched
    page.close()


def _clicks(watched: Watched, count: int = 1) -> None:
    watched.page.mouse.down(click_count=count)
    watched.page.mouse.up(click_count=count)


@pytest.mark.parametrize("is_slow", [True, False], ids=["slow", "quick"])
def test_click_that_picks_is_no_act(watched: Watched, is_slow: bool):
    """However long the button is held, the page has nothing of the click, nor of a second one right behind it."""
    watched.page.mouse.down()
    if is_slow:
        watched.picks(on=False)
    watched.page.mouse.up()
    watched.picks(on=False)
    _clicks(watched, count=2)

    assert watched.told == ["picked"]
    assert set(watched.noticed) <= {"pointerdown", "pointerup"}, "a second press may be another gesture"


def test_next_click_is_an_act_again(watched: Watched):
    """Once something was picked, the page has its clicks back: by mouse, by key, and its own."""
    watched.page.mouse.down()
    watched.picks(on=False)
    watched.page.mouse.up()

    watched.page.evaluate("document.querySelector('button').click()")
    watched.page.locator("button").press("Enter")
    _clicks(watched)

    assert [one for one in watched.noticed if one == "clicked"] == ["clicked"] * 3
    assert watched.told == ["picked", "clicked", "clicked"], "the page's own click is no act of a person"


@pytest.mark.parametrize(("part", "key"), [("button", "Enter"), ("button", "Space"), ("textarea", "Enter")])
def test_key_while_picking_does_nothing(watched: Watched, part: str, key: str):
    """A key that would press a button or send a text does neither, also when picking ends while it is held."""
    watched.page.locator(part).focus()

    watched.page.keyboard.down(key)
    watched.picks(on=False)
    watched.page.keyboard.up(key)

    assert (watched.told, watched.noticed) == ([], [])
    watched.page.keyboard.press(key)
    assert watched.noticed
