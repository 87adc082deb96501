"""What the process of a `Prover` does in the stead of pytest: it runs what it is asked for, while anybody can ask.

Python, our rooms, Playwright's driver and the browser are the same for all bugs. ChatApp is not: each bug has a process
and a database of its own, which end before the next bug is planted.
"""

from __future__ import annotations

import gc
import tempfile
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import pytest

from fixtures.hosting.node import HostingError
from fixtures.hosting.page_builder import PageBuilder
from fixtures.hosting.planted import source_with
from fixtures.hosting.published import SOURCE
from fixtures.judgement.plugin import forget
from fixtures.planted_bugs.bug import PlantedBug, PlantingError, find_bug
from fixtures.planted_bugs.published import PLANTED
from fixtures.running.plugin import state_of_run
from reports.outcomes import Outcomes
from tests.planted_bugs.prover import Answer, Question

_OF_CHAT_APP = "target"
"""The fixture that starts ChatApp, and ends it when it is finished."""


def line_of(asked_by: str) -> Connection:
    """The line on which questions come, by the descriptor that the prover has named."""
    return Connection(int(asked_by))


class Proving:
    """Runs the tests of one question after the other."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._outcomes, self._told = Outcomes(), list[str]()
        self._builder = PageBuilder()
        self._items: dict[str, pytest.Item] = {}
        self._hosts: list[tuple[pytest.FixtureDef[Any], pytest.FixtureRequest]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> bool:
        """Collect the whole suite, once: pytest binds the fixtures of a `conftest.py` to the first collection."""
        items = session.perform_collect(session.config.getini("testpaths"))
        self._items = {item.nodeid: item for item in items}
        # What stays for good is not looked at again and again: after each failed test all garbage is collected.
        gc.freeze()
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer questions for as long as there are any."""
        with closing(self._builder):
            while (question := self._next()) is not None:
                self._line.send(self._answer(session, question))
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
        """Remember by what ChatApp was started."""
        if fixturedef.argname == _OF_CHAT_APP:
            self._hosts.append((fixturedef, request))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell of a file that cannot be collected, whose tests are then missing."""
        if report.failed:
            self._told.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what became of a test."""
        self._outcomes.add(report)
        if report.failed:
            self._told.append(f"{report.nodeid}\n{report.longreprtext}")

    def _next(self) -> Question | None:
        try:
            question: Question = self._line.recv()
        except EOFError:
            return None
        return question

    def _answer(self, session: pytest.Session, question: Question) -> Answer:
        self._outcomes = Outcomes()
        if missing := [test for test in question.tests if test not in self._items]:
            return Answer(told="\n".join([*(f"there is no test {test}" for test in missing), *self._told]))
        self._told = []
        with tempfile.TemporaryDirectory(prefix="chatapp-planted-") as copy:
            try:
                bug = find_bug(question.bug) if question.bug else None
                self._test(session, bug, Path(copy), question.tests)
            except (PlantingError, HostingError) as error:
                return Answer(told=str(error))
        tests = self._outcomes.tests
        return Answer(
            outcomes={test.test: test.outcome for test in tests},
            failures={test.test: test.verdict for test in tests if test.verdict},
            told="\n\n".join(self._told),
        )

    def _test(self, session: pytest.Session, bug: PlantedBug | None, copy: Path, tests: tuple[str, ...]) -> None:
        state = state_of_run(session.config)
        state[SOURCE] = source_with(bug, copy, self._builder.build)
        state[PLANTED] = bug
        items = [self._items[test] for test in tests]
        try:
            for item, following in zip(items, [*items[1:], None], strict=True):
                # After the last test all that is not of the whole session is torn down: the browser stays.
                _run(item, following or cast("pytest.Item", session))
        finally:
            self._end_chat_app()

    def _end_chat_app(self) -> None:
        while self._hosts:
            definition, request = self._hosts.pop()
            definition.finish(request)


def _run(item: pytest.Item, nextitem: pytest.Item) -> None:
    """Run a test as if for the first time: several bugs may name it."""
    properties = list(item.user_properties)
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=nextitem)
    item.user_properties[:] = properties
    forget(item)
