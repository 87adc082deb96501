"""Reasons are read by people: however long a text is, no sentence about it is."""

import re
from collections.abc import Callable

import pytest

from fixtures.contract.expectations import equal, same_in_order
from fixtures.journey.chain.links import PushFacts, judge_push
from fixtures.journey.finding import Finding, broken, taken
from fixtures.journey.verdict import LONGEST_REASON, Broken, Verdict
from fixtures.redaction.shown import quoted
from fixtures.running.checkout import ROOT

LONG = "Д" * 10_001
MANY = [f"Сообщение {number}" for number in range(10_001)]
LONGEST_STRETCH = 121
FINDINGS = {
    "one-text": lambda: equal("the text", LONG, "", Verdict.CONTENT),
    "its-end-alone": lambda: equal("the text", f"{LONG}!", f"{LONG}?", Verdict.CONTENT),
    "a-tuple": lambda: equal("sender and text", ("Вы", LONG), None, Verdict.IDENTITY),
    "many-texts": lambda: same_in_order("the feed", MANY[1:], MANY),
    "no-row": lambda: Finding(judge_push(PushFacts("message:new", f"no {quoted(LONG)}", 1, 1, False, 2.0, "Анна"))),
}


@pytest.mark.parametrize("find", FINDINGS.values(), ids=FINDINGS.keys())
def test_long_text_is_told_by_a_part(find: Callable[[], Finding]):
    """A sentence about a long text, or about many, has 400 characters at most, and no stretch that nobody reads."""
    told = str(taken(find()))

    assert len(told) <= 400
    assert max(map(len, re.split(r"[^Д]", told))) <= LONGEST_STRETCH


def test_long_texts_are_told_from_where_they_part():
    """Of two long texts the place is told at which they differ."""
    told = str(taken(equal("the text", f"{LONG}да", f"{LONG}нет", Verdict.CONTENT)))

    assert "'ДДда' (after 9999 that are the same) instead of 'ДДнет'" in told


def test_whatever_is_said_comes_to_an_end():
    """Also what was put into a reason as it came is cut off."""
    told = taken(broken(Verdict.PAGE, f"the page shows {LONG}"))

    assert told is not None
    assert len(told.reason) <= LONGEST_REASON + 1
    assert len(Broken(Verdict.PAGE, LONG).reason) <= LONGEST_REASON + 1


def test_clients_quote_texts_in_one_way():
    """No sentence of a client puts a text between quotes by itself: `quoted` does, which shortens it."""
    sources = (ROOT / "fixtures" / "clients").rglob("*.py")

    by_themselves = [path.name for path in sources if "«{" in path.read_text(encoding="utf-8")]

    assert by_themselves == []
