"""What a function gives is told by its name and its place: a question a plain value, an expectation a finding."""

import ast
from collections.abc import Iterator
from pathlib import Path

from fixtures.running.checkout import ROOT

FINDING = "fixtures/journey/finding.py"
MAKERS = {"kept", "broken", "first_broken"}
"""The functions of `finding.py` itself that give a finding."""
JUDGE_OF_THE_CHAIN = "fixtures/journey/"
"""Where the steps of a judge may give what is broken, or None."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions() -> Iterator[tuple[str, Function]]:
    for path in sorted((ROOT / "fixtures").rglob("*.py")):
        if "chat_app" not in path.relative_to(ROOT).parts:
            yield from _functions_in(path)


def _functions_in(path: Path) -> Iterator[tuple[str, Function]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield path.relative_to(ROOT).as_posix(), node


def _gives(function: Function) -> str:
    return ast.unparse(function.returns).strip("'") if function.returns else ""


def _gives_a_finding(function: Function) -> bool:
    return _gives(function) in {"Finding", "finding.Finding"}


def _stands_among_expectations(name: str) -> bool:
    path = Path(name)
    return path.stem == "expectations" or "expectations" in path.parts


def _in_words(name: str, function: Function) -> str:
    return f"{name}:{function.lineno} {function.name}"


def test_nothing_but_a_breach_may_be_broken_or_none():
    """No function gives `Broken | None`: a kept promise is then falsy, and reads as a no to whoever asks.

    The steps of the chain's judge may, and so may what is called a breach: there None says that there is none.
    """
    wrong = [
        _in_words(name, function)
        for name, function in _functions()
        if _gives(function) in {"Broken | None", "None | Broken", "Optional[Broken]"}
        and not name.startswith(JUDGE_OF_THE_CHAIN)
        and not function.name.lstrip("_").startswith("breach")
    ]

    assert wrong == []


def test_expectations_stand_in_modules_of_expectations():
    """Every function that gives a finding stands in a module or folder called `expectations`."""
    wrong = [
        _in_words(name, function)
        for name, function in _functions()
        if _gives_a_finding(function)
        and not _stands_among_expectations(name)
        and not (name == FINDING and function.name in MAKERS)
    ]

    assert wrong == []


def test_expectations_are_named_as_claims():
    """No function that gives a finding is named like a question."""
    wrong = [
        _in_words(name, function)
        for name, function in _functions()
        if _gives_a_finding(function) and function.name.lstrip("_").startswith(("is_", "has_"))
    ]

    assert wrong == []


def test_questions_give_plain_values():
    """Every function that is named like a question gives yes or no."""
    wrong = [
        _in_words(name, function)
        for name, function in _functions()
        if function.name.lstrip("_").startswith(("is_", "has_")) and _gives(function) != "bool"
    ]

    assert wrong == []


def test_tests_take_pieces_of_answers_by_one_reader():
    """No test takes a key out of an answer's data by itself: where that lacks it, `piece` finds a broken `envelope`."""
    layers = [path for layer in ("api", "websocket", "ui") for path in (ROOT / "tests" / layer).glob("*.py")]

    wrong = [path.name for path in layers if ".data[" in path.read_text(encoding="utf-8")]

    assert wrong == []
