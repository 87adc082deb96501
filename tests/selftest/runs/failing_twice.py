"""Tests that fail with a page open, or without, and might be run again for their evidence."""

import os
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import broken, kept, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

_FAILED_BEFORE: Path = Path(os.environ.get("TELL_FAILED", os.devnull))


def note_stop() -> None:
    """Stands in for the debugger, and adds a character to the file that COUNT_STOPS names."""
    with Path(os.environ["COUNT_STOPS"]).open("a", encoding="utf-8") as stops:
        stops.write(".")


@pytest.mark.usefixtures("pages")
def test_fails_only_once(sender: Person, recipient: Person, dialog: Json):
    """Fails in the first run, after a message was sent and shown."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.write(f"От {sender.phone}")
    must(chat.expect.shows_only_once(chat.press_enter().text))

    breakpoint()
    is_first = not _FAILED_BEFORE.exists()
    _FAILED_BEFORE.touch()
    must(broken(Verdict.CONTENT, "it is the first run.") if is_first else kept())


@pytest.mark.usefixtures("pages")
@pytest.mark.timeout(3)
def test_hangs(people: People):
    """Is ended for taking too long, with a page open."""
    people.visitor().tab.page.wait_for_timeout(60_000)


def test_fails_without_a_page(sender: Person):
    """Has nothing that a second run could show."""
    must(broken(Verdict.STATUS, "always."))


@pytest.mark.usefixtures("pages")
@pytest.mark.run_once
def test_may_not_run_again(people: People):
    """Is marked so."""
    people.visitor()
    must(broken(Verdict.STATUS, "always."))


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("number", range(5))
def test_fails_every_time(people: People, number: int):
    """Fails with a page open; the last of these is one too many."""
    people.visitor()
    must(broken(Verdict.STATUS, f"always, and this is number {number}."))
