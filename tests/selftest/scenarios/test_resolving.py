"""What a step leaves out is filled in as a reader would: who acts goes on acting; a surname is the last who had it."""

from pathlib import Path

import pytest

from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.scenario import Step

ALEXANDER, MARIA, IVAN = "Александр Петров", "Мария Иванова", "Иван Петров"


def _steps(*sentences: str) -> tuple[Step, ...]:
    text = "\n".join(("Функционал: А", "Сценарий: Б", *sentences))
    return feature_of(text, Path("bug.feature"), "bug.feature").scenarios[0].steps


@pytest.mark.parametrize(
    "said",
    [
        "И у Марии пропадает связь",
        "И у Марии связь возвращается",
        "И push удерживается у Марии",
        "И push приходит к Марии",
        "И Мария видит сообщение «Привет»",
    ],
    ids=["fault", "healing", "push-held", "push-free", "expectation"],
)
def test_who_acts_goes_on_acting(said: str):
    """A fault of another one, its end, and what another one sees make nobody else the one who acts."""
    steps = _steps("Когда Александр пишет Марии «Привет»", said, "Когда нажимает «Отправить»")

    assert steps[-1].arguments["who"] == ALEXANDER


def test_who_acts_first_may_be_named_by_a_fault():
    """Where nobody has acted yet, «у него» says who will."""
    assert _steps("Пусть у Марии пропадает связь", "Когда входит в ChatApp")[-1].arguments["who"] == MARIA


@pytest.mark.parametrize(("first", "then"), [(ALEXANDER, IVAN), (IVAN, ALEXANDER)], ids=["ivan-last", "alexander-last"])
def test_surname_of_two_means_who_was_named_last(first: str, then: str):
    """Of two people of one surname, both of whom were named in full, the surname alone means the last."""
    steps = _steps(
        f"Пусть {first} входит", f"И {then} входит", "И Мария Иванова входит", "Когда Петров обновляет страницу"
    )

    assert steps[-1].arguments["who"] == then
