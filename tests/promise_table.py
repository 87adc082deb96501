"""The table of promises and circumstances: what it holds, and the page that is drawn from it.

Run as `python -m tests.promise_table` it draws `docs/promises.md` anew, after `tests/promises.toml` was changed.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = TESTS / "promises.toml"
DOCUMENT = TESTS.parent / "docs" / "promises.md"
BEGIN = "<!-- promises: made by `python -m tests.promise_table` -->"
END = "<!-- end of promises -->"
LAYERS = ("api", "websocket", "ui")
"""The folders of the regression suite."""


@dataclass(frozen=True)
class Promise:
    """One row: `kind` says which reasons its empty cells have, `tests` has the ids of each filled cell."""

    name: str
    kind: str
    says: str
    tests: dict[str, list[str]]


@dataclass(frozen=True)
class PromiseTable:
    """The whole table. `reasons` are those of empty cells, by the kind of promise and the circumstance."""

    kinds: dict[str, str]
    circumstances: dict[str, str]
    reasons: dict[str, dict[str, str]]
    promises: list[Promise]

    def unexplained(self) -> list[str]:
        """The empty cells that have no reason, as `promise × circumstance`."""
        return [
            f"{promise.name} × {one}"
            for promise in self.promises
            for one in self.circumstances
            if one not in promise.tests and one not in self.reasons.get(promise.kind, {})
        ]

    def named(self) -> set[str]:
        """The ids of all tests that stand in a cell."""
        return {test for promise in self.promises for tests in promise.tests.values() for test in tests}


def load_table(path: Path = TABLE) -> PromiseTable:
    """Read the table.

    Raises:
        KeyError: a row lacks one of its keys.
    """
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    promises = [Promise(name, one["kind"], one["says"], one["tests"]) for name, one in read["promises"].items()]
    return PromiseTable(read["kinds"], read["circumstances"], read["reasons"], promises)


def every_test() -> set[str]:
    """The ids, without parameters, of all tests of the regression suite, as they stand in their files."""
    return {one for layer in LAYERS for path in (TESTS / layer).glob("test_*.py") for one in _tests_in(path)}


def _tests_in(path: Path) -> Iterator[str]:
    name = path.relative_to(TESTS.parent).as_posix()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield f"{name}::{node.name}"


def document(text: str, table: PromiseTable) -> str:
    """The page with its tables as they have to be.

    Raises:
        ValueError: the page has no place for them.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{DOCUMENT.name} needs the lines {BEGIN} and {END}, between which its tables stand")
    parts = [_overview(table), _legend(table), *(_details(promise, table) for promise in table.promises)]
    return before + begin + "\n\n" + "\n\n".join(parts) + "\n\n" + end + after


def _overview(table: PromiseTable) -> str:
    """One row a promise, one column a circumstance by its number: how many tests stand there."""
    numbers = range(1, len(table.circumstances) + 1)
    lines = ["| promise | " + " | ".join(map(str, numbers)) + " |", "|---|" + "---|" * len(numbers)]
    for promise in table.promises:
        cells = [str(len(promise.tests[one])) if one in promise.tests else "·" for one in table.circumstances]
        lines.append(f"| [{promise.name}](#{promise.name}) | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _legend(table: PromiseTable) -> str:
    """What each number stands for, and why a cell of it may be empty."""
    kinds = list(table.kinds)
    heads = " | ".join(f"why no test of a promise {table.kinds[one]} stands there" for one in kinds)
    lines = ["## Circumstances", "", f"| | circumstance | {heads} |", "|---|---|" + "---|" * len(kinds)]
    for number, (one, says) in enumerate(table.circumstances.items(), start=1):
        reasons = [table.reasons.get(kind, {}).get(one, "") for kind in kinds]
        lines.append(f"| {number} | {says} | " + " | ".join(reasons) + " |")
    return "\n".join([*lines, "", "## Promises"])


def _details(promise: Promise, table: PromiseTable) -> str:
    """The tests of one promise, by circumstance."""
    lines = [f"### {promise.name}", "", f"{promise.says}.", ""]
    for number, (one, says) in enumerate(table.circumstances.items(), start=1):
        if one in promise.tests:
            tests = "".join(f"\n  - `{test}`" for test in promise.tests[one])
            lines.append(f"- {number}, {says}:{tests}")
    return "\n".join(lines)


if __name__ == "__main__":
    DOCUMENT.write_text(document(DOCUMENT.read_text(encoding="utf-8"), load_table()), encoding="utf-8")
