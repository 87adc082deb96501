"""Options are explained and refused in the language of the machine, what argparse itself says included."""

import argparse
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.commands.usage import parser_of
from fixtures.wording.arguments import IN_RUSSIAN, speak_as_the_machine
from tests.selftest.harness_process import run_verb

VERBS = ("draft", "record", "shrink", "bundle", "replay", "steps")
_ENGLISH = re.compile(r"\b(usage|options|argument|error|help message|the|expected|required)\b")


@pytest.fixture
def russian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that speaks Russian."""
    with monkeypatch.context() as patch:
        patch.setenv("LC_ALL", "ru_RU.UTF-8")
        yield
    speak_as_the_machine()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "не хватает аргументов: FILE"),
        (["a", "--nix"], "таких аргументов нет: --nix"),
        (["a", "--seed"], "--seed: нужно одно значение"),
        (["a", "--seed", "x"], "--seed: недопустимое значение: 'x'"),
        (["a", "--force=1"], "--force: значения здесь не бывает: '1'"),
    ],
    ids=["missing", "unknown", "no-value", "no-number", "value"],
)
def test_wrong_options_are_refused_in_russian(
    russian: None, capsys: pytest.CaptureFixture[str], given: list[str], told: str
):
    """Whoever types something wrong is told in their language how it is called, and what was wrong."""
    parser = parser_of("try", None)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--force", action="store_true")

    with pytest.raises(SystemExit):
        parser.parse_intermixed_args(given)

    said = capsys.readouterr().err
    assert f"./e2e try: ошибка: {told}\n" in said
    assert said.startswith("вызов: ./e2e try [-h]")
    assert not _ENGLISH.search(said)


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_in_one_language(russian: None, tmp_path: Path, verb: str):
    """`--help` of the verbs that a tester works with holds no English where the machine speaks Russian."""
    ended = run_verb(tmp_path, verb, "--help")

    assert ended.exit_code == 0, ended.printed
    assert ended.printed.startswith("вызов: ./e2e")
    assert not _ENGLISH.search(ended.printed)


def test_argparse_still_says_these():
    """What is translated is what argparse says; another version may say otherwise."""
    source = inspect.getsource(argparse).replace("\\n", "\n")

    assert [words for words in IN_RUSSIAN if words not in source] == []
