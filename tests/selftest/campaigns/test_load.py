"""What a load counts: lost, doubled, out of order, altered, astray, and how long it took; and how people are seated."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fixtures.campaigns.load.ledger import Arrival, Ledger
from fixtures.campaigns.load.plan import groups_of
from fixtures.campaigns.load.series import Series
from fixtures.campaigns.load.share import Share

DIALOG, FIRST, SECOND = "dlg_1", "a", "b"
COUNTS = ("lost", "doubled", "out_of_order", "altered", "astray")
Talk = Callable[[Ledger], None]


def _came(session: int, message: str = FIRST, *, at: float = 1.1) -> Arrival:
    return Arrival(session, DIALOG, message, f"2026-11-28T10:00:0{'ab'.index(message)}.000Z", "Привет", at)


def _acknowledge(ledger: Ledger, *messages: str) -> None:
    for message in messages:
        ledger.acknowledge(DIALOG, message, "Привет", sent_at=1.0, answered_at=1.05)


def _all_arrives(ledger: Ledger) -> None:
    ledger.arrive(_came(1))
    _acknowledge(ledger, FIRST, SECOND)
    for arrival in (_came(2), _came(1, SECOND), _came(2, SECOND)):
        ledger.arrive(arrival)


def _one_gets_nothing(ledger: Ledger) -> None:
    _acknowledge(ledger, FIRST, SECOND)
    ledger.arrive(_came(1))
    ledger.arrive(_came(1, SECOND))


def _comes_twice_at_once(ledger: Ledger) -> None:
    _acknowledge(ledger, FIRST)
    for session in (1, 1, 2):
        ledger.arrive(_came(session))


def _comes_again_much_later(ledger: Ledger) -> None:
    _all_arrives(ledger)
    ledger.arrive(_came(2))


def _overtakes(ledger: Ledger) -> None:
    _acknowledge(ledger, FIRST, SECOND)
    for arrival in (_came(1), _came(1, SECOND), _came(2, SECOND), _came(2)):
        ledger.arrive(arrival)


def _is_another_text(ledger: Ledger) -> None:
    ledger.arrive(replace(_came(1), content="Пока"))
    _acknowledge(ledger, FIRST)
    ledger.arrive(_came(2))


def _reaches_a_stranger(ledger: Ledger) -> None:
    _all_arrives(ledger)
    ledger.arrive(_came(3))


def _was_never_acknowledged(ledger: Ledger) -> None:
    ledger.arrive(_came(1))


TALKS: dict[str, tuple[Talk, dict[str, int]]] = {
    "all-arrives": (_all_arrives, {}),
    "one-gets-nothing": (_one_gets_nothing, {"lost": 2}),
    "comes-twice-at-once": (_comes_twice_at_once, {"doubled": 1}),
    "comes-again-much-later": (_comes_again_much_later, {"doubled": 1}),
    "overtakes": (_overtakes, {"out_of_order": 1}),
    "is-another-text": (_is_another_text, {"altered": 1}),
    "reaches-a-stranger": (_reaches_a_stranger, {"astray": 1}),
    "was-never-acknowledged": (_was_never_acknowledged, {}),
}


@pytest.mark.parametrize(("talk", "counts"), TALKS.values(), ids=TALKS.keys())
def test_each_way_to_go_wrong_is_counted(talk: Talk, counts: dict[str, int]):
    """What is lost, doubled, out of order, altered or at a stranger is counted as that, and as nothing else."""
    share = Share(slot_seconds=1)
    ledger = Ledger(share)
    ledger.seat(DIALOG, [1, 2])

    talk(ledger)
    ledger.close()

    assert {name: getattr(share, name) for name in COUNTS} == dict.fromkeys(COUNTS, 0) | counts
    assert share.has_broken is bool(counts)


def test_repeated_pushes_of_a_target_that_is_known_for_them_are_no_news():
    """Where the profile says that a target pushes more than once, that breaks nothing."""
    share = Share(slot_seconds=1)
    ledger = Ledger(share, may_repeat=True)
    ledger.seat(DIALOG, [1, 2])

    _comes_twice_at_once(ledger)

    assert share.doubled == 0


def test_latency_counts_from_the_moment_of_sending():
    """Answer and push are timed from when the message was sent, also where the push comes before the answer."""
    share = Share(slot_seconds=1)
    ledger = Ledger(share)
    ledger.seat(DIALOG, [1, 2])

    ledger.arrive(_came(1, at=1.02))
    _acknowledge(ledger, FIRST)
    ledger.arrive(_came(2, at=1.2))

    assert (share.answers.percentile(50), share.pushes.percentile(50), share.pushes.longest) == (50, 20, 200)


def test_percentiles_are_those_of_all_processes():
    """Latencies of several processes add up, after they were told as JSON, too."""
    shares = [Share(slot_seconds=10), Share(slot_seconds=10)]
    for number in range(100):
        shares[number % 2].pushes.note(at=number, seconds=(number + 1) / 1000)
    whole = Share(slot_seconds=10)
    for share in shares:
        whole.add(Share.of_json(share.as_json()))

    assert [whole.pushes.percentile(percent) for percent in (50, 95, 99)] == [50, 95, 99]
    assert whole.pushes.over_time(50) == [(start, start + 5) for start in range(0, 100, 10)]


@pytest.mark.parametrize(("milliseconds", "kept"), [(0.2, 1), (99, 99), (101, 110), (1234, 1300)])
def test_lengths_are_kept_to_two_digits(milliseconds: float, kept: int):
    """A latency is rounded up: to the millisecond below 100, to two digits above."""
    series = Series(slot_seconds=1)

    series.note(0, milliseconds / 1000)

    assert series.longest == kept


@pytest.mark.parametrize(
    ("people", "groups"), [(2, [2]), (6, [6]), (19, [19]), (25, [13, 12]), (500, [10] * 50)], ids=str
)
def test_nobody_sits_alone(people: int, groups: list[int]):
    """Everyone has a dialog, with about nine others."""
    assert groups_of(people) == groups
