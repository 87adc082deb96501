"""A selection that is watched runs again at every change, on what was changed, and nothing stays behind."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.selftest.ci_jobs import clone_of_checkout
from tests.selftest.processes import comes_true
from tests.selftest.watching.watched import watched

TEST = "tests/api/test_mine.py"
TEXT = '''"""Mine."""

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people import cast
from fixtures.people.person import Person


def test_mine(sender: Person, recipient: Person, dialog: Json):
    """What is sent is stored."""
    sender.api.send_message(dialog["dialogId"], "Привет!")

    must(recipient.api.stores(dialog, "Привет!"))
    assert getattr(cast, "WORD", "first") == "first"
'''
WITHOUT_BROWSER = ("--browser", "firefox")
"""Only a Chromium is started ahead, and tests of the API need none."""
BUG = "fixtures/planted_bugs/answer-under-message/change.patch"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of its own, with a test of its own."""
    clone = clone_of_checkout(tmp_path_factory.mktemp("watched") / "clone")
    (clone / TEST).write_text(TEXT, encoding="utf-8")
    return clone


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_selection_runs_again_at_every_change(clone: Path, tmp_path: Path):
    """A test, a room of the harness and ChatApp's server count as they were saved, and Enter runs them once more."""
    test, room = clone / TEST, clone / "fixtures" / "people" / "cast.py"
    harness = room.read_text(encoding="utf-8")

    with watched(clone, tmp_path / "temporary", TEST, *WITHOUT_BROWSER) as watching:
        assert watching.told().startswith("passed: 1 test, ")
        assert watching.printed.startswith("Runs now, and again at every change and on Enter; Ctrl-C ends it.\n")

        test.write_text(TEXT.replace('dialog, "Привет!"', 'dialog, "Пока!"'), encoding="utf-8")
        red = watching.told()
        assert red.startswith("failed: 1 of 1 test, content, seed ")
        assert f"s after saving {TEST}\n" in red
        assert "what ChatApp has stored is ['Привет!'] instead of ['Пока!']." in red

        test.write_text("def test_mine(:\n", encoding="utf-8")
        broken = watching.told()
        assert broken.startswith("failed: 1 of 1 test, no verdict, ")
        assert broken.count("SyntaxError") == 1

        test.write_text(TEXT, encoding="utf-8")
        assert watching.told().startswith("passed: 1 test, ")

        _patch(clone)
        assert watching.told().startswith("failed: 1 of 1 test, envelope, ")

        room.write_text(f'{harness}\nWORD = "second"\n', encoding="utf-8")
        _patch(clone, "--reverse")
        assert "AssertionError: assert 'second' == 'first'" in watching.told()

        watching.press_enter()
        assert " s after Enter\n" in watching.told()

        assert watching.end(signal.SIGINT) == 2
        assert watching.left_behind() == []
        assert not (clone / "reports" / "runs").exists()
        room.write_text(harness, encoding="utf-8")


@pytest.mark.timeout(120)
def test_closed_terminal_ends_a_run_that_is_under_way(clone: Path, tmp_path: Path):
    """Whoever closes the terminal, or presses Ctrl-C twice, in the middle of a test leaves nothing behind."""
    hanging = clone / "tests" / "api" / "test_hanging.py"
    hanging.write_text(_hanging(tmp_path / "hangs"), encoding="utf-8")

    with watched(clone, tmp_path / "temporary", str(hanging)) as watching:
        assert comes_true((tmp_path / "hangs").exists, within=60), watching.printed

        assert watching.end(signal.SIGHUP, signal.SIGINT) == 2
        assert watching.left_behind() == []


@pytest.mark.parametrize(
    ("selection", "code", "said"),
    [
        pytest.param(["tests/api/nowhere.py"], 4, "file or directory not found: tests/api/nowhere.py", id="no-file"),
        pytest.param([TEST, "-k", "nothing"], 5, "1 deselected", id="no-test"),
        pytest.param([TEST, "-n", "2"], 4, "`watch` takes no -n: it runs in one process", id="workers"),
    ],
)
def test_selection_that_is_none_is_refused(clone: Path, tmp_path: Path, selection: list[str], code: int, said: str):
    """What cannot be watched is said at once, with pytest's exit code."""
    with watched(clone, tmp_path / "temporary", *selection, *WITHOUT_BROWSER) as watching:
        assert watching.end() == code
        assert said in watching.printed
        assert watching.left_behind() == []


def _patch(clone: Path, *options: str) -> None:
    subprocess.run(["git", "-C", str(clone), "apply", *options, BUG], check=True)  # noqa: S607


def _hanging(noted: Path) -> str:
    return f'''"""Hangs."""

import time
from pathlib import Path


def test_hangs(sender, pages):
    """Never ends."""
    sender.open_page()
    Path({str(noted)!r}).touch()
    time.sleep(100)
'''
