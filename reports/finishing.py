"""What is written once the `run.json` of a run, or of several merged runs, is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from fixtures.running.one_step import write_in_one_step
from fixtures.running.run_folder import RUNS
from reports.earlier_runs import earlier_runs, history_of
from reports.model.file import RUN_FILE, read_run
from reports.summary import job_address, summary_page

SUMMARY = "summary.md"
_LINKED = ("report.html", "failures", "journeys", "junit.xml", RUN_FILE)
_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"


def finish_report(folder: Path, runs: Path = RUNS, environment: Mapping[str, str] = os.environ) -> None:
    """Write everything that is made of the `run.json` in this folder, and hand the CI job its summary.

    The parts of a run (`--shard`) hand nothing over: the job that merges them does.
    """
    run = read_run(folder)
    history = history_of(run, earlier_runs(runs, run))
    files = [name for name in _LINKED if _holds_something(folder / name)]
    page = summary_page(run, history, files=files, job=job_address(environment))
    write_in_one_step(folder / SUMMARY, page)
    if run.shard is None and (step := environment.get(_STEP_SUMMARY)):
        with Path(step).open("a", encoding="utf-8") as shown:
            shown.write(summary_page(run, history, job=job_address(environment)))


def _holds_something(path: Path) -> bool:
    return path.is_file() or (path.is_dir() and any(path.iterdir()))
