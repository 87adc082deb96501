"""What is saved is noticed once, as what it is."""

import queue
import time
from pathlib import Path

import pytest

from fixtures.running.checkout import ROOT
from fixtures.watching.changes import Changes, Saved
from fixtures.watching.sources import Folders, Part, is_source, named_paths, part_of, watched_folders


def test_change_is_noticed_with_the_moment_of_saving(tmp_path: Path):
    """What an editor writes beside a file and then puts in its place is one change, of the moment of writing."""
    (tmp_path / "below").mkdir()
    heard: queue.SimpleQueue[Saved] = queue.SimpleQueue()
    changes = Changes(Folders((tmp_path / "below",), (tmp_path,)), heard.put)
    saved = tmp_path / "below" / "test_mine.py"
    try:
        before = time.time()
        _save_until_heard(saved, heard)
        told = heard.get(timeout=10)
    finally:
        changes.stop()

    assert told.paths == {saved}
    assert before - 1 <= told.at <= time.time()


@pytest.mark.parametrize(
    ("path", "part"),
    [
        pytest.param("tests/ui/test_offline.py", Part.TESTS, id="test"),
        pytest.param("tests/bug_reports/badge-counts-double.feature", Part.TESTS, id="scenario"),
        pytest.param("fixtures/network/wire.py", Part.HARNESS, id="room"),
        pytest.param("fixtures/clients/browser/scripts/readRow.js", Part.HARNESS, id="script"),
        pytest.param("pyproject.toml", Part.HARNESS, id="configuration"),
        pytest.param("fixtures/chat_app/server/chat.py", Part.CHAT_APP, id="server"),
        pytest.param("fixtures/chat_app/frontend/src/main.ts", Part.CHAT_APP, id="page"),
        pytest.param("fixtures/planted_bugs/emoji-mangled/change.patch", Part.CHAT_APP, id="planted-bug"),
        pytest.param("fixtures/planted_bugs/planting.py", Part.HARNESS, id="planting"),
    ],
)
def test_source_is_known_by_its_place(path: str, part: Part):
    """Which process may run after a change follows from what the changed file belongs to; and each is watched."""
    folders = watched_folders()

    assert part_of(ROOT / path) is part
    assert is_source(ROOT / path)
    assert (ROOT / path).parent in folders.alone or any(
        (ROOT / path).is_relative_to(folder) for folder in folders.with_all_below
    )


def test_reports_and_packages_are_not_watched():
    """What runs write, and what was installed, would be noticed all the time."""
    folders = watched_folders().with_all_below

    unwanted = [ROOT / "reports" / "runs", ROOT / "fixtures" / "chat_app" / "frontend" / "node_modules", ROOT / ".venv"]
    assert [path for path in unwanted if any(path.is_relative_to(folder) for folder in folders)] == []


def test_file_that_is_named_elsewhere_is_watched(tmp_path: Path):
    """A scenario or a patch of one's own may lie anywhere."""
    for name in ("bug.feature", "my.patch"):
        (tmp_path / name).touch()

    named = list(named_paths(["bug.feature:3", "-k", "x", "--plant=my.patch"], tmp_path))

    assert named == [tmp_path / "bug.feature", tmp_path / "my.patch"]
    assert tmp_path in watched_folders(named).alone
    assert [part_of(path) for path in named] == [Part.TESTS, Part.CHAT_APP]


def _save_until_heard(path: Path, heard: "queue.SimpleQueue[Saved]") -> None:
    """Save again and again: nobody tells from when on a folder is watched."""
    deadline = time.monotonic() + 20
    while heard.empty() and time.monotonic() < deadline:
        beside = path.with_suffix(".saving")
        beside.write_text("x", encoding="utf-8")
        beside.replace(path)
        time.sleep(0.2)
