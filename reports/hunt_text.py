"""`hunt.md`: what a hunt found, for the terminal and for a reader of Markdown. What tests say is indented, as data."""

from __future__ import annotations

from pathlib import Path

from fixtures.journey.wording import visible
from reports.hunt import Hunt, HuntRun, Tries
from reports.one_step import write_in_one_step

FILE = "hunt.md"
_LONGEST = 300


def write_text(folder: Path, hunt: Hunt) -> Path:
    """Write it."""
    return write_in_one_step(folder / FILE, text_of(hunt))


def text_of(hunt: Hunt) -> str:
    """The whole text."""
    unstable, failing = hunt.unstable, hunt.failing
    parts = [f"# Hunt: {_counted(unstable)} unstable, {len(failing)} always failing, {hunt.stable} stable"]
    if len(hunt.runs) < hunt.wanted:
        parts.append(f"Stopped after {len(hunt.runs)} of {hunt.wanted} runs.")
    parts += [f"{line_of(run, hunt.wanted)}\n\n{_data(run.line)}" for run in hunt.runs]
    for title, tests in {"Unstable": unstable, "Failed whenever they were played": failing}.items():
        parts += [f"## {title}", *[_of_test(test, tries) for test, tries in tests.items()]] if tests else []
    return "\n\n".join(parts) + "\n"


def line_of(run: HuntRun, wanted: int) -> str:
    """One run: its seed, its load, what became of its tests and, if not as it should, of itself."""
    totals = ", ".join(f"{count} {outcome}" for outcome, count in run.totals.items()) or "no tests"
    told = f"; {run.told}" if run.told else ""
    return f"Run {run.number} of {wanted}: seed {run.seed}, {run.load}: {totals} ({run.seconds:.0f} s){told}"


def _of_test(test: str, tries: Tries) -> str:
    verdicts = ", ".join(f"{verdict} × {count}" for verdict, count in tries.verdicts.items())
    first = tries.failures[0]
    lines = [
        f"### Failed {len(tries.failures)} of {tries.played}: {verdicts}",
        "",
        _data(test),
        _data(_short(first.message)),
        *([_data(f"Repeat: {first.repeat}")] if first.repeat else []),
    ]
    return "\n".join([*lines, *_parting(tries)])


def _parting(tries: Tries) -> list[str]:
    """Where a good and a bad journey part, and in which runs they were."""
    if not tries.passed:
        return []
    good, bad = tries.passed[0], tries.failures[0].run
    if (difference := tries.difference) is None:
        return ["", f"The journeys of runs {good} (good) and {bad} (bad) tell no difference."]
    how = "have the same facts, in another order from here on" if difference.same_facts else "part here"
    facts = {"both": difference.after, "good": difference.good, "bad": difference.bad}
    told = [_data(f"{title:<4}  {_short(fact)}") for title, fact in facts.items() if fact]
    return ["", f"The journeys of runs {good} (good) and {bad} (bad) {how}:", "", *told]


def _data(text: str) -> str:
    return f"    {visible(text)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _counted(tests: dict[str, Tries]) -> str:
    return "1 test" if len(tests) == 1 else f"{len(tests)} tests"
