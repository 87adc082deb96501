"""`run.json`: what was tested, with what, and what became of each test."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fixtures.running.one_step import write_in_one_step
from reports.outcomes import Outcomes

_PACKAGES = ("pytest", "playwright", "pytest-xdist", "httpx", "websockets", "faker")


def versions() -> dict[str, str]:
    """The versions of everything that a result may depend on, as far as this process knows them."""
    return {"python": platform.python_version(), **{package: version(package) for package in _PACKAGES}}


def write_run_json(folder: Path, about: dict[str, Any], outcomes: Outcomes) -> Path:
    """Write what is known `about` a run and what became of its tests; nobody ever sees half of the file."""
    content = {
        **about,
        "totals": dict(sorted(outcomes.totals.items())),
        "verdicts": dict(sorted(outcomes.verdicts.items())),
        "weather": outcomes.weather,
        "tests": outcomes.tests,
    }
    return write_content(folder, content)


def write_content(folder: Path, content: dict[str, Any]) -> Path:
    """Write a whole report in one step."""
    return write_in_one_step(folder / "run.json", json.dumps(content, ensure_ascii=False, indent=2) + "\n")
