"""`./e2e plant NAME`: a copy of ChatApp to break by hand, which nothing overwrites."""

import sys
from pathlib import Path

import pytest

from fixtures.commands.plant import main
from fixtures.planted_bugs.workshop import Workshop
from tests.selftest.commands.plant.standing_in import Terminal

ROUTE = "server/routes/messages.py"


def test_copy_is_made_and_never_overwritten(workshop: Workshop, capsys: pytest.CaptureFixture[str]):
    """The first call makes a copy and says what comes next; another one leaves it as it is by then."""
    (workshop.chat_app / ROUTE).write_text("broken", encoding="utf-8")

    assert main(["lost"]) == 0
    printed = capsys.readouterr().out

    assert (workshop.chat_app / ROUTE).read_text(encoding="utf-8") == "broken"
    assert "The copy is there already" in printed
    assert "./e2e plant lost --done TEST..." in printed


def test_editor_is_opened_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The person's editor is opened on the copy, where there is one and a terminal to see it at."""
    editor = tmp_path / "my editor"
    editor.write_text(f'#!/bin/sh\necho "$1 $2" >"{tmp_path}/opened"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait")

    main(["lost"])
    assert not (tmp_path / "opened").exists()
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main(["lost"])

    assert (tmp_path / "opened").read_text(encoding="utf-8") == f"--wait {Workshop('lost').chat_app}\n"


def test_missing_editor_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """An editor that cannot be started is no reason to stop."""
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert main(["lost"]) == 0
    assert "'/nowhere/editor' could not be started" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["Lost Row"], "'Lost Row' is no name for a planted bug; expected small letters", id="name"),
        pytest.param(["../lost"], "'../lost' is no name", id="path"),
        pytest.param(
            ["other", "--done"], "there is no copy to make other of; `./e2e plant other` makes one", id="no-copy"
        ),
        pytest.param(["lost", "--done"], "nothing is broken yet in ", id="nothing-broken"),
        pytest.param(["lost", "tests/api"], "tests and texts belong to --done", id="too-early"),
        pytest.param(["lost", "--title", "T"], "tests and texts belong to --done", id="title-too-early"),
    ],
)
def test_wrong_usage_is_said(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
):
    """A wrong word ends with exit code 4 and a sentence that says what would be right."""
    assert main(arguments) == 4
    assert sentence in capsys.readouterr().err
