"""A line of a file chooses the scenario that it is about, wherever in the scenario it is."""

import os
from pathlib import Path

import pytest

from fixtures.scenarios.choosing import chosen
from fixtures.scenarios.scenario import ScenarioError

TEXT = """Функционал: Связь

  Предыстория:
    Пусть Саша открывает чат с Машей

  # Первый из трёх.
  @важно
  Сценарий: Один
    Когда он отправляет «Привет»

    Тогда она видит сообщение

  @много
  Структура сценария: Много
    Когда он отправляет "<текст>"
    Тогда у <кто> в ленте сообщение появляется

    @первые
    Примеры:
      | текст | кто   |
      | раз   | Саши  |
      # Ещё один.
      | два   | Марии |

    Примеры: Потом
      | текст | кто   |
      | три   | Саши  |

  @другое
  Правило: Другое
    Предыстория:
      Пусть Саша отправляет «Раз»

    Сценарий: Последний
      Тогда Маша видит сообщение «Раз»
"""
ROWS = ["Много [раз, Саши]", "Много [два, Марии]", "Много [три, Саши]"]
LINES = TEXT.splitlines()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a background, tags, rows of two kinds and a rule."""
    monkeypatch.setenv("E2E_CALLER", str(tmp_path))
    (tmp_path / "bug.feature").write_text(TEXT, encoding="utf-8")
    return tmp_path / "bug.feature"


def _lines(first: str, last: str) -> range:
    """The numbers of the lines from one that begins so to another."""
    begins = [line.strip() for line in LINES]
    return range(_first(begins, first), _first(begins, last) + 1)


def _first(begins: list[str], said: str) -> int:
    return next(number for number, line in enumerate(begins, 1) if line.startswith(said))


def _chosen_at(file: Path, line: int) -> list[str]:
    return [name.partition("::")[2] for name in chosen(f"{file}:{line}")]


@pytest.mark.parametrize("language", ["", "# language: ru\n"], ids=["bare", "with-language"])
def test_every_line_of_a_scenario_chooses_it(file: Path, language: str):
    """From its tags to its last line a scenario is chosen; of a «Структура сценария» all rows, or that of the line."""
    file.write_text(f"{language}{TEXT}", encoding="utf-8")
    more = language.count("\n")
    about = [
        (_lines("@важно", "Тогда она видит"), ["Один"]),
        (_lines("@много", "| три"), ROWS),
        *((_lines(row, row), [name]) for row, name in zip(("| раз", "| два", "| три"), ROWS, strict=True)),
        (_lines("Сценарий: Последний", "Тогда Маша"), ["Последний"]),
    ]
    expected = {line: names for lines, names in about for line in lines}

    assert {line: _chosen_at(file, line + more) for line in expected} == expected


@pytest.mark.parametrize("line", ["Функционал", "Пусть Саша открывает", "@другое", "Пусть Саша отправляет"])
def test_line_of_no_scenario_is_refused(file: Path, line: str):
    """A line of the file, of a rule or of their background is about no scenario; those that there are are named."""
    number = _lines(line, line)[0]

    with pytest.raises(ScenarioError, match=rf":{number}: в этой строке сценария нет; есть «Один» в строке 8, «Много"):
        chosen(f"{file}:{number}")


def test_whole_file_and_a_name_stay_as_they_are(file: Path):
    """A file without a line means all of it; what pytest names is left to pytest."""
    assert chosen(os.path.relpath(file, file.parent)) == [str(file)]
    assert chosen(f"{file}::Один") == [f"{file}::Один"]
    assert chosen("tests/api") == ["tests/api"]
