"""docs/chaos.md promises nothing that is not tested: each trouble names tests that exist."""

import ast
import re

from fixtures.running.checkout import ROOT
from tests.selftest.documents.documents import text_of

ROW = re.compile(r"^\| (?P<trouble>[^|]+) \|.*\| (?P<tests>`tests/[^|]+) \|$", re.MULTILINE)


def _rows() -> dict[str, list[str]]:
    table = text_of("docs/chaos.md").partition("## Troubles")[2].partition("\n## ")[0]
    return {row["trouble"]: re.findall(r"`([^`]+)`", row["tests"]) for row in ROW.finditer(table)}


def _functions(name: str) -> set[str]:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_trouble_names_its_tests():
    """Each row of the table has a test, and each test that a row names exists."""
    table = text_of("docs/chaos.md").partition("## Troubles")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    named = [test.partition("::") for tests in _rows().values() for test in tests]

    assert len(_rows()) == len(lines)
    assert [f"{file}::{test}" for file, _, test in named if not (ROOT / file).is_file()] == []
    assert [f"{file}::{test}" for file, _, test in named if test and test not in _functions(file)] == []


def test_every_test_of_trouble_stands_in_the_table():
    """No test of `./e2e chaos` shows what the table does not say."""
    named = {test for tests in _rows().values() for test in tests}
    files = sorted((ROOT / "tests" / "chaos").glob("test_*.py"))
    there = {
        f"tests/chaos/{file.name}::{name}"
        for file in files
        for name in _functions(f"tests/chaos/{file.name}")
        if name.startswith("test_")
    }

    assert sorted(there - named) == []
