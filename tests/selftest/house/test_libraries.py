"""docs/decisions/libraries.md names each private part of a library that we lean on, and what notices its change."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.running.checkout import ROOT

PAGE = ROOT / "docs" / "decisions" / "libraries.md"
HOUSE = {"fixtures", "reports", "tests", "conftest"}
OF_OUR_OWN = {"_broken", "_guests"}
"""Private names of classes of ours, of which another place of ours makes use."""
DOCUMENTED = {"os._exit", "sys._getframe"}
"""What Python itself documents under such a name."""
WITHOUT_A_PROMISE = ("pytest_timeout", "pytest_split", "mutmut", "uvicorn.protocols", "allure_commons.logger")
"""Modules without an underscore that their documentation does not mention either."""


@dataclass(frozen=True)
class Row:
    """One line of the page: a library, what we lean on in which files, and what notices a change."""

    library: str
    what: str
    where: tuple[str, ...]
    tests: tuple[str, ...]


def _rows() -> list[Row]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [Row(library, what, _code_in(where), _code_in(tests)) for library, what, where, tests in cells]


def _code_in(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell))


def _private_names(tree: ast.Module) -> Iterator[str]:
    """The last part of each private name of a library that a module imports or reaches into."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name.split(".")[-1] for name in _imported(node) if _is_private(name))
        elif isinstance(node, ast.Attribute) and _is_foreign(node):
            yield node.attr


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [] if node.level else [f"{node.module}.{alias.name}" for alias in node.names]


def _is_private(name: str) -> bool:
    first, *rest = name.split(".")
    if first in HOUSE or first == "__future__":
        return False
    return name.startswith(WITHOUT_A_PROMISE) or any(part.startswith("_") for part in (first, *rest))


def _is_foreign(node: ast.Attribute) -> bool:
    if not node.attr.startswith("_") or node.attr.startswith("__") or node.attr in OF_OUR_OWN:
        return False
    return ast.unparse(node.value) not in {"self", "cls", "super()"} and ast.unparse(node) not in DOCUMENTED


def _sources() -> list[Path]:
    folders = [ROOT / name for name in ("fixtures", "reports", "tests")]
    return [path for folder in folders for path in folder.rglob("*.py") if "node_modules" not in path.parts]


def test_every_private_part_is_named():
    """Whoever reaches into a library writes a line on the page, with the file and the name."""
    named = {(where, name) for row in _rows() for where in row.where for name in _code_in(row.what)}
    used = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in _sources()
        for name in _private_names(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert used
    assert sorted(used - named) == []


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row.library}: {'-'.join(row.where)}".replace("/", "."))
def test_line_is_true(row: Row):
    """What a line of the page names is in the file that it names, and the test that it names exists."""
    text = "".join((ROOT / where).read_text(encoding="utf-8") for where in row.where)

    assert row.where
    assert [name for name in _code_in(row.what) if name.strip("*") not in text and name not in row.library] == []
    assert row.tests
    for test in row.tests:
        path, _, name = test.partition("::")
        assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("from _pytest import runner", ["runner"], id="private-package"),
        pytest.param("from pytest_split.algorithms import Least", ["Least"], id="without-a-promise"),
        pytest.param("item._request = 1", ["_request"], id="attribute"),
        pytest.param("self._mine = os._exit", [], id="ours-and-documented"),
        pytest.param("from fixtures._x import y", [], id="our-own-module"),
    ],
)
def test_private_parts_are_seen(source: str, names: list[str]):
    """The search sees imports and attributes, and leaves our own and Python's documented ones alone."""
    assert list(_private_names(ast.parse(source))) == names
