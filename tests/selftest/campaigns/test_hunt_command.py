"""`./e2e --hunt` as a person runs it."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from fixtures.campaigns.hunt.load import Load
from fixtures.commands import show
from fixtures.commands.__main__ import main
from tests.selftest.harness_process import ROOT, RUNS, Ended, run_e2e
from tests.selftest.processes import comes_true, has_ended, interrupted

UNSTABLE = str(RUNS / "unstable.py")


@pytest.fixture(scope="module")
def hunted(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A hunt of two runs, in which one test passes, then fails."""
    folder = tmp_path_factory.mktemp("hunt")
    os.environ["COUNT_RUNS"] = str(folder / "count")
    try:
        return run_e2e(folder / "run", UNSTABLE, "--hunt", "2", "--seed", "3", "--run-folder", str(folder / "run"))
    finally:
        del os.environ["COUNT_RUNS"]


def test_unstable_test_is_found(hunted: Ended):
    """A test that does not always end alike is named with its difference; one that always fails stands apart."""
    hunt = json.loads((hunted.folder / "hunt.json").read_text(encoding="utf-8"))

    (unstable,), (failing,) = hunt["unstable"], hunt["failing"]
    assert (hunted.exit_code, hunt["stable"]) == (1, 1), hunted.printed
    assert (unstable["test"], unstable["failed"], unstable["played"]) == (f"{UNSTABLE}::test_is_unstable", 1, 2)
    assert unstable["failures"][0]["repeat"] == f"./e2e {UNSTABLE}::test_is_unstable --seed 4 --weather-seed 4"
    assert "requested [API]: POST /api/messages/dialog/dlg_… «text 1»" in unstable["difference"]["good"]
    assert failing["test"] == f"{UNSTABLE}::test_always_fails"


def test_terminal_says_what_the_report_says(hunted: Ended):
    """Each run is told when it is over, and the report at the end; its way comes last."""
    text = (hunted.folder / "hunt.md").read_text(encoding="utf-8")

    assert "Run 1 of 2: seed 3, no load: 1 failed, 2 passed" in hunted.printed
    assert hunted.printed.endswith(f"{text}\nReport: {hunted.folder / 'hunt.md'}\n")


def test_runs_of_a_hunt_are_reports_of_their_own(hunted: Ended):
    """Each run has its folder, in its random order, without the journeys that are of no use."""
    orders = [(hunted.folder / str(run) / "printed.txt").read_text(encoding="utf-8") for run in (1, 2)]

    assert all((hunted.folder / str(run) / "run.json").exists() for run in (1, 2))
    assert [f"Using --random-order-seed={seed}" in order for seed, order in zip((3, 4), orders, strict=True)] == [
        True
    ] * 2
    assert len(list(hunted.folder.glob("*/journeys/*.jsonl"))) == 2


def test_last_hunt_is_shown(hunted: Ended, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """`./e2e show` tells of a hunt what its end told."""
    monkeypatch.setattr(show, "LATEST", hunted.folder)

    assert show.main([]) == 0
    assert "# Hunt: 1 test unstable, 1 always failing, 1 stable" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["--hunt", "1"], "'1' is no number of runs; to see a test change its mind takes at least 2", id="1"
        ),
        pytest.param(["--hunt=often"], "'often' is no number of runs", id="word"),
        pytest.param(["--hunt"], "argument --hunt: expected one argument", id="nothing"),
        pytest.param(["--hunt", "2", "--evidence", "none"], "leave --evidence out", id="evidence"),
        pytest.param(
            ["--hunt", "2", "--run-folder", "tests"], "--run-folder tests is not an empty folder", id="folder"
        ),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]):
    """A wrong word ends with exit code 4 and a sentence."""
    assert main(["--hunt", *arguments]) == 4
    assert sentence in capsys.readouterr().err


def test_selection_that_pytest_refuses_ends_the_hunt(tmp_path: Path):
    """What pytest says of a selection in the first run is said, and nothing is hunted or kept."""
    folder = tmp_path / "run"
    ended = run_e2e(folder, "tests/nowhere.py", "--hunt", "2", "--run-folder", str(folder))

    assert ended.exit_code == 4
    assert "file or directory not found: tests/nowhere.py" in ended.printed
    assert "Traceback" not in ended.printed
    assert list(folder.iterdir()) == []


@pytest.mark.timeout(90)
def test_stopped_hunt_keeps_what_it_has_and_goes_on(tmp_path: Path):
    """Ctrl-C ends a hunt with exit code 2, the runs that were done, and no process left; resumed, it makes the rest."""
    count = tmp_path / "count"
    count.touch()
    slow = str(RUNS / "second_time_slow.py")
    command = [sys.executable, "-m", "fixtures.commands", "--hunt", "--hunt", "2", slow]
    command += ["--run-folder", str(tmp_path / "run"), "--resume"]

    with interrupted(command, {"COUNT_RUNS": str(count)}) as hunt:
        hunt.when(lambda: count.read_text(encoding="utf-8") == "..")

    assert hunt.exit_code == 2, hunt.printed
    assert "Stopped: 1 of 2 runs are done, and are kept." in hunt.printed
    told = json.loads((tmp_path / "run" / "hunt.json").read_text(encoding="utf-8"))
    assert (told["wanted"], len(told["runs"]), told["stable"]) == (2, 1, 1)
    assert {path.name for path in (tmp_path / "run").iterdir()} == {"1", "hunt.json", "hunt.md"}
    assert comes_true(lambda: not _mentioning(slow))

    count.write_text("", encoding="utf-8")
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "COUNT_RUNS": str(count)}, check=False)

    resumed = json.loads((tmp_path / "run" / "hunt.json").read_text(encoding="utf-8"))
    assert (done.returncode, len(resumed["runs"]), resumed["stable"]) == (0, 2, 1)
    assert resumed["runs"][0] == told["runs"][0]
    assert [run["seed"] - resumed["seed"] for run in resumed["runs"]] == [0, 1]


def test_load_ends_with_its_block():
    """Busy processes are there while the block goes on, and gone when it ends, though it fails."""
    processes: list[int] = []

    with suppress(ZeroDivisionError), Load("some", 1).beside() as begun:
        processes += [process for process in begun if not has_ended(process)]
        raise ZeroDivisionError

    assert len(processes) == os.cpu_count()
    assert all(map(has_ended, processes))


def test_load_ends_with_a_hunt_that_is_killed():
    """A hunt that can end nothing any more leaves no busy process behind."""
    code = (
        "from fixtures.campaigns.hunt.load import Load\n"
        "with Load('some', 1).beside() as processes: print(*processes, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as hunt:
        assert hunt.stdout is not None
        processes = [int(number) for number in hunt.stdout.readline().split()]
        hunt.send_signal(signal.SIGKILL)

    assert processes
    assert comes_true(lambda: all(map(has_ended, processes)))


def _mentioning(text: str) -> list[str]:
    listed = subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if text in line and "second_time_slow" in line]
