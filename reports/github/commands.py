"""GitHub's workflow commands: lines on the standard output that a runner carries out.

Their form and what must be escaped: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
A runner takes any line for a command that begins with `::`, and any that holds the older `##[`. What tests print is
full of people's messages, so commands are stopped for as long as tests or verbs print.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from fixtures.journey.printable import visible
from reports.failure_sentence import reason_of
from reports.model.result import TestResult

_MOST = 10
"""GitHub shows no more annotations of one kind for a step."""
_LONGEST = 500


def stop_commands(token: str) -> str:
    """The line after which no other is a command, until `resume_commands` with the same token, a secret."""
    return f"::stop-commands::{token}"


def resume_commands(token: str) -> str:
    """The line that ends `stop_commands`."""
    return f"::{token}::"


def tell_runner(*lines: str) -> None:
    """Print these lines for a runner, each on a line of its own."""
    # Whatever was printed before may have left its line open.
    sys.stdout.write("".join(f"\n{line}" for line in lines) + "\n")
    sys.stdout.flush()


def is_on_github() -> bool:
    """Whether a runner of GitHub Actions reads what is printed."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


@contextmanager
def commands_stopped() -> Iterator[None]:
    """On GitHub, keep the runner from taking for a command what any process prints in this block."""
    if not is_on_github():
        yield
        return
    token = secrets.token_hex(16)
    tell_runner(stop_commands(token))
    try:
        yield
    finally:
        tell_runner(resume_commands(token))


def failures_annotated(tests: Iterable[TestResult]) -> list[str]:
    """A line for each of the first ten failures among the tests of a run: its verdict and reason, at its line."""
    failures = [test for test in tests if test.has_failed]
    lines = [_annotation(test) for test in failures[:_MOST]]
    if len(failures) > _MOST:
        # It replaces the last one, because GitHub shows no more than ten.
        rest = len(failures) - _MOST + 1
        lines[-1] = (
            f"::error title={rest} more failures::{_data('They are in the summary and the report of this run.')}"
        )
    return lines


def _annotation(test: TestResult) -> str:
    file, _, name = test.test.partition("::")
    line = f"line={test.line}," if test.line else ""
    title = _property(f"{test.verdict}: {name or file}")
    reason = reason_of(test)[:_LONGEST]
    return f"::error file={_property(file)},{line}title={title}::{_data(reason)}"


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    # What is left of control characters would colour the log.
    return visible(escaped)
