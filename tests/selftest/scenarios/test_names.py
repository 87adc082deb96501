"""People are known by whatever their names look like in a sentence."""

import pytest

from fixtures.scenarios.language.names import CAST_NAMES, FullName, people_named, person_of_phone
from fixtures.scenarios.language.numbers import number_in


@pytest.mark.parametrize("name", CAST_NAMES, ids=[one.whole for one in CAST_NAMES])
@pytest.mark.parametrize("case", list("ирдвтп"))
def test_everyone_is_known_in_every_case(name: FullName, case: str):
    """First name and surname, in either order, in each case, mean this person alone."""
    words = tuple(name.in_case(case).split())

    assert people_named(words) == [name.whole]
    assert people_named(words[::-1]) == [name.whole]


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Маше", "Мария Иванова"),
        ("Саню", "Александр Петров"),
        ("Алёной", "Елена Козлова"),
        ("Козловой", "Елена Козлова"),
    ],
)
def test_one_word_may_be_enough(said: str, whole: str):
    """A short name, or a surname that nobody else has, means one person."""
    assert people_named((said,)) == [whole]


def test_surname_of_two_people_means_both():
    """Who is meant by a surname that two people have, the rest of the scenario has to say."""
    assert sorted(people_named(("Петрову",))) == ["Александр Петров", "Иван Петров"]
    assert people_named(("Смирновой",)) == ["Анна Смирнова"]


def test_stranger_in_his_case():
    """Someone who is not of the cast is declined like anyone else."""
    assert FullName("Пётр Сидоров").in_case("т") == "Петром Сидоровым"
    assert people_named(("Петром", "Сидоровым"), (FullName("Пётр Сидоров"),)) == ["Пётр Сидоров"]


@pytest.mark.parametrize("phone", ["79222222222", "+7 (922) 222-22-22", "8 922 222 22 22", "8(922)2222222"])
def test_phone_is_one_however_it_is_written(phone: str):
    """A phone of the cast means its person."""
    assert person_of_phone(phone) == "Мария Иванова"


@pytest.mark.parametrize(("said", "number"), [("три", 3), ("тремя", 3), ("пятью", 5), ("12", 12), ("12 000", 12000)])
def test_numbers_in_words_and_digits(said: str, number: int):
    """A number is read in letters, in any case, and in digits."""
    assert number_in(said) == number
