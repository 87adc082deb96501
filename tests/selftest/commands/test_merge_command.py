"""`./e2e merge` puts the files of several runs together, and leaves a whole report or nothing."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from xml.etree import ElementTree

import pytest

from fixtures.commands import merge as verb
from fixtures.running.sharding.split import write_durations
from reports import merging_folders
from reports.allure.page import PageError
from reports.model.file import write_run
from reports.model.run import Run
from tests.selftest.harness_process import run_pytest
from tests.selftest.run_reports import a_run, a_test, two_shards

Json = dict[str, Any]


def test_merged_folder_holds_what_all_folders_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Reports, summary, evidence and JUnit results of all folders are in the merged one; of one name both are kept."""
    folders = _written(tmp_path, two_shards(tests=[a_test("b", "failed"), a_test("c")], exit_code=1))

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    merged = tmp_path / "merged"
    assert code == 1
    assert json.loads((merged / "run.json").read_text(encoding="utf-8"))["totals"] == {"failed": 1, "passed": 3}
    assert (merged / "failures" / "two" / "logs.txt").read_text(encoding="utf-8") == "of two"
    assert (merged / "picture.png").read_text(encoding="utf-8") == "of one"
    assert (merged / "parts" / "2" / "picture.png").read_text(encoding="utf-8") == "of two"
    assert not (merged / ".running").exists()
    names = [case.get("name") for case in ElementTree.parse(merged / "junit.xml").iter("testcase")]  # noqa: S314
    assert sorted(map(str, names)) == ["a", "b", "c", "d"]
    assert "1 failed, 3 passed" in (merged / "summary.md").read_text(encoding="utf-8")
    assert "b\n    feed: no row appeared\n" in capsys.readouterr().out


def test_shard_that_was_cut_off_is_said_and_its_evidence_kept(tmp_path: Path):
    """A machine that was stopped leaves no `run.json`: the others are merged, and what it had written down is kept."""
    folders = _written(tmp_path, two_shards())
    (tmp_path / "two" / "run.json").unlink()

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    run = json.loads((tmp_path / "merged" / "run.json").read_text(encoding="utf-8"))
    assert (code, run["exit_code"], run["totals"]) == (1, 1, {"passed": 2})
    assert run["incomplete"] == [f"{folders[1]} has no run.json: its run was cut off", "shard 2/2 is missing"]
    assert (tmp_path / "merged" / "failures" / "two" / "logs.txt").exists()
    assert verb.main([folders[1], "--run-folder", str(tmp_path / "alone")]) == 4


def test_shards_without_a_target_end_as_the_run_would(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Where a deployment never answers each shard says so in a report without tests, and their merge ends with 10."""
    nowhere = ("--base-url", "http://127.0.0.1:1", "tests/api")
    parts = [run_pytest(tmp_path / number, *nowhere, "--shard", f"{number}/2") for number in ("1", "2")]

    code = verb.main([*(str(part.folder) for part in parts), "--run-folder", str(tmp_path / "merged")])

    assert code == 10, capsys.readouterr().err
    for part, number in zip(parts, ("1/2", "2/2"), strict=True):
        about = part.report
        assert (part.exit_code, about["exit_code"], about["tests"], about["shard"]["part"]) == (10, 10, [], number)
    assert "no regression" in (tmp_path / "merged" / "summary.md").read_text(encoding="utf-8")
    assert "shard 1/2 could not reach ChatApp" in capsys.readouterr().out


def test_run_without_a_target_leaves_no_report(tmp_path: Path):
    """A run that is no part is nobody's to merge: the last report stays the latest."""
    ended = run_pytest(tmp_path / "run", "--base-url", "http://127.0.0.1:1", "tests/api")

    assert ended.exit_code == 10
    assert list((tmp_path / "run").iterdir()) == []


def test_merged_tests_are_counted_against_what_they_were_made_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Tests that a shard has run and that `junit.xml` lacks are missed: it is no report of a run that passed."""
    folders = _written(tmp_path, two_shards())
    (tmp_path / "two" / "junit.xml").unlink()

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    assert code == 1
    sentence = f"junit.xml has 2 of 4 tests: the others are not in that of {folders[1]}"
    assert f"Incomplete: {sentence}\n" in capsys.readouterr().out
    run = json.loads((tmp_path / "merged" / "run.json").read_text(encoding="utf-8"))
    assert (run["incomplete"], run["exit_code"]) == ([sentence], 1)


def test_junit_file_of_a_persons_own_is_no_other_place(tmp_path: Path):
    """A run whose `--junitxml` is elsewhere has its `junit.xml` all the same, so that its parts can be merged."""
    own = tmp_path / "mine.xml"
    quick = "tests/selftest/journey/test_links.py"

    ended = run_pytest(tmp_path / "run", quick, "--shard", "1/2", f"--junitxml={own}", "--evidence", "none")

    cases = list(ElementTree.parse(tmp_path / "run" / "junit.xml").iter("testcase"))  # noqa: S314
    assert (tmp_path / "run" / "junit.xml").read_bytes() == own.read_bytes()
    assert len(cases) == len(ended.report["tests"]) > 5


def test_same_folder_twice_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Wrong usage ends with exit code 4 and leaves nothing behind."""
    one, two = _written(tmp_path, two_shards())

    codes = [
        verb.main([one, two, one, "--run-folder", str(tmp_path / "merged")]),
        verb.main([str(tmp_path / "nowhere"), "--run-folder", str(tmp_path / "merged")]),
        verb.main([one, two, "--run-folder", one]),
    ]

    assert codes == [4, 4, 4]
    told = capsys.readouterr().err
    assert "the same folder is named twice: nothing may be counted twice" in told
    assert "nowhere is no stored run: there is no run.json in it" in told
    assert "is not an empty folder; nothing in it is overwritten" in told
    assert not (tmp_path / "merged").exists()


def test_merge_that_fails_halfway_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Results that cannot be read are named, and no half of a report stays."""
    folders = _written(tmp_path, two_shards())
    (tmp_path / "two" / "junit.xml").write_text("<testsuites>", encoding="utf-8")

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    assert code == 4
    assert f"{tmp_path / 'two' / 'junit.xml'} cannot be read" in capsys.readouterr().err
    assert list((tmp_path / "merged").iterdir()) == []


@pytest.mark.parametrize(
    ("stop", "sentence"),
    [
        pytest.param(PageError("no Node"), "no page was made: no Node. To try again: ./e2e show ", id="no-page"),
        pytest.param(OSError("No space left"), "no page was made: No space left. To try again: ./e2e show ", id="disk"),
        pytest.param(KeyboardInterrupt(), "its page was interrupted. To make it: ./e2e show ", id="ctrl-c"),
    ],
)
def test_merged_report_is_kept_where_its_page_cannot_be_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stop: BaseException,
    sentence: str,
):
    """Whatever stops the page, one sentence says so: the results are kept, and the exit code is the run's."""
    monkeypatch.setattr(merging_folders, "make_page", Mock(side_effect=stop))
    folders = _written(tmp_path, two_shards(tests=[a_test("b", "failed"), a_test("c")], exit_code=1))
    (tmp_path / "one" / "allure-results").mkdir()
    (tmp_path / "one" / "allure-results" / "a-result.json").write_text("{}", encoding="utf-8")

    code = verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    assert code == 1
    assert sentence in capsys.readouterr().err
    kept = {path.name for path in (tmp_path / "merged").iterdir()}
    assert {"run.json", "junit.xml", "summary.md", "allure-results", "failures"} <= kept
    assert ".running" not in kept


@pytest.mark.parametrize(
    ("runs", "remembered"),
    [
        pytest.param(two_shards(), True, id="whole"),
        pytest.param({"one": two_shards()["one"]}, False, id="part-missing"),
        pytest.param(two_shards(whole=False), False, id="shards-of-a-selection"),
        pytest.param({"one": a_run(a_test("a"))}, False, id="remembered-already"),
    ],
)
def test_whole_run_of_parts_alone_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: dict[str, Run], remembered: bool
):
    """Ten selections would push the whole suite's runs out; a run that is no part remembers itself."""
    page = Mock()
    monkeypatch.setattr(merging_folders, "make_page", page)
    folders = _written(tmp_path, runs)
    (tmp_path / "one" / "allure-results").mkdir()
    (tmp_path / "one" / "allure-results" / "a-result.json").write_text("{}", encoding="utf-8")

    verb.main([*folders, "--run-folder", str(tmp_path / "merged")])

    assert page.call_args.kwargs == {"remembered": remembered}


KNOWN = {"a": 9.0, "b": 9.0, "gone": 9.0}


@pytest.mark.parametrize(
    ("changes", "durations"),
    [
        pytest.param({}, {"a": 0.5, "b": 0.5, "c": 0.5, "d": 0.5}, id="whole"),
        pytest.param({"whole": False}, {**KNOWN, "a": 0.5, "b": 0.5, "c": 0.5, "d": 0.5}, id="selection"),
        pytest.param(
            {"tests": [a_test("c"), a_test("b", "failed")]}, {"a": 0.5, "b": 9.0, "c": 0.5, "d": 0.5}, id="failed"
        ),
        pytest.param(
            {"tests": [a_test("c"), a_test("b", "skipped")]}, {"a": 0.5, "b": 9.0, "c": 0.5, "d": 0.5}, id="skipped"
        ),
    ],
)
def test_durations_are_brought_up_to_date(
    durations_file: Path, tmp_path: Path, changes: Json, durations: Json, capsys: pytest.CaptureFixture[str]
):
    """What was measured replaces what was known, and nothing else goes but tests that the whole suite knows no more."""
    folders = _written(tmp_path, two_shards(**changes))

    verb.main([*folders, "--durations", "--run-folder", str(tmp_path / "merged")])

    assert json.loads(durations_file.read_text(encoding="utf-8")) == durations
    assert "How long each test took stands in tests/durations.json now" in capsys.readouterr().out


def test_durations_of_an_incomplete_run_are_refused(
    durations_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Of what a machine lost nothing would be known: exit code 4, a sentence, and nothing is written."""
    folders = _written(tmp_path, two_shards())

    code = verb.main([folders[0], "--durations", "--run-folder", str(tmp_path / "merged")])

    assert code == 4
    assert "--durations is for a complete run: shard 2/2 is missing" in capsys.readouterr().err
    assert json.loads(durations_file.read_text(encoding="utf-8")) == KNOWN
    assert list((tmp_path / "merged").iterdir()) == []


@pytest.fixture
def durations_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where durations are kept, with some that are known."""
    path = tmp_path / "durations.json"
    write_durations(KNOWN, path)
    monkeypatch.setattr(merging_folders, "DURATIONS", path)
    return path


def _written(place: Path, runs: dict[str, Run]) -> list[str]:
    for name, run in runs.items():
        (place / name / "failures" / name).mkdir(parents=True)
        write_run(place / name, run)
        (place / name / "failures" / name / "logs.txt").write_text(f"of {name}", encoding="utf-8")
        (place / name / "picture.png").write_text(f"of {name}", encoding="utf-8")
        (place / name / ".running").write_text("1", encoding="utf-8")
        cases = "".join(f'<testcase name="{test.test}"/>' for test in run.tests)
        suite = f'<testsuites><testsuite name="pytest">{cases}</testsuite></testsuites>'
        (place / name / "junit.xml").write_text(suite, encoding="utf-8")
    return [str(place / name) for name in runs]
