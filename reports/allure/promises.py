"""What a test promises, read from its source, so that it is also known where the worker of the test has died."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


def promise_of(root: Path, test: str) -> str:
    """The first paragraph of the docstring of a test, by its pytest node id; empty where there is none."""
    file, _, name = test.partition("::")
    function = name.partition("[")[0].rpartition("::")[2]
    return _promises(root / file).get(function, "")


def purpose_of(root: Path, file: str) -> str:
    """What a file of tests says of itself."""
    return _promises(root / file).get("", "")


@cache
def _promises(path: Path) -> dict[str, str]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return {}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    told = {node.name: _first_paragraph(ast.get_docstring(node)) for node in functions}
    return {**told, "": ast.get_docstring(tree) or ""}


def _first_paragraph(docstring: str | None) -> str:
    return " ".join((docstring or "").partition("\n\n")[0].split())
