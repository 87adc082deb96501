"""A QA engineer at the windows of a recording: moves the mouse, presses keys, and looks before going on, as people do.

Nothing of the recording is called: all goes through the pages and the panel, as the browser's input.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

from fixtures.clients.browser.tab import Tab
from fixtures.scenarios.recorder.session import Session

_WITHIN_SECONDS = 10.0
_TURNS_A_SECOND = 40

Look = Callable[[], object]


class Engineer:
    """Someone who records a complaint."""

    def __init__(self, session: Session, look: Look | None = None) -> None:
        """`look` is called whenever the panel offers what may be ticked."""
        self._session = session
        self._look = look or (lambda: None)
        self._panel = session.panel.page

    def tab(self, who: str) -> Tab:
        """What a person's window shows now."""
        return next(one.tab for one in self._session.windows if one.window.who == who)

    def opens_chat(self, who: str, whom: str) -> None:
        """Click a chat in the list, and wait for its input."""
        tab = self.tab(who)
        self._click(tab.page, self._listed(tab, whom))
        self.waits_for(lambda: tab.part("message_input").is_visible())
        self.waits_for(tab.requests.is_answered)

    def types(self, who: str, text: str) -> None:
        """Click the input, and type key by key."""
        tab = self.tab(who)
        self._click(tab.page, tab.part("message_input"))
        tab.page.keyboard.type(text)
        self._turn()

    def presses(self, who: str, key: str) -> None:
        """Press a key of the keyboard."""
        self.tab(who).page.keyboard.press(key)
        self._turn()

    def clicks(self, who: str, part: str) -> None:
        """Click a part of the page."""
        tab = self.tab(who)
        self._click(tab.page, tab.part(part))

    def fills(self, who: str, part: str, text: str) -> None:
        """Click a field, and type into it."""
        self.clicks(who, part)
        self.tab(who).page.keyboard.type(text)
        self._turn()

    def reloads(self, who: str) -> None:
        """Press F5, and wait for the list."""
        tab = self.tab(who)
        tab.reload()
        self._turn()
        self.waits_for(lambda: tab.part("chats_heading").is_visible())

    def sees(self, who: str, text: str) -> None:
        """Wait until a message is in the open chat."""
        rows = self.tab(who).part("row")
        self.waits_for(lambda: rows.filter(has_text=text).count() > 0)

    def sees_in_list(self, who: str, whom: str, text: str) -> None:
        """Wait until a message is the last one of a chat in the list."""
        listed = self._listed(self.tab(who), whom)
        self.waits_for(lambda: text in listed.inner_text())

    def chooses(self, who: str, sentence: str) -> None:
        """Choose in the panel what is to happen to someone."""
        self._panel.get_by_label(f"Ещё шаг: {who}").select_option(sentence)
        self._turn()

    def ticks(self, who: str, part: str | Locator, sentence: str, value: str | None = None) -> None:
        """Press «Отметить», click something in a window, and choose in the panel what is promised of it."""
        tab = self.tab(who)
        self._click(self._panel, self._panel.get_by_role("button", name="Отметить, что должно быть видно"))
        self._click(tab.page, tab.part(part) if isinstance(part, str) else part)
        choices = self._panel.get_by_role("group", name="Что должно быть видно")
        self._look()
        if value is None:
            self._click(self._panel, choices.get_by_role("button", name=sentence, exact=True))
            return
        form = choices.locator("form").filter(has_text=sentence)
        self._click(self._panel, form.get_by_role("combobox"))
        self._panel.keyboard.press("Control+A")
        self._panel.keyboard.type(value)
        self._click(self._panel, form.get_by_role("button", name="Записать"))

    def listed(self, who: str, whom: str) -> Locator:
        """A chat in someone's list."""
        return self._listed(self.tab(who), whom)

    def undoes(self, number: int) -> None:
        """Take a step out of the panel, counted from 1."""
        self._click(self._panel, self._panel.get_by_label(f"Убрать шаг {number}", exact=True))

    def is_done(self) -> None:
        """Press «Готово»."""
        self._click(self._panel, self._panel.get_by_role("button", name="Готово"))

    def steps(self) -> list[str]:
        """The sentences that the panel lists."""
        return self._panel.get_by_role("list", name="Шаги").locator("li > span").all_inner_texts()

    def waits_for(self, claim: Callable[[], object]) -> None:
        """Look again and again until something is so."""
        for _ in range(round(_WITHIN_SECONDS * _TURNS_A_SECOND)):
            if claim():
                return
            self._turn()
        raise AssertionError(f"it did not come: {claim}; recorded so far: {self.steps()}")

    def _click(self, page: Page, what: Locator) -> None:
        """Move the mouse to the middle of something and press its button, wherever that leads."""
        what.first.scroll_into_view_if_needed()
        box = what.first.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        page.mouse.down()
        page.mouse.up()
        self._turn()

    def _listed(self, tab: Tab, whom: str) -> Locator:
        return tab.part("dialog").filter(has_text=whom)

    def _turn(self) -> None:
        self._session.turn()
