"""What a run was made with, as Allure shows it: target, seed, versions, what of the contract was exercised."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fixtures.journey.printable import visible
from reports.model.run import Run
from reports.repeating.repeat_line import arguments_of, command_line


def write_environment(results: Path, run: Run) -> None:
    """Write `environment.properties` of a run."""
    lines = [f"{_escaped(key)}={_escaped(str(value))}" for key, value in environment_of(run).items()]
    (results / "environment.properties").write_text("\n".join(lines) + "\n", encoding="utf-8")


def environment_of(run: Run) -> dict[str, str]:
    """Names and values, the most telling first."""
    told = {
        "verdicts": ", ".join(f"{verdict}: {count}" for verdict, count in run.verdicts.items()) or "none",
        "target": run.target.name,
        "address": run.target.address,
        "planted bug": run.planted_bug or "none",
        "seed": ", ".join(map(str, run.seeds)),
        "repeat with": command_line(*arguments_of(run.options)) if run.options else "each failure has its own line",
        "contract": f"{run.contract.exercised} of {run.contract.promised} answers and events exercised",
        **_display_times(run.time_to_display.summary),
        **run.versions,
    }
    return {key: visible(str(value)) for key, value in told.items()}


def _display_times(summary: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The median time until a sent message was shown, by what push did meanwhile."""
    return {
        f"shown, {condition}": f"{times['confirmed_row_ms']['median']:.0f} ms (median of {times['messages']})"
        for condition, times in summary.items()
    }


def _escaped(text: str) -> str:
    """A key or a value of a properties file, in which these characters would mean something."""
    return "".join(f"\\{character}" if character in "\\:=#! " else character for character in text)
