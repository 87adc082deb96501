"""Tests of which one always passes, one always fails, and one does as the number of the run has it."""

import os
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.people.person import Person


@pytest.fixture(scope="module")
def run() -> int:
    """How often this module has been run so far, this time included: counted in the file that COUNT_RUNS names."""
    count = Path(os.environ["COUNT_RUNS"])
    with count.open("a", encoding="utf-8") as runs:
        runs.write(".")
    return len(count.read_text(encoding="utf-8"))


def test_is_stable(sender: Person):
    """Passes."""
    assert sender.name


def test_always_fails():
    """Fails."""
    assert 1 + 1 == 3


def test_is_unstable(sender: Person, recipient: Person, dialog: Json, run: int):
    """Fails in every second run, having sent something else then."""
    if run % 2:
        sender.api.send_message(dialog["dialogId"], "Погода хорошая")
    recipient.api.dialogs()

    assert run % 2
