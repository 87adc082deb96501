"""Lists come in pages: whole, without overlap, in one order, and only within the limits."""

import math
import secrets
from collections.abc import Callable

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal, refused, same_in_order
from fixtures.contract.pieces import the_one
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

Fill = Callable[[People, Person, Person, int], str]
"""Makes so many items that one person can list, and gives the path that lists them."""

OUTSIDE = [
    "page=0",
    "page=-1",
    "page=x",
    "page=",
    "page=1e1",
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=1.5",
    "limit=",
]


def _users(people: People, sender: Person, recipient: Person, count: int) -> str:
    mark = secrets.token_hex(6)
    # They are not sought, and come first by their names: a page that has lost what is sought shows them.
    for number in range(count + 2):
        people.new(f"Абакумов {number}")
    for number in range(count):
        people.new(f"{people.faker.first_name()} {mark} {number}")
    return f"/users?search={mark}"


def _dialogs(people: People, sender: Person, recipient: Person, count: int) -> str:
    for number in range(count):
        dialog = people.dialog(sender, recipient, name=f"Диалог {number}")
        recipient.api.send_message(dialog["dialogId"], f"Сообщение {number}")
    return "/dialogs?includeLastMessage=true"


def _members(people: People, sender: Person, recipient: Person, count: int) -> str:
    others = [people.new() for _ in range(count - 2)]
    dialog = people.dialog(sender, recipient, *others, name="Собрание")
    return f"/dialogs/{dialog['dialogId']}/members?"


def _messages(people: People, sender: Person, recipient: Person, count: int) -> str:
    dialog = people.dialog(sender, recipient)
    for number in range(count):
        (sender, recipient)[number % 2].api.send_message(dialog["dialogId"], f"Сообщение {number}")
    return f"/messages/dialog/{dialog['dialogId']}?"


_PAGED = pytest.mark.needs("list_pagination")
LISTS = {
    "users": pytest.param(_users, "userId", marks=_PAGED),
    "dialogs": (_dialogs, "dialogId"),
    "members": pytest.param(_members, "userId", marks=_PAGED),
    "messages": (_messages, "messageId"),
}


@pytest.mark.parametrize(("fill", "key"), LISTS.values(), ids=LISTS.keys())
def test_pages_neither_overlap_nor_leave_gaps(people: People, sender: Person, recipient: Person, fill: Fill, key: str):
    """All pages together are the whole list in its order; the page behind the last is empty, and says so."""
    path = fill(people, sender, recipient, 7)
    whole = sender.api.data("GET", f"{path}&limit=100")

    pages, told = zip(*(sender.api.page_of(f"{path}&page={number}&limit=3") for number in (1, 2, 3, 4)), strict=True)

    must(equal("the length of the list", len(whole), 7, Verdict.CONTENT))
    seen = [item[key] for page in pages for item in page]
    uninvited = sorted(set(seen) - {item[key] for item in whole})
    must(equal("those on the pages who are not in the whole list", uninvited, [], Verdict.CONTENT))
    must(same_in_order("all pages together", seen, [item[key] for item in whole]))
    must(equal("what the pages say of each", [item for page in pages for item in page], whole, Verdict.CONTENT))
    must(equal("the lengths", [len(page) for page in pages], [3, 3, 1, 0], Verdict.CONTENT))
    expected = [{"page": number, "limit": 3, "total": 7, "pages": 3} for number in (1, 2, 3, 4)]
    must(equal("pagination", list(told), expected, Verdict.CONTENT))


@pytest.mark.parametrize(("query", "length"), [("", 50), ("&limit=1", 1), ("&limit=100", 51)], ids=["50", "1", "100"])
def test_page_holds_as_many_as_asked_for(people: People, sender: Person, recipient: Person, query: str, length: int):
    """A page holds 50 items unless another number was asked for, from 1 to 100."""
    path = _messages(people, sender, recipient, 51)

    page, told = sender.api.page_of(f"{path}{query}")

    must(equal("the length", len(page), length, Verdict.CONTENT))
    limit = int(query.rpartition("=")[2] or 50)
    expected = {"page": 1, "limit": limit, "total": 51, "pages": math.ceil(51 / limit)}
    must(equal("pagination", told, expected, Verdict.CONTENT))


@pytest.mark.parametrize("query", OUTSIDE)
def test_page_outside_the_limits_is_refused(sender: Person, dialog: Json, query: str):
    """Pages start at 1 and hold 1 to 100 items, in every list."""
    paths = ["/users", "/dialogs", f"/dialogs/{dialog['dialogId']}/members", f"/messages/dialog/{dialog['dialogId']}"]

    must(*(refused(sender.api.request("GET", f"{path}?{query}"), 400) for path in paths))


def test_page_far_behind_the_last_is_empty(sender: Person, dialog: Json):
    """A page number that no list reaches is answered, with nothing on the page."""
    sender.api.send_message(dialog["dialogId"], "Одно")

    page, _ = sender.api.page_of(f"/messages/dialog/{dialog['dialogId']}?page=9999999999999999&limit=100")

    must(equal("the page", page, [], Verdict.CONTENT))


@pytest.mark.needs("last_message_unasked")
@pytest.mark.parametrize(
    ("query", "shown"),
    [("", True), ("?includeLastMessage=true", True), ("?includeLastMessage=false", False)],
    ids=["left-out", "true", "false"],
)
def test_last_message_is_listed_when_wanted(sender: Person, dialog: Json, query: str, shown: bool):
    """`includeLastMessage` decides whether the list carries each dialog's last message; left out, it does."""
    sent = sender.api.send_message(dialog["dialogId"], "Последнее")

    listed = the_one("the dialog", sender.api.data("GET", f"/dialogs{query}"))

    preview = {key: sent[key] for key in ("content", "senderId", "type", "createdAt")}
    must(equal("lastMessage", listed["lastMessage"], preview if shown else None, Verdict.CONTENT))


def test_wish_that_is_neither_yes_nor_no_is_refused(sender: Person):
    """`includeLastMessage` is `true` or `false`."""
    must(refused(sender.api.request("GET", "/dialogs?includeLastMessage=7"), 400))


def test_latest_message_comes_first_however_close(people: People, sender: Person, recipient: Person):
    """Of dialogs with messages of the same millisecond the one whose message came last stands first."""
    dialogs = [people.dialog(sender, recipient, name=f"Чат {number}")["dialogId"] for number in range(20)]

    for dialog_id in dialogs:
        recipient.api.send_message(dialog_id, "Новости")
    for dialog_id in reversed(dialogs):
        recipient.api.send_message(dialog_id, "Ещё новости")

    listed = [dialog["dialogId"] for dialog in sender.api.dialogs()]
    must(equal("the list", listed, dialogs, Verdict.ORDER))
