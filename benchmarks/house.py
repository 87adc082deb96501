"""What the house looks like from outside: how many modules, how long they and their functions are, who imports whom.

    .venv/bin/python benchmarks/house.py              # this checkout
    .venv/bin/python benchmarks/house.py OTHER        # another one, such as an earlier state

Counted are the Python modules of `fixtures`, `reports`, `tests` and `benchmarks` and those at the root. The embedded
ChatApp's server is counted with the others, its frontend is not. The table of imports counts modules: a row says how
many modules of that room import something of the room above the column. Imports that only a type checker sees count
too, as they tie a reader's hands all the same.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

CODE = ("fixtures", "reports", "tests", "benchmarks")
NEAR_THE_LIMIT = range(245, 251)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it stands in its checkout, its lines, and what it holds."""

    name: str
    lines: int
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it belongs to: a folder of `fixtures`, or `reports`, `tests`, `benchmarks`, or the root."""
        parts = self.name.split("/")
        if parts[0] == "fixtures" and len(parts) > 2:
            return parts[1]
        return parts[0] if len(parts) > 1 else "root"

    def functions(self) -> list[tuple[int, str]]:
        """The length in lines and the place of every function and method, decorators left out."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, Function)]
        return [(_length(node), f"{self.name}:{node.lineno} {node.name}") for node in found]

    def imported_rooms(self) -> set[str]:
        """The other rooms that it imports."""
        names = {name for node in ast.walk(self.tree) for name in _imported(node)}
        rooms = {_room_of(name) for name in names}
        return {room for room in rooms if room} - {self.room}


def modules(checkout: Path) -> list[Module]:
    """Every Python module of a checkout, in the order of names."""
    paths = [path for folder in CODE for path in (checkout / folder).rglob("*.py")] + list(checkout.glob("*.py"))
    ours = [path for path in sorted(paths) if not {"node_modules", "__pycache__"} & set(path.parts)]
    return [_module(path, checkout) for path in ours if "reports/runs/" not in path.as_posix()]


def told(checkout: Path) -> str:
    """All numbers of a checkout, as text."""
    found = modules(checkout)
    functions = sorted(function for module in found for function in module.functions())
    lengths = [length for length, _ in functions]
    longest = max(found, key=lambda module: module.lines)
    near = [f"{module.name} ({module.lines})" for module in found if module.lines in NEAR_THE_LIMIT]
    lines = [
        f"modules                      {len(found)}, {sum(module.lines for module in found)} lines",
        f"module length                {_spread([module.lines for module in found])} ({longest.name})",
        f"functions                    {len(functions)}",
        f"function length              {_spread(lengths)} ({functions[-1][1]})",
        f"modules at 245 to 250 lines  {len(near)}: {', '.join(near) or 'none'}",
        "",
        "Imports between rooms, in modules:",
        "",
        *_table_of_imports(found),
    ]
    return "\n".join(lines)


def _module(path: Path, checkout: Path) -> Module:
    source = path.read_text(encoding="utf-8")
    return Module(path.relative_to(checkout).as_posix(), len(source.splitlines()), ast.parse(source))


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module] if node.module != "fixtures" else [f"fixtures.{alias.name}" for alias in node.names]
    return []


def _room_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    if parts[0] == "fixtures" and len(parts) > 1:
        return parts[1]
    return parts[0] if parts[0] in CODE else None


def _spread(values: list[int]) -> str:
    ninety = statistics.quantiles(values, n=10, method="inclusive")[-1]
    return f"median {statistics.median(values):g}, 90 % {ninety:g}, longest {max(values)}"


def _table_of_imports(found: list[Module]) -> list[str]:
    pairs = Counter((module.room, room) for module in found for room in module.imported_rooms())
    rows = sorted({module.room for module in found})
    columns = sorted({room for _, room in pairs})
    width = max(map(len, rows)) + 2
    head = " " * width + "  ".join(columns)
    body = [
        room.ljust(width) + "  ".join(str(pairs[room, other] or "·").rjust(len(other)) for other in columns)
        for room in rows
        if any(pairs[room, other] for other in columns)
    ]
    return [head, *body, "", f"pairs of rooms: {len(pairs)}, imports: {pairs.total()}"]


def main() -> int:
    """Print the numbers of the checkout that is named, or of this one."""
    parser = argparse.ArgumentParser(description="Print how long modules and functions are, and who imports whom.")
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).parents[1])
    checkout = parser.parse_args().checkout.resolve()
    if not (checkout / "fixtures").is_dir():
        print(f"{checkout} is no checkout of the harness: it has no folder `fixtures`", file=sys.stderr)
        return 4
    print(told(checkout))
    return 0


if __name__ == "__main__":
    sys.exit(main())
