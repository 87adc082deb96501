"""Where a good and a bad journey part, by histories made by hand."""

from dataclasses import replace

import pytest

from fixtures.journey.facts.fact import Fact, Kind
from reports.journey_difference import Difference, first_difference
from tests.selftest.histories import ANNA, BORIS, all_goes_well, fact, spoiled, telling, without


def again(history: list[Fact]) -> list[Fact]:
    """The same history in a run of its own: later, with other people, ids, texts and requests."""
    others = {ANNA: "Вера Котова", BORIS: "Глеб Лосев"}

    def renamed(value: object) -> object:
        return others.get(value, value) if isinstance(value, str) else value

    def other(seen: Fact) -> Fact:
        detail = {key: renamed(value) for key, value in seen.detail.items()}
        ids = {key: f"{1:024x}" for key in ("message", "client") if key in detail}
        texts = {"text": "Иной текст"} if "text" in detail else {}
        return replace(
            seen, at_ms=seen.at_ms * 3 + 7, who=others.get(seen.who, seen.who), detail={**detail, **ids, **texts}
        )

    return [other(seen) for seen in history]


def test_same_journey_in_another_run_tells_no_difference():
    """Times, names, ids and texts are no difference."""
    assert first_difference(all_goes_well(), again(all_goes_well())) is None


def test_fact_that_is_missing_is_named_with_what_came_before():
    """Where the bad journey lacks a fact, the first of them is told, and what both had before it."""
    bad = again(spoiled(without(Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS)))

    difference = first_difference(all_goes_well(), bad)

    assert difference is not None
    assert difference.good.startswith("person 2: arrived in the page [page 1]: message:new")
    assert difference.after.startswith("person 2: let through [page 1]: message:new")
    assert (difference.bad, difference.same_facts) == ("", False)


def test_earlier_of_two_differences_says_where_the_journeys_part():
    """Where each journey has a fact of its own, what came before is told of the one that comes first."""
    common, early, late = fact(1, ANNA, Kind.NOISE, text="x"), fact(2, ANNA, Kind.GESTURE), fact(4, BORIS, Kind.GESTURE)
    other = fact(3, BORIS, Kind.NOISE, text="y")

    assert first_difference([common, early, other], [common, other, late]) == Difference(
        "person 1: page noise: «text 1»", "person 1: made a gesture", "person 2: made a gesture"
    )
    assert first_difference([common, other, late], [common, early, other]) == Difference(
        "person 1: page noise: «text 1»", "person 2: made a gesture", "person 1: made a gesture"
    )


def test_names_within_a_sentence_are_no_difference():
    """What is said of a person is the same, whatever they are called in a run."""
    history = [fact(1, ANNA, Kind.NOISE), fact(2, BORIS, Kind.NOISE, reason=f"{ANNA} writes to {BORIS}")]
    others = [fact(1, "Ян", Kind.NOISE), fact(2, "Янина", Kind.NOISE, reason="Ян writes to Янина")]

    assert first_difference(history, others) is None


def test_fact_that_only_the_bad_one_has_is_named():
    """Where the bad journey has a fact more, it is told; one that comes twice counts twice."""
    rows = [seen for seen in all_goes_well() if seen.what == Kind.ROW_SHOWN and seen.who == BORIS]
    bad = again([*all_goes_well(), *rows])

    difference = first_difference(all_goes_well(), bad)

    assert difference is not None
    assert (difference.good, difference.bad.partition(":")[0]) == ("", "person 2")
    assert "row shown" in difference.bad


def test_both_sides_are_told_where_a_fact_is_another():
    """An answer with another status is what the one has and the other has not."""
    bad = again(spoiled(telling(Kind.ANSWERED, ANNA, status=503)))

    difference = first_difference(all_goes_well(), bad)

    assert difference is not None
    assert (difference.good, difference.bad) == tuple(f"person 1: answered [page 1]: {status}" for status in (200, 503))


def test_order_counts_only_where_all_facts_are_the_same():
    """Things that happen at once may come in any order, which is told only where nothing else is different."""
    first, second = fact(1, ANNA, "stood up"), fact(2, BORIS, "stood up")
    third = fact(3, ANNA, "sat down")

    assert first_difference([first, second, third], [first, replace(third, at_ms=1.5), second]) == Difference(
        "person 1: stood up", "person 2: stood up", "person 1: sat down", same_facts=True
    )
    later = [first, replace(third, at_ms=1.5), second, fact(4, BORIS, "left")]
    assert first_difference([first, second, third], later) == Difference("person 2: stood up", "", "person 2: left")


def test_how_the_test_ended_is_no_difference():
    """That one passed and the other failed is known."""
    history = [seen for seen in all_goes_well() if seen.what != Kind.TEST_ENDED]
    failed = fact(9_999, "the test", Kind.TEST_ENDED, outcome="failed", verdict="feed", reason="so it was")

    assert first_difference(all_goes_well(), [*history, failed]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("no row within 2.35 s", "no row within 2 s", id="seconds"),
        pytest.param("dlg_0a1b2c3d4e5f", "dlg_f0e1d2c3b4a5", id="dialog"),
        pytest.param("at 09:30", "at 23:59", id="time-of-day"),
        pytest.param("79120040001 is known", "79345010002 is known", id="phone"),
        pytest.param("c0ffee00-1234-4abc-8def-0123456789ab", "deadbeef-4321-4cba-8fed-ba9876543210", id="uuid"),
    ],
)
def test_what_differs_in_every_run_is_left_out(one: str, other: str):
    """Numbers and ids within a sentence are no difference either."""
    journeys = [[fact(1, ANNA, Kind.NOISE, reason=reason)] for reason in (one, other)]

    assert first_difference(*journeys) is None
    assert first_difference([fact(1, ANNA, Kind.NOISE, reason="3 rows")], [fact(1, ANNA, Kind.NOISE, reason="4 rows")])
