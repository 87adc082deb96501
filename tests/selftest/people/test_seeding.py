"""Names and phones: repeated by a seed, never shared."""

import re
from itertools import count, islice

import pytest

from fixtures.people.cast import CAST
from fixtures.people.seeding import phones_for, texts_for

PHONE = re.compile(r"79[0-9]{9}")


def test_same_seed_gives_a_test_the_same_names():
    """A test that is repeated with its seed is played by people of the same names."""
    first, second = texts_for(7, "tests/x.py::test_y"), texts_for(7, "tests/x.py::test_y")

    assert [first.name() for _ in range(20)] == [second.name() for _ in range(20)]


@pytest.mark.parametrize(("seed", "test"), [(8, "test_y"), (7, "test_z")], ids=["other-seed", "other-test"])
def test_another_seed_or_test_gives_other_names(seed: int, test: str):
    """Another seed, or another test of the same run, is played by other people."""
    first, second = texts_for(7, "test_y"), texts_for(seed, test)

    assert [first.name() for _ in range(20)] != [second.name() for _ in range(20)]


def test_names_do_not_depend_on_what_other_tests_took():
    """One test's names are the same whether or not another test took some in between."""
    alone = texts_for(7, "test_y")
    expected = [alone.name() for _ in range(5)]

    own, other = texts_for(7, "test_y"), texts_for(7, "test_z")
    names = [(own.name(), other.name())[0] for _ in range(5)]

    assert names == expected


def test_names_are_russian():
    """People have names in Cyrillic letters."""
    faker = texts_for(7, "test_y")

    assert all(re.fullmatch(r"[А-ЯЁа-яё. -]+", faker.name()) for _ in range(50))


@pytest.mark.parametrize("worker", [0, 3, 9, 10, 127])
def test_phone_has_the_form_that_chat_app_takes(worker: int):
    """Every phone is `79` and nine digits, whichever the worker."""
    phones = list(islice(phones_for(7, "2025-11-05-093000", worker), 100))

    assert [phone for phone in phones if not PHONE.fullmatch(phone)] == []
    assert len(set(phones)) == len(phones)


def test_same_seed_and_run_give_the_same_phones():
    """Phones follow from seed, run and worker alone."""
    first, second = phones_for(7, "run", 1), phones_for(7, "run", 1)

    assert list(islice(first, 20)) == list(islice(second, 20))


def test_workers_never_share_a_phone():
    """Many workers may use up their phones on one ChatApp without meeting."""
    taken = [set(islice(phones_for(7, "run", worker), 1000)) for worker in range(24)]

    assert len(set.union(*taken)) == sum(map(len, taken))


@pytest.mark.parametrize(("seed", "run"), [(8, "2025-11-05-093000"), (7, "2025-11-05-093001")], ids=["seed", "run"])
def test_another_run_takes_other_phones(seed: int, run: str):
    """On a deployment that keeps its people, the next run registers others."""
    taken = set(islice(phones_for(7, "2025-11-05-093000", 0), 1000))

    assert taken.isdisjoint(islice(phones_for(seed, run, 0), 1000))


@pytest.mark.parametrize("phone", ["79111111111", "79222222222"])
def test_phones_of_the_cast_are_never_given_out(phone: str):
    """Where the phones of a run come by one of the cast, it is left out."""
    worker = int(phone[5:7])
    run = next(run for run in map(str, count()) if next(phones_for(7, run, worker)).startswith(phone[:7]))

    given = list(islice(phones_for(7, run, worker), 9_999))

    assert phone in CAST
    assert phone not in given
    assert str(int(phone) + 1) in given
