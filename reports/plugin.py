"""The door to pytest: the run's folder, `junit.xml`, `run.json`, and the last line in the terminal.

Only the process that the person started writes; workers are told the folder and hand back what they know.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from _pytest import junitxml
from xdist.dsession import Interrupted

from fixtures.journey.verdict import Verdict
from fixtures.network.weather import every_weather
from fixtures.people.published import CLEANUP
from fixtures.planted_bugs.published import PLANTED
from fixtures.running.checkout import ROOT
from fixtures.running.ordering.gate import GATE
from fixtures.running.plugin import (
    hand_back,
    handed_back,
    is_worker,
    options_of,
    options_of_pytest,
    selection_of,
    state_of_run,
)
from fixtures.running.published import RUN_FOLDER, SEED
from fixtures.running.revision import revision_beside
from fixtures.running.run_folder import RUNS, discard
from fixtures.running.sharding.part import SHARD
from fixtures.targets.published import PROFILE
from fixtures.targets.target import TARGET_FAILED
from reports.earlier_runs import earlier_runs, history_of
from reports.ending.plugin import Ending
from reports.gathering import Gathered, gathered_in
from reports.model.file import write_run
from reports.model.parts import GateOfRun, ShardOfRun, TestedTarget
from reports.model.result import verdicts_of, weather_of
from reports.model.run import Run
from reports.outcomes import Outcomes
from reports.repeating.repeat_line import options_that_repeat
from reports.second_runs import told_of_second_runs
from reports.tables import display_table
from reports.terminal import cleanup_lines, coverage_line, lack_lines, verdict_lines
from reports.versions import versions

_GATHERED = "gathered"


def pytest_configure(config: pytest.Config) -> None:
    """Report in the process that the person started, where the run has a folder."""
    if RUN_FOLDER in state_of_run(config) and not is_worker(config):
        config.pluginmanager.register(RunReport(config), "chatapp-run-report")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On a worker: hand back what was observed."""
    if is_worker(session.config):
        hand_back(session.config, _GATHERED, gathered_in(state_of_run(session.config)).to_json())


class RunReport:
    """Gathers outcomes while a run goes on, and writes the report at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._state = state_of_run(config)
        self._gathered = Gathered()
        self._folder = self._state[RUN_FOLDER]
        self._ending = Ending(config, self._folder)
        config.pluginmanager.register(self._ending, "chatapp-report-ending")
        self._outcomes = Outcomes()
        self._began = time.time()
        self._exit_code: int | None = None
        self._is_unreached = False
        self._had_enough = False
        self._first_failure: float | None = None
        self._revision = revision_beside(ROOT)
        self._unstable: Mapping[str, str] = {}

    def pytest_report_header(self) -> str:
        """Say at the start what it takes to repeat this run."""
        bug = self._state[PLANTED]
        planted = f", with the planted bug {bug.name}" if bug else ""
        return f"ChatApp: {self._where()}{planted}; seed {self._state[SEED]}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what became of a test."""
        self._outcomes.add(report)
        if report.when == "teardown" and (verdict := self._outcomes.verdict_of(report.nodeid)):
            # What is known of a test when its last phase is over goes into `junit.xml`.
            report.user_properties.append(("verdict", verdict))
        if report.failed and self._first_failure is None:
            self._first_failure = time.time()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - xdist has no type for it
        """Take over what a worker observed."""
        if (gathered := handed_back(node, _GATHERED)) is not None:
            self._gathered.add(Gathered.from_json(gathered))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Iterator[None]:
        """Write the report. A run that failed by nothing but its target says so by its exit code."""
        if exitstatus == pytest.ExitCode.INTERRUPTED and self._had_enough:
            session.exitstatus = exitstatus = pytest.ExitCode.TESTS_FAILED
        verdicts = set(verdicts_of(self._outcomes.tests))
        if verdicts == {Verdict.TARGET.value} and exitstatus == pytest.ExitCode.TESTS_FAILED:
            session.exitstatus = exitstatus = TARGET_FAILED
        self._exit_code = int(exitstatus)
        if self._leaves_nothing and not options_of_pytest(self._config).xmlpath:
            # Or pytest's last line would name a file that goes with the folder.
            junitxml.pytest_unconfigure(self._config)
        self._gathered.add(gathered_in(self._state))
        run = self._run()
        self._unstable = history_of(run, earlier_runs(RUNS, run)).unstable
        try:
            return (yield)
        finally:
            with self._ending.writing():
                write_run(self._folder, self._run())

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Take in that the target could not be reached: then no session begins, and none finishes.

        Or that workers were stopped by `--maxfail`, which xdist takes for Ctrl-C, and pytest for a run with failures.
        """
        self._had_enough = _is_maxfail(excinfo.value, options_of_pytest(self._config).maxfail)
        if isinstance(excinfo.value, pytest.exit.Exception) and excinfo.value.returncode == TARGET_FAILED:
            self._is_unreached = True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was exercised, how fast messages were shown, what is known of the target, and each verdict."""
        if all(test.outcome == "skipped" for test in self._outcomes.tests):
            # Where no test ran there is nothing to say of what was exercised.
            self._tell_of_the_target(terminalreporter)
            return
        terminalreporter.write_line(coverage_line(self._gathered.contract))
        if played := weather_of(self._outcomes.tests):
            terminalreporter.write_line(f"Weather: {len(played)} of {len(every_weather())} combinations were played.")
        for line in display_table(self._gathered.time_to_display.summary):
            terminalreporter.write_line(line)
        self._tell_of_the_target(terminalreporter)
        if lines := list(verdict_lines(self._outcomes.tests)):
            terminalreporter.section("verdicts")
        for line in (*lines, *cleanup_lines(self._outcomes.tests), *told_of_second_runs(self._outcomes)):
            terminalreporter.write_line(line)
        for test, why in sorted(self._unstable.items()):
            terminalreporter.write_line(f"Unstable: {test}: {why}")

    def _tell_of_the_target(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._gathered.known_breaches:
            terminalreporter.section("known breaches of the contract, which fail nothing")
        for breach, count in sorted(self._gathered.known_breaches.items()):
            terminalreporter.write_line(f"{count} x {breach}")
        for line in (*lack_lines(self._outcomes.tests), *self._remarks()):
            terminalreporter.write_line(line)
        if staying := self._staying():
            terminalreporter.write_line(staying)

    def _staying(self) -> str:
        target = self._state[PROFILE]
        return self._state[CLEANUP].told(self._gathered.cleanup, target.api_url)

    def pytest_unconfigure(self) -> None:
        """Point `latest` here, and end the terminal's output with the way to the report."""
        if self._leaves_nothing:
            discard(self._folder)
            return
        if self._exit_code is None:
            self._exit_code = TARGET_FAILED if self._is_dead_part else None
            with self._ending.writing():
                write_run(self._folder, self._run())
        self._ending.end()

    @property
    def _is_dead_part(self) -> bool:
        return self._is_unreached and self._state[SHARD] is not None

    @property
    def _leaves_nothing(self) -> bool:
        """Wrong usage makes no report, so `latest` stays; but a part without tests must be there for the merge."""
        was_interrupted = self._exit_code == pytest.ExitCode.INTERRUPTED
        return not self._outcomes.tests and not was_interrupted and not self._is_dead_part

    def _run(self) -> Run:
        """The run as far as it has come."""
        bug, seed, now = self._state[PLANTED], self._state[SEED], time.time()
        given = options_that_repeat(options_of(self._config), options_of_pytest(self._config), seed)
        return Run(
            run=self._folder.name,
            target=TestedTarget(self._state[PROFILE].name, self._where()),
            planted_bug=bug.name if bug else None,
            seed=seed,
            options=given,
            versions={**versions(), **self._gathered.observed},
            began=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._began)),
            seconds=round(now - self._began, 2),
            seconds_to_first_failure=self._first_failure and round(self._first_failure - self._began, 2),
            exit_code=self._exit_code,
            contract=self._gathered.contract,
            known_breaches=self._gathered.known_breaches,
            remarks=tuple(self._remarks()),
            revision=self._revision(),
            shard=self._shard(),
            gate=GateOfRun.of(self._state.get(GATE)),
            whole=self._is_whole,
            unstable=tuple(sorted(self._unstable)),
            left_behind=+self._gathered.cleanup,
            time_to_display=self._gathered.time_to_display,
            tests=self._outcomes.tests,
        )

    @property
    def _is_whole(self) -> bool:
        ended = self._exit_code in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, TARGET_FAILED}
        return ended and bool(self._outcomes.tests) and selection_of(self._config).leaves_nothing_out

    def _remarks(self, *, of_a_part: bool = False) -> list[str]:
        """What is to be said of the target's lists of known failures and breaches, if the run was whole.

        A remark that every part makes is true of the whole run, so the remarks of a part are kept for the merge.
        """
        today = datetime.datetime.now().astimezone().date()
        tests = {test.test: test.message for test in self._outcomes.tests}
        whole = self._is_whole and self._exit_code != TARGET_FAILED
        whole = whole and (of_a_part or self._state[SHARD] is None)
        return self._state[PROFILE].remarks(today, tests, self._gathered.known_breaches, whole=whole)

    def _shard(self) -> ShardOfRun | None:
        shard = self._state[SHARD]
        if shard is None:
            return None
        return ShardOfRun(str(shard.part), shard.tests, shard.collection, tuple(self._remarks(of_a_part=True)))

    def _where(self) -> str:
        profile = self._state[PROFILE]
        return profile.base_url or f"{profile.name}, one for each worker"


def _is_maxfail(ended_by: BaseException, maxfail: int) -> bool:
    return bool(maxfail) and type(ended_by) is Interrupted and str(ended_by).startswith("stopping after ")
