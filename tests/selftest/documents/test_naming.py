"""Documents name what there is, and nothing else: verbs, options, faults, verdicts, keys of reports."""

import ast
import re
import subprocess
import sys

import pytest

from fixtures.commands import guide as guide_module
from fixtures.commands.__main__ import VERBS
from fixtures.journey.verdict import Verdict
from fixtures.network.fault_registry import every_fault
from fixtures.running.checkout import ROOT
from tests.selftest.commands.test_guide import OF_THE_LAUNCHER, OPTION
from tests.selftest.documents.documents import NAMES, blocks, first_cells, options_of_e2e, text_of, verbs_of_e2e
from tests.selftest.run_reports import a_run

SPOKEN = {"selftest", "chaos", *(verb for verb in VERBS if not verb.startswith("-"))}
OF_OTHER_PROGRAMS = {
    *("--disable-plugin-autoload", "--inspector-pipe", "--no-sandbox", "--remote-debugging-pipe"),
    *("--report-json-path", "--unsafe"),
}


@pytest.fixture(scope="module")
def known_options() -> set[str]:
    """Every option that `./e2e` takes: pytest's, its plugins', ours, those of verbs."""
    command = [sys.executable, "-m", "pytest", "-p", "random_order", "--help"]
    text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {*OPTION.findall(text), *OF_THE_LAUNCHER}


@pytest.mark.parametrize("name", NAMES)
def test_no_document_names_an_unknown_option(name: str, known_options: set[str]):
    """Every option of a document is one that `./e2e` knows."""
    assert sorted(options_of_e2e(text_of(name)) - known_options - OF_OTHER_PROGRAMS) == []


def test_documents_name_every_option_of_the_guide():
    """Each option of ours that `./e2e --help` names is explained in a document."""
    named = {option for name in NAMES for option in options_of_e2e(text_of(name))}
    ours = {option for row in guide_module.OPTIONS for option in OPTION.findall(row)}

    assert sorted(ours - named) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_document_names_an_unknown_verb(name: str):
    """Every verb of a document can be typed."""
    assert sorted(verbs_of_e2e(text_of(name)) - SPOKEN) == []


def test_documents_name_every_verb():
    """Each verb has its place in a document."""
    named = {verb for name in NAMES for verb in verbs_of_e2e(text_of(name))}

    assert sorted(SPOKEN - named - {"help"}) == []


@pytest.mark.parametrize("name", ["docs/qa.md", "docs/qa.ru.md"])
def test_every_verdict_is_explained(name: str):
    """The table of verdicts has every one that a failure can begin with, and no other."""
    named = [word for cell in first_cells(text_of(name)) for word in re.findall(r"`([\w-]+)`", cell)]

    assert sorted(named) == sorted(Verdict)


def test_every_fault_is_in_its_table():
    """The table of faults has every one that there is, and no other."""
    named = {found for cell in first_cells(text_of("docs/faults.md")) for found in re.findall(r"`(\w+)\(", cell)}

    assert named == {fault.name for fault in every_fault()}


def test_every_key_of_a_run_is_explained():
    """The document of reports names every key of `run.json`."""
    named = set(re.findall(r"`(\w+)`", text_of("docs/reports.md")))

    assert sorted(a_run().to_json().keys() - named) == []


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_test_that_is_shown_is_one_of_ours(name: str):
    """The test on the first page stands in the suite, word for word but for its types."""
    (shown,) = blocks(text_of(name), "python")
    suite = ast.parse(text_of("tests/ui/test_answer_and_push.py"))

    assert _without_types(ast.parse(shown).body[0]) in [_without_types(node) for node in suite.body]


def test_test_to_begin_with_can_be_copied():
    """The test that a newcomer copies from the documents imports what there is, and keeps to the style."""
    (shown,) = blocks(text_of("CONTRIBUTING.md"), "python")

    exec(compile(shown, "CONTRIBUTING.md", "exec"), {})  # noqa: S102 - our own document
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", ROOT / "tests/ui/test_mine.py", "-"],
        input=shown,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout


def _without_types(node: ast.stmt) -> str:
    """A function as text, its annotations left out; of anything else nothing."""
    if not isinstance(node, ast.FunctionDef):
        return ""
    names = ", ".join(argument.arg for argument in node.args.args)
    return "\n".join([f"{node.name}({names})", *(ast.unparse(line) for line in node.body)])
