"""What a sentence of a complaint denies and what it affirms: «не» looks forward, «нет» and «пропало» back."""

import pytest

from fixtures.scenarios.drafting.complaint import Line, Part
from fixtures.scenarios.drafting.said import Said


@pytest.mark.parametrize(
    "sentence",
    [
        "Не появилось сообщение.",
        "Нет моего сообщения.",
        "Лента открыта без этого сообщения.",
        "Моего сообщения в ленте нет.",
        "Моё сообщение сразу пропало.",
        "НЕТ МОЕГО СООБЩЕНИЯ",
    ],
)
def test_what_is_denied(sentence: str):
    """What «не», «нет» or «без» stands before is denied, as is what is said to be missing behind it."""
    said = Said(sentence, Line(sentence, Part.STORY, 1))

    assert said.denies("message")
    assert not said.affirms("message")


@pytest.mark.parametrize(
    "sentence",
    [
        "Сообщение пришло, но не отмечено прочитанным.",
        "Сообщение видно без обновления.",
        "Пропала связь, потом сообщение появилось.",
        "Исчезла плашка, сообщение на месте.",
        "Он написал «нет», а сообщение на месте.",
    ],
)
def test_what_is_affirmed(sentence: str):
    """What comes before «не» and «без», or behind what is gone, is not denied by them, nor by what a quote says."""
    said = Said(sentence, Line(sentence, Part.STORY, 1))

    assert said.affirms("message")
    assert not said.denies("message")
