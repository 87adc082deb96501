"""What a mail and a template say besides the failure: who tells, what is quoted, and each of the steps."""

from pathlib import Path

from fixtures.scenarios.drafting.draft import Draft, draft
from fixtures.scenarios.scenario import Step

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
