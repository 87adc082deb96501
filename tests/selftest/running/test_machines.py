"""What a person's machine has set for other projects changes neither what is tested nor what is said of it."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fixtures.planted_bugs.bug import find_bug
from fixtures.planted_bugs.planting import plant
from fixtures.running.caller import existing_file, existing_path, new_path
from fixtures.running.pytest_options import take_paths_of_caller
from fixtures.running.revision import revision_of
from tests.selftest.harness_process import ROOT, run_pytest

SCHEMA = "fixtures/chat_app/server/schema.sql"


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        pytest.param(["--rootdir", ".."], {}, "pytest's root directory is", id="other-root"),
        pytest.param(["-o", "addopts="], {}, "the addopts of pyproject.toml are missing", id="no-addopts"),
        pytest.param([], {"PYTHONOPTIMIZE": "1"}, "Python leaves asserts out (PYTHONOPTIMIZE or -O)", id="no-asserts"),
    ],
)
def test_run_that_would_prove_nothing_is_refused(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], sentence: str
):
    """Green of another checkout, of another configuration or without asserts is no green: exit code 4, one sentence."""
    command = [sys.executable, "-m", "pytest", "tests/api/test_sent_message.py", *arguments]
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}

    done = subprocess.run(
        command, cwd=ROOT, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 4
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("workers", ["0", "2"])
def test_enough_failures_are_failures(tmp_path: Path, workers: str):
    """`--maxfail` ends a run with exit code 1, with workers as without."""
    ended = run_pytest(tmp_path / "run", "tests/selftest/runs/failing_oddly.py", "--maxfail", "1", "-n", workers)

    assert ended.exit_code == 1
    assert ended.report["exit_code"] == 1


def test_paths_are_the_callers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What exists where the person is, is meant; a name is a name though a folder there has it, too."""
    (tmp_path / "test_mine.py").touch()
    (tmp_path / "embedded").mkdir()
    monkeypatch.setenv("E2E_CALLER", str(tmp_path))

    assert new_path("out") == str(tmp_path / "out")
    assert existing_path("test_mine.py::test_it") == f"{tmp_path / 'test_mine.py'}::test_it"
    assert existing_path("tests/api") == "tests/api"
    assert existing_file("embedded") == "embedded"


def test_pytests_own_paths_are_the_callers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What pytest is told to read, leave out or write lies where the person is, whatever the launcher does."""
    (tmp_path / "test_mine.py").touch()
    monkeypatch.setenv("E2E_CALLER", str(tmp_path))
    given = {"deselect": ["test_mine.py::test_it"], "ignore": ["test_mine.py"], "xmlpath": "out.xml"}
    config = SimpleNamespace(args=["test_mine.py"], option=SimpleNamespace(**given))

    take_paths_of_caller(config)

    mine = str(tmp_path / "test_mine.py")
    assert config.args == [mine]
    meant = {"deselect": [f"{mine}::test_it"], "ignore": [mine], "xmlpath": str(tmp_path / "out.xml")}
    assert vars(config.option) == meant


def test_output_is_shown_on_every_terminal():
    """A terminal that has no letter for something is shown it escaped."""
    command = [sys.executable, "-m", "fixtures.commands", "help"]

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=False
    )

    assert done.returncode == 0
    assert b"\\u2026" in done.stdout


def test_revision_is_nobodys_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither a hook's `GIT_DIR` nor a person's own diff changes which state of a checkout a run was of."""
    for command in (
        ["init", "-q"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-mx"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)  # noqa: S607
    (tmp_path / "new").write_text("text", encoding="utf-8")
    before = revision_of(tmp_path)

    own = tmp_path.with_name("settings-of-a-person")
    own.write_text("[diff]\n\texternal = /bin/false\n[core]\n\texcludesFile = new\n", encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/bin/false")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))

    assert before is not None
    assert "+" in before
    assert revision_of(tmp_path) == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("prefixes", [("a/", "b/"), ("", "")], ids=["prefixes", "none"])
def test_patch_is_taken_as_people_make_it(tmp_path: Path, prefixes: tuple[str, str], ends: str):
    """A patch made without prefixes, or with the line ends of Windows, plants the same bug."""
    comment, below, rest = (ROOT / SCHEMA).read_text(encoding="utf-8").split("\n", 2)
    lines = [
        f"--- {prefixes[0]}{SCHEMA}",
        f"+++ {prefixes[1]}{SCHEMA}",
        "@@ -1,2 +1 @@",
        f"-{comment}",
        f" {below}",
        "",
    ]
    patch = tmp_path / "mine.patch"
    patch.write_bytes(ends.join(lines).encode())

    root = plant(find_bug(str(patch)), tmp_path / "planted")

    assert (root / SCHEMA).read_text(encoding="utf-8") == f"{below}\n{rest}"
