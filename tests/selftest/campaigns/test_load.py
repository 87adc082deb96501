"""What a load counts: lost, doubled, out of order, altered, astray, and how long it took; and how people are seated."""

import io
import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from fixtures.campaigns.load.ledger import Arrival, Ledger
from fixtures.campaigns.load.plan import Plan, groups_of
from fixtures.campaigns.load.plot import picture_of
from fixtures.campaigns.load.processes import said_in
from fixtures.campaigns.load.report import reported
from fixtures.campaigns.load.result import Loaded, Machine, read_loaded
from fixtures.campaigns.load.series import Series
from fixtures.campaigns.load.share import Share
from fixtures.campaigns.load.text import told, told_again
from fixtures.campaigns.load.told_target import target_of
from fixtures.campaigns.load.told_target import told as told_target
from fixtures.redaction.redaction import Redaction
from fixtures.targets.profile import load_profile

DIALOG, FIRST, SECOND = "dlg_1", "a", "b"
COUNTS = ("lost", "doubled", "out_of_order", "altered", "astray")
BROKEN = {"absent", "closed", "lost", "doubled", "out_of_order", "astray", "altered", "failed"}
"""What a load counts that breaks a promise; who was there, and in how many dialogs, breaks none."""
HOSTILE = "<img src=//evil/x> ![x](//evil/y) `\x1b[31m +7 911 222-33-44"
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


def _loaded(share: Share) -> Loaded:
    plan = Plan(people=2, rate=10, seconds=1, run="r")
    return Loaded("2026-11-28T10:00:00Z", plan, "the embedded ChatApp", Machine(2, None), share)


def _full_share() -> tuple[Share, dict[str, int]]:
    """A share in which nothing is zero, and each count another number."""
    names = [one.name for one in fields(Share) if isinstance(getattr(Share(1), one.name, None), int)]
    counts = {name: 100 + place for place, name in enumerate(names) if name != "slot_seconds"}
    share = Share(slot_seconds=1, **counts, talked=[1.5], memory=[90])
    share.left["people"] = 3
    share.note_broken("a breach")
    share.lose(0, "msg_1")
    for place, series in enumerate((share.answers, share.pushes, share.lags), 1):
        series.note(place, place / 1000)
    return share, counts


def test_shares_of_processes_add_up():
    """Whatever one process has counted is in the result beside what the others have, also once it was told as JSON."""
    share, counts = _full_share()
    whole = Share(slot_seconds=1)

    for _ in range(2):
        whole.add(Share.of_json(share.as_json()))

    assert counts.keys() >= BROKEN
    assert {name: getattr(whole, name) for name in counts} == {name: 2 * number for name, number in counts.items()}
    assert (whole.left["people"], whole.broken["a breach"]) == (6, 2)
    assert [len(getattr(whole, name)) for name in ("lost_messages", "talked", "memory")] == [2, 2, 2]
    assert [one.count for one in (whole.answers, whole.pushes, whole.lags)] == [2, 2, 2]


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_each_count_is_told_and_turns_the_load_red(name: str):
    """Each thing that went wrong is told with its number, and the load ends with 1; a load without any ends with 0."""
    share, counts = _full_share()
    text = told(_loaded(share))

    assert str(counts[name]) in text
    assert _loaded(Share(slot_seconds=1)).exit_code == 0
    assert _loaded(Share(slot_seconds=1, **{name: 1})).exit_code == 1


def test_processes_with_people_load_the_target_of_the_person(tmp_path: Path):
    """A profile in a file of one's own is known in each process, with its addresses; its secrets go no other way."""
    profile = tmp_path / "mine.toml"
    profile.write_text('title = "Mine"\ninherits = "embedded"\n[sign_in]\ncode = "4321"\n', encoding="utf-8")
    target = load_profile(str(profile)).at("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3")
    own = replace(load_profile("embedded").at("http://127.0.0.1:4"), is_own=True)

    assert [target_of(told_target(one)) for one in (target, own)] == [target, own]
    assert "4321" not in told_target(target)


def test_last_words_of_processes_have_no_secret():
    """A traceback of a process with people may quote their phones and tokens, of which nobody else knows."""
    drawn = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c3JfNDcxMSJ9.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4"
    log = io.BytesIO(f"Error: {drawn} of +7 911 222-33-44 is refused\n".encode())

    told = said_in(log, Redaction(hides_phones=True))

    assert told.startswith("Error: ")
    assert not re.search("222-33-44|c2lnbmF0dXJl", told)


def test_slow_and_busy_load_is_told():
    """Where fewer messages were written than asked for, or the load itself had too much to do, the text says so."""
    share = Share(slot_seconds=1, people=2, talked=[1.0])
    share.answers.note(0, 0.5)
    share.lags.note(0, 0.12)
    loaded = _loaded(share)

    assert "Fewer messages were written than were asked for" in told(loaded)
    assert "were themselves up to 120 ms late in 95 of 100 cases" in told(loaded)
    assert loaded.is_kept
    assert "answer 95 %" in picture_of(loaded)
    assert "polyline" not in picture_of(replace(loaded, share=Share(slot_seconds=1)))


@pytest.mark.parametrize(
    ("changed", "exit_code"),
    [
        pytest.param({"silent": 1}, 1, id="process-that-told-nothing"),
        pytest.param({"stopped": True}, 2, id="stopped"),
        pytest.param({"dead": "refused", "stopped": True}, 10, id="stopped-when-chat-app-was-dead"),
    ],
)
def test_end_that_is_no_count_has_its_exit_code(changed: dict[str, Any], exit_code: int):
    """A process that ended early, Ctrl-C and a dead ChatApp end a load with the codes that its document names."""
    assert replace(_loaded(Share(slot_seconds=1)), **changed).exit_code == exit_code


def test_process_of_any_machine_may_be_silent():
    """Of one process here and two elsewhere, those are silent that have not told what they saw."""
    plan = Plan(people=6, rate=10, seconds=1, run="r", processes=1, elsewhere=2)

    assert [plan.silent(told) for told in range(4)] == [3, 2, 1, 0]


def test_what_a_target_tells_stays_text_and_secret_in_the_report(tmp_path: Path):
    """Whatever a target says is code in the report, has no phone of a real person, and is told again as it was."""
    share = Share(slot_seconds=1, lost=1, lost_messages=[HOSTILE])
    share.note_broken(HOSTILE)
    loaded = replace(_loaded(share), silent=1, last_words=HOSTILE, dead=HOSTILE)

    ending = reported(tmp_path, loaded, Redaction(hides_phones=True))

    texts = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} | {"terminal": ending.told}
    assert texts.keys() == {"load.json", "load.md", "load.svg", "terminal"}
    assert [name for name, text in texts.items() if "222-33-44" in text or "\x1b" in text] == []
    without_code = re.sub("(`+).*?[^`]\\1(?!`)", "", texts["load.md"])
    assert without_code.count("evil") == 0
    assert texts["load.md"].count("<img src=//evil/x>") == 4
    assert ending.told in told_again(tmp_path)
    assert read_loaded(tmp_path).share.lost == 1
