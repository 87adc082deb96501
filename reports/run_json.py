"""`run.json`: what was tested, with what, and what became of each test."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

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
    path = folder / "run.json"
    unfinished = path.with_suffix(f".{os.getpid()}")
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    # Half a surrogate pair is no UTF-8; escaped, it is still the same JSON.
    unfinished.write_text(text, encoding="utf-8", errors="backslashreplace")
    unfinished.replace(path)
    return path
