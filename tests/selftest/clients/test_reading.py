"""What a person reads in a row: styles can change it, and take it from their eyes, without touching the document."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.expectations.reading import reads_as_it_stands
from fixtures.clients.browser.pages.rows import Reading, read_as_seen
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must, taken
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person

TEXT = "Встреча   в пять,\n  у входа. Возьми с собой зонт, деньги и документы, и не опаздывай"
OTHERWISE = {
    "white space collapsed": ".message-text { white-space: normal !important }",
    "spaces collapsed": ".message-text { white-space: pre-line !important }",
    "capital letters": ".message-text { text-transform: uppercase }",
    "masked letters": ".message-text { -webkit-text-security: disc }",
    "letters turned round": ".message-text { unicode-bidi: bidi-override; direction: rtl }",
    "something put before": ".message-text::before { content: 'Спам: ' }",
    "something put behind": ".message-text::after { content: '…' }",
}
UNSEEN = {
    "hidden": ".message-text { visibility: hidden }",
    "not displayed": ".message-text { display: none }",
    "transparent": ".message-text { opacity: 0 }",
    "nearly transparent": ".body { opacity: 0.05 }",
    "without size": ".message-text { font-size: 0 }",
    "scaled to nothing": ".body { transform: scale(0.05) }",
    "indented away": ".body { text-indent: -9999px }",
    "moved away": ".body { position: relative; left: -3000px }",
    "without ink": ".message-text { color: transparent }",
    "without filling": ".message-text { -webkit-text-fill-color: transparent }",
    "of the colour behind it": ".bubble { background: #fff !important } .message-text { color: #fefefe }",
    "clamped to a line": (
        ".message-text { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden }"
    ),
    "ended by an ellipsis": (
        ".message-text { display: block; white-space: pre !important; overflow: hidden; text-overflow: ellipsis }"
    ),
    "cut off below": ".body { height: 8px; overflow: hidden }",
    "clipped away": ".bubble { clip-path: inset(0 0 0 60%) }",
    "covered": ".bubble::after { content: ''; position: absolute; inset: 0; background: #fff }",
    "covered, and clicked through": (
        ".bubble::after { content: ''; position: absolute; inset: 0; background: #fff; pointer-events: none }"
    ),
}


@pytest.mark.usefixtures("pages")
def test_row_is_read_as_a_person_sees_it(sender: Person, recipient: Person, dialog: Json):
    """What reads otherwise is `content`, what cannot be read `page`, and what was left alone neither."""
    recipient.api.send_message(dialog["dialogId"], TEXT)
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.renders(TEXT))

    told = {name: _with_style(sender, style) for name, style in {**OTHERWISE, **UNSEEN}.items()}

    expected = dict.fromkeys(OTHERWISE, Verdict.CONTENT) | dict.fromkeys(UNSEEN, Verdict.PAGE)
    assert told == expected
    must(chat.expect.renders(TEXT))


@pytest.mark.usefixtures("pages")
def test_recorder_reads_as_a_person_does(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """A fact about a row bears what one reads of it where that is another text."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.send("12")
    must(chat.expect.sends("12"))
    sender.tabs[0].page.add_style_tag(content=OTHERWISE["capital letters"])

    chat.send("раз")
    must(chat.expect.sends("раз"))
    sender.tabs[0].catch_up()

    rows = {one.detail["text"]: one.detail for one in journal.facts if one.what in (Kind.ROW_SHOWN, Kind.ROW_CHANGED)}
    assert [rows[text].get("reads") for text in ("12", "раз")] == [None, "РАЗ"]


def _with_style(person: Person, style: str) -> Verdict | None:
    page = person.tabs[0].page
    tag = page.add_style_tag(content=style)
    (row,) = read_as_seen(person.tabs[0])
    tag.evaluate("tag => tag.remove()")
    wrong = taken(reads_as_it_stands(row))
    return wrong.verdict if wrong else None


def test_what_is_hidden_is_told_before_what_reads_otherwise():
    """A row that cannot be seen has no text to be compared."""
    wrong = taken(reads_as_it_stands(Reading("", "да", "ДА", "it is covered")))

    assert wrong is not None
    assert wrong.verdict is Verdict.PAGE
