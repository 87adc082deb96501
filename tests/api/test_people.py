"""Finding people: by part of the name or phone, in any case, and never oneself."""

import secrets
from collections.abc import Callable

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import the_one
from fixtures.journey.finding import Finding, broken, kept, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

PARTS: dict[str, Callable[[str], str]] = {
    "whole": str,
    "beginning": lambda name: name[:6],
    "middle": lambda name: name[3:20],
    "lower-case": str.lower,
    "upper-case": str.upper,
}
LOOKALIKES = {"percent": "%", "underscore": "_", "star": "*", "backslash": "\\", "quote": "'"}


@pytest.mark.parametrize("part_of", PARTS.values(), ids=PARTS.keys())
def test_person_is_found_by_part_of_the_name(people: People, sender: Person, part_of: Callable[[str], str]):
    """Any part of a name finds its bearer, whatever its case, Cyrillic Ё and Latin letters alike."""
    mark = secrets.token_hex(6)
    found = people.new(f"Ёжикова {mark} Zoë")
    people.new(f"Медвежонок {secrets.token_hex(6)}")

    names = [user["name"] for user in sender.api.find_people(part_of(found.name)) if mark in user["name"]]

    must(equal("who was found", names, [found.name], Verdict.CONTENT))


def test_name_that_does_not_match_is_not_found(people: People, sender: Person):
    """Who bears another name is left out."""
    mark = secrets.token_hex(6)
    people.new(f"Ёжикова {mark}")

    must(equal("who was found", sender.api.find_people(f"{mark}x"), [], Verdict.CONTENT))


@pytest.mark.parametrize("part", [slice(None), slice(4, None), slice(3, 9)], ids=["whole", "end", "middle"])
def test_person_is_found_by_part_of_the_phone(sender: Person, recipient: Person, part: slice):
    """Any part of a phone finds its owner."""
    must(_finds(sender, recipient.phone[part], recipient))


@pytest.mark.parametrize("character", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_special_character_stands_for_itself(people: People, sender: Person, character: str):
    """What means something to a database means nothing in a search."""
    mark = secrets.token_hex(6)
    bearer = people.new(f"Юрий {mark}{character}Ш")
    people.new(f"Юрий {mark}яШ")

    names = [user["name"] for user in sender.api.find_people(f"{mark}{character}ш")]

    must(equal("who was found", names, [bearer.name], Verdict.CONTENT))


@pytest.mark.parametrize("search", ["by-name", "by-phone"])
def test_oneself_is_left_out(sender: Person, search: str):
    """Nobody finds themselves, however they look."""
    part = sender.name if search == "by-name" else sender.phone

    ids = [user["userId"] for user in sender.api.find_people(part)]

    must(equal("whether one finds oneself", sender.user_id in ids, False, Verdict.IDENTITY))


@pytest.mark.needs("list_pagination")
def test_oneself_is_not_counted(sender: Person):
    """Who looks for their own phone finds nobody, and is told of nobody."""
    found, told = sender.api.page_of(f"/users?search={sender.phone}")

    must(equal("who was found", found, [], Verdict.IDENTITY))
    must(equal("pagination", told, {"page": 1, "limit": 50, "total": 0, "pages": 0}, Verdict.CONTENT))


def test_last_activity_moves_with_what_one_does(sender: Person, recipient: Person, dialog: Json):
    """`lastActiveAt` is when someone was last seen doing something, sending for one."""
    message = sender.api.send_message(dialog["dialogId"], "Я здесь")

    active = recipient.api.data("GET", f"/users/{sender.user_id}")["lastActiveAt"]

    must(equal("whether sending has moved it", active >= message["createdAt"], True, Verdict.CONTENT))


def test_person_is_the_same_alone_and_in_the_list(sender: Person, recipient: Person):
    """One person's own address shows what the search shows, under the name and phone that they gave."""
    alone = sender.api.data("GET", f"/users/{recipient.user_id}")

    listed = the_one(recipient.name, sender.api.find_people(recipient.phone))
    must(equal("the person alone", alone, listed, Verdict.IDENTITY))
    must(
        equal("name", alone["name"], recipient.name, Verdict.IDENTITY),
        equal("phone", alone["phone"], recipient.phone, Verdict.IDENTITY),
    )


def _finds(person: Person, part: str, other: Person) -> Finding:
    found = other.user_id in [user["userId"] for user in person.api.find_people(part)]
    return kept() if found else broken(Verdict.CONTENT, f"searching for {part!r} does not find {other.name!r}.")
