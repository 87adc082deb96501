"""Who may connect to the push channel, over both transports."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import refuses
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.people.person import Person
from fixtures.targets.target import Target

TRANSPORTS = ["websocket", "polling"]
NO_TOKEN = {"no-auth": None, "empty-auth": {}, "empty-token": {"token": ""}, "null-token": {"token": None}}
BAD_TOKEN = {"forged": {"token": "forged"}, "with-bearer": {"token": "Bearer x"}}


@pytest.mark.needs("message_push")
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_member_connects_and_hears(sender: Person, recipient: Person, dialog: Json, transport: str):
    """A person with a token connects over either transport, and events arrive there."""
    push = recipient.connect_push(transport)

    message = sender.api.send_message(dialog["dialogId"], "Слышно?")

    must(push.gets("message:new", message["_id"]))


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("auth", NO_TOKEN.values(), ids=NO_TOKEN.keys())
def test_connection_without_token_is_refused(target: Target, journal: Journal, transport: str, auth: Json | None):
    """Without a token the push channel refuses, and says why."""
    must(refuses(target, journal, auth, "Authentication token required", transport))


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("auth", BAD_TOKEN.values(), ids=BAD_TOKEN.keys())
def test_connection_with_bad_token_is_refused(target: Target, journal: Journal, transport: str, auth: Json):
    """With a token that ChatApp did not give out the push channel refuses, and says why."""
    must(refuses(target, journal, auth, "Authentication failed", transport))
