"""The door to pytest: the run's folder, `junit.xml`, `run.json`, and the last line in the terminal.

Only the process that the person started writes; workers are told the folder and hand back what they know.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from fixtures.commands.plugin import leaves_nothing_out
from fixtures.hosting.frontend import ROOT
from fixtures.hosting.plugin import OBSERVED
from fixtures.journey.story.display_times import DisplayTime, summary
from fixtures.journey.verdict import Verdict
from fixtures.judgement.plugin import DISPLAY_TIMES
from fixtures.network.weather import every_weather
from fixtures.people.plugin import CLEANUP, EXERCISED, KNOWN, SEED
from fixtures.planted_bugs.plugin import PLANTED
from fixtures.running.revision import revision_of
from fixtures.running.run_folder import RUNS, chosen_folder, discard, finish, shown
from fixtures.running.sharding.plugin import SHARD
from fixtures.targets.plugin import PROFILE
from fixtures.targets.target import TARGET_FAILED
from reports.earlier_runs import earlier_runs, history_of
from reports.finishing import finish_report
from reports.gathering import Gathered
from reports.outcomes import Outcomes
from reports.repeating.line import options_of
from reports.run_json import versions, write_run_json
from reports.second_runs import told_of_second_runs
from reports.tables import display_table
from reports.terminal import coverage_line, verdict_lines

RUN_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder, once the options are known to be right, and lead other plugins' output into it."""
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        config.stash[RUN_FOLDER] = Path(worker["run_folder"])
    elif not (config.option.collectonly or config.option.help or config.option.version):
        config.stash[RUN_FOLDER] = _choose_folder(config.getoption("--run-folder"))
        config.option.xmlpath = config.option.xmlpath or str(config.stash[RUN_FOLDER] / "junit.xml")
        config.pluginmanager.register(RunReport(config), "chatapp-run-report")
    if config.option.output == "test-results" and RUN_FOLDER in config.stash:
        config.option.output = str(config.stash[RUN_FOLDER] / "playwright")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - xdist has no type for it
    """Tell a worker the run's folder."""
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On a worker: hand back what was observed."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["gathered"] = _gather(session.config).to_json()


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The folder of this run."""
    return pytestconfig.stash[RUN_FOLDER]


class RunReport:
    """Gathers outcomes while a run goes on, and writes the report at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._gathered = Gathered()
        self._folder = config.stash[RUN_FOLDER]
        self._outcomes = Outcomes()
        self._began = time.time()
        self._exit_code: int | None = None
        self._is_unreached = False
        self._first_failure: float | None = None
        self._revision = revision_of(ROOT)
        self._unstable: Mapping[str, str] = {}

    def pytest_report_header(self) -> str:
        """Say at the start what it takes to repeat this run."""
        bug = self._config.stash[PLANTED]
        planted = f", with the planted bug {bug.name}" if bug else ""
        return f"ChatApp: {self._where()}{planted}; seed {self._config.stash[SEED]}"

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
        output = getattr(node, "workeroutput", {})
        if "gathered" in output:
            self._gathered.add(Gathered.from_json(output["gathered"]))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Iterator[None]:
        """Write the report. A run that failed by nothing but its target says so by its exit code."""
        if set(self._outcomes.verdicts) == {Verdict.TARGET.value} and exitstatus == pytest.ExitCode.TESTS_FAILED:
            session.exitstatus = exitstatus = TARGET_FAILED
        self._exit_code = int(exitstatus)
        self._gathered.add(_gather(self._config))
        run = {**self._about(), "tests": self._outcomes.tests}
        self._unstable = history_of(run, earlier_runs(RUNS, run)).unstable
        try:
            return (yield)
        finally:
            write_run_json(self._folder, self._about(), self._outcomes)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Take in that the target could not be reached: then no session begins, and none finishes."""
        if isinstance(excinfo.value, pytest.exit.Exception) and excinfo.value.returncode == TARGET_FAILED:
            self._is_unreached = True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was exercised and how fast it was, what is to be known of the target, and each verdict."""
        terminalreporter.write_line(coverage_line(self._gathered.contract))
        if played := self._outcomes.weather:
            terminalreporter.write_line(f"Weather: {len(played)} of {len(every_weather())} combinations were played.")
        for line in display_table(summary(self._gathered.display_times)):
            terminalreporter.write_line(line)
        self._tell_of_the_target(terminalreporter)
        if lines := list(verdict_lines(self._outcomes.tests)):
            terminalreporter.section("verdicts")
        for line in lines:
            terminalreporter.write_line(line)
        for line in told_of_second_runs(self._outcomes):
            terminalreporter.write_line(line)
        for test, why in sorted(self._unstable.items()):
            terminalreporter.write_line(f"Unstable: {test}: {why}")

    def _tell_of_the_target(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._gathered.known_breaches:
            terminalreporter.section("known breaches of the contract, which fail nothing")
        for breach, count in sorted(self._gathered.known_breaches.items()):
            terminalreporter.write_line(f"{count} x {breach}")
        for remark in self._remarks():
            terminalreporter.write_line(remark)
        if staying := self._staying():
            terminalreporter.write_line(staying)

    def _staying(self) -> str:
        target = self._config.stash[PROFILE]
        return self._config.stash[CLEANUP].told(self._gathered.cleanup, target.api_url)

    def pytest_unconfigure(self) -> None:
        """Point `latest` here, and end the terminal's output with the way to the report."""
        is_dead_part = self._is_unreached and self._config.stash[SHARD] is not None
        if not self._outcomes.tests and self._exit_code != pytest.ExitCode.INTERRUPTED and not is_dead_part:
            # A slip of the pen is no run: the last report stays the latest. Of a part the merge must know.
            discard(self._folder)
            return
        if self._exit_code is None:
            self._exit_code = TARGET_FAILED if is_dead_part else None
            write_run_json(self._folder, self._about(), self._outcomes)
        finish_report(self._folder)
        finish(self._folder)
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.write_line(f"Report: {shown(self._folder)}")

    def _about(self) -> dict[str, Any]:
        bug = self._config.stash[PLANTED]
        return {
            "run": self._folder.name,
            "target": {"name": self._config.stash[PROFILE].name, "address": self._where()},
            "planted_bug": bug.name if bug else None,
            "seed": self._config.stash[SEED],
            "options": options_of(vars(self._config.option), self._config.stash[SEED]),
            "versions": {**versions(), **self._gathered.observed},
            "began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._began)),
            "seconds": round(time.time() - self._began, 2),
            "seconds_to_first_failure": self._first_failure and round(self._first_failure - self._began, 2),
            "exit_code": self._exit_code,
            "contract": self._gathered.contract,
            "known_breaches": dict(sorted(self._gathered.known_breaches.items())),
            "remarks": self._remarks(),
            "revision": self._revision,
            "shard": self._shard(),
            "whole": self._is_whole,
            "parts": [],
            "incomplete": [],
            "unstable": sorted(self._unstable),
            "left_behind": dict(+self._gathered.cleanup),
            "time_to_display": self._gathered.time_to_display,
        }

    @property
    def _is_whole(self) -> bool:
        ended = self._exit_code in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, TARGET_FAILED}
        return ended and bool(self._outcomes.tests) and leaves_nothing_out(self._config)

    def _remarks(self, *, of_a_part: bool = False) -> list[str]:
        """What is to be said of the target's lists of known failures and breaches, if the run was whole.

        What is true of every part is true of the whole: a part's remarks on itself are kept for the merge.
        """
        today = datetime.datetime.now().astimezone().date()
        tests = [test["test"] for test in self._outcomes.tests]
        whole = self._is_whole and self._exit_code != TARGET_FAILED
        whole = whole and (of_a_part or self._config.stash[SHARD] is None)
        return self._config.stash[PROFILE].remarks(today, tests, self._gathered.known_breaches, whole=whole)

    def _shard(self) -> dict[str, Any] | None:
        shard = self._config.stash[SHARD]
        return {**asdict(shard), "remarks": self._remarks(of_a_part=True)} if shard else None

    def _where(self) -> str:
        profile = self._config.stash[PROFILE]
        return profile.base_url or f"{profile.name}, one for each worker"


def _gather(config: pytest.Config) -> Gathered:
    """What this process knows."""
    stash = config.stash
    gathered = Gathered(exercised=stash[EXERCISED].so_far())
    observed: dict[str, str] = stash[OBSERVED]
    times: list[DisplayTime] = stash[DISPLAY_TIMES]
    gathered.observed.update(observed)
    gathered.known_breaches.update(stash[KNOWN].counts)
    gathered.cleanup.update(stash[CLEANUP].counts)
    gathered.display_times.extend(times)
    return gathered


def _choose_folder(wanted: str | None) -> Path:
    try:
        return chosen_folder(wanted)
    except ValueError as error:
        raise pytest.UsageError(str(error)) from error
