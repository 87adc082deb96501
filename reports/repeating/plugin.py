"""The door to pytest: each failure ends with the line that repeats it, and the run with the one for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from _pytest._code.code import ExceptionRepr

from fixtures.running.plugin import is_worker, options_of, options_of_pytest, state_of_run
from fixtures.running.published import RUN_FOLDER, SEED
from fixtures.running.run_folder import RUNS, shown
from reports.repeating.repeat_line import TITLE, command_line, options_that_repeat, repeat_line, with_line


def pytest_configure(config: pytest.Config) -> None:
    """Only the process that the person started tells."""
    if not is_worker(config):
        config.pluginmanager.register(_Repeating(config), "chatapp-repeating")


class _Repeating:
    """Tells how to repeat what fails."""

    def __init__(self, config: pytest.Config) -> None:
        self._state = state_of_run(config)
        given = options_of(config), options_of_pytest(config)
        self._options = options_that_repeat(*given, self._state[SEED])
        self._has_failures = False

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Iterator[None]:
        """End a failure with its line, in the terminal behind its evidence, for `junit.xml` behind its traceback."""
        if not report.failed:
            return (yield)
        self._has_failures = True
        line = self._line_of(report)
        report.user_properties.append(("repeat", line))
        with _ending_with(report, line):
            yield
        report.sections.append((TITLE, line))
        return None

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how to have all failures again."""
        if self._has_failures:
            terminalreporter.write_line(f"Repeat the failures: {command_line('again', *self._folder())}")

    def _line_of(self, report: pytest.TestReport) -> str:
        weather = dict(report.user_properties).get("weather")
        return repeat_line(report.nodeid, self._options, str(weather) if weather else None)

    def _folder(self) -> list[str]:
        folder = self._state[RUN_FOLDER]
        return [] if folder.parent == RUNS else [shown(folder)]


@contextmanager
def _ending_with(report: pytest.TestReport, line: str) -> Iterator[None]:
    """Have the text of a failure end with the line for all who report it; the terminal prints the line later."""
    before = report.longrepr
    if isinstance(before, ExceptionRepr):
        before.addsection(TITLE, line)
    elif isinstance(before, str):
        report.longrepr = with_line(before, line)
    try:
        yield
    finally:
        report.longrepr = before
        if isinstance(before, ExceptionRepr):
            before.sections.pop()
