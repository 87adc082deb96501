"""What is made of a mutant's runs, what is written about it, and which are known to be harmless."""

from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.campaigns.mutation.mutant import Change
from fixtures.campaigns.mutation.plan import parts_for
from fixtures.campaigns.mutation.result import Fate, Mutants, Trial, read_mutants, write_mutants
from fixtures.campaigns.mutation.run import Judged, judge
from fixtures.campaigns.mutation.text import summary_of, text_of
from fixtures.campaigns.result_file import ResultError
from fixtures.campaigns.suite import SuiteRun
from fixtures.planted_bugs.bug import PlantingError
from fixtures.planted_bugs.harmless import Harmless, load_harmless
from reports.model.file import write_run
from reports.model.result import TestResult
from tests.selftest.run_reports import a_run, a_test

FAILED = a_test("t::late", "failed", message="feed: no row\nmore")
PASSED = a_test("t::early")
CHANGE = Change("fixtures/chat_app/server/clock.py", "swap_op", 3, "a < b", "a <= b", "the diff of\n```` it")


def ended(folder: Path, exit_code: int | None, *tests: TestResult) -> SuiteRun:
    """A run that ended like this; without tests it left no report."""
    if tests:
        write_run(folder, a_run(*tests))
    return SuiteRun(exit_code, 60.0, folder, "=====\nlast words\n")


def a_trial(number: int, judged: Judged) -> Trial:
    """A change and what became of it."""
    return Trial(number, **vars(CHANGE), **vars(judged))


def a_report(*judged: Judged) -> Mutants:
    """A report with a trial for each."""
    trials = [a_trial(number, one) for number, one in enumerate(judged, start=1)]
    return Mutants("2026-01-01T00:00:00Z", 4711, len(trials), 100, 60.0, trials=trials)


@pytest.mark.parametrize("exit_code", [1, 2])
def test_failed_test_catches(tmp_path: Path, exit_code: int):
    """The first test that failed has caught the mutant, with its verdict; a run that others stop for it ends with 2."""
    judged = judge(ended(tmp_path, exit_code, PASSED, FAILED, replace(FAILED, test="t::later")))

    assert judged == Judged(Fate.CAUGHT, "feed: no row", "t::late", "feed")


@pytest.mark.parametrize("verdict", ["harness", "unknown", "target"])
def test_failure_that_names_a_link_comes_first(tmp_path: Path, verdict: str):
    """A test that fails and says nothing of ChatApp is named only where no other failed."""
    odd = a_test("t::odd", "failed", verdict, "so it is")

    assert judge(ended(tmp_path, 1, odd, FAILED)).test == "t::late"
    assert judge(ended(tmp_path, 1, odd)) == Judged(Fate.CAUGHT, "so it is", "t::odd", verdict)


def test_all_that_passes_lets_live(tmp_path: Path):
    """A mutant lives when every test passes."""
    assert judge(ended(tmp_path, 0, PASSED)) == Judged(Fate.LIVES)


@pytest.mark.parametrize(
    ("exit_code", "fate", "words"),
    [
        pytest.param(None, Fate.CAUGHT, "time-out: the tests were still running after 60 s", id="hangs"),
        pytest.param(10, Fate.CAUGHT, "ChatApp died: last words", id="dies"),
        pytest.param(4, Fate.NO_RESULT, "it could not be begun: last words", id="wrong-usage"),
        pytest.param(5, Fate.NO_RESULT, "it could not be begun", id="no-tests"),
        pytest.param(-9, Fate.NO_RESULT, "it ended with exit code -9", id="killed"),
        pytest.param(2, Fate.NO_RESULT, "it ended with exit code 2", id="interrupted"),
    ],
)
def test_run_without_a_failed_test(tmp_path: Path, exit_code: int | None, fate: Fate, words: str):
    """Where no test failed, a mutant is caught by hanging or killing ChatApp; all else is no result."""
    judged = judge(ended(tmp_path, exit_code))

    assert judged.fate == fate
    assert words in judged.told


def test_parts_of_the_suite():
    """The server's mutants meet the fast tests first, the page's only tests that open pages; chosen tests meet all."""
    of_page = Change("fixtures/chat_app/frontend/src/main.ts", "", 1, "", "", "")

    assert parts_for(CHANGE) == [("tests/api",), ("--ignore", "tests/api")]
    assert parts_for(of_page) == [("-p", "fixtures.campaigns.mutation.plugin")]
    assert parts_for(CHANGE, ("tests/ui",)) == [("tests/ui",)]


def test_report_is_read_as_it_was_written(tmp_path: Path):
    """What one process wrote another reads; what is no such report is refused by name."""
    report = a_report(Judged(Fate.LIVES), Judged(Fate.CAUGHT, "feed: no row", "t::late", "feed", 3.5))
    write_mutants(tmp_path, report)

    assert read_mutants(tmp_path) == report
    (tmp_path / "mutants.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ResultError, match=r"mutants\.json is no report of mutants of this version"):
        read_mutants(tmp_path)
    with pytest.raises(ResultError, match="cannot be read"):
        read_mutants(tmp_path / "nowhere")


def test_survivor_is_told(tmp_path: Path):
    """A survivor has its place, its diff, the command that repeats it, and its entry for the list of harmless ones."""
    text = text_of(tmp_path, a_report(Judged(Fate.NOT_VIABLE, "it does not start: why"), Judged(Fate.LIVES)))

    assert "0 of 1 mutants caught; 1 live; 1 not viable, and replaced (seed 4711)" in text
    assert "## 2. fixtures/chat_app/server/clock.py:3 (swap_op)\n" in text
    assert "the diff of\n" in text
    assert f"{tmp_path.name}/mutants/2.patch`" in text
    entry = text.partition("````toml\n")[2].partition("````")[0].replace('reason = ""', 'reason = "none"')
    (tmp_path / "harmless.toml").write_text(entry, encoding="utf-8")
    assert load_harmless(tmp_path / "harmless.toml") == [Harmless(CHANGE.file, "a < b", "a <= b", "none")]


def test_all_others_are_told_too(tmp_path: Path):
    """What was caught has the test that did it, its verdict and its time; what could not run has the reason."""
    caught = Judged(Fate.CAUGHT, "feed: no row", "t::late", "feed", 3.4)

    text = text_of(tmp_path, a_report(caught, Judged(Fate.NOT_VIABLE, "it does not start: why")))

    place = "fixtures/chat_app/server/clock.py:3 (swap_op)"
    assert f"## Caught\n\n- 1. {place}: caught, feed: t::late (3 s)\n" in text
    assert f"## Not viable\n\n- 2. {place}: not viable: it does not start: why\n" in text
    assert "## Without a result" not in text


def test_caught_without_a_reason_is_doubtful():
    """A test that fails and does not know why may have failed by itself: it is told."""
    report = a_report(
        Judged(Fate.CAUGHT, "harness: boom", "t::late", "harness"),
        Judged(Fate.CAUGHT, "", "t", "feed"),
        Judged(Fate.CAUGHT, "ChatApp died", verdict="target"),
    )

    assert "3 of 3 mutants caught (seed 4711)\nCaught without a reason: " in summary_of(report)
    assert summary_of(report).count("t::late") == 1
    assert not report.has_complaints


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("[[", "is no TOML", id="no-toml"),
        pytest.param("[[harmles]]\n", "there is no key 'harmles'", id="unknown-key"),
        pytest.param('[[harmless]]\nfile = "x"\n', "has the texts `file`, `before`, `after` and `reason`", id="lacks"),
    ],
)
def test_wrong_list_of_harmless_ones(tmp_path: Path, text: str, sentence: str):
    """A list that is not as it must be is refused by its name and with what would be right."""
    (tmp_path / "harmless.toml").write_text(text, encoding="utf-8")

    with pytest.raises(PlantingError, match=rf"harmless\.toml.*{sentence}"):
        load_harmless(tmp_path / "harmless.toml")


def test_entry_is_stale_when_its_lines_are_gone(tmp_path: Path):
    """An entry is stale when its lines, whatever their indentation, are no longer in the file, or it is gone."""
    (tmp_path / "a.py").write_text("if x:\n    one()\n    two()\n", encoding="utf-8")

    assert not Harmless("a.py", "one()\ntwo()", "pass", "").is_stale(tmp_path)
    assert Harmless("a.py", "one", "pass", "").is_stale(tmp_path)
    assert Harmless("b.py", "one()", "pass", "").is_stale(tmp_path)


def test_no_entry_of_ours_is_stale():
    """Every change that is listed as harmless can still be made, and says why it is harmless."""
    listed = load_harmless()

    assert [one.before for one in listed if one.is_stale()] == []
    assert [one.before for one in listed if not one.reason.strip()] == []
    assert len({(one.file, one.before, one.after) for one in listed}) == len(listed)
