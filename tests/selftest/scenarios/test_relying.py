"""Where a deployment cannot do what a scenario relies on, the scenario is skipped, with the profile's reason."""

from pathlib import Path

import pytest

from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.relying import CAPABILITIES, relied_on
from fixtures.scenarios.vocabulary.rows import ROWS
from fixtures.targets.profile import capabilities

BOTH_OPEN = "Пусть Андрей Волков открывает чат с Еленой Козловой"
CASES = {
    "own-message": ([BOTH_OPEN, "Когда он отправляет «раз»", "Тогда он видит в ленте сообщение «раз»"], ()),
    "mark": (
        [BOTH_OPEN, "Когда он отправляет «раз»", "Тогда у сообщения «раз» стоит отметка «отправлено»"],
        ("page_statuses",),
    ),
    "comes-by-push": (
        [BOTH_OPEN, "Когда Елена Козлова пишет Андрею «раз»", "Тогда Андрей видит в ленте сообщение «раз»"],
        ("message_push",),
    ),
    "counted-by-push": (
        ["Пусть Андрей Волков входит", "Когда Елена Козлова пишет ему «раз»", "Тогда у Андрея чат с Еленой первый"],
        ("message_push",),
    ),
    "there-when-the-chat-is-opened": (
        ["Когда Елена Козлова пишет Андрею Волкову «раз»", BOTH_OPEN, "Тогда Андрей видит в ленте сообщение «раз»"],
        (),
    ),
    "there-after-a-reload": (
        [
            BOTH_OPEN,
            "Когда Елена Козлова пишет Андрею «раз»",
            "И Андрей обновляет страницу",
            "Тогда Андрей видит в ленте сообщение «раз»",
        ],
        (),
    ),
    "comes-after-the-reload": (
        [
            BOTH_OPEN,
            "Когда Андрей обновляет страницу",
            "И Елена Козлова пишет Андрею «раз»",
            "Тогда Андрей видит в ленте сообщение «раз»",
        ],
        ("message_push",),
    ),
    "back-again": (
        [
            BOTH_OPEN,
            "И у Андрея пропадает связь",
            "Когда Елена Козлова пишет Андрею «раз»",
            "И связь возвращается у Андрея",
            "Тогда Андрей видит в ленте сообщение «раз»",
        ],
        ("catching_up", "offline_queue"),
    ),
}


@pytest.mark.parametrize(("steps", "expected"), CASES.values(), ids=CASES)
def test_scenario_relies_on_what_its_steps_rely_on(steps: list[str], expected: tuple[str, ...]):
    """Capabilities follow from the steps; push is relied on only where the page was open before the other wrote."""
    text = "\n".join(["# language: ru", "Функционал: Ф", "Сценарий: С", *steps])

    (scenario,) = feature_of(text, Path("bug.feature"), "bug.feature").scenarios

    assert relied_on(scenario) == expected


def test_steps_rely_on_what_profiles_know():
    """Each kind of step is in the vocabulary, and each capability in the profiles."""
    assert set(CAPABILITIES) <= set(ROWS)
    assert {name for names in CAPABILITIES.values() for name in names} <= set(capabilities())
