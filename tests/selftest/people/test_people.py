"""The people of a test: who finds a phone for them, and how they are seen off."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import PromiseBroken
from fixtures.people.cleanup import Cleanup
from fixtures.people.people import People
from fixtures.people.person import Stage
from fixtures.people.seeding import phones_for
from fixtures.targets.profile import load_profile
from tests.selftest.strangers import stranger


class _Guest:
    """Someone who notes their leaving; the second fails at it."""

    def __init__(self, name: str, done: list[str]) -> None:
        self._name = name
        self._done = done

    def leave(self) -> None:
        """Leave."""
        self._done.append(self._name)
        if self._name == "second":
            raise OSError(self._name)


@pytest.fixture
def journal() -> Iterator[Journal]:
    """A journal that nobody judges by."""
    journal = Journal(Path(os.devnull))
    yield journal
    journal.close(keep=True)


def test_people_are_seen_off_whatever_does_not_close(journal: Journal):
    """Where something cannot be closed the rest still is, and the dialogs are tidied; then the error comes through."""
    target, done = load_profile("embedded").at("http://127.0.0.1:1"), []

    class Noting(Cleanup):
        def tidy_dialogs(self, *_: object) -> None:
            done.append("tidied")

    everyone = People(Stage(target, journal, lambda: None), None, iter(()), Noting())
    for name in ("first", "second", "third"):
        everyone._guests.append(_Guest(name, done))  # noqa: SLF001 - nobody else can break so

    with pytest.raises(OSError, match="second"):
        everyone.see_off()

    assert done == ["third", "second", "first", "tidied"]


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        pytest.param(404, "", "answered 404", id="no-such-address"),
        pytest.param(200, '{"success": true, "data": {"isNewUser": true}}', "without a name answered 200", id="new"),
    ],
)
def test_taken_phones_are_told_from_a_server_that_fails(journal: Journal, status: int, body: str, reason: str):
    """A phone is taken only where ChatApp gives it a code and knows it; all but that and 400 end the search there."""
    with stranger(status, body) as (address, asked):
        target = load_profile("embedded").at(address)
        everyone = People(Stage(target, journal, lambda: None), None, phones_for(0, "run", 0), Cleanup())
        with pytest.raises(PromiseBroken, match=rf"^status: POST /api/auth/request-code .*{reason}"):
            everyone.new_phone()
        everyone.see_off()

    assert asked == ["POST /api/auth/request-code"]
