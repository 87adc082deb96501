"""`./e2e again`: what failed is repeated as it was, and what cannot be is said."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fixtures.commands import again
from reports.model.file import write_run
from reports.repeating import window
from tests.selftest.harness_process import ROOT, RUNS, run_e2e
from tests.selftest.run_reports import a_run, a_test

WRONG = f"{RUNS}/wrong_on_purpose.py::test_is_wrong"
OPTIONS = {"target": "embedded", "seed": 7, "browser": []}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a stored run."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    return folder


def store(folder: Path, *tests: str, options: dict[str, Any] | None = None, evidence: tuple[str, ...] = ()) -> Path:
    """A run in which these tests failed, and one passed."""
    failed = [a_test(test, "failed", "harness", evidence=evidence) for test in tests]
    passed = a_test("tests/api/test_x.py::test_passes")
    write_run(folder, a_run(*failed, passed, options=OPTIONS if options is None else options))
    return folder


def test_failures_are_repeated(run: Path, tmp_path: Path):
    """What failed is run once more with the run's options and those that are given, and ends as pytest ends."""
    trace = run / "failures" / "is wrong" / "trace-1.zip"
    trace.parent.mkdir(parents=True)
    trace.touch()
    evidence = ("failures/is wrong/trace-1.zip", "failures/is wrong/trace-2.zip", "failures/logs.txt")
    gone = f"{RUNS}/wrong_on_purpose.py::test_was_here"
    stored = store(run, WRONG, gone, "tests/nowhere.py::test_x", evidence=evidence)

    ended = run_e2e(tmp_path / "run", "again", str(stored), "--run-folder", str(tmp_path / "run"), "--co")
    lines = ended.printed.splitlines()

    assert ended.exit_code == 0
    assert lines[:2] == [f"There is no such test any more: {test}" for test in (gone, "tests/nowhere.py::test_x")]
    viewer = [shlex.split(line)[1:] for line in lines if line.startswith("Trace: ")]
    assert viewer == [[".venv/bin/playwright", "show-trace", os.path.relpath(trace, ROOT)]]
    (command,) = [shlex.split(line) for line in lines if line.startswith("./e2e ")]
    assert command[:2] == ["./e2e", WRONG]
    assert command[2:4] == ["--seed", "7"]
    assert "<Function test_is_wrong>" in ended.printed


def test_exit_code_is_that_of_the_repeated_run(run: Path, tmp_path: Path):
    """A test that fails again ends with 1, and has a report of its own."""
    ended = run_e2e(tmp_path / "run", "again", str(store(run, WRONG)), "--run-folder", str(tmp_path / "run"))

    assert ended.exit_code == 1
    assert (ended.failures, ended.report["seed"]) == ({WRONG: "harness"}, 7)


@pytest.mark.parametrize("tests", [(), ("tests/nowhere.py::test_x",)], ids=["nothing-failed", "nothing-left"])
def test_nothing_to_repeat_is_no_success(
    monkeypatch: pytest.MonkeyPatch, run: Path, tests: tuple[str, ...], capsys: pytest.CaptureFixture[str]
):
    """Where there is nothing to repeat nothing is run, and the exit code is pytest's for that."""
    monkeypatch.setattr(again.os, "execv", lambda *_: pytest.fail("pytest was started"))

    assert again.main([str(store(run, *tests))]) == 5
    assert "Nothing to repeat of " in capsys.readouterr().out


def test_missing_run_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Before the first run there is nothing to repeat; a folder that is no run is named."""
    monkeypatch.setattr(again, "LATEST", tmp_path / "latest")

    assert again.main([]) == 4
    assert "there is no run yet whose failures could be repeated" in capsys.readouterr().err
    assert again.main([str(tmp_path)]) == 4
    assert f"{tmp_path} is no stored run" in capsys.readouterr().err


def test_run_of_another_make_is_said(run: Path, capsys: pytest.CaptureFixture[str]):
    """A report that does not say how it is repeated is refused by name."""
    (run / "run.json").write_text('{"tests": []}', encoding="utf-8")
    assert again.main([str(run)]) == 4
    assert "run.json cannot be used: it lacks run; run it once more" in capsys.readouterr().err

    write_run(run, a_run())
    assert again.main([str(run)]) == 4
    assert "run.json does not say how it is repeated; run it once more" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "told"),
    [
        pytest.param("hunt.json", " is a hunt of many runs: its hunt.md has, for each test", id="hunt"),
        pytest.param("matrix.json", " is a matrix, in which tests are to fail: its matrix.html says", id="matrix"),
        pytest.param("mutants.json", " is a report of random changes", id="mutants"),
    ],
)
def test_report_that_is_no_run_is_said(
    monkeypatch: pytest.MonkeyPatch, run: Path, file: str, told: str, capsys: pytest.CaptureFixture[str]
):
    """What a hunt, a matrix or random changes have left is called by its name, also as the latest report."""
    monkeypatch.setattr(again, "LATEST", run)
    (run / file).write_text("{}", encoding="utf-8")

    assert again.main([]) == 4
    assert f"{run}{told}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("display", "browser", "given", "repeated", "said"),
    [
        pytest.param(":0", "chromium", [], ["--headed", "--slowmo", "300"], "", id="window"),
        pytest.param("", "chromium", [], [], "Headless, as there is no display.", id="no-display"),
        pytest.param(":0", None, [], [], "Headless, as there is no browser with a window", id="no-browser"),
        pytest.param("", None, ["--headed"], ["--headed"], "", id="asked-for"),
    ],
)
def test_window_is_opened_where_there_can_be_one(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    run: Path,
    display: str,
    browser: str | None,
    given: list[str],
    repeated: list[str],
    said: str,
):
    """Failures are repeated in a window and slowly, or else headless, and it is said why; who insists is heard."""
    handed: list[str] = []
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(again.sys, "platform", "linux")
    monkeypatch.setattr(window, "find_chromium", lambda **_: browser)
    monkeypatch.setattr(again, "collected_tests", lambda *_: [WRONG])
    monkeypatch.setattr(again.os, "execv", lambda _, command: handed.extend(command))

    again.main([str(store(run, WRONG)), *given])

    assert handed[handed.index("7") + 1 :] == repeated
    assert said in (printed := capsys.readouterr().out)
    assert said or "Headless" not in printed


def test_planted_bug_and_weather_are_repeated(monkeypatch: pytest.MonkeyPatch, run: Path):
    """The repeated run has the bug, weather, target and browser of the first."""
    handed: list[str] = []
    monkeypatch.setattr(again, "collected_tests", lambda *_: [WRONG])
    monkeypatch.setattr(again.os, "execv", lambda _, command: handed.extend(command))
    options = {**OPTIONS, "plant": "my.patch", "weather": ["held"], "target": "mine.toml", "browser": ["firefox"]}

    again.main([str(store(run, WRONG, options=options))])

    text = subprocess.list2cmdline(handed)
    assert "--target mine.toml --plant my.patch --seed 7 --weather held --browser firefox" in text
