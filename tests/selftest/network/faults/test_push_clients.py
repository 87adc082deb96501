"""The faults that cut connections, for push clients: their sessions end, none comes about, and afterwards one does."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.client import PushClient
from fixtures.clients.push.transport import TransportClosed
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.network.faults.kinds.connection_cut import ConnectionCut
from fixtures.network.wire import Wire
from fixtures.people.person import Person
from fixtures.targets.target import Target

Cut = Callable[[Wire], AbstractContextManager[ConnectionCut]]
CUTS: dict[str, Cut] = {"offline": Wire.offline, "unreachable": Wire.server_unreachable, "push": Wire.push_cut}


@pytest.fixture(params=CUTS)
def cut(request: pytest.FixtureRequest) -> Cut:
    """One of the faults that cut connections."""
    return CUTS[request.param]


@pytest.fixture(params=["polling", "websocket"])
def client(request: pytest.FixtureRequest, recipient: Person, dialog: Json) -> PushClient:
    """A push client of the recipient, on either transport."""
    return recipient.connect_push(request.param)


def _is_present(sender: Person, recipient: Person, dialog: Json) -> bool:
    members = sender.api.dialog(dialog["dialogId"])["members"]
    return any(member["isActive"] for member in members if member["userId"] == recipient.user_id)


def _must_be_whole(sender: Person, recipient: Person, dialog: Json) -> None:
    """Insist that the recipient can connect anew, and gets what is sent then, once."""
    assert recipient.network.requests.installed == []
    client = recipient.connect_push()
    message = sender.api.send_message(dialog["dialogId"], "Снова на связи")
    assert len(client.wait_for("message:new", message["_id"])) == 1
    assert client.goes_on()


def test_cut_ends_the_session(sender: Person, recipient: Person, dialog: Json, client: PushClient, cut: Cut):
    """The client sees its transport closed, and for ChatApp the session is over."""
    assert _is_present(sender, recipient, dialog)

    with cut(recipient.network):
        assert not client.goes_on()
        assert recipient.network.wait_for(lambda: not _is_present(sender, recipient, dialog), within=5.0)
        message = sender.api.send_message(dialog["dialogId"], "Никому")

    assert client.received("message:new", message["_id"]) == []
    _must_be_whole(sender, recipient, dialog)


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_cut_refuses_new_sessions(sender: Person, recipient: Person, dialog: Json, cut: Cut, transport: str):
    """Connecting within a cut fails at once, in words, and the fault names who was refused."""
    with cut(recipient.network) as fault:
        with pytest.raises(TransportClosed, match=f"the wire of {recipient.name} refuses it: {fault.name}$"):
            recipient.connect_push(transport)
        assert fault.refused == ["push client 1"]

    _must_be_whole(sender, recipient, dialog)


def test_cut_heals_when_the_test_fails_inside_it(
    sender: Person, recipient: Person, dialog: Json, client: PushClient, cut: Cut
):
    """A cut ends with its block, however the block ends."""
    with suppress(ZeroDivisionError), cut(recipient.network):
        raise ZeroDivisionError

    _must_be_whole(sender, recipient, dialog)


def test_client_that_has_ended_does_not_keep_a_cut_from_healing(
    sender: Person, recipient: Person, dialog: Json, client: PushClient, cut: Cut
):
    """Push clients may go before and within a cut; the others are cut off as ever."""
    other = recipient.connect_push()
    client.close()

    with cut(recipient.network):
        assert not other.goes_on()
        other.close()

    _must_be_whole(sender, recipient, dialog)


def test_only_one_person_is_cut_off(sender: Person, recipient: Person, dialog: Json, client: PushClient, cut: Cut):
    """A cut is on one person's wire; the others' push clients go on."""
    assert sender.push

    with cut(recipient.network):
        message = sender.api.send_message(dialog["dialogId"], "Только себе")
        assert sender.push.wait_for("message:new", message["_id"])


def test_cut_is_written_down(recipient: Person, dialog: Json, client: PushClient, journal: Journal):
    """Facts tell when the session began, and that it ended by the code of the fault."""
    with recipient.network.push_cut(1012):
        assert not client.goes_on()

    facts = [
        (fact.what, fact.detail)
        for fact in journal.facts
        if fact.who == recipient.name and fact.what in {Kind.CONNECTED, Kind.DISCONNECTED, Kind.FAULT_BEGAN}
    ]
    number = facts[1][1]["fault"]
    assert facts == [
        (Kind.CONNECTED, {"via": "push client 1"}),
        (Kind.FAULT_BEGAN, {"fault": number, "name": "push cut with code 1012"}),
        (Kind.DISCONNECTED, {"via": "push client 1", "close_code": 1012}),
    ]


def test_client_needs_no_persons_wire(
    sender: Person, recipient: Person, dialog: Json, target: Target, journal: Journal
):
    """A push client that was made by hand gets its events, and nobody's faults."""
    with recipient.network.push_dropped():
        client = PushClient(target, {"token": recipient.token}, "сама по себе", journal)
        message = sender.api.send_message(dialog["dialogId"], "По своему проводу")
        arrived = client.wait_for("message:new", message["_id"])
        client.close()

    assert len(arrived) == 1
