"""What a run was made with, as Allure shows it: target, seed, versions, what of the contract was exercised."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fixtures.journey.printable import visible
from fixtures.wording.language import Language
from reports.allure.language import word
from reports.model.run import Run
from reports.repeating.repeat_line import arguments_of, command_line

_EACH = "each failure has its own line"
_EACH_WORKER = ", one for each worker"
_EXERCISED = "{} of {} answers and events exercised"
_MEDIAN = "{:.0f} ms (median of {})"


def write_environment(results: Path, run: Run, language: Language) -> None:
    """Write `environment.properties` of a run."""
    lines = [f"{_escaped(key)}={_escaped(str(value))}" for key, value in environment_of(run, language).items()]
    (results / "environment.properties").write_text("\n".join(lines) + "\n", encoding="utf-8")


def environment_of(run: Run, language: Language) -> dict[str, str]:
    """Names and values, the most telling first."""
    none = word(language, "none")
    told = {
        "verdicts": ", ".join(f"{verdict}: {count}" for verdict, count in run.verdicts.items()) or none,
        "target": run.target.name,
        "address": run.target.address.replace(_EACH_WORKER, word(language, _EACH_WORKER)),
        "planted bug": run.planted_bug or none,
        "seed": ", ".join(map(str, run.seeds)),
        "repeat with": _repeated(run) or word(language, _EACH),
        "contract": word(language, _EXERCISED).format(run.contract.exercised, run.contract.promised),
    }
    said = {word(language, key): value for key, value in told.items()}
    times = _display_times(run.time_to_display.summary, language)
    return {key: visible(str(value)) for key, value in {**said, **times, **run.versions}.items()}


def _repeated(run: Run) -> str | None:
    """The command of the run; `…` stands for what was selected, which a report of a selection does not know."""
    if not run.options:
        return None
    options = arguments_of(run.options)
    if run.gate:
        return command_line("--gate", f"{run.gate.seconds:g}", *options)
    selected = "" if run.whole else " …"
    return command_line(*options).replace(" ", f"{selected} ", 1)


def _display_times(summary: Mapping[str, Mapping[str, Any]], language: Language) -> dict[str, str]:
    """The median time until a sent message was shown, by what push did meanwhile."""
    shown, median = word(language, "shown"), word(language, _MEDIAN)
    return {
        f"{shown}, {word(language, condition)}": median.format(times["confirmed_row_ms"]["median"], times["messages"])
        for condition, times in summary.items()
    }


def _escaped(text: str) -> str:
    """A key or a value of a properties file, in which these characters would mean something."""
    return "".join(f"\\{character}" if character in "\\:=#! " else character for character in text)
