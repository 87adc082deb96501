"""The folder of one run: made new, never shared, pointed at by `latest` when the run is over, pruned when old."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from pathlib import Path

REPORTS = Path(__file__).parent
RUNS = REPORTS / "runs"
LATEST = REPORTS / "latest"
_KEPT_RUNS = 20
_HIDDEN = ".in-the-making-"
_UNFINISHED = ".running"
_NAME = re.compile(r"\d{4}-\d\d-\d\d-\d{6}(-\d+)?")


def new_run_folder(runs: Path = RUNS) -> Path:
    """Make the folder of a run that begins now; two runs in the same second get two folders."""
    runs.mkdir(parents=True, exist_ok=True)
    # Under its name a folder is from the first moment known as that of a run under way.
    made = Path(tempfile.mkdtemp(prefix=_HIDDEN, dir=runs))
    made.chmod(0o755)
    (made / _UNFINISHED).write_text(str(os.getpid()), encoding="utf-8")
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    for attempt in range(1000):
        folder = runs / (stamp if attempt == 0 else f"{stamp}-{attempt}")
        try:
            return made.rename(folder)
        except OSError:
            # That name is taken, by a folder that is not empty.
            continue
    raise RuntimeError(f"could not make a folder for this run in {runs}")


def chosen_folder(wanted: str | None) -> Path:
    """The folder that the person named for a run, which must be new or empty, or else a new one among the runs.

    Raises:
        ValueError: there is something in it.
    """
    if not wanted:
        return new_run_folder()
    folder = Path(wanted).absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"--run-folder {wanted} is not an empty folder; nothing in it is overwritten.")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def discard(folder: Path, runs: Path = RUNS) -> None:
    """Remove the folder of a run in which no test ran; a folder that the person chose is theirs and stays."""
    if folder.parent == runs:
        shutil.rmtree(folder.rename(runs / f"{_HIDDEN}{folder.name}"), ignore_errors=True)


def take_back(folder: Path, runs: Path = RUNS) -> None:
    """Leave nothing of a report that came to nothing, also in a folder that the person chose: it was new or empty."""
    discard(folder, runs)
    for left in folder.glob("*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def finish(folder: Path, runs: Path = RUNS, latest: Path = LATEST) -> None:
    """Point `latest` at a run that is over, in one step, and remove the oldest finished runs beyond twenty."""
    (folder / _UNFINISHED).unlink(missing_ok=True)
    if folder.parent != runs:
        return
    next_link = latest.with_name(f".latest-{os.getpid()}")
    next_link.unlink(missing_ok=True)
    next_link.symlink_to(os.path.relpath(folder, latest.parent))
    next_link.replace(latest)
    _prune(runs, folder)


def shown(folder: Path) -> str:
    """A folder as a person types it: from here on where it is below, else in full."""
    relative = os.path.relpath(folder)
    return relative if not relative.startswith("..") else str(folder)


def _prune(runs: Path, latest: Path) -> None:
    # However long ago it began: a matrix takes hours, and many a short run ends meanwhile.
    ours = [path for path in runs.iterdir() if path.is_dir() and _NAME.fullmatch(path.name) and path != latest]
    finished = sorted(path for path in ours if not _is_running(path))
    for folder in finished[: 1 - _KEPT_RUNS]:
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(folder: Path) -> bool:
    try:
        process = int((folder / _UNFINISHED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        # It lives, and is someone else's.
        return True
    except (OSError, OverflowError):
        return False
    return True
