"""The table of the chain: what each row promises, when a link is due, and what is said where it is broken."""

from itertools import pairwise
from string import Formatter
from types import MappingProxyType

import pytest

from fixtures.journey.chain.diagram import DOCUMENT, document
from fixtures.journey.chain.link import Deadline, Link, Part, Step
from fixtures.journey.chain.progress import Progress, first_broken, reached_by, waited_for
from fixtures.journey.chain.table import CAUGHT_UP, CHAIN, SHOWN, links_of
from fixtures.journey.facts.fact import Kind
from fixtures.journey.verdict import Broken, Verdict
from tests.selftest.histories import BORIS, fact, push

_NAMED = {name for link in CHAIN for _, name, _, _ in Formatter().parse(link.sentence) if name}
WORDS = MappingProxyType(dict.fromkeys(_NAMED, "a word"))
"""Every word that a sentence of the table asks for."""
STORED_AND_EMITTED = {Step.STORED: 100.0, Step.EMITTED: 110.0, Step.LEFT_ALONE: 110.0}
PUSHED = links_of(Part.RECIPIENT)


def name(link: Link) -> str:
    """What a reader calls a link."""
    return f"{link.opens}-to-{link.proves}".replace(" ", "-")


@pytest.mark.parametrize("link", CHAIN, ids=name)
def test_each_link_is_named_where_it_alone_is_not_proven(link: Link):
    """Whatever row is broken, its own verdict is given, in a sentence whose words are all filled in."""
    links = links_of(link.part)
    steps = [links[0].opens, *(one.proves for one in links if one is not link)]

    broken = first_broken(links, Progress(dict.fromkeys(steps, 0.0) | {link.opens: 0.0}, WORDS))

    assert broken is not None
    assert broken.verdict is link.verdict
    assert not set(broken.reason) & set("{}[]")


@pytest.mark.parametrize("part", Part)
def test_links_of_a_part_follow_each_other(part: Part):
    """What one link proves opens the next one, so that the first broken link is also the earliest."""
    assert all(earlier.proves is later.opens for earlier, later in pairwise(links_of(part)))


def test_nothing_is_broken_where_every_step_was_reached():
    """A message that came all the way has no verdict."""
    for part in Part:
        links = links_of(part)
        steps = [links[0].opens, *(link.proves for link in links)]
        assert first_broken(links, waited_for(2.0, *steps)) is None


def test_link_that_nothing_opened_is_not_broken():
    """Nobody owes an event of a message that was not stored."""
    assert first_broken(PUSHED, Progress({}, WORDS, end_ms=60_000)) is None


@pytest.mark.parametrize(
    ("end_ms", "is_broken"), [pytest.param(1609, False, id="not-due"), pytest.param(1610, True, id="due")]
)
def test_link_is_due_a_deadline_after_what_opened_it(end_ms: float, is_broken: bool):
    """The story counts a link's deadline from the step right before it."""
    assert (first_broken(PUSHED, Progress(STORED_AND_EMITTED, WORDS, end_ms)) is not None) is is_broken


def test_sentence_says_how_long_the_story_waited():
    """The time in a sentence counts from the step that opened the link, to the end of what was seen."""
    words = {"event": "message:new", "events": "no", "who": BORIS, "message": "«Привет»"}

    broken = first_broken(PUSHED, Progress({Step.STORED: 100.0}, words, end_ms=5000))

    assert broken == Broken(
        Verdict.PUSH_SERVER, "ChatApp stored «Привет» and emitted no `message:new` to Борис within 4.9 s."
    )


def test_part_of_a_sentence_without_its_word_is_left_out():
    """What an expectation does not know it does not say."""
    broken = first_broken(PUSHED, waited_for(2.0, Step.STORED, event="typing:start", events="no", who=BORIS))

    assert broken == Broken(Verdict.PUSH_SERVER, "ChatApp emitted no `typing:start` to Борис within 2 s.")


def test_text_of_a_message_is_no_part_of_the_template():
    """Braces and brackets that somebody wrote are told as they were written."""
    words = {**WORDS, "message": "«{who}[x]»"}

    broken = first_broken(PUSHED, Progress({Step.STORED: 0.0}, words, end_ms=5000))

    assert broken is not None
    assert "stored «{who}[x]» and emitted" in broken.reason


def test_excused_step_ends_the_judgement():
    """What a fault keeps from being reached is owed by nobody, and neither is what would have come after it."""
    excused = Progress(STORED_AND_EMITTED, WORDS, 60_000, excused=frozenset({Step.LET_THROUGH}))

    assert first_broken(PUSHED, excused) is None


def test_finding_of_another_judge_is_told_as_it_is():
    """What the contract found wrong with an answer keeps its verdict and its words."""
    breach = Broken(Verdict.IDENTITY, "`senderId` is another person's.")
    steps = (Step.GESTURE, Step.REQUEST, Step.ANSWER, Step.STATUS)

    progress = Progress(dict.fromkeys(steps, 0.0), WORDS, judged={Step.ENVELOPE: breach})

    assert first_broken(links_of(Part.SENDER), progress) is breach


def test_facts_reach_the_steps_that_their_kinds_prove():
    """Steps that need no more than a fact of their kind are read from the facts, each by its first one."""
    seen = [*push(BORIS, 21, at=110), *push(BORIS, 22, at=300)]

    assert reached_by(PUSHED, seen) == {Step.EMITTED: 110, Step.LET_THROUGH: 111, Step.ARRIVED: 112}


def test_fact_that_needs_more_than_its_kind_proves_nothing_by_itself():
    """A row that was shown may be that of another message."""
    assert reached_by(PUSHED, [fact(120, BORIS, Kind.ROW_SHOWN, via="page 1")]) == {}


@pytest.mark.parametrize("deadline", [SHOWN, CAUGHT_UP], ids=["shown", "caught-up"])
def test_story_never_asks_for_more_than_was_promised(deadline: Deadline):
    """The story counts from a later moment than a test does, so a test that waited has it judge every link."""
    assert 0 < deadline.story_ms == deadline.seconds * 1000 - 500


def test_document_shows_the_table():
    """The document shows the chain as the code has it; `python -m fixtures.journey.chain` draws it anew."""
    text = DOCUMENT.read_text(encoding="utf-8")

    assert text == document(text)


def test_document_without_a_place_for_the_chain_is_refused():
    """A page that lost its marks is not silently left as it was."""
    with pytest.raises(ValueError, match=r"chain\.md needs the lines"):
        document("# No place")
