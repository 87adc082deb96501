"""A file of scenarios becomes plain data, or says in one sentence a thing what is wrong with it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.scenarios.reading import feature_of, read_feature
from fixtures.scenarios.scenario import Scenario, ScenarioError
from fixtures.scenarios.writing import feature_text

GOOD = """Функционал: Связь

  Предыстория:
    Пусть Саша открывает чат с Машей

  @важно
  Сценарий: Один
    Когда он отправляет «Привет»
    Тогда она видит сообщение

  Структура сценария: Много
    Когда он отправляет "<текст>"
    Тогда у <кто> в ленте сообщение появляется

    Примеры:
      | текст | кто    |
      | раз   | Саши   |
      | два   | Марии  |
"""


def _read(text: str) -> tuple[Scenario, ...]:
    return feature_of(text, Path("bug.feature"), "bug.feature").scenarios


def _refusal(text: str | bytes, tmp_path: Path) -> str:
    file = tmp_path / "bug.feature"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ScenarioError) as refused:
        read_feature(file, "bug.feature")
    return str(refused.value)


def test_file_becomes_plain_data():
    """Background, outline and tags are filled in; what a sentence leaves out is there."""
    one, first, second = _read(GOOD)

    assert (one.name, one.tags, one.line) == ("Один", ("важно",), 7)
    assert [step.kind for step in one.steps] == ["opens_chat", "sends", "sees_message"]
    assert one.steps[2].arguments == {"who": "Мария Иванова", "text": "Привет"}
    assert [first.name, second.name] == ["Много [раз, Саши]", "Много [два, Марии]"]
    assert second.steps[2].arguments == {"who": "Мария Иванова", "text": "два"}
    assert second.outline_line == 11


def test_data_travels_as_json():
    """A scenario is the same after a way as JSON."""
    for scenario in _read(GOOD):
        assert Scenario.from_json(json.loads(json.dumps(scenario.to_json()))) == scenario


@pytest.mark.parametrize("file", sorted(Path("tests/bug_reports").glob("*.feature")), ids=lambda file: file.stem)
def test_scenario_is_written_as_it_is_read(file: Path):
    """What is written of a scenario of ours reads back to the same steps."""
    for scenario in read_feature(file).scenarios:
        (again,) = _read(feature_text(scenario))

        assert again.steps == scenario.steps


@pytest.mark.parametrize(
    "disguise",
    [
        pytest.param(lambda text: text.encode("utf-8-sig"), id="bom"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(lambda text: text.replace("  ", "\t").encode(), id="tabs"),
        pytest.param(lambda text: f"# language: ru\n{text}".encode(), id="language"),
    ],
)
def test_form_of_the_file_does_not_matter(disguise: Callable[[str], bytes], tmp_path: Path):
    """A byte order mark, other line ends and tabs change nothing."""
    file = tmp_path / "bug.feature"
    file.write_bytes(disguise(GOOD))

    assert read_feature(file).scenarios == _read(GOOD)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "bug.feature: файл пуст"),
        (" \n\n", "bug.feature: файл пуст"),
        (GOOD.encode("cp1251"), "файл не в UTF-8; сохраните его в UTF-8. Похоже на Windows-1251."),
        (GOOD.encode("utf-16"), "файл сохранён в UTF-16"),
        ("# language: xx\nFeature: A\n", "bug.feature:1: языка из строки «# language» нет"),
        ("Функционал: А\n", "bug.feature: в файле нет ни одного сценария; он начинается со строки «Сценарий"),
        ("Функционал: А\n  Сценарий: Б\n", "bug.feature:2: в сценарии «Б» нет ни одного шага."),
        (
            "Функционал: А\n  Сценарий: Б\n    Саша входит\n    Когда Саша входит\n    вдруг\n",
            "bug.feature:5: здесь не может",
        ),
        ("просто текст\n", "здесь не может стоять «просто текст»; сначала нужна строка «Функционал: …»."),
        (
            GOOD.replace("с Машей", "с Марей Ивановой"),
            "неизвестный человек «Марей Ивановой». Может быть, Мария Иванова?",
        ),
        (
            GOOD.replace("с Машей", "с Сашей"),
            "bug.feature:4: «Саша открывает чат с Сашей»: Александр Петров здесь и тот",
        ),
        (GOOD.replace('"<текст>"', '"<текст> и <всё>" и всё'), "в таблице «Примеры» нет столбца «всё»"),
        (GOOD.replace("отправляет «Привет»", "отправляет «Привет"), "«он отправляет «Привет». Не закрыта кавычка?"),
        (GOOD.replace("Много", "Один").replace("| раз ", "|  ").replace("Один [", ""), ""),
        (GOOD.replace("@важно", "@важно!!"), "bug.feature:6: тег @важно!! неверный"),
        (GOOD.replace("@важно", "@очень важно"), "bug.feature:6: в теге не может быть пробела"),
        (GOOD.replace("| раз   |", "| раз | и |"), "в строках таблицы разное число ячеек"),
        (
            GOOD.replace("с Машей", "с Петром Сидоровым"),
            "bug.feature:4: «Саша открывает чат с Петром Сидоровым»: неизвестный",
        ),
        (GOOD.replace("с Машей", "с Петровым"), "bug.feature:4:"),
        (GOOD.replace("Пусть Саша открывает", "Пусть открывает"), "не сказано, кто это делает"),
    ],
)
def test_what_is_wrong_is_a_sentence(text: str | bytes, told: str, tmp_path: Path):
    """Each way to be wrong is said with its line, in words that say what to do."""
    if not told:
        text, told = f"{GOOD}\n  Сценарий: Один\n    Когда Саша входит\n", "сценарий «Один» уже есть в строке 7"

    assert told in _refusal(text, tmp_path)


@pytest.mark.parametrize("keyword", ["Тогда", "И", "Но", "А также"])
def test_what_stands_behind_then_is_expected(keyword: str):
    """A sentence that may be a fault or an expectation is the latter behind «Тогда», however it goes on from there."""
    text = f"""Функционал: А
      Сценарий: Б
        Когда Саша открывает чат с Машей
        И сервер отвечает 503
        И он отправляет «Привет»
        Тогда он видит «Привет»
        {keyword} сервер отвечает 503
    """

    assert [step.kind for step in _read(text)[0].steps][1::3] == ["answer_failed", "answers_with"]


def test_tags_of_what_a_scenario_stands_in_are_its_own():
    """Tags above the file, a rule, an outline or its examples are those of each scenario in it, each once."""
    text = """@файл
    Функционал: А
      @правило
      Правило: Б
        @много @файл
        Структура сценария: В
          Когда <кто> входит

          @первые
          Примеры:
            | кто  |
            | Саша |

          @вторые
          Примеры:
            | кто  |
            | Маша |
    """

    first, second = _read(text)

    assert first.tags == ("файл", "правило", "много", "первые")
    assert second.tags == ("файл", "правило", "много", "вторые")
    assert _read(feature_text(second))[0].tags == second.tags


def test_every_unknown_step_is_named_with_the_nearest(tmp_path: Path):
    """All unknown steps of a file are said at once, each with three others that come close."""
    refusal = _refusal(GOOD.replace("Когда он отправляет", "Когда он телепатирует"), tmp_path)

    assert "bug.feature:8: непонятный шаг «он телепатирует «Привет»». Похожие шаги:\n    " in refusal
    assert "bug.feature:12:" in refusal
    assert refusal.count("Все шаги: ./e2e steps") == refusal.count("непонятный шаг") == 3
    assert len([line for line in refusal.splitlines() if line.startswith("    ")]) == 9


def test_someone_new_may_be_introduced():
    """«есть пользователь» makes a name known that is not of the cast."""
    text = GOOD.replace("Пусть Саша", "Пусть есть пользователь Пётр Сидоров\n    И Саша").replace(
        "с Машей", "с Петром Сидоровым"
    )

    assert _read(text.partition("    Тогда")[0])[0].steps[1].arguments["whom"] == "Пётр Сидоров"


def test_whoever_acts_is_not_the_other_side_of_a_chat():
    """«Она» who looks at the chat with Елена is not Елена, though it was Елена who wrote."""
    written = "Функционал: А\n  Сценарий: Б\n    Когда Елена пишет Ольге «Привет»\n"

    (told,) = _read(f"{written}    Тогда она видит в списке у чата с Еленой непрочитанных: 1\n")

    assert told.steps[1].arguments["who"] == "Ольга Морозова"


def test_typing_and_pressing_are_one_message():
    """What is sent by a later press was only typed: «написал ему» and «нажал отправить»."""
    text = "Функционал: А\n  Сценарий: Б\n    Когда Саша открывает чат с Машей\n    И пишет ей «Привет»\n"

    assert [step.kind for step in _read(text)[0].steps] == ["opens_chat", "writes_to"]
    assert [step.kind for step in _read(f"{text}    И нажал отправить\n")[0].steps][1:] == ["writes", "presses_send"]
