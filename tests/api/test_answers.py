"""Every endpoint's answer: the one envelope, with what the contract puts under `data`."""

import pytest

from fixtures.clients.api import ApiClient
from fixtures.contract.expectations import answered, equal
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target

OBJECTS = {
    "me": ("GET", "/auth/me"),
    "one user": ("GET", "/users/{other}"),
    "one dialog": ("GET", "/dialogs/{dialog}"),
    "one message": ("GET", "/messages/{message}"),
    "reactions": pytest.param("GET", "/messages/{message}/reactions", marks=pytest.mark.needs("reaction_counts")),
    "rename": ("PATCH", "/dialogs/{dialog}"),
}
CHANGED_MESSAGES = {
    "mark as delivered": ("POST", "/messages/{message}/status/delivered"),
    "mark as read": ("POST", "/messages/{message}/status/read"),
    "react": ("POST", "/messages/{message}/reactions"),
    "take a reaction back": ("DELETE", "/messages/{message}/reactions/👍"),
}
LISTS = {
    "users": ("GET", "/users?search={phone}"),
    "dialogs": ("GET", "/dialogs"),
    "messages": ("GET", "/messages/dialog/{dialog}"),
    "members": ("GET", "/dialogs/{dialog}/members"),
    "add a member": ("POST", "/dialogs/{dialog}/members"),
}
BODY = {"reaction": "👍", "name": "Новое"}
NOTHING = {
    "remove a member": pytest.param(
        "DELETE", "/dialogs/{dialog}/members/{other}", marks=pytest.mark.needs("members_answered")
    ),
    "delete a dialog": ("DELETE", "/dialogs/{dialog}"),
}


@pytest.mark.parametrize(("method", "path"), OBJECTS.values(), ids=OBJECTS.keys())
def test_answer_carries_its_object(sender: Person, known: dict[str, str], method: str, path: str):
    """An endpoint that gives one thing gives it whole, under `data`, as the contract has it."""
    data = sender.api.data(method, path.format(**known), BODY)

    must(equal("whether there is an object", isinstance(data, dict), True, Verdict.ENVELOPE))


@pytest.mark.needs("changed_message_answered")
@pytest.mark.parametrize(("method", "path"), CHANGED_MESSAGES.values(), ids=CHANGED_MESSAGES.keys())
def test_change_of_a_message_answers_it(sender: Person, known: dict[str, str], method: str, path: str):
    """A call that reports a status or changes reactions answers the message, as it is now."""
    message = sender.api.data(method, path.format(**known), BODY)

    must(equal("the answered message", message["messageId"], known["message"], Verdict.IDENTITY))


@pytest.mark.parametrize(("method", "path"), LISTS.values(), ids=LISTS.keys())
def test_answer_carries_its_list(sender: Person, known: dict[str, str], method: str, path: str):
    """An endpoint that gives several things gives a list of whole ones, under `data`, as the contract has it."""
    items = sender.api.data(method, path.format(**known), {"userId": known["other"]})

    must(equal("the list's emptiness", items == [], False, Verdict.ENVELOPE))


@pytest.mark.parametrize(("method", "path"), NOTHING.values(), ids=NOTHING.keys())
def test_answer_without_content_is_null(sender: Person, known: dict[str, str], method: str, path: str):
    """An action with nothing to return answers 200 with `data: null`."""
    answer = sender.api.request(method, path.format(**known))

    must(answered(answer, 200), equal("data", answer.data, None, Verdict.ENVELOPE))


@pytest.mark.needs("health_version")
def test_health_is_said(people: People, target: Target, journal: Journal):
    """`/health` says that ChatApp is up, which version it is, and what time it has."""
    earlier = people.new()
    with ApiClient(target, "watchman", journal, prefix="") as root:
        health = root.data("GET", "/health")
    later = people.new()

    must(equal("the keys", sorted(health), ["status", "timestamp", "version"], Verdict.ENVELOPE))
    must(equal("status", health["status"], "ok", Verdict.TARGET))
    moments = [_registered(later, earlier), health["timestamp"], _registered(earlier, later)]
    must(equal("the moments before, of and after the answer", moments, sorted(moments), Verdict.CONTENT))


def _registered(witness: Person, person: Person) -> str:
    return str(witness.api.data("GET", f"/users/{person.user_id}")["createdAt"])
