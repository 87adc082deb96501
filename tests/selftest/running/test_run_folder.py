"""The folder of a run: never shared, found by `latest`, removed when it is old and ours."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fixtures.running import run_folder
from fixtures.running.git import git
from fixtures.running.revision import revision_of
from fixtures.running.run_folder import chosen_folder, finish, new_run_folder, shown


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder for runs that does not exist yet; `latest` belongs beside it."""
    return tmp_path / "runs"


@pytest.fixture
def dead_process() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_two_runs_in_one_second_get_two_folders(runs: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs that begin in the same second never write into the same folder."""
    monkeypatch.setattr(run_folder, "time", SimpleNamespace(strftime=lambda _: "2025-11-05-093000"))

    names = [new_run_folder(runs).name for _ in range(3)]

    assert names == ["2025-11-05-093000", "2025-11-05-093000-1", "2025-11-05-093000-2"]


def test_latest_points_at_the_run_that_finished_last(runs: Path):
    """`latest` leads to the newest finished run, while a run that still goes on does not take it."""
    first, second = new_run_folder(runs), new_run_folder(runs)
    (second / "run.json").write_text("{}", encoding="utf-8")

    _finish(first)
    before = _latest(runs).resolve()
    _finish(second)
    new_run_folder(runs)

    assert before == first.resolve()
    assert _latest(runs).resolve() == second.resolve()
    assert (_latest(runs) / "run.json").read_text(encoding="utf-8") == "{}"


def test_latest_moves_with_the_checkout(runs: Path, tmp_path: Path):
    """`latest` is a relative link, and nothing else is left beside it."""
    _finish(new_run_folder(runs))

    assert not _latest(runs).readlink().is_absolute()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["latest", "runs"]


def test_last_twenty_finished_runs_stay(runs: Path):
    """The oldest finished runs beyond twenty are removed with all they hold."""
    old = [_finished(runs, f"2025-11-05-0930{second:02}") for second in range(25)]

    newest = new_run_folder(runs)
    _finish(newest)

    assert sorted(runs.iterdir()) == [*old[6:], newest]


def test_run_that_took_long_stays(runs: Path):
    """A run that has just finished stays, however many that began later have finished before it."""
    long = new_run_folder(runs).rename(runs / "2020-01-01-000000")
    others = [_finished(runs, f"2025-11-05-0930{second:02}") for second in range(22)]

    _finish(long)

    assert sorted(runs.iterdir()) == [long, *others[3:]]


def test_running_run_is_never_removed(runs: Path):
    """A run that goes on stays, however old it is, and does not count among the twenty."""
    running = [new_run_folder(runs).rename(runs / f"2020-01-01-00000{number}") for number in range(3)]
    old = [_finished(runs, f"2025-11-05-0930{second:02}") for second in range(20)]

    newest = new_run_folder(runs)
    _finish(newest)

    assert sorted(runs.iterdir()) == [*running, *old[1:], newest]


def test_run_of_a_dead_process_counts_as_finished(runs: Path, dead_process: int):
    """A run that was killed leaves its mark behind, and is removed in its turn all the same."""
    killed = _finished(runs, "2020-01-01-000000")
    (killed / ".running").write_text(str(dead_process), encoding="utf-8")
    for second in range(19):
        _finished(runs, f"2025-11-05-0930{second:02}")

    _finish(new_run_folder(runs))

    assert not killed.exists()
    assert len(list(runs.iterdir())) == 20


def test_run_of_somebody_else_is_never_removed(runs: Path, monkeypatch: pytest.MonkeyPatch):
    """A process that may not be asked after lives: it is another user's, and so is its run."""
    theirs = _finished(runs, "2020-01-01-000000")
    (theirs / ".running").write_text("1", encoding="utf-8")
    for second in range(20):
        _finished(runs, f"2025-11-05-0930{second:02}")

    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    _finish(new_run_folder(runs))

    assert theirs.exists()


@pytest.mark.parametrize("mark", ["", "soon", "-", "9" * 30], ids=["empty", "word", "dash", "huge"])
def test_unreadable_mark_does_not_keep_a_run(runs: Path, mark: str):
    """A mark that names no process is that of no running run."""
    broken = _finished(runs, "2020-01-01-000000")
    (broken / ".running").write_text(mark, encoding="utf-8")
    for second in range(20):
        _finished(runs, f"2025-11-05-0930{second:02}")

    _finish(new_run_folder(runs))

    assert not broken.exists()


def test_what_is_not_ours_is_never_removed(runs: Path):
    """Files and folders that no run made stay where they are."""
    for name in ("0-keep", "2020-01-01-000000-keep"):
        _finished(runs, name)
    (runs / "0-notes.txt").write_text("mine", encoding="utf-8")
    for second in range(25):
        _finished(runs, f"2025-11-05-0930{second:02}")

    _finish(new_run_folder(runs))

    assert {path.name for path in runs.iterdir()} >= {"0-keep", "2020-01-01-000000-keep", "0-notes.txt"}
    assert len(list(runs.iterdir())) == 20 + 3


def test_folder_of_a_persons_choice_is_left_alone(runs: Path, tmp_path: Path):
    """A report that was asked for elsewhere neither takes `latest` nor removes anything."""
    old = [_finished(runs, f"2025-11-05-0930{second:02}") for second in range(25)]
    chosen = tmp_path / "chosen"
    chosen.mkdir()

    finish(chosen, runs, tmp_path / "latest")

    assert sorted(runs.iterdir()) == old
    assert not (tmp_path / "latest").is_symlink()


def test_report_in_the_checkout_is_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A run whose folder lies in the checkout leaves its revision as it is: parts that are made there fit together."""
    (tmp_path / "a").write_text("1", encoding="utf-8")
    one = ("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "One", "--no-gpg-sign")
    for command in (("init", "-q"), ("add", "-A"), one):
        git(tmp_path, *command).check_returncode()
    monkeypatch.setattr(run_folder, "ROOT", tmp_path)
    before = revision_of(tmp_path)

    for _ in range(2):
        # The second time it is there, and nothing has been written into it.
        chosen = chosen_folder(str(tmp_path / "part-1"))
    (chosen / "run.json").write_text("{}", encoding="utf-8")

    assert revision_of(tmp_path) == before


def _latest(runs: Path) -> Path:
    return runs.parent / "latest"


def _finish(folder: Path) -> None:
    finish(folder, folder.parent, _latest(folder.parent))


def _finished(runs: Path, name: str) -> Path:
    folder = runs / name
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}", encoding="utf-8")
    return folder


def test_path_elsewhere_is_shown_without_detours(tmp_path: Path):
    """A file that lies above or beside the person is named from the root, without «..»."""
    assert shown(tmp_path / "here" / ".." / "bug.zip") == str(tmp_path / "bug.zip")
