"""Tests after which ChatApp does not let itself be tidied up: one that passes, and two that fail for something else."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


@pytest.fixture
def untidy(people: People, sender: Person, dialog: Json) -> Json:
    """A dialog that is gone before it is to be deleted."""
    people.afterwards(lambda: sender.api.delete_dialog(dialog["dialogId"]))
    sender.api.delete_dialog(dialog["dialogId"])
    return dialog


@pytest.fixture
def broken_from_the_start(untidy: Json) -> Json:
    """Cannot even be prepared."""
    must(equal("the dialog", untidy, None, Verdict.ENVELOPE))
    return untidy


@pytest.mark.usefixtures("untidy")
def test_passes():
    """Passes."""


@pytest.mark.parametrize("number", [1, 2])
def test_fails(untidy: Json, sender: Person, recipient: Person, number: int):
    """Fails for the feed, of whoever."""
    must(equal(f"the feed of {(sender, recipient)[number - 1].name}", untidy["dialogId"][:4], "none", Verdict.FEED))


@pytest.mark.usefixtures("broken_from_the_start")
def test_is_not_even_prepared():
    """Does nothing."""
