"""What the bench leaves out, and what it installs, is the bench's alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

from fixtures.campaigns.bench.measured import SETTINGS
from fixtures.running.checkout import ROOT
from fixtures.running.options import Options

BENCH = ROOT / "fixtures" / "campaigns" / "bench"
ITS_VERB = ROOT / "fixtures" / "commands" / "bench.py"


def _others() -> Iterator[Path]:
    for folder in ("fixtures", "reports"):
        for path in (ROOT / folder).rglob("*.py"):
            if "node_modules" not in path.parts and not path.is_relative_to(BENCH) and path != ITS_VERB:
                yield path


def test_nothing_but_the_bench_knows_what_it_leaves_out():
    """No other room reads the bench's settings or imports from it: no run can be without recorder or contract."""
    names = {path: _imported_and_said(path) for path in _others() if "bench" in path.read_text("utf-8").lower()}

    wrong = {path.name: found for path, said in names.items() if (found := [one for one in said if _is_bench(one)])}

    assert wrong == {"__main__.py": ["fixtures.commands.bench"]}


def test_no_option_leaves_anything_out():
    """What is measured by leaving it out cannot be left out by an option."""
    assert [name for name in vars(Options()) if any(word in name for word in ("contract", "recorder", "routing"))] == []


def test_no_run_installs_another_tool():
    """The pins of other tools are no requirements of the harness."""
    for file in ("pyproject.toml", "requirements.txt", "requirements-node.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert "selenium==" not in text
        assert '"selenium' not in text.replace('"selenium.*"', "")


def _is_bench(said: str) -> bool:
    return said == SETTINGS or ".bench" in said


def _imported_and_said(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = [str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)]
    said = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [*imported, *(one for one in said if one.isidentifier())]
