"""Reactions: counted by person, given and taken back once, kept as they are."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person

ODD = {
    "skin-tone": "👍🏽",
    "family": "👨‍👩‍👧‍👦",
    "words": "вот это да",
    "slash": "a/b",
    "question-mark": "?!",
    "hash": "#1",
    "percent": "50%2F",
    "line-break": "a\nb",
    "spaces-around": " ок ",
}


@pytest.fixture
def message(sender: Person, dialog: Json) -> Json:
    """A message that has no reactions yet."""
    return sender.api.send_message(dialog["dialogId"], "Нравится?")


def _bears_reactions(person: Person, message: Json, counts: dict[str, int]) -> Finding:
    """The message has these reactions, wherever it is shown."""
    path = f"/messages/{message['messageId']}"
    shown = [person.api.data("GET", path), person.api.data("GET", f"{path}/reactions")]
    shown += person.api.messages(message["dialogId"])
    return equal("the reactions", [one["reactionCounts"] for one in shown], [counts] * 3, Verdict.CONTENT)


@pytest.mark.needs("changed_message_answered")
def test_reactions_count_people(sender: Person, recipient: Person, message: Json):
    """Each reaction counts the people who gave it, the sender included; one person may give several."""
    sender.api.react(message["messageId"], "👍")
    recipient.api.react(message["messageId"], "👍")
    answered = recipient.api.react(message["messageId"], "🎉")

    must(equal("the answered reactions", answered["reactionCounts"], {"👍": 2, "🎉": 1}, Verdict.CONTENT))
    must(_bears_reactions(sender, message, {"👍": 2, "🎉": 1}))


@pytest.mark.needs("changed_message_answered")
def test_same_reaction_again_changes_nothing(recipient: Person, message: Json):
    """One person's reaction counts once, however often it is given."""
    first = recipient.api.react(message["messageId"], "👍")

    second = recipient.api.react(message["messageId"], "👍")

    must(equal("the second answer", second, first, Verdict.DUPLICATE))


@pytest.mark.needs("changed_message_answered")
def test_reaction_is_taken_back(sender: Person, recipient: Person, message: Json):
    """Who takes a reaction back takes their own, and leaves the others' and other ones."""
    for person, reaction in ((sender, "👍"), (recipient, "👍"), (recipient, "🎉")):
        person.api.react(message["messageId"], reaction)

    answered = recipient.api.take_back(message["messageId"], "👍")

    must(equal("the answered reactions", answered["reactionCounts"], {"👍": 1, "🎉": 1}, Verdict.CONTENT))
    recipient.api.take_back(message["messageId"], "🎉")
    must(_bears_reactions(sender, message, {"👍": 1}))


def test_reaction_that_one_has_not_given_stays(sender: Person, recipient: Person, message: Json):
    """Taking back what one has not given, or has taken back before, is answered and changes nothing."""
    before = sender.api.react(message["messageId"], "👍")

    answered = [recipient.api.take_back(message["messageId"], reaction) for reaction in ("👍", "🎉")]

    must(equal("the answers", answered, [before] * 2, Verdict.CONTENT))


@pytest.mark.needs("changed_message_answered")
@pytest.mark.parametrize("reaction", ODD.values(), ids=ODD.keys())
def test_any_reaction_is_kept_and_taken_back(recipient: Person, message: Json, reaction: str):
    """A reaction is any short text, kept exactly; whatever it holds it can be taken back."""
    given = recipient.api.react(message["messageId"], reaction)
    left = recipient.api.take_back(message["messageId"], reaction)

    must(equal("the reactions", given["reactionCounts"], {reaction: 1}, Verdict.CONTENT))
    must(equal("the reactions afterwards", left["reactionCounts"], {}, Verdict.CONTENT))


@pytest.mark.needs("changed_message_answered")
def test_look_alike_reactions_are_different(recipient: Person, message: Json):
    """Texts that look alike and hold other characters are counted apart: nothing is normalised."""
    composed, decomposed = "\u00e9", "e\u0301"

    recipient.api.react(message["messageId"], composed)
    counts = recipient.api.react(message["messageId"], decomposed)["reactionCounts"]

    must(equal("the reactions", counts, {composed: 1, decomposed: 1}, Verdict.CONTENT))


@pytest.mark.needs("changed_message_answered")
def test_reaction_makes_the_message_newer_and_leaves_its_place(sender: Person, recipient: Person, message: Json):
    """A reaction moves `updatedAt`, and neither `createdAt` nor anything else of the message."""
    later = sender.api.send_message(message["dialogId"], "Время идёт")["createdAt"]

    changed = recipient.api.react(message["messageId"], "👍")

    must(equal("whether updatedAt has moved", changed["updatedAt"] >= later, True, Verdict.CONTENT))
    rest = {**message, "reactionCounts": {"👍": 1}, "updatedAt": changed["updatedAt"]}
    must(equal("the message", changed, rest, Verdict.CONTENT))


@pytest.mark.needs("changed_message_answered")
def test_taking_back_makes_the_message_newer(sender: Person, recipient: Person, message: Json):
    """Taking a reaction back moves `updatedAt` too."""
    recipient.api.react(message["messageId"], "👍")
    later = sender.api.send_message(message["dialogId"], "Время идёт")["createdAt"]

    changed = recipient.api.take_back(message["messageId"], "👍")

    must(equal("whether updatedAt has moved", changed["updatedAt"] >= later, True, Verdict.CONTENT))


@pytest.mark.needs("changed_message_answered")
def test_however_many_reactions_there_are_all_are_shown(sender: Person, recipient: Person, message: Json):
    """A message that has more than a hundred reactions shows every one of them."""
    given = {f"№{number}": 1 for number in range(105)}

    for reaction in given:
        recipient.api.react(message["messageId"], reaction)

    must(_bears_reactions(sender, message, given))
