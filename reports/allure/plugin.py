"""The door to pytest: results for Allure from what the tests' reports say, and at the end their page.

Workers add to the report of a passed test what was seen in it; only the process that the person started writes.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from fixtures.people.published import JOURNAL
from fixtures.running.checkout import ROOT
from fixtures.running.one_go import in_one_go
from fixtures.running.plugin import is_worker, options_of, selection_of, state_of_run, state_of_test
from fixtures.running.published import RUN_FOLDER
from fixtures.running.run_folder import shown
from fixtures.targets.target import TARGET_FAILED
from fixtures.wording.language import Language
from reports.allure.language import language_of
from reports.allure.notes import STEPS, TestNotes
from reports.allure.steps import steps_of_passed
from reports.model.file import has_run, read_run
from reports.model.run import Run

Report = Generator[None, pytest.TestReport, pytest.TestReport]
_NO_PAGE = "none"
_ENDED = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, TARGET_FAILED}
"""Exit codes of runs that came to their end; whoever presses Ctrl-C does not want to wait for a page."""


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take notes in the process that the person started, where evidence is wanted at all."""
    if RUN_FOLDER in state_of_run(config) and not is_worker(config) and _is_wanted(config):
        config.pluginmanager.register(AllureReport(config), "chatapp-allure-report")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Report:  # noqa: ARG001 - pytest's
    """Add to the report of a passed test what was seen in it."""
    report = yield
    journal = state_of_test(item).get(JOURNAL)
    if report.when == "call" and report.passed and journal is not None and _is_wanted(item.config):
        steps = steps_of_passed(journal.facts, -journal.clock(0))
        setattr(report, STEPS, [list(step) for step in steps])
    return report


class AllureReport:
    """Takes notes of each test while a run goes on; writes results and page at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._folder = state_of_run(config)[RUN_FOLDER]
        self._notes: dict[str, TestNotes] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take notes of a phase of a test."""
        self._notes.setdefault(report.nodeid, TestNotes()).add(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_unconfigure(self) -> None:
        """Write the results, and make the page where one is due: the summary, which is written next, names it."""
        if not self._notes or not has_run(self._folder):
            return
        run = read_run(self._folder)
        wanted = options_of(self._config).report_language
        language = language_of(None if wanted == _NO_PAGE else wanted)
        try:
            with in_one_go():
                self._write(run, language)
            if wanted != _NO_PAGE and self._is_due(run):
                self._make_page(run, language)
        except KeyboardInterrupt:
            self._say(f"Report: its page was interrupted. To make it: {self._again}")
        except OSError as error:
            self._say(f"Report: no page was made: {error}. To try again: {self._again}")

    def _write(self, run: Run, language: Language) -> None:
        # Loaded at the end, it does not keep the first test waiting.
        from reports.allure.all_results import write_results  # noqa: PLC0415

        write_results(ROOT, self._folder, run, self._notes, language)

    def _is_due(self, run: Run) -> bool:
        if run.exit_code not in _ENDED:
            return False
        asked_for = options_of(self._config).report_language is not None
        return asked_for or bool(run.verdicts) or selection_of(self._config).is_everything

    def _make_page(self, run: Run, language: Language) -> None:
        from reports.allure.page import PageError, make_page  # noqa: PLC0415 - likewise

        try:
            # A part of a run is remembered when it is merged.
            remembered = run.whole and run.shard is None
            page = make_page(self._folder, run, language, remembered=remembered)
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
    return options_of(config).evidence != "none"
