"""The files of several run folders put together in one."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Sequence
from pathlib import Path

from reports.junit import JUNIT

_MADE_ANEW = frozenset({"run.json", JUNIT, "summary.md", "report.html"})


def gather_files(folders: Sequence[Path], into: Path) -> None:
    """Copy what was kept of tests (failures, journeys, pictures and everything else), each under its own name.

    If two folders hold different things under one name, that of the later folder goes into `parts/` and the number of
    the folder.
    """
    for number, folder in enumerate(folders, start=1):
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder)
            if file.is_symlink() or not file.is_file() or str(name) in _MADE_ANEW or name.name.startswith("."):
                continue
            if (into / name).exists() and filecmp.cmp(file, into / name, shallow=False):
                continue
            place = into / name if not (into / name).exists() else into / "parts" / str(number) / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, place)
