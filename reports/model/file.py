"""`run.json`: the one place where it is read and written."""

from __future__ import annotations

import json
from pathlib import Path

from fixtures.running.one_step import write_in_one_step
from reports.model.json_object import MalformedError
from reports.model.run import Run

RUN_FILE = "run.json"


class RunFileError(ValueError):
    """A `run.json` that cannot be used; the message names the file and says what is wrong, in one sentence."""


def write_run(folder: Path, run: Run) -> Path:
    """Write a run into its folder in one step: nobody ever sees half of the file."""
    text = json.dumps(run.to_json(), ensure_ascii=False, indent=2) + "\n"
    return write_in_one_step(folder / RUN_FILE, text)


def has_run(folder: Path) -> bool:
    """Whether the folder holds the report of a run."""
    return (folder / RUN_FILE).exists()


def read_run(folder: Path) -> Run:
    """The run whose report is in this folder.

    Raises:
        FileNotFoundError, NotADirectoryError: there is none.
        RunFileError: it cannot be read, is malformed, or was written by a newer version of the harness.
    """
    path = folder / RUN_FILE
    try:
        return Run.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        raise
    except MalformedError as error:
        raise RunFileError(f"{path} cannot be used: {error}") from error
    except (OSError, ValueError) as error:
        raise RunFileError(f"{path} cannot be read: {error}") from error


def read_run_if_any(folder: Path) -> Run | None:
    """The run whose report is in this folder; None where there is none, or none that can be used."""
    try:
        return read_run(folder)
    except (OSError, RunFileError):
        return None
