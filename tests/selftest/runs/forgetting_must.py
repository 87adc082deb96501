"""Tests that look at a promise and forget to judge it, in each phase; and one that forgets nothing."""

from collections.abc import Iterator

import pytest

from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict


@pytest.fixture
def forgets_at_first() -> None:
    """Forgets to judge before the test begins."""
    equal("one", 1, 1, Verdict.CONTENT)  # here


@pytest.fixture
def forgets_at_last() -> Iterator[None]:
    """Forgets to judge when the test has ended."""
    yield
    equal("one", 1, 1, Verdict.CONTENT)  # here


def test_forgets():
    """Looks at something that is broken, and passes it over."""
    equal("one", 1, 2, Verdict.CONTENT)  # here


@pytest.mark.usefixtures("forgets_at_first")
def test_is_prepared_by_one_who_forgets():
    """Does nothing."""


@pytest.mark.usefixtures("forgets_at_last")
def test_is_ended_by_one_who_forgets():
    """Does nothing."""


def test_forgets_nothing():
    """Judges what it looks at."""
    must(equal("one", 1, 1, Verdict.CONTENT))
