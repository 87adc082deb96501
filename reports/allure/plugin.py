"""The door to pytest: results for Allure from what the tests' reports say, and at the end their page.

Workers add to the report of a passed test what was seen in it; only the process that the person started writes.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from fixtures.commands.plugin import runs_everything
from fixtures.hosting.frontend import ROOT
from fixtures.people.plugin import JOURNAL
from fixtures.running.run_folder import shown
from fixtures.targets.target import TARGET_FAILED
from reports.allure.language import Language, language_of
from reports.allure.notes import STEPS, TestNotes
from reports.allure.steps import steps_of_passed
from reports.plugin import RUN_FOLDER

Report = Generator[None, pytest.TestReport, pytest.TestReport]
_NO_PAGE = "none"
_ENDED = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, TARGET_FAILED}
"""Exit codes of runs that came to their end; whoever presses Ctrl-C does not want to wait for a page."""


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take notes in the process that the person started, where evidence is wanted at all."""
    if RUN_FOLDER in config.stash and not hasattr(config, "workerinput") and _is_wanted(config):
        config.pluginmanager.register(AllureReport(config), "chatapp-allure-report")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Report:  # noqa: ARG001 - pytest's
    """Add to the report of a passed test what was seen in it."""
    report = yield
    journal = item.stash.get(JOURNAL, None)
    if report.when == "call" and report.passed and journal is not None and _is_wanted(item.config):
        steps = steps_of_passed(journal.facts, -journal.clock(0))
        setattr(report, STEPS, [list(step) for step in steps])
    return report


class AllureReport:
    """Takes notes of each test while a run goes on; writes results and page at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._folder: Path = config.stash[RUN_FOLDER]
        self._notes: dict[str, TestNotes] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take notes of a phase of a test."""
        self._notes.setdefault(report.nodeid, TestNotes()).add(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_unconfigure(self) -> None:
        """Write the results, and make the page where one is due: the summary, which is written next, names it."""
        if not self._notes or not (self._folder / "run.json").exists():
            return
        about = json.loads((self._folder / "run.json").read_text(encoding="utf-8"))
        wanted = self._config.getoption("--report-language")
        language = language_of(None if wanted == _NO_PAGE else wanted)
        try:
            self._write(about, language)
            if wanted != _NO_PAGE and self._is_due(about):
                self._make_page(about, language)
        except KeyboardInterrupt:
            self._say(f"Report: its page was interrupted. To make it: {self._again}")
        except OSError as error:
            self._say(f"Report: no page was made: {error}. To try again: {self._again}")

    def _write(self, about: dict[str, Any], language: Language) -> None:
        # Loaded at the end, it does not keep the first test waiting.
        from reports.allure.writing import write_results  # noqa: PLC0415

        write_results(ROOT, self._folder, about, self._notes, language)

    def _is_due(self, about: dict[str, Any]) -> bool:
        if about["exit_code"] not in _ENDED:
            return False
        asked_for = self._config.getoption("--report-language") is not None
        return asked_for or bool(about["verdicts"]) or runs_everything(self._config)

    def _make_page(self, about: dict[str, Any], language: Language) -> None:
        from reports.allure.page import PageError, make_page  # noqa: PLC0415 - likewise

        try:
            # A part of a run is remembered when it is merged.
            remembered = about["whole"] and about["shard"] is None
            page = make_page(self._folder, about, language, remembered=remembered)
        except PageError as error:
            self._say(f"Report: no page was made: {error}. To try again: {self._again}")
        else:
            self._say(f"Report: {shown(page)}")

    @property
    def _again(self) -> str:
        return f"./e2e show {shown(self._folder)}"

    def _say(self, sentence: str) -> None:
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.write_line(sentence)


def _is_wanted(config: pytest.Config) -> bool:
    return bool(config.getoption("--evidence") != "none")
