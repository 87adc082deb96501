"""What a failure says first: the broken link in words, then the facts in their order."""

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.story import tell
from fixtures.journey.story.timeline import timeline_of
from tests.selftest.histories import ANNA, BORIS, along_with, fact, spoiled, without


def test_timeline_tells_what_concerns_the_message():
    """The facts about the lost message are told in order, from the first of them on; those it rests on are marked."""
    other = fact(300, ANNA, Kind.REQUESTED, via="page 1", request=77, method="GET", path="/api/users")
    history = spoiled(without(Kind.ROW_SHOWN, who=BORIS), along_with(other))
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
    history = [fact(number, ANNA, Kind.ROW_CHANGED, message="m1", text=f"{number}") for number in range(100)]

    first, *lines = timeline_of(history, history[-1:])

    assert (first, len(lines)) == ("  (60 facts are left out)", 40)
    assert lines[-1].endswith("«99» m1")


def test_story_without_a_message_is_told_from_its_end():
    """Where nothing is known of what a failure is about, the last facts are told."""
    history = [fact(number, ANNA, Kind.NOISE, text=f"шум {number}") for number in range(100)]

    lines = timeline_of(history)

    assert len(lines) == 15
    assert lines[-1].endswith("«шум 99»")


def test_faults_are_told_with_what_they_explain():
    """A fault on the wire of someone whom the finding is about is told; ids are told by their beginning."""
    fault = fact(90, BORIS, Kind.FAULT_BEGAN, fault=1, name="push duplicated")
    history = spoiled(without(Kind.ROW_SHOWN, who=BORIS), along_with(fault))
    (finding,) = tell(history)

    assert "  +     0 ms  Борис  fault began: push duplicated" in timeline_of(history, finding.evidence)
    (line,) = timeline_of([fact(0, ANNA, Kind.ANSWERED, status=201, message="a30a59e41d3fe8dc6e128d04")])
    assert line.endswith("answered: 201 a30a59…")


def test_text_of_a_message_cannot_draw_on_the_terminal():
    """Line breaks and control characters of a text are shown as such, so that a fact stays one line."""
    (line,) = timeline_of([fact(0, ANNA, Kind.ROW_SHOWN, text="раз\nдва\x1b[31m\rтри\x07")])

    assert line.endswith(r"«раз\nдва\x1b[31m\rтри\x07»")
