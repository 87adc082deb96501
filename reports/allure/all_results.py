"""All results of a run, in its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fixtures.wording.language import Language
from reports.allure.environment import write_environment
from reports.allure.notes import TestNotes
from reports.allure.page import RESULTS
from reports.allure.results import Writer
from reports.model.run import Run


def write_results(root: Path, folder: Path, run: Run, notes: Mapping[str, TestNotes], language: Language) -> None:
    """Write a result for each test of a run, and what it was made with.

    `root` is where the tests' sources are, `folder` is the run's, `notes` are by test.
    """
    results = folder / RESULTS
    results.mkdir(exist_ok=True)
    writer = Writer(root, folder, results, run, language)
    for test in run.tests:
        writer.write(test, notes.get(test.test, TestNotes()))
    write_environment(results, run, language)
