"""What a terminal says has two languages, and the machine chooses between them."""

import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from fixtures import wording
from fixtures.wording.language import Language, language_of_machine
from fixtures.wording.sentence import Counted, Sentence

_MODULES = [path.stem for path in Path(wording.__path__[0]).glob("*.py") if path.stem != "__init__"]
SENTENCES = {
    f"{module}.{name}": one
    for module in _MODULES
    for name, one in vars(import_module(f"fixtures.wording.{module}")).items()
    if isinstance(one, Sentence)
}
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_QUOTED = re.compile("«[^»]*»")
_SAID_ALIKE = {"shrinking.TRIED"}
"""What is numbers and gaps alone."""


def _gaps(text: str) -> set[tuple[str | None, str | None]]:
    return {(name, form) for _, name, form, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", SENTENCES)
def test_each_sentence_is_there_in_both_languages(name: str):
    """Whoever reads Russian gets Russian, whoever does not gets none, and both get the same facts."""
    one = SENTENCES[name]

    assert _gaps(one.english) == _gaps(one.russian)
    # «Готово» is written on a button whatever the reader speaks.
    assert not _CYRILLIC.search(_QUOTED.sub("", one.english))
    assert _CYRILLIC.search(one.russian) or name in _SAID_ALIKE


@pytest.mark.parametrize(
    ("machine", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, Language.RUSSIAN),
        ({"LANG": "C.UTF-8"}, Language.ENGLISH),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_GB.UTF-8"}, Language.ENGLISH),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, Language.RUSSIAN),
        ({}, Language.ENGLISH),
    ],
    ids=["russian", "none", "all-english", "messages-russian", "silent"],
)
def test_machine_chooses_the_language(machine: dict[str, str], language: Language):
    """The language of messages decides, as with other programs."""
    assert language_of_machine(machine) is language


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "1 шаг"), (3, "3 шага"), (5, "5 шагов"), (12, "12 шагов"), (21, "21 шаг")],
)
def test_number_has_its_form_of_the_word(monkeypatch: pytest.MonkeyPatch, number: int, told: str):
    """Russian counts in three forms, and the teens in one."""
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    assert Counted(("step", "steps"), ("шаг", "шага", "шагов"))(number) == told


def test_sentence_is_said_as_the_machine_speaks(monkeypatch: pytest.MonkeyPatch):
    """Its gaps are filled in either language."""
    one = Sentence("there is no folder {folder}", "папки {folder} нет")

    for spoken, told in (("ru_RU.UTF-8", "папки a нет"), ("C.UTF-8", "there is no folder a")):
        monkeypatch.setenv("LC_ALL", spoken)
        assert one(folder="a") == told
