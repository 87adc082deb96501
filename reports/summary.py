"""`summary.md`: a run on one screen, for a pull request or the summary of a CI job. Pure: in a report, out a text.

Names of tests, addresses and messages are written as code, so whatever they hold stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fixtures.targets.target import TARGET_FAILED
from reports.earlier_runs import History
from reports.markdown import code
from reports.model.parts import GateOfRun
from reports.model.result import TestResult
from reports.model.run import Run
from reports.shortcomings import Shortcoming, lacks_of, shortcomings_of

_MOST_FAILURES = 15
_SLOWEST = 5
_MOST_OF_A_KIND = 3
_MOST_LACKS = 5
_DEAD_TARGET = "ChatApp did not answer, or died. Nothing else failed: this is no regression."
_WHOLE = frozenset({0, 1, TARGET_FAILED})


def summary_page(run: Run, history: History, *, files: Iterable[str] = (), job: str | None = None) -> str:
    """The page of a run, about sixty lines at most. `files` are in its folder, `job` is the address of the CI job."""
    sections = [
        _heading(run),
        _facts(run, history, job),
        _failures(run, history),
        _list("Fixed since the previous run", [code(test) for test in history.fixed]),
        _list("Unstable", [f"{code(test)}: {code(why)}" for test, why in sorted(history.unstable.items())]),
        _list("Skipped, as the target lacks it", _lacks(run), _MOST_LACKS),
        _list("Went wrong in cleaning up, and decides nothing", _cleanup(run)),
        _list("Slowest", [f"{test.duration:.1f} s {code(test.test)}" for test in _slowest(run)], _SLOWEST),
        _ways_on(run, history, sorted(files)),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def job_address(environment: Mapping[str, str]) -> str | None:
    """Where the CI job that this process is a part of is shown, on GitHub or GitLab; None elsewhere."""
    if environment.get("GITHUB_ACTIONS") == "true":
        server, repository = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
        run = environment.get("GITHUB_RUN_ID")
        return f"{server}/{repository}/actions/runs/{run}" if server and repository and run else None
    return environment.get("CI_JOB_URL") or None


def _heading(run: Run) -> str:
    heading = f"## ChatApp: {run.told}"
    return f"{heading}\n\n{_DEAD_TARGET}" if run.exit_code == TARGET_FAILED else heading


def _facts(run: Run, history: History, job: str | None) -> str:
    target = run.target
    address = "" if target.address.startswith(f"{target.name},") else f" at {code(target.address)}"
    verdicts = ", ".join(f"{count} x {verdict}" for verdict, count in sorted(run.verdicts.items()))
    lines = {
        "verdicts": verdicts,
        "target": f"{code(target.name)}{address}",
        "planted bug": code(run.planted_bug) if run.planted_bug else "",
        "part": f"{run.shard.part} of {run.shard.tests} tests" if run.shard else "",
        "gate": _gate(run.gate) if run.gate else "",
        "incomplete": "; ".join(run.incomplete),
        "time": _time(run),
        "ended early": f"exit code {run.exit_code}" if run.exit_code not in _WHOLE else "",
        "seed": ", ".join(map(str, run.seeds)),
        "revision": code(run.revision) if run.revision else "",
        "previous run": code(history.previous) if history.previous else "",
        "expected failures": str(run.totals.get("xfailed", "")),
        "known breaches": str(sum(run.known_breaches.values()) or ""),
        "job": f"[{job}]({job})" if job else "",
    }
    return "\n".join(f"- {name}: {value}" for name, value in lines.items() if value)


def _gate(gate: GateOfRun) -> str:
    what = f"{gate.chosen} of {gate.tests} tests, chosen for {gate.seconds:g} s"
    names = ", ".join(map(code, gate.left_out))
    return f"{what}; left out: {len(gate.left_out)} of {gate.promises} promises{': ' if names else ''}{names}"


def _time(run: Run) -> str:
    if len(run.parts) < 2:
        return f"{run.seconds:.0f} s"
    together = sum(part.seconds for part in run.parts)
    return f"{run.seconds:.0f} s, of {len(run.parts)} parts that took {together:.0f} s together"


def _failures(run: Run, history: History) -> str:
    """What failed, new first; what several tests have met is told once, with the first of them."""
    shortcomings, lines = shortcomings_of(_in_order(run, history)), list[str]()
    left_out = 0
    for one in shortcomings:
        shown = one.tests[: _MOST_OF_A_KIND if len(one.tests) > 1 else 1]
        if len(lines) >= _MOST_FAILURES:
            left_out += len(one.tests)
            continue
        lines += _shortcoming(one, shown, history)
    rest = [f"- … and {left_out} more"] if left_out else []
    return "\n".join(["### Failed", "", *lines, *rest]) if lines else ""


def _shortcoming(one: Shortcoming, shown: tuple[TestResult, ...], history: History) -> list[str]:
    new = "**new** " if one.tests[0].test in history.new_failures else ""
    if len(one.tests) == 1:
        return [f"- {new}**{one.verdict}** {_named(one.tests[0])}: {code(one.reason)}"]
    rest = len(one.tests) - len(shown)
    more = [f"  - … and {rest} more"] if rest else []
    told = f"- {new}**{one.verdict}** in {len(one.tests)} tests: {code(one.reason)}"
    return [told, *(f"  - {_named(test)}" for test in shown), *more]


def _named(test: TestResult) -> str:
    return f"{code(test.test)} line {test.line}" if test.line else code(test.test)


def _in_order(run: Run, history: History) -> list[TestResult]:
    """New failures come first, because the change under test may have caused them."""
    failures = run.failures
    return sorted(failures, key=lambda test: (test.test not in history.new_failures, test.test))


def _lacks(run: Run) -> list[str]:
    return [f"{count} x {code(what)}" for what, count in lacks_of(run.tests).items()]


def _cleanup(run: Run) -> list[str]:
    return list(dict.fromkeys(code(told) for test in run.tests for told in test.cleanup))


def _slowest(run: Run) -> list[TestResult]:
    return sorted(run.tests, key=lambda test: -test.duration)[:_SLOWEST]


def _list(title: str, lines: list[str], most: int = _MOST_OF_A_KIND) -> str:
    if not lines:
        return ""
    shown = [f"- {line}" for line in lines[:most]]
    rest = [f"- … and {len(lines) - most} more"] if len(lines) > most else []
    return "\n".join([f"### {title}", "", *shown, *rest])


def _ways_on(run: Run, history: History, files: list[str]) -> str:
    links = ", ".join(f"[{name}]({name})" for name in files)
    first = next((test.repeat for test in _in_order(run, history) if test.repeat), None)
    # Never cut: it is to be pasted.
    again = f"To repeat the first failure: {code(first, len(first))}" if first else ""
    return "\n\n".join(line for line in (again, f"In the run's folder: {links}" if links else "") if line)
