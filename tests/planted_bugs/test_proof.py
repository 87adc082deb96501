"""The proof that our tests catch the bugs they are for: each bug is planted, and must be found out.

What takes longest is begun first, so that no worker is left alone with it in the end; the tests that must pass without
a bug are dealt out to several runs for the same reason. Those that have passed in a run of the whole suite on exactly
this code are not run again.
"""

from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from fixtures.planted_bugs.bug import PlantedBug, PlantingError, bug_names, load_bug
from fixtures.running.checkout import ROOT
from fixtures.running.revision import revision_of
from fixtures.running.run_folder import RUNS
from reports.model.file import read_run_if_any
from reports.model.run import Run
from tests.planted_bugs.prover import Prover
from tests.selftest.harness_process import run_pytest
from tests.selftest.run_reports import a_run, a_test

NAIVE = "tests/planted_bugs/naive.py"
ANSWERED = "tests/api/test_sent_message.py::test_answer_carries_the_message_under_data"
NOWHERE = "tests/api/test_sent_message.py::test_that_is_not_there"
SUITE_SECONDS = 180
PROOF_SECONDS = 150
PARTS = 4
WAITING_SECONDS, ASKING_SECONDS = 4.0, 0.3
"""About what a failing test takes: one that waits for a page or a push, and one that asks the API alone."""


def _bugs() -> list[PlantedBug]:
    try:
        bugs = [load_bug(name) for name in bug_names()]
    except PlantingError as error:
        raise pytest.UsageError(str(error)) from error
    return sorted(bugs, key=_seconds, reverse=True)


def _seconds(bug: PlantedBug) -> float:
    return sum(ASKING_SECONDS if "/api/" in test else WAITING_SECONDS for test in bug.must_fail)


BUGS = _bugs()
TESTS = sorted({test for bug in BUGS for test in bug.must_fail})


@pytest.mark.timeout(SUITE_SECONDS)
@pytest.mark.parametrize("part", range(PARTS), ids=[f"part-{part + 1}-of-{PARTS}" for part in range(PARTS)])
def test_same_tests_pass_without_the_bug(part: int, tmp_path: Path):
    """The tests that catch planted bugs pass on a healthy ChatApp."""
    tests = [test for test in TESTS[part::PARTS] if test not in _passed_already()]
    if not tests:
        return

    ended = run_pytest(tmp_path / "run", "-n", "0", *tests, limit=SUITE_SECONDS)

    assert ended.exit_code == 0, ended.printed[-3000:]
    assert ended.report["totals"] == {"passed": len(tests)}


@pytest.mark.timeout(SUITE_SECONDS)
@pytest.mark.parametrize("bug", BUGS, ids=[bug.name for bug in BUGS])
def test_planted_bug_is_caught(bug: PlantedBug, prover: Prover):
    """With the bug planted the tests of its promise fail, each of them and each with the bug's verdict."""
    answer = prover.ask(bug.name, bug.must_fail, limit=PROOF_SECONDS)

    assert answer.failures == dict.fromkeys(bug.must_fail, bug.verdict), answer.told[-3000:]


def test_bugs_are_proven_apart(prover: Prover):
    """Though one process proves many bugs, none of them outlives its proof, and one that nobody notices is said to."""
    caught = prover.ask("answer-under-message", [ANSWERED], limit=PROOF_SECONDS)
    healthy = prover.ask(None, [ANSWERED], limit=PROOF_SECONDS)
    unnoticed = prover.ask("unread-for-own", [ANSWERED], limit=PROOF_SECONDS)

    assert caught.failures == {ANSWERED: "envelope"}
    assert (healthy.outcomes, healthy.failures) == ({ANSWERED: "passed"}, {}), healthy.told
    assert (unnoticed.outcomes, unnoticed.failures) == ({ANSWERED: "passed"}, {}), unnoticed.told


def test_proof_that_cannot_be_had_is_told(tmp_path: Path):
    """Where the process hangs, or the bug or a test of it is not there, the answer says so, and the next is real."""
    with closing(Prover(tmp_path)) as prover:
        hanging = prover.ask(None, [ANSWERED], limit=0.0)
        unknown = [prover.ask(*asked, limit=PROOF_SECONDS) for asked in (("nowhere", [ANSWERED]), (None, [NOWHERE]))]
        real = prover.ask(None, [ANSWERED], limit=PROOF_SECONDS)

    assert hanging.told.startswith("no answer within 0 s")
    assert [answer.outcomes for answer in (hanging, *unknown)] == [{}, {}, {}]
    assert "There is no planted bug 'nowhere'" in unknown[0].told
    assert NOWHERE in unknown[1].told
    assert real.outcomes == {ANSWERED: "passed"}, real.told


def test_waiting_for_the_text_alone_would_be_fooled(tmp_path: Path):
    """A test that merely waits for the text passes with `feed-waits-for-push` planted; with push held it fails."""
    ended = run_pytest(tmp_path / "run", "-n", "0", NAIVE, "--plant", "feed-waits-for-push")

    assert ended.failures == {f"{NAIVE}::test_with_push_held": "feed"}
    assert ended.report["totals"] == {"failed": 1, "passed": 1}


@pytest.mark.parametrize(
    ("changes", "proves"),
    [
        pytest.param({}, True, id="whole-and-green"),
        pytest.param({"revision": "c0ffee+1"}, False, id="other-code"),
        pytest.param({"whole": False}, False, id="selection"),
        pytest.param({"planted_bug": "feed-waits-for-push"}, False, id="planted"),
        pytest.param({"exit_code": 1}, False, id="failed"),
        pytest.param({"target": {"name": "chatapp-1.3", "address": "http://127.0.0.1:8000"}}, False, id="other-target"),
    ],
)
def test_only_a_run_of_this_very_code_proves_anything(changes: dict[str, object], proves: bool):
    """Tests are taken as passing from a green run of the whole suite, of the same code and the embedded ChatApp."""
    target = {"name": "embedded", "address": "http://127.0.0.1:8000"}
    run = a_run(a_test("a"), **{"revision": "c0ffee", "target": target, **changes})

    assert _is_of_this_code(run, "c0ffee") == proves
    assert not _is_of_this_code(run, None)


@cache
def _passed_already() -> frozenset[str]:
    """The tests that passed in the newest run of the whole suite on exactly this code; none where there is no such."""
    revision = revision_of(ROOT)
    for folder in sorted(RUNS.glob("20*"), reverse=True) if revision else []:
        if (run := read_run_if_any(folder)) is not None and _is_of_this_code(run, revision):
            return frozenset(test.test for test in run.tests if test.outcome == "passed")
    return frozenset()


def _is_of_this_code(run: Run, revision: str | None) -> bool:
    is_healthy = run.exit_code == 0 and run.planted_bug is None and run.target.name == "embedded"
    return revision is not None and run.revision == revision and run.whole and is_healthy
