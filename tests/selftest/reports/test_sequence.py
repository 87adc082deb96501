"""The picture of a journey: who did what to whom, when, and where the link broke."""

from xml.etree import ElementTree

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.story import tell
from fixtures.journey.story.timeline import excerpt_of
from fixtures.journey.verdict import Broken, Verdict
from reports.sequence import Drawing, Stroke, StrokeKind, draw
from reports.sequence_lanes import Lane
from reports.sequence_svg import svg_of
from tests.selftest.histories import ANNA, BORIS, NO_PUSH, History, along_with, fact, row, spoiled, without

EVIL = "</text><script>alert(1)</script>\x1b[31m|a|b|"
SVG = "{http://www.w3.org/2000/svg}"
LOST_ROW = spoiled(NO_PUSH, without(Kind.ROW_SHOWN, who=ANNA))
LOOKED = fact(2200, ANNA, Kind.LOOKED_FOR, via="page 1", effect="a row", found=False)


def drawn(history: History, verdict: Verdict = Verdict.FEED) -> Drawing:
    """The drawing of a history whose findings of this verdict are told."""
    evidence = [seen for finding in tell(history) if finding.verdict == verdict for seen in finding.evidence]
    evidence += [seen for seen in history if seen.what == Kind.LOOKED_FOR]
    told = [seen for seen in history if seen.what != Kind.TEST_ENDED]
    return draw(excerpt_of(told, evidence), Broken(verdict, "so it was"))


def broken_link(drawing: Drawing) -> tuple[Lane, Lane]:
    """Between which lanes the one broken link is."""
    (link,) = (stroke for stroke in drawing.strokes if stroke.kind == StrokeKind.BROKEN)
    return drawing.lanes.all[int(link.start)], drawing.lanes.all[int(link.end)]


def test_person_page_and_server_stand_side_by_side():
    """Whoever acts first stands left of ChatApp, the other one right of it, each beside their page."""
    history = spoiled(without(Kind.ROW_SHOWN, who=BORIS))

    lanes = drawn(history, Verdict.PUSH_HANDLER).lanes.all

    assert lanes == (Lane(ANNA), Lane(ANNA, "page 1"), Lane("ChatApp"), Lane(BORIS, "page 1"), Lane(BORIS))


@pytest.mark.parametrize("kind", [StrokeKind.FAULT, StrokeKind.FOLD, StrokeKind.NOTE, StrokeKind.HTTP])
@pytest.mark.parametrize("letter", ["щ", "😀"], ids=["letters", "emoji"])
def test_label_stays_in_its_room(kind: StrokeKind, letter: str):
    """However long its words, and however wide, a label reaches no neighbour's lane."""
    lanes = drawn([*LOST_ROW, LOOKED]).lanes
    end = 1 if kind == StrokeKind.HTTP else 0
    drawing = Drawing(lanes, (Stroke(0.0, kind, 0, end, letter * 46),), Broken(Verdict.FEED, "so it was"))

    svg = ElementTree.fromstring(svg_of(drawing))  # noqa: S314 - our own
    (label,) = (text.text for text in svg.iter(f"{SVG}text") if text.text and letter in text.text)

    letters = label.count(letter)
    assert 10 < letters * (2 if letter == "😀" else 1) * 6.7 < 236 + 20, label


def test_lost_row_breaks_between_page_and_person():
    """A row that never came is a broken link from the page to its person, when it was looked for in vain."""
    drawing = drawn([*LOST_ROW, LOOKED])

    assert broken_link(drawing) == (Lane(ANNA, "page 1"), Lane(ANNA))
    assert (
        next(stroke.words for stroke in drawing.strokes if stroke.kind == StrokeKind.BROKEN)
        == "feed: looked for a row, in vain"
    )


@pytest.mark.parametrize(
    ("verdict", "start", "end"),
    [
        (Verdict.INPUT, Lane(ANNA), Lane(ANNA, "page 1")),
        (Verdict.REQUEST, Lane(ANNA, "page 1"), Lane("ChatApp")),
        (Verdict.ENVELOPE, Lane("ChatApp"), Lane(ANNA, "page 1")),
        (Verdict.PUSH_DELIVERY, Lane("ChatApp"), Lane(ANNA, "page 1")),
        (Verdict.UNREAD, Lane(ANNA, "page 1"), Lane(ANNA)),
        (Verdict.TARGET, Lane("ChatApp"), Lane("ChatApp")),
        (Verdict.PAGE, Lane(ANNA, "page 1"), Lane(ANNA, "page 1")),
    ],
    ids=str,
)
def test_each_verdict_breaks_its_own_link(verdict: Verdict, start: Lane, end: Lane):
    """The broken link is drawn where the verdict says that the message was lost."""
    assert broken_link(drawn([*LOST_ROW, LOOKED], verdict)) == (start, end)


def test_push_on_its_way_is_one_stroke():
    """A push that nobody held up goes from ChatApp to the page in one stroke; a withheld one stops on the wire."""
    about = {"via": "page 1", "packet": 30, "event": "message:new", "message": "m1"}
    kept = [fact(112, ANNA, Kind.EMITTED, **about), fact(112, ANNA, Kind.WITHHELD, **about)]
    drawing = drawn(spoiled(NO_PUSH, without(Kind.ROW_SHOWN, who=ANNA), along_with(*kept, LOOKED)))

    pushes = [stroke for stroke in drawing.strokes if stroke.kind == StrokeKind.PUSH]
    server, page = (drawing.lanes.all.index(lane) for lane in (Lane("ChatApp"), Lane(BORIS, "page 1")))
    assert [(one.start, one.end) for one in pushes if not one.stopped] == [(server, page)]
    assert [(one.start, one.end, one.words) for one in pushes if one.stopped] == [
        (server, server - 0.5, "withheld: message:new")
    ]


def test_long_journey_is_folded():
    """Of a very long journey the decisive facts and the end are drawn, and how many are left out between them."""
    events = [fact(200 + n, ANNA, Kind.SENT_EVENT, via="page 1", event="x", message="m1") for n in range(90)]
    drawing = drawn([*LOST_ROW, *events, LOOKED])

    folds = [stroke.words for stroke in drawing.strokes if stroke.kind == StrokeKind.FOLD]
    assert len(drawing.strokes) <= 45
    assert "55 facts are left out" in folds


def test_nothing_seen_is_drawn_as_such():
    """Where nothing was seen, the picture still says what is broken."""
    drawing = draw(excerpt_of([]), Broken(Verdict.HARNESS, "so it was"))

    assert [stroke.kind for stroke in drawing.strokes] == [StrokeKind.BROKEN]
    assert "harness: so it was" in _texts(svg_of(drawing))


def test_texts_are_texts():
    """Whatever a message, a name or a reason holds is text in the picture, and no markup."""
    history = [seen for seen in LOST_ROW if seen.what != Kind.GESTURE]
    history = [*history, fact(100, EVIL, Kind.GESTURE, via="page 1", gesture="Enter", text=EVIL), row(EVIL, text=EVIL)]
    drawing = draw(excerpt_of(history, history[-2:]), Broken(Verdict.FEED, EVIL))

    picture = svg_of(drawing)

    assert {one.tag.removeprefix(SVG) for one in _root(picture).iter()} <= {
        *("svg", "title", "defs", "marker", "path", "rect", "line", "text", "circle")
    }
    assert "\x1b" not in picture
    assert any("<script>" in text for text in _texts(picture))


def test_broken_link_is_red_and_last_word():
    """The broken link and the sentence under the picture are red, and nothing else is."""
    root = _root(svg_of(drawn([*LOST_ROW, LOOKED])))

    red = ["".join(one.itertext()) for one in root.iter(f"{SVG}text") if one.get("fill") == "#d11a2a"]
    assert red == ["+2100 ms", "feed: looked for a row, in vain", "feed: so it was"]


def _texts(picture: str) -> list[str]:
    return ["".join(one.itertext()) for one in _root(picture).iter(f"{SVG}text")]


def _root(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 - it is our own
