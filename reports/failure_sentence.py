"""Why a test failed, in the one sentence that the terminal, the summary and the report have in common. Pure."""

from __future__ import annotations

import re

from reports.model.result import TestResult

_ERROR = re.compile(r"^fixtures\.[\w.]+: ")
"""The name of an error class of ours, which the verdict says better."""


def without_class(message: str) -> str:
    """A failure's message without the name of our own error class before it."""
    return _ERROR.sub("", message)


def reason_of(test: TestResult) -> str:
    """The first line of a failed test's message, without its verdict; empty where it says nothing."""
    return without_class(test.first_line).removeprefix(f"{test.verdict}: ")
