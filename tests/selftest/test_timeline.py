"""What a failure says first: the broken link in words, then the facts in their order."""

from fixtures.journey.sighting import Seen
from fixtures.journey.story import tell
from fixtures.journey.timeline import timeline_of
from tests.selftest.histories import ANNA, BORIS, along_with, fact, spoiled, without


def test_timeline_tells_what_concerns_the_message():
    """The facts about the lost message are told in order, from the first of them on; those it rests on are marked."""
    other = fact(300, ANNA, Seen.REQUESTED, via="page 1", request=77, method="GET", path="/api/users")
    history = spoiled(without(Seen.ROW_SHOWN, who=BORIS), along_with(other))
    (finding,) = tell(history)

    lines = timeline_of(history, finding.evidence)

    assert lines[0] == "  +     0 ms  Анна   made a gesture [page 1]: Enter «Привет»"
    assert lines[-1] == "  +    25 ms  Анна   row shown [page 1]: отправлено «Привет» m1"
    assert "> +    12 ms  Борис  arrived in the page [page 1]: message:new m1" in lines
    assert not [line for line in lines if "/api/users" in line]


def test_timeline_of_nothing_is_nothing():
    """Where nothing was seen there is nothing to tell."""
    assert timeline_of([]) == []


def test_long_story_is_told_from_its_end():
    """Of many facts the last ones are told, and how many were left out."""
    history = [fact(number, ANNA, Seen.NOISE, text=f"шум {number}") for number in range(100)]

    first, *lines = timeline_of(history)

    assert (first, len(lines)) == ("  (the first 60 facts are left out)", 40)
    assert lines[-1].endswith("«шум 99»")


def test_text_of_a_message_cannot_draw_on_the_terminal():
    """Line breaks and control characters of a text are shown as such, so that a fact stays one line."""
    (line,) = timeline_of([fact(0, ANNA, Seen.ROW_SHOWN, text="раз\nдва\x1b[31m\rтри\x07")])

    assert line.endswith(r"«раз\nдва\x1b[31m\rтри\x07»")
