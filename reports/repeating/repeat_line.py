"""The command that repeats a test exactly: from the options of its run, as `run.json` has them. Pure.

Names and texts come from the seed and the test's own name, so one test alone has the same ones as in its run; a sweep's
name holds its weather.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from fixtures.running.options import Options
from fixtures.running.pytest_options import PytestOptions

TITLE = "Repeat"
"""What the line stands under, or behind, in a failure's text."""
_OPTIONS: dict[str, Any] = {
    "target": "embedded",
    "base_url": None,
    "api_url": None,
    "push_url": None,
    "allow_host": [],
    "plant": None,
    "seed": None,
    "weather": [],
    "weather_seed": None,
    "browser": [],
    "browser_channel": None,
    "device": None,
    "headed": False,
}
"""The options on which a result depends, by pytest's names for them, each with its value where it is not given."""


def options_that_repeat(ours: Options, others: PytestOptions, seed: int) -> dict[str, Any]:
    """Of all options of a run those that repeat it, with the `seed` that it had, as plain JSON.

    No secret is among them: addresses with a name and password are refused, and a profile is known by its file.
    """
    given = {**vars(others), **vars(ours), "seed": seed}
    values = {name: given[name] for name in _OPTIONS}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def arguments_of(options: Mapping[str, Any]) -> list[str]:
    """Options as a person types them, without those that have their default value."""
    arguments: list[str] = []
    for name, default in _OPTIONS.items():
        value, typed = options.get(name, default), f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            arguments += [typed] if value else []
        elif value is not None and value != default:
            for one in value if isinstance(value, list) else [value]:
                arguments += [typed, str(one)]
    return arguments


def repeat_line(test: str, options: Mapping[str, Any], weather: str | None = None) -> str:
    """What to paste into a shell to have this one test again, in the `weather` that it was played in."""
    played = {**options, "weather": [weather] if weather else []}
    return command_line(test, *arguments_of(played))


def command_line(*arguments: str) -> str:
    """These arguments after `./e2e`, quoted for the shell."""
    return shlex.join(["./e2e", *arguments])


def with_line(text: str, line: str) -> str:
    """A failure's text that ends with the line which repeats it."""
    return f"{text}\n{TITLE}: {line}"
