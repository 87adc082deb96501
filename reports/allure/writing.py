"""All results of a run, in its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports.allure.environment import write_environment
from reports.allure.language import Language
from reports.allure.notes import TestNotes
from reports.allure.page import RESULTS
from reports.allure.results import Writer


def write_results(
    root: Path, run: Path, about: dict[str, Any], notes: Mapping[str, TestNotes], language: Language
) -> None:
    """Write a result for each test that `run.json` tells of, and what the run was made with.

    `root` is where the tests' sources are, `about` the content of `run.json`, `notes` are by test.
    """
    results = run / RESULTS
    results.mkdir(exist_ok=True)
    writer = Writer(root, run, results, about, language)
    for test in about["tests"]:
        writer.write(test, notes.get(test["test"], TestNotes()))
    write_environment(results, about)
