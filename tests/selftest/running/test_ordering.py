"""Which tests come first, which of them a gate keeps, and what is told of a file that is out of date."""

import random
from pathlib import Path

import pytest

from fixtures.running.ordering.catches import (
    Catches,
    CatchesError,
    CaughtBug,
    KnownBy,
    KnownTest,
    load_catches,
    write_catches,
)
from fixtures.running.ordering.cover import ends, in_order, within
from fixtures.running.ordering.gate import Budget, chosen_for_gate, gate_of
from fixtures.running.ordering.staleness import stale_bugs, stale_tests

SECONDS = {"quick": 1.0, "wide": 2.0, "slow": 4.0, "long": 9.0, "idle": 0.5, "idle-long": 5.0}
CAUGHT = {"quick": {"a"}, "wide": {"a", "b", "c"}, "slow": {"b", "d"}, "long": {"d"}}
KNOWN = Catches(
    revision="c0ffee",
    times="a run",
    bugs={
        "lost": CaughtBug("11", KnownBy.PROOF, {"x.py::a[1]": "feed", "x.py::a[2]": "feed"}),
        "late": CaughtBug("22", KnownBy.MATRIX, {"x.py::slow": "status"}),
    },
    tests={
        "x.py::a[1]": KnownTest(1.0, ("sent",)),
        "x.py::a[2]": KnownTest(1.5, ("sent",)),
        "x.py::slow": KnownTest(8.0, ("told",)),
        "x.py::read": KnownTest(3.2, ("read",)),
        "x.py::new": KnownTest(None, ()),
    },
)


def test_what_catches_most_a_second_comes_first():
    """Each time comes the test with most bugs a second that none before it has caught; a bug counts once."""
    assert in_order(SECONDS, CAUGHT, SECONDS)[:2] == ["wide", "slow"]


def test_rest_comes_longest_first():
    """What adds no bug comes after all that does, the longest first: at the end nobody waits for a long test."""
    assert in_order(SECONDS, CAUGHT, SECONDS)[2:] == ["long", "idle-long", "quick", "idle"]


def test_order_is_the_same_on_every_machine():
    """In whatever order tests are collected, they are run in the same one, which has each of them once."""
    shuffled = random.Random(7).sample([*SECONDS], len(SECONDS))  # noqa: S311 - no secret

    assert in_order(shuffled, CAUGHT, SECONDS) == in_order(SECONDS, CAUGHT, SECONDS)
    assert sorted(in_order(shuffled, CAUGHT, SECONDS)) == sorted(SECONDS)


def test_free_worker_takes_the_next_test():
    """A test ends when a worker had time for it: two of them run side by side."""
    assert ends(["wide", "slow", "quick"], 2, SECONDS) == {"wide": 2.0, "slow": 4.0, "quick": 3.0}


@pytest.mark.parametrize(("seconds", "workers"), [(4.0, 1), (4.0, 2), (9.0, 1), (100.0, 3)])
def test_choice_is_done_in_time(seconds: float, workers: int):
    """Workers that run nothing but the chosen tests are done in time, and what does not fit keeps nothing out."""
    chosen = within(seconds, workers, SECONDS, CAUGHT, SECONDS)

    assert max(ends(chosen, workers, SECONDS).values()) <= seconds
    assert {"wide"} <= set(chosen)


def test_bug_of_a_test_that_does_not_fit_is_still_looked_for():
    """Where the best test for a bug is too long, another one that fits is taken for it."""
    caught = {"slow": {"a", "b", "c", "d", "e"}, "quick": {"a"}}

    assert within(1.0, 1, caught, caught, SECONDS) == ["quick"]


def test_gate_takes_other_tests_before_more_cases_of_one():
    """A second case adds nothing: a test that holds another promise is taken, though it takes longer."""
    assert set(chosen_for_gate(Budget(4.5, 1), KNOWN.tests, KNOWN)) == {"x.py::a[1]", "x.py::read"}


def test_gate_with_time_to_spare_has_all():
    """What adds nothing is still run where there is time for it."""
    assert set(chosen_for_gate(Budget(100.0, 1), KNOWN.tests, KNOWN)) == KNOWN.tests.keys()


def test_gate_says_what_it_leaves_out():
    """A gate counts the promises of which no test is in it, names the first of them, and knows tests that it missed."""
    promises = ["sent", "read", "told", "kept", "shown", "wide"]
    gate = gate_of(Budget(3.0, 1), [*KNOWN.tests, "x.py::brand-new"], ["x.py::a[1]", "x.py::read"], KNOWN, promises)

    assert (gate.left_out, gate.unknown) == (("kept", "shown", "told", "wide"), ("x.py::brand-new",))
    assert gate.told == (
        "Gate of 3 s: 2 of 6 tests, 4.2 s by tests/catches.json. "
        "Left out: 4 of 6 promises (kept, shown, told and 1 more); summary.md names all of them."
    )


def test_gate_without_tests_asks_for_more_seconds():
    """Where no test is quick enough there is no report that could name anything."""
    gate = gate_of(Budget(0.001, 1), KNOWN.tests, [], KNOWN, ["sent"])

    assert gate.told.endswith(". No test is that quick: give the gate more seconds.")


def test_gate_that_leaves_no_promise_out_says_so():
    """Where each promise has a test, nothing is left to be named."""
    gate = gate_of(Budget(3.0, 1), KNOWN.tests, ["x.py::a[1]"], KNOWN, ["sent"])

    assert gate.told.endswith(". No promise is left out.")


def test_test_that_nobody_has_measured_counts_as_an_average_one():
    """A test without a time, and one that the file lacks, take as long as others do."""
    seconds = KNOWN.seconds()

    assert seconds["x.py::new"] == seconds["x.py::brand-new"] == pytest.approx(13.7 / 4)


def test_file_is_read_as_it_was_written(tmp_path: Path):
    """Everything that is known comes back from the file."""
    write_catches(KNOWN, tmp_path / "catches.json")

    assert load_catches(tmp_path / "catches.json") == KNOWN


@pytest.mark.parametrize("content", ["<<<<<<< HEAD", "[]", '{"bugs": 1}', None], ids=["half", "list", "odd", "none"])
def test_unreadable_file_is_told(tmp_path: Path, content: str | None):
    """A file that holds something else is named, with the command that makes it anew."""
    path = tmp_path / "catches.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(CatchesError, match=r"^catches\.json does not say .*--matrix --catches"):
        load_catches(path)


def test_bugs_that_are_out_of_date_are_named():
    """Bugs that are new, gone or changed are counted and named in one sentence; without any there is none."""
    assert stale_bugs(KNOWN, {"lost": "11", "late": "22"}) == ""
    assert stale_bugs(KNOWN, {"lost": "12", "odd": "33"}).startswith(
        "tests/catches.json is out of date: 1 planted bug new (odd), 1 planted bug gone (late), "
        "1 planted bug changed (lost). `./e2e selftest --matrix --catches"
    )


def test_tests_that_are_out_of_date_are_named():
    """Tests that the file lacks are named; those that are gone only by a run of the whole suite, which knows."""
    run = [*KNOWN.tests.keys() - {"x.py::slow"}, "x.py::b1", "x.py::b2", "x.py::b3", "x.py::b4"]

    assert "4 tests new (x.py::b1, x.py::b2, x.py::b3 and 1 more). " in stale_tests(KNOWN, run, whole=False)
    assert "1 test gone (x.py::slow). " in stale_tests(KNOWN, run, whole=True)
    assert stale_tests(KNOWN, ["x.py::slow"], whole=False) == ""
