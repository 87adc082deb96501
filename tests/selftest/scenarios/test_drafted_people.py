"""Who a complaint is about, where only its form says so: talks copied from a chat, signatures, brackets, gender."""

import pytest

from fixtures.scenarios.drafting.complaint import Part
from fixtures.scenarios.drafting.draft import draft
from fixtures.scenarios.drafting.facts import Facts
from fixtures.scenarios.drafting.parting import parted
from fixtures.scenarios.writing import sentence_of


@pytest.mark.parametrize(
    ("text", "me", "other"),
    [
        pytest.param(
            "[10:14] Сергей Н.: кликаю два раза по «Отправить» у Волкова\n[10:15] Вера (QA): и что\n"
            "[10:15] Сергей Н.: и ушло два сообщения, а должно одно",
            "Сергей Новиков",
            "Андрей Волков",
            id="talk",
        ),
        pytest.param(
            "Мы с Ваней Петровым (79123456789) переписывались. Он начал набирать, и у меня вечно «печатает...».\n\n"
            "Ольга, 79666666666",
            "Ольга Морозова",
            "Иван Петров",
            id="signature",
        ),
        pytest.param(
            "Пишу мужу, Андрею Волкову, а сообщение в ленте не появляется. Мария Иванова",
            "Мария Иванова",
            "Андрей Волков",
            id="signature-in-the-last-line",
        ),
        pytest.param(
            "**Environment:** Chrome 141, signed in as 79777777777\n\n**Steps:**\n"
            "1. Open the chat with Сергей Новиков\n2. Send «Смета готова»\n\n**Actual:** в ленте сообщения нет",
            "Андрей Волков",
            "Сергей Новиков",
            id="environment",
        ),
        pytest.param(
            "Оля, привет!\n\nМаша (79222222222) жалуется: Петров Саша ей пишет, а у неё пусто.",
            "Мария Иванова",
            "Александр Петров",
            id="greeting",
        ),
        pytest.param(
            "Я сижу под Сергеем Новиковым, Лена под Анной Смирновой. Пишу ей, а у Лены пусто.",
            "Сергей Новиков",
            "Анна Смирнова",
            id="played",
        ),
        pytest.param(
            "Пишу с работы, Анна Смирнова. Отправила Лене «Буду позже», а в ленте моего сообщения нет.",
            "Анна Смирнова",
            "Елена Козлова",
            id="introduced",
        ),
        pytest.param(
            "Вас беспокоит Ольга Морозова. Отправила Диме «Буду позже», а в ленте моего сообщения нет.",
            "Ольга Морозова",
            "Дмитрий Смирнов",
            id="introduced-by-another-verb",
        ),
    ],
)
def test_who_tells_and_who_the_other_is(text: str, me: str, other: str):
    """Who begins a talk, signs a mail or has signed in by the environment tells; who is greeted takes no part."""
    roles = Facts(parted(text)).roles

    assert (roles.me, roles.other) == (me, other)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Я Дмитрий Смирнов. Хотя Иван Петров прислал при мне (я сидел в списке): «Привет», счётчика нет.",
            "Иван Петров пишет Дмитрию Смирнову сообщение «Привет»",
        ),
        (
            "На планшете прочитала сообщение от Саши Петрова «Купи хлеб», а единичка так и горит. Мария Иванова",
            "Александр Петров пишет Марии Ивановой сообщение «Купи хлеб»",
        ),
        (
            "Отправил Лене Козловой отзыв, у меня видно только кусок, дальше обрезано. Андрей Волков",
            "Андрей Волков отправляет",
        ),
        (
            (
                "Исключили меня (Сергей Новиков, 79555555555) из группы «Поход», исключила Мария Иванова. "
                "Группа так и висит в списке."
            ),
            "Мария Иванова удаляет Сергея Новикова из группы «Поход»",
        ),
        (
            (
                "Я Ольга Морозова. Андрей Волков завёл группу «Субботник», добавил туда меня. "
                "В списке её нет, пока не обновишь."
            ),
            "Андрей Волков добавляет Ольгу Морозову в группу «Субботник»",
        ),
        (
            "Ставлю ❤️ на сообщение Волкова «Премия», а у него под ним пусто до обновления. Анна Смирнова",
            "Анна Смирнова ставит реакцию ❤️ на сообщение «Премия»",
        ),
        (
            (
                "Иван Петров открыл чат с Ольгой Морозовой и ушёл на соседнюю вкладку. Ольга отправляет «Позвони». "
                "У неё сразу «прочитано», хотя Иван в чат не смотрел."
            ),
            "Ольга Морозова отправляет сообщение «Позвони»",
        ),
        (
            (
                "Смирнова Анна и Волков Андрей открыли чат друг с другом.\nСмирнова: «Счёт пришёл?»\n"
                "Волков ничего не видит, пока не обновит."
            ),
            "Анна Смирнова отправляет сообщение «Счёт пришёл?»",
        ),
        (
            "Меня (Елену Козлову) Андрей Волков исключил из группы «Ремонт», а она так и висит у меня в списке.",
            "Андрей Волков удаляет Елену Козлову из группы «Ремонт»",
        ),
        (
            "Пишет дежурный, Сергей Новиков. Он писал Волкову «Перезапусти», сервер ответил 503, и сообщение пропало.",
            "Сергей Новиков отправляет сообщение «Перезапусти»",
        ),
    ],
)
def test_who_does_what(text: str, sentence: str):
    """A verb belongs to whom it names, else to whom its gender fits."""
    acts = [sentence_of(step) for step in draft(text, "report.md").scenario.steps]

    assert any(one.startswith(sentence) for one in acts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Не работает\n\nКак воспроизвести\n1) открыть чат\n\nФакт. рез.\nпусто",
            [Part.TITLE, Part.STEPS, Part.ACTUAL],
        ),
        ("Что ожидала: одно\nЧто на деле: два", [Part.EXPECTED, Part.ACTUAL]),
        ("Тогда (факт): два\nТогда (надо): одно", [Part.ACTUAL, Part.EXPECTED]),
        ("РЕЗУЛЬТАТ ОЖИДАЕМЫЙ\nодно\n\nРЕЗУЛЬТАТ ФАКТИЧЕСКИЙ\nдва", [Part.EXPECTED, Part.ACTUAL]),
        ("Всё плохо.\nP.S. у остальных так же", [Part.STORY, Part.ASIDE]),
    ],
)
def test_headings_are_known_without_marks(text: str, parts: list[Part]):
    """Headings count that stand alone in a line, ask «что …», say it in brackets, or are cut short."""
    assert [line.part for line in parted(text).lines] == parts


def test_words_cut_short_end_no_sentence():
    """«сообщ.» is read as «сообщение» and ends no sentence, but not in a message."""
    said = Facts(parted("У этого сообщ. нет времени. Текст был «первое сообщ. дня».")).sentences

    assert [one.text for one in said] == ["У этого сообщение нет времени.", "Текст был «первое сообщ. дня»."]


def test_lines_that_are_said_to_be_lines_are_one_message():
    """A verse below a colon is what was sent, where the complaint is of its lines."""
    text = "Отправляю Ивану стихи:\n\nБелеет парус одинокой\nВ тумане моря голубом\n\nА всё слилось в одну строку."
    texts = {step.arguments.get("text") for step in draft(text, "report.md").scenario.steps}

    assert "Белеет парус одинокой\nВ тумане моря голубом" in texts


def test_what_is_doubled_at_the_other_side_may_have_been_sent_twice():
    """What the other has twice may have been sent again for want of an answer: only then the draft loses one."""
    told = "{} «Беру билет» стоит дважды. Отправлял Марии Ивановой один раз. Сергей Новиков"

    theirs, own = (draft(told.format(where), "report.md").scenario for where in ("У Марии сообщение", "У меня моё"))

    assert "answer_lost" in {step.kind for step in theirs.steps}
    assert "answer_lost" not in {step.kind for step in own.steps}
