"""What a complaint tells the words of is in its draft: what was typed, searched and sent, in this order."""

import pytest

from fixtures.scenarios.drafting.draft import draft
from fixtures.scenarios.writing import sentence_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "Я Анна. Писала Ивану поздравление, отправить не успела, закрыла вкладку. Зашла опять, а поле пустое, всё "
            "пропало. Вбивала: «Ваня, с юбилеем».",
            [
                "Анна Смирнова вводит сообщение «Ваня, с юбилеем»",
                "Анна Смирнова снова открывает адрес ChatApp",
                "Анна Смирнова открывает чат с Иваном Петровым",
                "в поле ввода у Анны Смирновой стоит «Ваня, с юбилеем»",
            ],
            id="typed-and-not-sent",
        ),
        pytest.param(
            "Шаги\n1. Войти под 79111111111\n2. Нажать «Создать чат»\n3. Ввести в поиск `5555`, затем `79555555555`\n\n"
            "ОР\nНайден Сергей Новиков\n\nФР\nПоиск по номеру никого не находит",
            [
                "Александр Петров ищет «5555»",
                "Александр Петров видит среди найденных Сергея Новикова",
                "Александр Петров ищет «79555555555»",
                "Александр Петров видит среди найденных Сергея Новикова",
            ],
            id="searched",
        ),
        pytest.param(
            "Пишу Марии: «Ты где?». Её чат со мной открыт, но поверх окна игра. У меня тут же «прочитано».",
            [
                "Мария Иванова переключается на другую программу",
                "Александр Петров отправляет сообщение «Ты где?»",
                "у Александра Петрова сообщение «Ты где?» остаётся с отметкой «доставлено»",
                "Мария Иванова видит в списке у чата с Александром Петровым непрочитанных: 1",
                "заголовок вкладки у Марии Ивановой — «(1) ChatApp»",
                "Мария Иванова возвращается к странице",
                "Александр Петров видит у сообщения «Ты где?» отметку «прочитано»",
            ],
            id="out-of-sight",
        ),
    ],
)
def test_values_that_are_told_are_used(text: str, sentences: list[str]):
    """What was typed, searched or sent, and which page nobody looked at, are taken from the complaint, in order."""
    acts = iter([sentence_of(step) for step in draft(text, "report.md").scenario.steps])

    assert [one for one in sentences if one not in acts] == []
