"""What a run was made with, as Allure shows it: target, seed, versions, what of the contract was exercised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fixtures.journey.printable import visible
from reports.repeating.line import arguments_of, command_line


def write_environment(results: Path, about: dict[str, Any]) -> None:
    """Write `environment.properties` of a run that is told as `run.json` tells it."""
    lines = [f"{_escaped(key)}={_escaped(str(value))}" for key, value in environment_of(about).items()]
    (results / "environment.properties").write_text("\n".join(lines) + "\n", encoding="utf-8")


def environment_of(about: dict[str, Any]) -> dict[str, str]:
    """Names and values, the most telling first."""
    target, contract, options = about["target"], about["contract"], about["options"]
    told = {
        "verdicts": ", ".join(f"{verdict}: {count}" for verdict, count in about["verdicts"].items()) or "none",
        "target": target["name"],
        "address": target["address"],
        "planted bug": about["planted_bug"] or "none",
        "seed": ", ".join(dict.fromkeys(str(one["seed"]) for one in about.get("parts") or [about])),
        "repeat with": command_line(*arguments_of(options)) if options else "each failure has its own line",
        "contract": f"{contract['exercised']} of {contract['promised']} answers and events exercised",
        **_display_times(about["time_to_display"]["summary"]),
        **about["versions"],
    }
    return {key: visible(str(value)) for key, value in told.items()}


def _display_times(summary: dict[str, Any]) -> dict[str, str]:
    """The median time until a sent message was shown, by what push did meanwhile."""
    return {
        f"shown, {condition}": f"{times['confirmed_row_ms']['median']:.0f} ms (median of {times['messages']})"
        for condition, times in summary.items()
    }


def _escaped(text: str) -> str:
    """A key or a value of a properties file, in which these characters would mean something."""
    return "".join(f"\\{character}" if character in "\\:=#! " else character for character in text)
