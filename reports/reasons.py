"""Why a test failed, in the one sentence that the terminal, the summary and the report have in common. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ERROR = re.compile(r"^fixtures\.[\w.]+: ")
"""The name of an error class of ours, which the verdict says better."""


def without_class(message: str) -> str:
    """A failure's message without the name of our own error class before it."""
    return _ERROR.sub("", message)


def reason_of(test: Mapping[str, Any]) -> str:
    """The first line of what `run.json` says of a failed test, without its verdict; empty where it says nothing."""
    return without_class(test["message"].partition("\n")[0]).removeprefix(f"{test['verdict']}: ")
