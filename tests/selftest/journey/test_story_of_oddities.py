"""The story of odd facts: who was removed, what is blank or altered, one name for two, what no recorder writes."""

from dataclasses import replace

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.story import tell
from fixtures.journey.verdict import Verdict
from tests.selftest.histories import (
    ANNA,
    BORIS,
    DIALOG,
    LONG_AFTER,
    TEXT,
    all_goes_well,
    along_with,
    broken,
    fact,
    row,
    sending,
    spoiled,
    telling,
    without,
)


def test_who_was_removed_is_owed_nothing():
    """A page whose person is no member any more gets no pushes of the dialog, and that is no break."""
    removed = {"via": "page 1", "event": "dialog:update", "dialog": DIALOG, "kind": "member_removed"}
    history = spoiled(
        without(Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS),
        along_with(fact(50, BORIS, Kind.EMITTED, **removed)),
    )

    assert tell(history) == []


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        pytest.param("\u2003\ufeff ", ["input"], id="white-space"),
        pytest.param("\x1f", [], id="control-character"),
    ],
)
def test_blank_is_what_chat_app_calls_so(text: str, verdicts: list[str]):
    """A text is blank by the contract's rule, which is not Python's."""
    blank = sending(text, client="c2", message="m2", request=11)[1:]
    shown = row(ANNA, 126, 2, message="m2", text=text)
    history = spoiled(along_with(*blank, shown), without(Kind.PAGE_LOADED, Kind.ROW_SHOWN, who=BORIS))

    assert [str(one.verdict) for one in tell(history) if one.verdict != Verdict.UNKNOWN] == verdicts


def test_two_people_of_one_name_are_two():
    """People of one name are told apart by a number, which is not part of the name that pages show."""
    second = "Анна (2)"
    history = [seen if seen.who != ANNA else replace(seen, who=second) for seen in all_goes_well()]

    assert tell(history) == []


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"request": [1]}, id="number-as-list"),
        pytest.param({"request": "10"}, id="number-as-text"),
        pytest.param({"status": "500", "request": 10}, id="status-as-text"),
        pytest.param({"message": {"_id": "m1"}, "request": 10}, id="id-as-object"),
    ],
)
def test_fact_that_no_recorder_writes_harms_nothing(odd: dict[str, object]):
    """A fact of another form than a recorder gives it is left out, and the story of the others is told."""
    for word in Kind:
        tell([*all_goes_well(), fact(130, ANNA, word, via="page 1", **odd)])


@pytest.mark.parametrize(
    ("verdict", "sought"),
    [
        pytest.param("push-server", TEXT, id="its-event"),
        pytest.param("feed", "", id="its-row"),
    ],
)
def test_message_that_is_looked_for_by_its_text_and_has_another(verdict: str, sought: str):
    """What ChatApp stored with another text is neither withheld nor missing: its content is what is wrong."""
    look = fact(LONG_AFTER - 2, BORIS, Kind.LOOKED_FOR, via="page 1", event="message:new", concerning=sought)
    altered = telling(Kind.ANSWERED, ANNA, text="При?")

    (finding,) = tell(spoiled(altered, along_with(look, broken(verdict))))

    assert finding.verdict is Verdict.CONTENT


def test_other_message_that_is_not_emitted_is_not():
    """Where another message came back with another text, the one that was looked for is lost all the same."""
    look = fact(LONG_AFTER - 2, BORIS, Kind.LOOKED_FOR, via="page 1", event="message:new", concerning="Ещё")
    altered = telling(Kind.ANSWERED, ANNA, text="При?")

    first, *_ = tell(spoiled(altered, along_with(look, broken("push-server"))))

    assert first.verdict is Verdict.PUSH_SERVER


def test_event_to_a_page_whose_channel_has_ended_is_not_missed_from_chat_app():
    """Where a page has lost its push for good ChatApp has nobody to emit to, and what the test has found stands."""
    look = fact(LONG_AFTER - 2, BORIS, Kind.LOOKED_FOR, via="page 1", event="message:new", concerning="Ещё")
    ended = fact(200, BORIS, Kind.DISCONNECTED, via="page 1")

    first, *_ = tell(spoiled(along_with(ended, look, broken("push-delivery"))))

    assert first.verdict is Verdict.PUSH_DELIVERY
