"""The model says what is unread, how far messages have come, and what push has to tell, by ChatApp's promises alone."""

from dataclasses import replace
from typing import cast

import pytest

from fixtures.campaigns.model.expectations.pushed import was_told_all
from fixtures.campaigns.model.expected import Expected, Stream, dialog_gone, message_new
from fixtures.campaigns.model.fewer import fewest
from fixtures.campaigns.model.session import Session
from fixtures.campaigns.model.story import Line, scenario_text
from fixtures.campaigns.model.world import Dialog, Message
from fixtures.clients.push.client import PushClient
from fixtures.journey.finding import taken
from fixtures.journey.verdict import Verdict
from fixtures.network.transports.packets import PushEvent
from fixtures.running.checkout import ROOT
from fixtures.scenarios.reading import feature_of

NAMES = {"anna": "Анна", "oleg": "Олег", "nina": "Нина"}
CONTENT = {"content": "Привет", "meta": {}, "senderId": "anna", "createdAt": "1", "status": "sent"}


class Heard:
    """A push client that has got these events."""

    def __init__(self, *events: PushEvent) -> None:
        self.events = events


@pytest.fixture
def dialog() -> Dialog:
    """A dialog of three."""
    made = Dialog("dlg_1", "Поход", "Поход", "anna", is_for_two=False, members={})
    for person in NAMES:
        made.join(person, 1)
    return made


def _said(dialog: Dialog, sender: str) -> Message:
    number = len(dialog.messages)
    recipients = dialog.recipients_of(sender)
    message = Message(number, f"k{number}", f"msg_k{number}", sender, "Привет", {}, str(number), recipients)
    dialog.messages.append(message)
    return message


def _new(key: str = "k0", **changed: object) -> PushEvent:
    return PushEvent("message:new", {"_id": key, "dialogId": "dlg_1", **CONTENT, **changed})


def test_reading_covers_all_older_and_nothing_newer(dialog: Dialog):
    """What is unread goes down to what came after the message that was read; one's own never counts."""
    first, second, third = (_said(dialog, sender) for sender in ("anna", "oleg", "anna"))
    before = [dialog.unread(person) for person in NAMES]

    changed = dialog.read("oleg", third)

    assert before == [1, 2, 3]
    assert [dialog.unread(person) for person in NAMES] == [1, 0, 3]
    assert changed == []
    assert dialog.read("nina", second) == [first]
    assert [one.status for one in dialog.messages] == ["read", "sent", "sent"]


def test_status_is_the_least_of_those_who_are_still_there(dialog: Dialog):
    """A message has come as far as to the last of its recipients, and farther when that one leaves; never back."""
    message = _said(dialog, "anna")

    assert dialog.deliver("oleg", message) == []
    assert dialog.deliver("nina", message) == [message]
    assert dialog.read("oleg", message) == []
    assert dialog.leave("nina") == [message]
    assert dialog.deliver("oleg", message) == []
    assert message.status == "read"


def test_newcomer_has_nothing_unread(dialog: Dialog):
    """Who joins, or comes back, has nothing unread and is no recipient of what was said before."""
    message = _said(dialog, "anna")
    dialog.leave("oleg")
    dialog.join("oleg", 2)

    assert dialog.unread("oleg") == 0
    assert message.recipients == {"nina"}
    assert list(dialog.members) == ["anna", "nina", "oleg"]


def test_dialog_of_two_shows_each_the_other(dialog: Dialog):
    """A dialog of two bears the other's name; a group that has become small does not."""
    two = replace(dialog, is_for_two=True, members={one: dialog.members[one] for one in ("anna", "oleg")})
    dialog.leave("nina")

    assert [two.name_for(person, NAMES) for person in ("anna", "oleg")] == ["Олег", "Анна"]
    assert dialog.name_for("anna", NAMES) == "Поход"


HEARD = {
    "all": ([_new(), _new("k1")], None),
    "nothing": ([], Verdict.PUSH_SERVER),
    "half": ([_new("k1")], Verdict.PUSH_SERVER),
    "twice": ([_new(), _new(), _new("k1")], Verdict.DUPLICATE),
    "in another order": ([_new("k1"), _new()], Verdict.ORDER),
    "altered": ([_new(content="привет"), _new("k1")], Verdict.CONTENT),
    "without what belongs in it": ([PushEvent("message:new", {"dialogId": "dlg_1"})], Verdict.ENVELOPE),
    "of strangers, too": ([_new(), _new("k1"), _new("k2", dialogId="dlg_2")], Verdict.ACCESS),
}


@pytest.mark.parametrize(("events", "verdict"), HEARD.values(), ids=HEARD.keys())
def test_push_is_held_against_what_was_to_be_told(dialog: Dialog, events: list[PushEvent], verdict: Verdict | None):
    """A session must be told all that concerns its person, once, in order, unaltered, and nothing else."""
    session = Session("Олег", cast(PushClient, Heard(*events)), "websocket")
    for _ in range(2):
        message = replace(_said(dialog, "anna"), created_at="1")
        session.expected.append(message_new(message, "dlg_1"))

    try:
        broken = taken(was_told_all(session, {"dlg_1", *NAMES}))
    except AssertionError as error:
        broken = error.broken  # type: ignore[attr-defined]

    assert (broken and broken.verdict) == verdict


def test_who_was_removed_is_shown_nothing():
    """Of the dialog that somebody was removed from they must not be pushed a thing."""
    told = PushEvent("dialog:update", {"dialogId": "dlg_1", "eventType": "member_removed", "data": {"name": "Поход"}})
    session = Session("Олег", cast(PushClient, Heard(told)), "polling")
    session.expected.append(dialog_gone("dlg_1", "member_removed"))

    broken = taken(was_told_all(session, NAMES))

    assert broken is not None
    assert broken.verdict is Verdict.ACCESS


def test_session_has_all_when_nothing_is_missing():
    """What is waited for is that as many events have come as must, of each kind."""
    session = Session("Олег", cast(PushClient, Heard(_new())), "polling")
    before = session.has_all
    session.expected += [Expected(Stream("message:new", "dlg_1"), "k0"), Expected(Stream("presence", "anna"), "k")]

    assert (before, session.has_all) == (True, False)


def test_acts_are_left_out_as_long_as_it_fails():
    """Of many acts those are left that are needed, in their order; where there is no time, none is left out."""
    tried: list[object] = []

    def fails(acts: object) -> bool:
        tried.append(acts)
        return {3, 11} <= set(acts)  # type: ignore[call-overload]

    assert fewest(range(20), fails, lambda: True) == (3, 11)
    assert len(tried) < 60
    assert fewest(range(3), fails, lambda: False) == (0, 1, 2)


def test_walk_is_told_as_a_scenario():
    """What steps have words for are steps that can be read again; the rest, and the ending, are remarks."""
    lines = [
        Line("chat_exists", "", {"who": "Анна Павлова", "whom": "Олег Попов"}),
        Line("", "{who} уходит из чата {title}", {"who": "Анна Павлова", "title": "Поход"}),
        Line("sends_by_api", "", {"who": "Олег Попов", "whom": "Анна Павлова", "text": "Раз\nДва"}),
    ]

    text = scenario_text(lines, "Пример", "unread: 2 instead of 1.")

    (scenario,) = feature_of(text, ROOT / "found.feature", "found.feature").scenarios
    kinds = ["there_is", "there_is", "chat_exists", "sends_by_api"]
    assert [step.kind for step in scenario.steps] == kinds
    assert scenario.steps[-1].arguments["text"] == "Раз\nДва"
    assert "    # Анна Павлова уходит из чата «Поход»\n" in text
    assert text.endswith("    # unread: 2 instead of 1.\n")
