"""What a mail and a template say besides the failure: who tells, what is quoted, and each of the steps."""

from pathlib import Path

import pytest

from fixtures.scenarios.drafting.complaint import Part
from fixtures.scenarios.drafting.draft import Draft, draft
from fixtures.scenarios.drafting.facts import Facts
from fixtures.scenarios.drafting.parting import parted
from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.scenario import ScenarioError, Step

COMPLAINTS = Path(__file__).parent / "complaints"


def _complaint(name: str) -> str:
    return (COMPLAINTS / name).read_text(encoding="utf-8")


def _drafted(name: str) -> Draft:
    return draft(_complaint(name), name)


def test_mail_is_told_by_whoever_wrote_it():
    """The head of a mail says who tells and what it is about; what it quotes of the mails before it is no complaint."""
    made = _drafted("mail.eml")

    texts = {text for step in made.scenario.steps for text in (step.arguments.get("text"),) if text}
    assert (made.feature, made.kind) == ("перепутаны сообщения", "messages_out_of_order")
    assert texts == {"Раз", "Два", "Три"}
    assert Step("sends", {"who": "Анна Смирнова", "text": "Раз"}) in made.scenario.steps
    assert "example.com" not in made.text("mail.eml")


def test_mail_that_only_hands_on_is_read_for_what_it_quotes():
    """Where nothing but a greeting stands above a quoted mail, the quoted mail is the complaint."""
    quoted = _complaint("mail.eml").partition("Добрый день,")[2].partition("С уважением")[0].replace("\n", "\n> ")
    handed_on = f"Коллеги, см. ниже.\n\n06.11.2025 10:12 Анна <anna@example.com> написала:\n> {quoted}"

    assert draft(handed_on, "mail.eml").kind == "messages_out_of_order"


def test_short_steps_of_a_template_are_not_lost():
    """«Войти» is a step of the draft; «Отключить интернет», which it has no step of, is said with the step to take."""
    made = _drafted("lost_connection.md")
    text = made.text("lost_connection.md")

    assert Step("signs_in", {"who": "Сергей Новиков"}) in made.scenario.steps
    assert "# 5: Отключить интернет\n    #      похожий шаг: Пусть у Марии Ивановой пропадает связь" in text
    assert "# 7: Включить интернет" in text


def test_mail_below_its_separator_is_no_complaint():
    """What stands behind «Исходное сообщение» is the earlier mail, whether its lines are marked or not."""
    told = "Отправила Марии «Буду в семь», поле очистилось, а в ленте моего сообщения нет.\n\n"

    for mark in ("", "> "):
        text = f"{told}{mark}-----Исходное сообщение-----\n{mark}От: Иван\n{mark}У меня сообщения двоятся: «Привет».\n"
        assert draft(text, "mail.eml").text("mail.eml").count("Привет") == 0


def test_part_below_the_environment_is_no_aside():
    """«**Список слева:** …» below «Окружение» tells of the matter, and a dash makes a heading of «ФР»."""
    parts = [line.part for line in parted("**Окружение**\n- Chrome\n\n**Список слева:** старый\n\nФР — пусто").lines]

    assert parts == [Part.ASIDE, Part.STORY, Part.ACTUAL]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Захожу под 79111111111, открываю чат с Волковым, пишу «Да». Что-то не то.", "что он увидел"),
        ("1. Войти под 79222222222\n2. Открыть чат\n3. Отправить сообщение", "с кем он переписывался"),
    ],
)
def test_complaint_without_a_failure_gives_no_green_scenario(text: str, missing: str):
    """Of steps alone no promise can be made: the draft says what to ask for, and does not run as it is."""
    drafted = draft(text, "report.md").text("report.md")

    assert f"# - {missing}" in drafted
    assert "Тогда Александр Петров видит в ленте сообщение «Привет»" in drafted
    with pytest.raises(ScenarioError, match="допишите, что должно быть видно"):
        feature_of(drafted, COMPLAINTS, "")


def test_two_who_write_in_one_sentence_are_told_apart():
    """Each text belongs to whom the verb before it names."""
    facts = Facts(parted("Пока я спал, Дима написал мне «раз», Лена прислала «два». Иван Петров"))

    assert [(one.author, one.text) for one in facts.written] == [("Дмитрий Смирнов", "раз"), ("Елена Козлова", "два")]


@pytest.mark.parametrize(
    ("text", "cut_off"),
    [
        ("Я Анна. Закрыла крышку на час, открыла, а новых сообщений нет.", "Анна Смирнова"),
        ("Я Анна. Телефон уснул, пока я ехала, а потом сообщения не пришли.", "Анна Смирнова"),
        ("Я Анна. У Ивана в списке статус офлайн, хотя он тут. Событий user:offline нет.", ""),
    ],
)
def test_machine_that_sleeps_has_no_connection(text: str, cut_off: str):
    """Who closes the lid is cut off; «офлайн» as what a page says of somebody cuts off nobody."""
    assert Facts(parted(text)).cut_off == cut_off


def test_phone_is_no_status_of_a_server():
    """The 555 of a phone is no answer of ChatApp's."""
    assert not Facts(parted("Сергей, +7 955 555 55 55. Сообщение не видно.")).server_fails
    assert Facts(parted("Сергей, +7 955 555 55 55. Сервер ответил 555.")).server_fails


def test_size_of_a_screen_is_no_status_of_a_server():
    """The 568 of «568×320» is no answer of ChatApp's, either."""
    assert not Facts(parted("На экране 568×320 поля ввода не видно.")).server_fails


def test_short_headings_are_headings():
    """«Жду:» and «имею:» in the middle of a line of thought open what is expected and what is the case."""
    parts = [line.part for line in parted("набрать «раз»\nжду: печатается\nимею: ничего не печатается").lines]

    assert parts == [Part.TITLE, Part.EXPECTED, Part.ACTUAL]


def test_letter_of_which_a_message_was_made_is_none():
    """Of «12 000 букв «ы»» nothing is taken for a message that reads «ы»."""
    facts = Facts(parted("Анна отправляет 12 000 букв «ы», потом отправляет «первое»."))

    assert [one.text for one in facts.written] == ["первое"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{} Если отправить «два» без картинки, тоже правильно.", "own_message_missing"),
        ("{} Личной переписки с ней у меня раньше не было.", "own_message_missing"),
        ("{} В консоли видно, что событие message:new прилетает.", "own_message_missing"),
    ],
)
def test_what_is_well_is_no_failure(text: str, kind: str):
    """What works, what was the case before, and what the console shows change nothing of what is complained of."""
    told = "Отправил Маше «Привет», поле очистилось, а в ленте моего сообщения нет."

    assert draft(told, "report.md").kind == draft(text.format(told), "report.md").kind == kind
