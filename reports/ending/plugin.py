"""How the report of a run ends: it is whole, or there is no room for it, and that is said in its stead.

Tests have ended by then, and what they found stands in the terminal. The exit code is that of a report for which there
is no room when a run begins.
"""

from __future__ import annotations

import errno
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from _pytest import junitxml

from fixtures.running.plugin import options_of_pytest
from fixtures.running.run_folder import finish, shown
from fixtures.wording import choosing as words
from reports.finishing import finish_report
from reports.junit import keep_junit

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class Ending:
    """The end of one run's report, in its `folder`; a plugin of the process that the person started."""

    def __init__(self, config: pytest.Config, folder: Path) -> None:
        self._config, self._folder = config, folder
        self._session: pytest.Session | None = None
        self._unwritten: OSError | None = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Within this block something of the report is written; where there is no room, the run goes on to its end."""
        try:
            yield
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            self._unwritten = self._unwritten or error

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Let pytest say what has failed also where it cannot write `junit.xml`."""
        self._session, done = session, None
        with self.writing():
            done = yield
        if self._unwritten is not None:
            # Or pytest's last line would name a file that is not there.
            junitxml.pytest_unconfigure(self._config)
        return done

    def end(self) -> None:
        """Write what is made of `run.json`, point `latest` there, and say where the report is, or why there is none."""
        if self._unwritten is None:
            with self.writing():
                keep_junit(options_of_pytest(self._config).xmlpath, self._folder)
                finish_report(self._folder)
                finish(self._folder)
        if self._unwritten is not None and self._session is not None:
            self._session.exitstatus = pytest.ExitCode.USAGE_ERROR
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.write_line(
                words.REPORT_UNWRITABLE(why=self._unwritten) if self._unwritten else f"Report: {shown(self._folder)}"
            )
