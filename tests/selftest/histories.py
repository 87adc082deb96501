"""Histories made by hand: what is seen when Анна writes to Борис and all goes well, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable

from fixtures.journey.facts.fact import Fact, Kind

ANNA, BORIS = "Анна", "Борис"
TEXT, DIALOG, MESSAGE, CLIENT = "Привет", "dlg_1", "m1", "c1"
PATH = f"/api/messages/dialog/{DIALOG}"
LONG_AFTER = 5_000.0

History = list[Fact]
Edit = Callable[[History], History]


def fact(at_ms: float, who: str, what: Kind, **detail: object) -> Fact:
    """One fact."""
    return Fact(at_ms, who, what, detail)


def page_opens(who: str, request: int, listed: tuple[str, ...] = ()) -> History:
    """A page that is loaded, connected to push, and has the dialog open."""
    return [
        fact(1, who, Kind.PAGE_LOADED, via="page 1"),
        fact(2, who, Kind.CONNECTED, via="page 1"),
        fact(3, who, Kind.REQUESTED, via="page 1", request=request, method="GET", path=f"{PATH}?page=1"),
        fact(4, who, Kind.ANSWERED, via="page 1", request=request, status=200, keys=["data"], messages=list(listed)),
        fact(5, who, Kind.DIALOG_OPENED, via="page 1", dialog=DIALOG),
    ]


def in_tab(via: str, history: History) -> History:
    """The same facts, seen in another tab."""
    return [Fact(seen.at_ms, seen.who, seen.what, {**seen.detail, "via": via}) for seen in history]


def sending(
    text: str = TEXT, message: str = MESSAGE, client: str = CLIENT, request: int = 10, at: float = 100
) -> History:
    """Анна presses Enter; her page asks, ChatApp answers."""
    told = {"dialog": DIALOG, "client": client, "text": text}
    return [
        fact(at, ANNA, Kind.GESTURE, via="page 1", gesture="Enter", text=text),
        fact(at + 1, ANNA, Kind.REQUESTED, via="page 1", request=request, method="POST", path=PATH, **told),
        fact(at + 20, ANNA, Kind.ANSWERED, via="page 1", request=request, status=201, message=message, **told),
    ]


def row(who: str, at: float = 125, number: int = 1, **detail: object) -> Fact:
    """A row of the message in someone's feed."""
    own = {"side": "right", "sender": "Вы", "mark": "отправлено"} if who == ANNA else {"side": "left", "sender": ANNA}
    seen = {"via": "page 1", "row": number, "message": MESSAGE, "text": TEXT, **own, **detail}
    return fact(at, who, Kind.ROW_SHOWN, **seen)


def push(who: str, packet: int, at: float = 110, message: str = MESSAGE, via: str = "page 1") -> History:
    """`message:new` on its way to someone's page."""
    about = {"via": via, "packet": packet, "event": "message:new", "message": message, "dialog": DIALOG}
    words = (Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED)
    return [fact(at + number, who, word, **about) for number, word in enumerate(words)]


def all_goes_well() -> History:
    """Анна writes to Борис; both see it."""
    return in_order(
        [
            *page_opens(ANNA, 1),
            *page_opens(BORIS, 2),
            *sending(),
            *push(ANNA, 20),
            *push(BORIS, 21),
            row(ANNA),
            row(BORIS),
            fact(LONG_AFTER, "the test", Kind.TEST_ENDED, outcome="passed"),
        ]
    )


def in_order(history: History) -> History:
    """The same facts by time."""
    return sorted(history, key=lambda seen: seen.at_ms)


def without(*words: Kind, who: str | None = None) -> Edit:
    """Such facts were not seen, of this person or of anyone."""
    return lambda history: [seen for seen in history if seen.what not in words or (who and seen.who != who)]


def along_with(*more: Fact) -> Edit:
    """These facts were seen too."""
    return lambda history: in_order([*history, *more])


def telling(word: Kind, who: str, **detail: object) -> Edit:
    """Such facts of a person tell something else."""

    def changed(seen: Fact) -> Fact:
        same = seen.what == word and seen.who == who
        return Fact(seen.at_ms, seen.who, seen.what, {**seen.detail, **detail}) if same else seen

    return lambda history: [changed(seen) for seen in history]


def without_request(number: int) -> Edit:
    """Nothing was seen of a request and what came of it."""
    return lambda history: [seen for seen in history if seen.detail.get("request") != number]


def spoiled(*edits: Edit) -> History:
    """What is seen when all goes well, but for these changes."""
    history = all_goes_well()
    for edit in edits:
        history = edit(history)
    return history


OFFLINE = fact(90, ANNA, Kind.FAULT_BEGAN, fault=1, name="offline")
EMPTIED = fact(101, ANNA, Kind.INPUT_EMPTIED, via="page 1")
NO_PUSH = without(Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED, who=ANNA)
"""No push came to Анна."""


def broken(verdict: str) -> Fact:
    """A matcher found a promise broken, and the test failed for it."""
    return fact(LONG_AFTER - 1, "the test", Kind.TEST_ENDED, outcome="failed", verdict=verdict, reason="so it was")
