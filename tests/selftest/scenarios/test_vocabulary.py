"""Every row of the vocabulary understands its own example, and people may say it in their own way."""

import inspect

import pytest

from fixtures.scenarios.language.names import CAST_NAMES
from fixtures.scenarios.listing import as_document, rows_with
from fixtures.scenarios.resolving import Context
from fixtures.scenarios.scenario import Step
from fixtures.scenarios.understanding import nearest, understand
from fixtures.scenarios.vocabulary.row import Role
from fixtures.scenarios.vocabulary.rows import ROWS
from fixtures.scenarios.writing import sentence_of
from tests.selftest.documents.documents import text_of

EVERYONE = tuple(one.whole for one in CAST_NAMES)
ANNA = "Анна Смирнова"
NOT_SAID = ("place", "code", "number")
"""Arguments that an example may leave out."""


def _arguments(sentence: str) -> tuple[str, dict[str, object]]:
    told = understand(sentence)
    assert told is not None, sentence
    return told.row.kind, Context(EVERYONE).arguments_of(told)


@pytest.mark.parametrize("kind", ROWS)
def test_row_understands_its_own_example(kind: str):
    """What a row writes, it reads: the same kind of step with the same arguments."""
    row = ROWS[kind]
    told = understand(sentence_of(Step(kind, row.sample)), expected=row.role is Role.EXPECTATION)

    assert told is not None
    assert (told.row.kind, Context(EVERYONE).arguments_of(told)) == (kind, row.sample)


@pytest.mark.parametrize(
    ("number", "waits", "delays"),
    [
        (1, "проходит 1 секунда", "на 1 секунду"),
        (2, "проходит 2 секунды", "на 2 секунды"),
        (11, "проходит 11 секунд", "на 11 секунд"),
        (21, "проходит 21 секунда", "на 21 секунду"),
        (112, "проходит 112 секунд", "на 112 секунд"),
    ],
)
def test_word_behind_a_number_agrees_with_it(number: int, waits: str, delays: str):
    """A number takes the form of its word that Russian has for it, and is read back."""
    passing, delayed = Step("time_passes", {"seconds": number}), Step("push_delayed", {"who": ANNA, "seconds": number})

    assert sentence_of(passing) == waits
    assert delays in sentence_of(delayed)
    assert [_arguments(sentence_of(step)) for step in (passing, delayed)] == [
        (step.kind, dict(step.arguments)) for step in (passing, delayed)
    ]


def test_row_takes_what_its_example_has():
    """The sample of each row has every argument that it needs, and no other."""
    wrong = {
        kind: row.parameters
        for kind, row in ROWS.items()
        if set(row.sample) - set(row.parameters)
        or {name for name in row.parameters if name not in NOT_SAID} - set(row.sample) - set(row.given)
    }

    assert wrong == {}


def test_every_row_says_what_it_does():
    """Each row has a sentence about itself, and each of its patterns can be read."""
    assert [kind for kind, row in ROWS.items() if not inspect.getdoc(row.perform)] == []
    assert all(row.ways() for row in ROWS.values())


@pytest.mark.parametrize(
    ("sentence", "kind", "arguments"),
    [
        ("Зашел под пользователем 79111111111", "signs_in", {"who": "Александр Петров"}),
        ("Елена логинится под +7 944 444-44-44", "signs_in", {"who": "Елена Козлова"}),
        ("Саша выбрал чат с Андрей Волков", "opens_chat", {"who": "Александр Петров", "whom": "Андрей Волков"}),
        ("МАША НАЖАЛА ОТПРАВИТЬ", "presses_send", {"who": "Мария Иванова"}),
        ("Маша нажимает на кнопку “Отправить”", "presses_send", {"who": "Мария Иванова"}),
        ("Козлова нажмёт Enter", "presses_enter", {"who": "Елена Козлова"}),
        ("у Марии пропала связь", "goes_offline", {"who": "Мария Иванова"}),
        ("пропал интернет у Морозовой", "goes_offline", {"who": "Ольга Морозова"}),
        ("к Волкову push не приходит", "push_held", {"who": "Андрей Волков"}),
        ("push не доходит до Волкова", "push_held", {"who": "Андрей Волков"}),
        ("ответ на отправку потерялся у Ивановой", "answer_lost", {"who": "Мария Иванова"}),
        ("в ленте у Саши три сообщения", "feed_counts", {"who": "Александр Петров", "number": 3}),
        ("у Саши в ленте 5 сообщений", "feed_counts", {"who": "Александр Петров", "number": 5}),
        (
            "с Еленой Козловой Ольга открывает чат",
            "opens_chat",
            {"who": "Ольга Морозова", "whom": "Елена Козлова"},
        ),
        (
            "Саша во второй вкладке отправляет 'Привет'",
            "sends",
            {"who": "Александр Петров", "text": "Привет", "place": "вкладка 2"},
        ),
        ("Анна на другом устройстве входит", "signs_in", {"who": "Анна Смирнова", "place": "устройство 2"}),
        ("Мария видит под сообщением «Ура» ❤️ 2", "shows_reaction", {"text": "Ура", "reaction": "❤️", "number": 2}),
        ("отметка сообщения «Ура» у Маши стала не отправлено", "bears_mark", {"text": "Ура", "mark": "не отправлено"}),
    ],
)
def test_people_may_say_it_their_own_way(sentence: str, kind: str, arguments: dict[str, object]):
    """Case, quotes, ё, tense, order of words, short names, phones and numbers in words change nothing."""
    if "who" not in arguments:
        arguments = {"who": "Мария Иванова", **arguments}

    assert _arguments(sentence) == (kind, arguments)


def test_same_words_may_be_a_fault_or_an_expectation():
    """What a sentence is that may be both, its place in the scenario says."""
    sentence = "сервер отвечает 503"

    assert understand(sentence, expected=False).row.kind == "answer_failed"
    assert understand(sentence, expected=True).row.kind == "answers_with"


def test_nearest_rows_are_those_of_the_same_words():
    """An unknown step is offered the rows that come closest."""
    assert "presses_send" in [row.kind for row in nearest("Саша клацает на Отправить")]
    assert "shows_typing" in [row.kind for row in nearest("надпись «печатает» мигает у Саши")]


def test_list_is_searched_by_words_in_any_form():
    """`./e2e steps связью` finds what is said of «связь»."""
    assert {"goes_offline", "comes_back"} <= {row.kind for row in rows_with(["связью"])}


def test_document_is_what_the_command_prints():
    """`docs/steps.ru.md` is made by `./e2e steps --markdown`."""
    assert text_of("docs/steps.ru.md") == as_document()
