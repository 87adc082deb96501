"""The matrix's arithmetic, on small ones made by hand."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from fixtures.campaigns.matrix.findings import find
from fixtures.campaigns.matrix.result import (
    Bug,
    BugRun,
    Ended,
    Matrix,
    put_together,
    read_matrix,
    write_matrix,
)
from fixtures.campaigns.result_file import ResultError
from fixtures.planted_bugs.bug import PlantingError
from fixtures.planted_bugs.reasons import Reason, load_reasons

A, B, C, D = (f"tests/x.py::test_{letter}" for letter in "abcd")


def a_matrix(**runs: BugRun) -> Matrix:
    """Four tests, and a bug for each run, whose own test is A and whose verdict is `feed`."""
    bugs = {name: Bug(f"Title of {name}", "feed", [A]) for name in runs}
    return Matrix("2026-01-01T00:00:00Z", True, 20, 60.0, [A, B, C, D], bugs, runs, ["tests/x.py::test_long"])


def a_run(first_red: float | None = None, **verdicts: str) -> BugRun:
    """A run to its end, in which tests failed with these verdicts."""
    names = {"a": A, "b": B, "c": C, "d": D}
    return BugRun(Ended.FINISHED, 60.0, "", first_red, {names[letter]: one for letter, one in verdicts.items()})


def test_caught_and_right():
    """A bug is caught by any test; its verdict is right when each of its own tests gives it."""
    found = find(a_matrix(right=a_run(a="feed"), elsewhere=a_run(b="feed"), wrong=a_run(a="page"), missed=a_run()))

    assert found.caught == ["right", "elsewhere", "wrong"]
    assert found.not_caught == ["missed"]
    assert found.right == ["right"]
    assert found.wrong == {"elsewhere": {A: "passed"}, "wrong": {A: "page"}}
    assert found.others == {"wrong": {"page": 1}}
    assert found.has_complaints


def test_own_test_that_was_not_run_proves_nothing():
    """Where a bug's own test was left out or skipped itself, or is none of the suite's, its verdict is not right."""
    matrix = a_matrix(left=replace(a_run(b="feed"), left_out=[A]), strange=a_run(b="feed"))
    matrix.bugs["strange"] = Bug("T", "feed", ["tests/x.py::test_long"])
    matrix.runs["itself"] = replace(a_run(b="feed"), skipped=[A])
    matrix.bugs["itself"] = matrix.bugs["left"]

    assert find(matrix).wrong == {
        "left": {A: "left out"},
        "strange": {"tests/x.py::test_long": "not run"},
        "itself": {A: "skipped"},
    }


def test_selection_judges_its_own_tests_alone():
    """A matrix of some tests says nothing of a bug's tests that are none of them."""
    matrix = replace(a_matrix(bug=a_run(b="feed")), whole=False, tests=[B, C, D])

    assert find(matrix).right == ["bug"]


@pytest.mark.parametrize("ended", [Ended.HUNG, Ended.DIED, Ended.NOT_STARTED])
def test_run_without_an_end_catches_nothing(ended: Ended):
    """A run that hung, died or never began is told as that, whatever had failed by then."""
    found = find(a_matrix(bug=replace(a_run(a="feed"), ended=ended, told="why")))

    assert found.no_result == {"bug": f"{ended}: why"}
    assert (found.caught, found.not_caught, found.bugs_by_test[A]) == ([], [], [])
    assert found.has_complaints


@pytest.mark.parametrize("verdict", ["harness", "target", "unknown"])
def test_fault_of_ours_catches_nothing(verdict: str):
    """A test that fails by our own fault, on a dead ChatApp, or without knowing why, has caught no bug."""
    found = find(a_matrix(bug=a_run(a=verdict), caught=a_run(a="feed", b=verdict)))

    assert found.not_caught == ["bug"]
    assert found.our_faults == {"bug": {A: verdict}, "caught": {B: verdict}}
    assert found.by_one == {"caught": A}


def test_caught_by_one():
    """A bug that one test alone catches is named with it, unless others were left out and might have."""
    doubtful = replace(a_run(a="feed"), left_out=[B])

    assert find(a_matrix(one=a_run(a="feed"), two=a_run(a="feed", b="feed"), doubtful=doubtful)).by_one == {"one": A}


def test_twins():
    """Bugs that the same tests catch with the same verdicts are named together."""
    doubtful = replace(a_run(a="feed"), left_out=[B])
    runs = {"x": a_run(a="feed"), "y": a_run(a="feed"), "other": a_run(a="page"), "more": a_run(a="feed", b="feed")}

    assert find(a_matrix(**runs, doubtful=doubtful)).twins == [["x", "y"]]


def test_tests_that_catch_nothing():
    """A test that catches nothing needs a reason; one that was left out with some bug might have caught that."""
    matrix = a_matrix(one=a_run(a="feed"), two=replace(a_run(a="feed"), left_out=[C]))

    found = find(matrix, [Reason("*_b", "first"), Reason("*", "second")])
    bare = find(matrix)

    assert found.idle == {B: "first", C: "second", D: "second"}
    assert (found.without_reason, found.undecided) == ([], {})
    assert (bare.without_reason, bare.undecided) == ([B, D], {C: 1})
    assert bare.has_complaints
    assert not find(matrix, [Reason(B, "x"), Reason(D, "x")]).has_complaints


def test_stale_reasons():
    """A reason that fits no test of the suite, or only tests that do catch a bug, is told."""
    reasons = [Reason(f"*_{end}", "x") for end in ("a", "long", "gone")] + [Reason("*", "x")]

    found = find(a_matrix(one=a_run(a="feed")), reasons)

    assert found.stale == {"*_a": "fits only tests that do catch a bug", "*_gone": "fits no test"}


@pytest.mark.parametrize("lacking", ["bug", "end", "tests"])
def test_part_says_nothing_of_idle_tests(lacking: str):
    """As long as a bug has no run, a run no end, or the suite is not whole, no test is told to catch nothing."""
    matrix = a_matrix(one=a_run(a="feed"), two=a_run(a="feed"))
    if lacking == "bug":
        del matrix.runs["two"]
    if lacking == "end":
        matrix.runs["two"] = BugRun(Ended.HUNG, 1.0)
    matrix.whole = lacking != "tests"

    found = find(matrix, [Reason("nothing", "x")])

    assert (found.without_reason, found.stale) == ([], {})
    assert found.bugs_by_test[B] == []


def test_time_to_the_first_red():
    """The time to the first red is told of the bugs that are caught: the median and the longest."""
    found = find(a_matrix(x=a_run(2.0, a="feed"), y=a_run(9.0, a="feed"), z=a_run(4.0, b="feed"), none=a_run()))

    assert found.first_red == {"median": 4.0, "most": 9.0}
    assert find(a_matrix(none=a_run())).first_red == {}


def test_matrix_is_read_as_it_was_written(tmp_path: Path):
    """What one process writes another reads again, runs without an end included."""
    matrix = a_matrix(one=a_run(2.5, a="feed"), two=BugRun(Ended.NOT_STARTED, 1.0, "the patch does not apply"))

    write_matrix(tmp_path, matrix, vars(find(matrix)))

    assert asdict(read_matrix(tmp_path)) == asdict(matrix)
    assert find(read_matrix(tmp_path)) == find(matrix)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"findings": {}, "bugs": {}, "runs": {"x": {}}}'])
def test_what_is_no_matrix_is_told(tmp_path: Path, content: str | None):
    """A folder without a matrix, or with one of another make, is refused by its path."""
    if content is not None:
        (tmp_path / "matrix.json").write_text(content, encoding="utf-8")

    with pytest.raises(ResultError, match=r"matrix\.json"):
        read_matrix(tmp_path)


def test_parts_make_a_whole():
    """Put together, parts tell what one matrix would have told."""
    whole = a_matrix(one=a_run(a="feed"), two=a_run(b="feed"), three=a_run())
    parts = {name: replace(whole, runs={name: run}) for name, run in whole.runs.items()}

    together = put_together(parts)

    assert find(together) == find(replace(whole, runs=dict(sorted(whole.runs.items()))))
    assert all(len(part.runs) == 1 for part in parts.values())


def test_parts_that_do_not_belong_together_are_told():
    """The same bug twice, or parts of different suites, are refused by the names of the parts."""
    matrix = a_matrix(one=a_run(a="feed"))

    with pytest.raises(ResultError, match="the runs with one are in here and in there"):
        put_together({"here": matrix, "there": matrix})
    with pytest.raises(ResultError, match="here and there are not parts of one matrix"):
        put_together({"here": matrix, "there": replace(matrix, runs={}, tests=[A])})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("[[reason]]\n", "there is no key 'reason'; entries begin with", id="unknown-key"),
        pytest.param('[[reasons]]\ntests = "x"\n', "has the texts `tests` and `reason`", id="no-reason"),
        pytest.param('[[reasons]]\ntests = ["x"]\nreason = "y"\n', "has the texts", id="list"),
        pytest.param("reasons = [1]\n", "has the texts", id="number"),
        pytest.param("[[", "is no TOML", id="no-toml"),
    ],
)
def test_wrong_reasons_are_told(tmp_path: Path, content: str, words: str):
    """A list of reasons that is not as it must be is refused by name."""
    file = tmp_path / "reasons.toml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(PlantingError, match=r"^reasons\.toml") as failure:
        load_reasons(file)

    assert words in str(failure.value)


def test_our_reasons_can_be_read():
    """The list of reasons is as it must be."""
    assert all(reason.reason.strip() for reason in load_reasons())
