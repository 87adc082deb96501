"""What a test's report refers to: the bug that was put back, and the bug report that its test is taken from.

Each is a small text in the run's folder, so that its link leads there wherever the folder is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fixtures.planted_bugs.bug import PlantedBug, PlantingError, load_bug
from fixtures.running.checkout import ROOT
from reports.allure.promises import purpose_of

_BUG_REPORT = "tests/ui/test_bug_report.py"
_WITH_QUOTE = "of 05.11.2025 against ChatApp 1.3.2: «…сообщение вроде ушло, но в ленте сообщений не появилось»"
_FOLDER = "references"


@dataclass(frozen=True)
class Reference:
    """A text that is referred to: its kind, its name, more about it, and its path from the page of the report."""

    title: str
    name: str
    told: str
    url: str


def references_of(test: str, planted_bug: str | None, run: Path) -> list[Reference]:
    """What the report of a test refers to."""
    found = [] if planted_bug is None else [_planted(planted_bug, run)]
    if test.startswith(f"{_BUG_REPORT}::"):
        url = _keep(run, "bug_report.txt", purpose_of(ROOT, _BUG_REPORT))
        found.append(Reference("Bug report", "Bug report of 05.11.2025", _WITH_QUOTE, url))
    return found


def _planted(name: str, run: Path) -> Reference:
    try:
        bug = load_bug(name)
    except PlantingError:
        # The patch file of a person; it has no description.
        return Reference("Bug put back on purpose", name, name, "")
    url = _keep(run, f"{name}.txt", _told(bug))
    return Reference("Bug put back on purpose", name, f"{name}. {bug.title}. ({bug.origin})", url)


def _told(bug: PlantedBug) -> str:
    patch = bug.patch.read_text(encoding="utf-8", errors="backslashreplace")
    return f"{bug.title}\n\nOrigin: {bug.origin}\nPromise: {bug.promise}\nVerdict: {bug.verdict}\n\n{patch}"


def _keep(run: Path, name: str, text: str) -> str:
    path = run / _FOLDER / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
    return f"{_FOLDER}/{name}"
