"""What the model takes for granted of pages, in pure functions and at tabs that nobody has opened."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fixtures.campaigns.model.pages.awaited import Awaited, arrived
from fixtures.campaigns.model.pages.expectations.bounds import Reading, learn_reading, learn_status
from fixtures.campaigns.model.pages.expectations.shown import holds_draft, shows_long_feed
from fixtures.campaigns.model.pages.window import Window
from fixtures.campaigns.model.plan import Plan
from fixtures.campaigns.model.someone import Someone
from fixtures.campaigns.model.world import Dialog, Message
from fixtures.journey.finding import Finding, taken
from fixtures.journey.verdict import PromiseBroken, Verdict

FIRST, SECOND = (Awaited("dlg_1", "anna", text, "tab 1") for text in ("Раз", "Два"))
BESIDE, AWAY = Awaited("dlg_1", "anna", "Рядом", "tab 2"), Awaited("dlg_2", "anna", "Там", "tab 1")
UNSENT = {
    "again": (FIRST, ["Раз"], Verdict.DUPLICATE),
    "of another dialog": (AWAY, [], Verdict.IDENTITY),
    "of nobody": (FIRST, [], Verdict.CONTENT),
}


@pytest.fixture
def dialog() -> Dialog:
    """A dialog of three, in which Анна has said three things."""
    made = Dialog("dlg_1", "Поход", "Поход", "anna", is_for_two=False, members={})
    for person in ("anna", "oleg", "nina"):
        made.join(person, 1)
    for number in range(3):
        to = made.recipients_of("anna")
        made.messages.append(Message(number, f"k{number}", f"msg_{number}", "anna", f"{number}", {}, str(number), to))
    return made


def _verdict(finding: Finding) -> Verdict | None:
    broken = taken(finding)
    return broken.verdict if broken else None


def test_messages_of_one_tab_come_in_their_order():
    """What a tab has sent later may not be stored before; other tabs and dialogs do not wait for it."""
    awaited = [AWAY, FIRST, SECOND, BESIDE]

    assert arrived(awaited, [], "dlg_1", "anna", "Раз") is FIRST
    assert arrived(awaited, [], "dlg_1", "anna", "Рядом") is BESIDE
    with pytest.raises(PromiseBroken) as found:
        arrived(awaited, [], "dlg_1", "anna", "Два")
    assert found.value.broken.verdict is Verdict.ORDER


@pytest.mark.parametrize(("stored", "known", "verdict"), UNSENT.values(), ids=UNSENT.keys())
def test_what_nobody_has_sent_must_not_be_stored(stored: Awaited, known: list[str], verdict: Verdict):
    """A message is stored once, in the dialog that it was sent to, and only when it was sent."""
    awaited = [stored] if stored is AWAY else []

    with pytest.raises(PromiseBroken) as found:
        arrived(awaited, known, "dlg_1", "anna", stored.text)

    assert found.value.broken.verdict is verdict


@pytest.mark.parametrize(
    ("unread", "verdict"), [(3, Verdict.UNREAD), (2, None), (1, None), (0, Verdict.UNREAD)], ids=str
)
def test_what_may_be_read_is_open_within_its_bounds(dialog: Dialog, unread: int, verdict: Verdict | None):
    """Of what stood on a page for a while it is not known how much was read; of all else it is."""
    found = learn_reading(dialog, "oleg", "Олег", unread, Reading(1, 2))

    assert _verdict(found) is verdict
    assert verdict or dialog.unread("oleg") == unread


def test_what_is_learnt_of_reading_is_read(dialog: Dialog):
    """What both recipients have read bears that status from then on, and must not be unread again."""
    for person in ("oleg", "nina"):
        assert _verdict(learn_reading(dialog, person, person, 1, Reading(0, 3))) is None

    assert [one.status for one in dialog.messages] == ["read", "read", "sent"]
    assert _verdict(learn_reading(dialog, "oleg", "oleg", 2, Reading(0, 3))) is Verdict.UNREAD


STATUSES = {
    "nobody had a page": ("sent", set[str](), set[str](), {"sent"}),
    "one had a page": ("sent", {"oleg"}, {"oleg"}, {"sent"}),
    "all had a page": ("sent", {"oleg"}, {"oleg", "nina"}, {"sent", "delivered"}),
    "all have a page": ("sent", {"oleg", "nina"}, {"oleg", "nina"}, {"delivered"}),
    "it was delivered": ("delivered", set[str](), set[str](), {"delivered"}),
    "it was read": ("read", {"oleg", "nina"}, {"oleg", "nina"}, {"read"}),
}


@pytest.mark.parametrize(("before", "with_page", "had_page", "allowed"), STATUSES.values(), ids=STATUSES.keys())
def test_status_is_held_to_who_has_a_page(
    dialog: Dialog, before: str, with_page: set[str], had_page: set[str], allowed: set[str]
):
    """A message is delivered to who has a page, may be to who had one, and never goes back."""
    seen = {"sent": False, "delivered": False, "read": False}
    for status in seen:
        dialog.messages[0].status = before
        seen[status] = _verdict(learn_status(dialog.messages[0], status, with_page, had_page)) is None

    assert {status for status, is_allowed in seen.items() if is_allowed} == allowed


def test_status_of_what_all_recipients_have_left_is_open(dialog: Dialog):
    """How far a message came to those who have left since is not known; back it does not go."""
    message = dialog.messages[0]
    message.recipients.clear()

    assert _verdict(learn_status(message, "delivered", set(), set())) is None
    assert _verdict(learn_status(message, "sent", set(), set())) is Verdict.STATUS_MARK


class Screen:
    """A home screen on which this stands in the input, and these messages are met by scrolling."""

    def __init__(self, written: str = "", met: Sequence[str] = ()) -> None:
        self._chat = SimpleNamespace(
            ask=SimpleNamespace(written=lambda: written),
            long_feed=SimpleNamespace(scroll_to_oldest=lambda _: list(met), scroll_to_newest=lambda _: list(met)),
        )

    def chat(self) -> Any:  # noqa: ANN401 - whatever was asked for
        """The chat that is open in it."""
        return self._chat


def _window(dialog: Dialog | None, screen: Screen) -> Window:
    window = Window(cast(Someone, SimpleNamespace(name="Анна")), 1, cast(Any, screen))
    window.shown = dialog
    return window


DRAFTS = {
    "kept": ("Черновик", "Черновик", None),
    "lost": ("Черновик", "", Verdict.PERSISTENCE),
    "of another dialog": ("", "Черновик", Verdict.IDENTITY),
    "what was sent": ("", "1", Verdict.PAGE),
}


@pytest.mark.parametrize(("draft", "written", "verdict"), DRAFTS.values(), ids=DRAFTS.keys())
def test_draft_stays_in_its_dialog(dialog: Dialog, draft: str, written: str, verdict: Verdict | None):
    """In the input stands what was written in this dialog and not sent, and nothing else."""
    window = _window(dialog, Screen(written))
    window.drafts = {"dlg_2": "Черновик", "dlg_1": draft}

    assert _verdict(holds_draft(window)) is verdict


LONG = {
    "all": (["0", "1", "2"], None),
    "a gap": (["0", "2"], Verdict.CONTENT),
    "one twice": (["0", "1", "1", "2"], Verdict.DUPLICATE),
    "another order": (["1", "0", "2"], Verdict.ORDER),
}


@pytest.mark.parametrize(("met", "verdict"), LONG.values(), ids=LONG.keys())
def test_long_feed_is_met_once_and_in_order(dialog: Dialog, met: list[str], verdict: Verdict | None):
    """Whoever scrolls through a long feed meets every message once, in order."""
    window = _window(dialog, Screen(met=met))

    assert _verdict(shows_long_feed(window, [one.content for one in dialog.messages])) is verdict


def test_who_is_in_a_dialog_no_more_has_nothing_of_it(dialog: Dialog):
    """A tab shows no dialog that its person has left, and keeps no draft of it."""
    window = _window(dialog, Screen())
    window.drafts = {"dlg_1": "Черновик"}
    was_reading = window.reads

    window.forget(dialog)

    assert was_reading
    assert (window.shown, window.draft, window.reads, window.drafts) == (None, "", False, {})


def test_hidden_tab_reads_nothing(dialog: Dialog):
    """What comes to a dialog while nobody looks at its tab is not read."""
    window = _window(dialog, Screen())

    window.is_hidden = True

    assert not window.reads


def test_exploring_with_pages_is_repeated_with_pages():
    """Without the option the same seed would walk without pages."""
    assert Plan(60, 7, "draft-in-every-dialog", pages=True).repeat_line(9) == (
        "./e2e --model-time 60 --model-pages --seed 9 --plant draft-in-every-dialog"
    )
