"""Text is stored and given back exactly as it was sent, or refused."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.answers import equal, refused
from fixtures.journey.verdict import Verdict, must
from fixtures.people.person import Person

KEPT = {
    "emoji": "Еще одно тестовое сообщение ✅ 👨‍👩‍👧‍👦 🏳️‍🌈",
    "emoji-beyond-the-first-plane": "𝕏 🫠 𠜎",
    "multi-line": "первая строка\nвторая строка\r\n\n\tтретья",
    "markup": "<b>жирный</b> & <script>alert(1)</script> &amp;",
    "quotes": "«ёлочки» \"лапки\" 'апострофы' `обратные` \\ %s {0}",
    "spaces-around": "  \n не обрезать \n  ",
    "leading-digits": "4123",
    "looks-like-a-packet": '42["message:new",{}]',
    "right-to-left": "שלום עולם مرحبا بالعالم",
    "combining": "й (и + U+0306), é",
    "zero-width": "невидимый\u200bпробел\u2060",
    "record-separator": "до\x1eпосле",
    "nul": "до\x00после",
    "sql": "'; DROP TABLE messages; --",
}
BLANK = {
    "empty": "",
    "spaces": "   ",
    "line-breaks": "\n\r\n\t",
    "no-break-space": "\u00a0",
    "ideographic-space": "\u3000",
    "byte-order-mark": "\ufeff",
    "mixed": " \u2028\u2029\u205f\ufeff\u0085",
}
NOT_TEXT = {
    "missing": {},
    "null": {"content": None},
    "number": {"content": 1},
    "list": {"content": ["а"]},
    "unknown-type": {"content": "а", "type": 7},
    "meta-is-no-object": {"content": "а", "meta": "c-1"},
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_text_is_kept_exactly(sender: Person, recipient: Person, dialog: Json, text: str):
    """What was sent is what is answered, stored and read by the other, character for character."""
    message = sender.api.send_message(dialog["dialogId"], text)

    stored = recipient.api.messages(dialog["dialogId"])[0]
    must(
        equal("the answered text", message["content"], text, Verdict.CONTENT),
        equal("the stored text", stored["content"], text, Verdict.CONTENT),
    )


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK.keys())
def test_blank_text_is_refused(sender: Person, dialog: Json, text: str):
    """White space alone is no message."""
    answer = sender.api.request("POST", f"/messages/dialog/{dialog['dialogId']}", {"content": text})

    must(refused(answer, 400))
    must(equal("the stored messages", sender.api.messages(dialog["dialogId"]), [], Verdict.INPUT))


@pytest.mark.parametrize("text", ["\u200b", "\u180e", "\u2800"], ids=["zero-width", "mongolian", "braille-blank"])
def test_invisible_text_is_no_blank(sender: Person, dialog: Json, text: str):
    """Characters that show nothing but are no Unicode white space make a message."""
    message = sender.api.send_message(dialog["dialogId"], text)

    must(equal("the answered text", message["content"], text, Verdict.CONTENT))


@pytest.mark.parametrize("body", NOT_TEXT.values(), ids=NOT_TEXT.keys())
def test_malformed_message_is_refused(sender: Person, dialog: Json, body: Json):
    """A message whose fields are of the wrong kind is refused, and nothing is stored."""
    answer = sender.api.request("POST", f"/messages/dialog/{dialog['dialogId']}", body)

    must(refused(answer, 400))
    must(equal("the stored messages", sender.api.messages(dialog["dialogId"]), [], Verdict.INPUT))


def test_lone_surrogate_is_refused(sender: Person, dialog: Json):
    """Half of a character is no text."""
    path = f"/messages/dialog/{dialog['dialogId']}"

    must(refused(sender.api.request("POST", path, content=rb'{"content": "\ud83d"}'), 400))


@pytest.mark.parametrize("character", ["я", "🫠"], ids=["cyrillic", "emoji"])
def test_longest_text_is_ten_thousand_code_points(sender: Person, dialog: Json, character: str):
    """Ten thousand code points are accepted and kept; one more is refused with 413."""
    path = f"/messages/dialog/{dialog['dialogId']}"

    longest = sender.api.send_message(dialog["dialogId"], character * 10_000)
    too_long = sender.api.request("POST", path, {"content": character * 10_001})

    must(equal("the answered text", longest["content"], character * 10_000, Verdict.CONTENT))
    must(refused(too_long, 413))
