"""A complaint becomes a draft: whatever its form, one scenario that promises the opposite of what it tells of."""

import re
import tomllib
from pathlib import Path

import pytest

from fixtures.scenarios.drafting.draft import Draft, DraftError, draft
from fixtures.scenarios.drafting.symptom import SYMPTOMS
from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.scenario import Step
from fixtures.scenarios.writing import sentence_of

HERE = Path(__file__).parent
TOLD: dict[str, list[str]] = tomllib.loads((HERE / "told_failures.toml").read_text(encoding="utf-8"))
"""Short complaints, by the kind of failure that they tell of."""


def _drafted(name: str) -> Draft:
    return draft((HERE / "complaints" / name).read_text(encoding="utf-8"), name)


def _acts(made: Draft) -> list[str]:
    return [sentence_of(step) for step in made.scenario.steps]


@pytest.mark.parametrize(
    ("name", "kind", "sentences"),
    [
        (
            "template.md",
            "own_message_missing",
            [
                "Дмитрий Смирнов открывает чат с Еленой Козловой",
                "push удерживается у Дмитрия Смирнова",
                "Дмитрий Смирнов вводит сообщение «Ключи у вахтёра»",
                "Дмитрий Смирнов нажимает «Отправить»",
                "Дмитрий Смирнов видит в ленте сообщение «Ключи у вахтёра»",
                "поле ввода у Дмитрия Смирнова пусто",
            ],
        ),
        (
            "english_template.md",
            "marks_stand_still",
            [
                "Александр Петров отправляет сообщение «Пирог в духовке»",
                "Анна Смирнова открывает чат с Александром Петровым",
                "Александр Петров видит у сообщения «Пирог в духовке» отметку «прочитано»",
            ],
        ),
        (
            "jira.md",
            "chat_not_on_top",
            [
                "Ольга Морозова пишет Сергею Новикову сообщение «Выезжай»",
                "у Сергея Новикова чат с Ольгой Морозовой первый в списке",
            ],
        ),
        (
            "table.md",
            "chat_listed_twice",
            ["Иван Петров видит чат с Анной Смирновой в списке ровно один раз"],
        ),
        (
            "story.md",
            "own_message_missing",
            ["Мария Иванова вводит сообщение «Буду к семи»", "Мария Иванова нажимает Enter"],
        ),
        (
            "support.md",
            "missed_while_offline",
            [
                "у Ольги Морозовой пропадает связь",
                "Сергей Новиков пишет Ольге Морозовой подряд сообщения «ты где» и «ключ под ковриком»",
                "связь возвращается у Ольги Морозовой",
                "Ольга Морозова видит в ленте все сообщения «ты где» и «ключ под ковриком»",
            ],
        ),
        (
            "sloppy.md",
            "others_message_missing",
            ["Андрей Волков отправляет сообщение «обед?»", "Елена Козлова видит в ленте сообщение «обед?»"],
        ),
        (
            "list_of_messages.md",
            "missed_out_of_order",
            ["Елена Козлова видит по порядку сообщения «сначала хлеб», «потом молоко» и «и спички»"],
        ),
    ],
)
def test_form_of_a_complaint_does_not_matter(name: str, kind: str, sentences: list[str]):
    """Templates in two languages, Jira's markup, tables, stories, support mail and chat talk are all understood."""
    made = _drafted(name)

    assert made.kind == kind
    assert [one for one in _acts(made) if one in sentences] == sentences


def test_text_set_apart_is_the_message():
    """A message of several lines, as it stands in a block, is what is sent."""
    texts = {step.arguments.get("text") for step in _drafted("lines.md").scenario.steps}

    assert "Молоко\n  два литра\nХлеб" in texts


@pytest.mark.parametrize("kind", TOLD)
def test_failure_is_told_by_its_words(kind: str):
    """Each kind of failure is known by what people say of it, and its draft reads back to the same steps."""
    for number, text in enumerate(TOLD[kind], 1):
        made = draft(text, "report.md")

        assert made.kind == kind, f"{number}: {text}"
        assert feature_of(made.text("report.md"), HERE, "").scenarios[0].steps == made.scenario.steps


def test_every_kind_has_its_complaint():
    """No kind of failure is without a complaint that it is known by, here or among the forms."""
    forms = {_drafted(file.name).kind for file in (HERE / "complaints").iterdir()}

    assert {symptom.name for symptom in SYMPTOMS} - set(TOLD) - forms == set()


def test_draft_says_what_was_added_and_why():
    """A push that is held back is explained, and what the complaint does not say is marked."""
    text = _drafted("story.md").text("story.md")

    assert "# Добавлено: push придержан. Пока push работает, он сам принесёт сообщение" in text
    assert "черновик" in text.casefold()


@pytest.mark.parametrize(
    "text",
    [
        *("я в метро, нет сети", "пропала связь", "интернет отвалился", "сверни вкладку"),
        *("сервер упал, 503, перезапусти", "двоится в списке чатов", "цифра 2 не гаснет", "ставлю 👍"),
    ],
)
def test_what_a_message_says_is_no_circumstance(text: str):
    """What stands in a message happened to nobody: the draft is that of any other message."""
    told = "Я Саша. Отправил Маше «{}», поле очистилось, а в ленте моего сообщения нет."
    plain, odd = (draft(told.format(one), "report.md") for one in ("Привет", text))

    assert odd.kind == plain.kind == "own_message_missing"
    assert [step.kind for step in odd.scenario.steps] == [step.kind for step in plain.scenario.steps]


@pytest.mark.parametrize(
    "beside",
    [
        "Рядом сидел Дмитрий Смирнов.",
        "Коллега Сергей Новиков видел это сам.",
        "Сегодня дежурит Андрей Волков.",
        "",
    ],
)
def test_other_one_is_with_whom_the_chat_is(beside: str):
    """Who is merely named has no chat in the draft, wherever in the complaint that is."""
    told = "Я открыл чат с Анной Смирновой, написал «Привет», а в ленте моего сообщения нет."

    for text in (f"{beside} {told}", f"{told} {beside}"):
        opened = [step.arguments.get("whom") for step in draft(text, "report.md").scenario.steps]
        assert set(filter(None, opened)) == {"Анна Смирнова"}, text


@pytest.mark.parametrize("text", ["1", "ок", "на"])
def test_short_message_hides_no_line(text: str):
    """A line that was not understood stays, though the letters of a short message occur in it."""
    line = "Вчера в 11 часов кот вскочил на подоконник у соседа."
    told = f"Отправил Маше «{text}», поле очистилось, а в ленте моего сообщения нет.\n{line}\n"

    assert f"# 2: {line}" in draft(told, "report.md").text("report.md")


def test_lines_that_were_not_understood_stay_as_comments():
    """What no step was made of is there with its line, and where steps come near, with those."""
    text = _drafted("template.md").text("template.md")
    unknown = draft("1. Войти под 79111111111\n2. Открыть чат с Машей и погладить кота\n3. Видеть кота\n", "x.md")

    assert "# 8: Погладить кота\n" in text
    assert "# Из этого шагов не вышло" in _drafted("support.md").text("support.md")
    assert "чайник у меня сломался" in _drafted("support.md").text("support.md")
    assert unknown.kind == ""


def test_complaint_of_no_known_kind_is_taken_literally():
    """Steps and expectations that the vocabulary has become a scenario, though nobody has foreseen the failure."""
    made = draft(
        "Шаги:\n1. Войти под 79111111111\n2. Открыть чат с Машей\n3. Маша ставит реакцию 👍 на сообщение «Ура»\n"
        "4. Нажать на реакцию 👍\n\nОР:\nПод сообщением стоит реакция 👍 2\n",
        "report.md",
    )

    assert made.kind == ""
    assert [step.kind for step in made.scenario.steps][-1] == "shows_reaction"
    assert Step("opens_chat", {"who": "Александр Петров", "whom": "Мария Иванова"}) in made.scenario.steps


@pytest.mark.parametrize("told", ["не стоит", "НЕ стоит", "НЕ СТОИТ"])
def test_denial_of_a_literal_sentence_becomes_a_promise(told: str):
    """What a complaint says is not so is promised to be so, in whatever letters it says that."""
    made = draft(
        "Шаги:\n1. Войти под 79111111111\n2. Открыть чат с Машей\n3. Нажать на реакцию 👍 под сообщением «Ура»\n\n"
        f"ФР:\nПод сообщением {told} реакция 👍 2\n",
        "report.md",
    )

    assert [step.kind for step in made.scenario.steps][-1] == "shows_reaction"


def _shouted(text: str) -> str:
    """A text without ё, in which all words that begin with a small letter are shouted, save those in quotes."""
    pieces = re.split(r"(«[^»]*»|`[^`]*`|\"[^\"]*\")", text.replace("ё", "е"))
    return "".join(
        piece if number % 2 else re.sub(r"\b[а-я]{2,}\b", lambda found: found[0].upper(), piece)
        for number, piece in enumerate(pieces)
    )


def test_letters_of_a_complaint_do_not_matter():
    """Whether somebody writes «ё» or shouts, the complaint tells of the same failure of the same people."""
    texts = [text for kind in TOLD.values() for text in kind]

    assert [text for text in texts if _people_and_steps(_shouted(text)) != _people_and_steps(text)] == []


def test_who_says_mine_is_not_who_is_named():
    """«Моё» is a word of the one who tells, with ё as without it, so a name beside it is the other's."""
    told = "Мария открыла чат, а {} сообщение «Ура» там не появилось."

    assert _people_and_steps(told.format("моё")) == _people_and_steps(told.format("мое"))
    assert ("sends", "Александр Петров") in _people_and_steps(told.format("моё"))


def _people_and_steps(text: str) -> list[tuple[object, ...]]:
    return [(step.kind, step.arguments.get("who")) for step in draft(text, "report.md").scenario.steps]


@pytest.mark.parametrize("text", ["Рыбный день", "Lorem ipsum dolor sit amet.", "***\n---\n"])
def test_nothing_understood_is_said(text: str):
    """A text without anything that a scenario is made of gives no draft."""
    with pytest.raises(DraftError, match="не понято ни одной строки"):
        draft(text, "report.md")
