"""What is kept of proofs, of a matrix and of a run's times, and what stays of what was known before."""

from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.campaigns.matrix.catches import Found, Present, brought_up_to_date, told_of
from fixtures.campaigns.matrix.keeping import keep_matrix, keep_without_matrix
from fixtures.campaigns.matrix.result import BugRun, Ended, Matrix
from fixtures.campaigns.result_file import ResultError
from fixtures.journey.verdict import Verdict
from fixtures.planted_bugs import bug as bug_module
from fixtures.planted_bugs.bug import PlantedBug, bug_names, content_of
from fixtures.running.ordering.catches import Catches, CaughtBug, KnownBy, KnownTest, load_catches
from fixtures.running.ordering.promises import Promise
from reports.model.file import write_run
from tests.selftest.campaigns.test_matrix import A, B, C, a_matrix, a_run
from tests.selftest.run_reports import a_run as a_report
from tests.selftest.run_reports import a_test

LOST = PlantedBug("lost", Path(), verdict=Verdict.FEED, must_fail=(A,))
PRESENT = Present({"lost": LOST}, {"lost": "11"}, [A, B], {"sent": Promise("It is sent", frozenset({A}))}, "c0ffee")
MATRIX = a_matrix(lost=a_run(a="feed", b="status"))


def kept(known: Catches, found: Found, present: Present = PRESENT) -> CaughtBug:
    """What is kept of the bug."""
    return brought_up_to_date(known, present, found).bugs["lost"]


def test_bug_is_known_by_its_proof():
    """Without a matrix it is certain that the bug's own tests catch it, and nothing else is claimed."""
    assert kept(Catches(), Found()) == CaughtBug("11", KnownBy.PROOF, {A: "feed"})


def test_matrix_says_more():
    """A matrix of the whole suite names all tests that caught the bug, each with its verdict."""
    assert kept(Catches(), Found(MATRIX)) == CaughtBug("11", KnownBy.MATRIX, {A: "feed", B: "status"})


@pytest.mark.parametrize(
    "matrix",
    [
        pytest.param(replace(MATRIX, whole=False), id="some-tests"),
        pytest.param(a_matrix(lost=BugRun(Ended.HUNG, 60.0, failed={B: "feed"})), id="hung"),
        pytest.param(a_matrix(lost=a_run()), id="not-caught"),
    ],
)
def test_matrix_that_says_too_little_is_not_kept(matrix: Matrix):
    """What met some tests only, or did not come to its end, says nothing; what is proven stays."""
    assert kept(Catches(), Found(matrix)).known_by == KnownBy.PROOF


def test_what_a_matrix_has_said_stays_while_the_bug_does():
    """Until a planted bug is changed, what a matrix has found of it counts, but for tests that are gone."""
    known = Catches(bugs={"lost": CaughtBug("11", KnownBy.MATRIX, {A: "feed", B: "status", C: "feed"})})

    assert kept(known, Found()) == CaughtBug("11", KnownBy.MATRIX, {A: "feed", B: "status"})
    assert kept(known, Found(), replace(PRESENT, contents={"lost": "12"})).known_by == KnownBy.PROOF


def test_changed_bug_is_told_from_what_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A planted bug whose description or patch has changed is another one than before."""
    monkeypatch.setattr(bug_module, "BUGS", tmp_path)
    (tmp_path / "lost").mkdir()
    contents = [content_of("lost")]
    for file in ("bug.toml", "change.patch"):
        (tmp_path / "lost" / file).write_text("changed", encoding="utf-8")
        contents.append(content_of("lost"))

    assert len(set(contents)) == 3


def test_times_are_of_tests_that_passed():
    """A time that was measured is kept; that of a failure is not, and a test that nobody has measured has none."""
    known = Catches(times="before", tests={B: KnownTest(3.0), C: KnownTest(4.0)})
    run = a_report(a_test(A, duration=1.234), a_test(B, "failed", duration=60.0))
    found = brought_up_to_date(known, PRESENT, Found(None, [run]))

    assert found.tests == {A: KnownTest(1.23, ("sent",)), B: KnownTest(3.0)}
    assert found.times == "the run of 2025-11-05T09:30:00Z, 2 tests in 10 s, of c0ffee"
    assert brought_up_to_date(known, PRESENT, Found()).times == "before"


def test_it_is_told_how_much_is_known():
    """Whoever brings the file up to date hears how many bugs only their proofs tell of."""
    told = told_of(brought_up_to_date(Catches(), PRESENT, Found(MATRIX)))

    assert told.startswith("tests/catches.json: 1 planted bugs, 1 of them by a matrix and the others by their proofs; ")


def test_matrix_of_some_tests_is_not_kept(tmp_path: Path):
    """The file stays as it is."""
    keep_matrix(replace(MATRIX, whole=False), [tmp_path], tmp_path / "catches.json")

    assert not (tmp_path / "catches.json").exists()


def test_file_is_made_of_what_is_proven(tmp_path: Path):
    """Anyone can make the file: without a matrix it has every planted bug and every test of today."""
    keep_without_matrix(None, tmp_path / "catches.json")

    made = load_catches(tmp_path / "catches.json")
    assert list(made.bugs) == bug_names()
    assert {bug.known_by for bug in made.bugs.values()} == {KnownBy.PROOF}
    assert made.bugs_by_test().keys() <= made.tests.keys()
    assert "status-kept" in made.tests["tests/api/test_statuses.py::test_fetching_is_no_delivery"].promises


def test_times_of_no_healthy_run_are_refused(tmp_path: Path):
    """A folder without a run, and a run with a planted bug, are named."""
    with pytest.raises(ResultError, match=r"is no stored run: there is no run\.json in it$"):
        keep_without_matrix(tmp_path, tmp_path / "catches.json")

    write_run(tmp_path, a_report(a_test(A), planted_bug="lost"))
    with pytest.raises(ResultError, match="had the planted bug lost"):
        keep_without_matrix(tmp_path, tmp_path / "catches.json")
