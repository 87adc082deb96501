"""`./e2e selftest --matrix` as a person runs it."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fixtures.commands import show
from tests.selftest.harness_process import ROOT, RUNS, run_e2e, run_verb
from tests.selftest.processes import comes_true

STATUSES = "tests/api/test_statuses.py"
OWN = f"{STATUSES}::test_status_never_goes_back[delivered-after-read]"
BUGS = ("answer-under-message", "status-goes-back")


def matrix_in(folder: Path) -> dict[str, Any]:
    """The matrix of this folder."""
    content: dict[str, Any] = json.loads((folder / "matrix.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matrix of two bugs and a few tests, in two parts."""
    folder = tmp_path_factory.mktemp("matrix")
    for part in ("1", "2"):
        options = ("--shard", f"{part}/2", "-n", "0", "--run-folder", str(folder / part))
        ended = run_e2e(folder, "selftest", STATUSES, "--matrix", "--bug", *BUGS, *options)
        assert "the suite without a bug" in ended.printed
        assert f"[1/1] {BUGS[int(part) - 1]}: " in ended.printed, ended.printed
    return folder


def test_part_tells_of_its_bugs(made: Path):
    """A part has its own bugs, with what failed, with which verdict, and when first; the rest is told to be missing."""
    run = matrix_in(made / "2")["runs"]["status-goes-back"]

    assert list(matrix_in(made / "2")["runs"]) == ["status-goes-back"]
    assert (run["ended"], run["failed"][OWN]) == ("finished", "status-mark")
    assert 0 < run["first_red"] < run["seconds"]
    assert "more bugs not in this matrix" in (made / "2" / "matrix.html").read_text(encoding="utf-8")
    assert (made / "2" / "bugs" / "status-goes-back" / "run.json").exists()


def test_parts_are_put_together(made: Path):
    """Put together, the parts are one matrix with all their bugs, and the last word is said of it."""
    options = ("--merge", str(made / "1"), str(made / "2"), "--run-folder", str(made / "whole"))
    ended = run_verb(made, "selftest", "--matrix", *options)

    whole = matrix_in(made / "whole")
    assert tuple(whole["runs"]) == BUGS
    assert whole["findings"]["caught"] == list(BUGS)
    assert "2 of 2 bugs caught" in ended.printed
    assert ended.printed.endswith("whole/matrix.html\n")


def test_last_matrix_is_shown(made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """`./e2e show` says of a matrix what its end said, and where its page is."""
    monkeypatch.setattr(show, "LATEST", made / "1")

    assert show.main([]) == 0
    assert "1 of 1 bugs caught" in (printed := capsys.readouterr().out)
    assert printed.endswith("1/matrix.html\n")


def test_matrix_of_another_make_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A matrix that an older harness left behind is refused by name."""
    monkeypatch.setattr(show, "LATEST", tmp_path)
    (tmp_path / "matrix.json").write_text("{}", encoding="utf-8")

    assert show.main([]) == 1
    assert "matrix.json is no matrix of this version" in capsys.readouterr().err


def test_suite_that_fails_by_itself_makes_no_matrix(tmp_path: Path):
    """Without a control run that is green there is no matrix: it would prove nothing."""
    wrong = str(RUNS / "wrong_on_purpose.py")
    ended = run_verb(tmp_path, "selftest", "--matrix", wrong, "-n", "0", "--run-folder", str(tmp_path / "run"))

    assert ended.exit_code == 1
    assert "The suite fails without a bug" in ended.printed
    assert f"{wrong}::test_is_wrong" in ended.printed
    assert not (tmp_path / "run" / "matrix.json").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--bug", "nowhere"], "there is no planted bug 'nowhere'. There are: ", id="bug"),
        pytest.param(["--shard", "3/2"], "'3/2' is no part; expected K/N with K from 1 to N", id="shard"),
        pytest.param(["--bug", BUGS[0], "--shard", "2/2"], "part 2 of 2 has no bug", id="empty-shard"),
        pytest.param(["--merge", "tests"], "tests/matrix.json cannot be read", id="merge"),
        pytest.param(["--catches", "tests"], "--catches: tests is no stored run: there is no run.json", id="catches"),
        pytest.param(["--catches", "--bug", BUGS[0]], "--catches runs no bug, and takes all", id="bug-of-catches"),
        pytest.param(["tests/nowhere.py"], "file or directory not found: tests/nowhere.py", id="tests"),
        pytest.param(["--run-folder", "tests"], "--run-folder tests is not an empty folder", id="folder"),
    ],
)
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """A wrong word ends with exit code 4 and a sentence, before anything is run."""
    ended = run_verb(tmp_path, "selftest", "--matrix", *arguments)

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
    assert "without a bug" not in ended.printed


@pytest.mark.timeout(90)
def test_stopped_matrix_keeps_what_it_has(tmp_path: Path):
    """A matrix that a CI system cancels says so, and has the bugs that were done, and no process goes on.

    Ctrl-C stops it in the same way as every campaign, which `test_campaign` and the command of a hunt show.
    """
    command = [sys.executable, "-m", "fixtures.commands", "selftest", "--matrix", "-n", "0", STATUSES, "--bug", *BUGS]
    making = subprocess.Popen(
        [*command, "--run-folder", str(tmp_path / "run")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert making.stdout is not None
    lines = iter(making.stdout.readline, "")
    assert any(line.startswith("[1/2]") for line in lines)
    under_way = tmp_path / "run" / "bugs" / f"{BUGS[1]}.txt"
    assert comes_true(under_way.exists)

    making.send_signal(signal.SIGTERM)
    printed, _ = making.communicate(timeout=40)

    assert making.returncode == 2
    assert "Stopped: 1 of 2 bugs are done, and are kept." in printed
    assert list(matrix_in(tmp_path / "run")["runs"]) == [BUGS[0]]
    assert (tmp_path / "run" / "matrix.html").exists()
    assert comes_true(lambda: not _mentioning(str(tmp_path / "run" / "bugs")))


def _mentioning(text: str) -> list[str]:
    listed = subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if text in line]
