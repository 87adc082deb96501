"""Tests that end in every way there is, one of them with texts that would do something if they were let."""

import os

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import broken, must
from fixtures.journey.verdict import Verdict

HOSTILE = "<img src=https://example.org/x onerror=\"document.title='hit'\">\x1b[31m| a | b |\n|---|---|\n`$(id)`' && id"


def test_passes(journal: Journal):
    """Passes, and was seen to write."""
    journal.note("Анна", Kind.GESTURE, via="page 1", gesture="Enter", text="Привет")


def test_meets_hostile_texts(journal: Journal):
    """Fails on a text that is HTML, escapes for a terminal and a table."""
    told = {"via": "page 1", "request": 1, "text": HOSTILE, "dialog": "dlg_1"}
    path = "/api/messages/dialog/dlg_1"
    journal.note("Анна", Kind.GESTURE, via="page 1", gesture="Enter", text=HOSTILE)
    journal.note("Анна", Kind.REQUESTED, **told, method="POST", path=path)
    journal.note("Анна", Kind.ANSWERED, **told, status=201, keys=["data"], message="m1")

    must(broken(Verdict.CONTENT, f"«{HOSTILE}» was altered."))


def test_is_wrong():
    """Fails by itself."""
    assert 1 + 1 == 3


@pytest.mark.skip(reason="has <b>no</b> reason")
def test_is_skipped():
    """Is skipped."""


@pytest.mark.xfail(reason="CHAT-17")
def test_fails_as_known():
    """Fails, as everybody knows."""
    assert 1 + 1 == 3


@pytest.mark.timeout(1)
def test_hangs():
    """Never ends."""
    while True:
        pass


@pytest.mark.parametrize("how", ["at-once"])
def test_takes_its_worker_along(how: str):
    """Takes its worker along."""
    os._exit(3)
