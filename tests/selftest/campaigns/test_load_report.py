"""What a load says at its end: the shares of all processes as one, each count, its exit code, and nothing secret."""

import io
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from fixtures.campaigns.load.plan import Plan
from fixtures.campaigns.load.plot import picture_of
from fixtures.campaigns.load.processes import said_in
from fixtures.campaigns.load.report import reported
from fixtures.campaigns.load.result import Loaded, Machine, read_loaded
from fixtures.campaigns.load.share import Share
from fixtures.campaigns.load.text import told, told_again
from fixtures.campaigns.load.told_target import target_of
from fixtures.campaigns.load.told_target import told as told_target
from fixtures.redaction.redaction import Redaction
from fixtures.targets.profile import load_profile

BROKEN = {"absent", "closed", "lost", "doubled", "out_of_order", "astray", "altered", "failed"}
"""What a load counts that breaks a promise; who was there, and in how many dialogs, breaks none."""
HOSTILE = "<img src=//evil/x> ![x](//evil/y) `\x1b[31m +7 911 222-33-44"


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
