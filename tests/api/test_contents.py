"""Text is stored and given back exactly as it was sent, or refused."""

import secrets

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal, refused
from fixtures.contract.pieces import piece, the_one
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

KEPT = {
    "next-to-half-characters": "\ud7ff\ue000",
    "emoji": "Еще одно тестовое сообщение ✅ 👨‍👩‍👧‍👦 🏳️‍🌈",
    "emoji-beyond-the-first-plane": "𝕏 🫠 𠜎",
    "multi-line": "первая строка\nвторая строка\r\n\n\tтретья",
    "markup": "<b>жирный</b> & <script>alert(1)</script> &amp;",
    "quotes": "«ёлочки» \"лапки\" 'апострофы' `обратные` \\ %s {0}",
    "spaces-around": "  \n не обрезать \n  ",
    "line-break-behind": "в конце строки\n",
    "line-breaks-around": "\r\n\nмежду строк\r\n",
    "tab-and-no-break-space-behind": "отступ\t\u00a0",
    "leading-digits": "4123",
    "looks-like-a-packet": '42["message:new",{}]',
    "right-to-left": "שלום עולם مرحبا بالعالم",
    "direction-marks": "\u202eперевёрнуто\u202c и \u2067נכון\u2069",
    "combining": "и\u0306, e\u0301, Z\u0351\u036b\u0343a\u0320l\u0358g\u0335o",
    "composed": "\u0439, \u00e9, \ufb01, \u212b",
    "zero-width": "невидимый\u200bпробел\u2060",
    "record-separator": "до\x1eпосле",
    "nul": "до\x00после",
    "noncharacters": "\ufffe\uffff\U0010ffff",
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
EVERYWHERE = {
    "beyond-the-first-plane": "🫠𠜎𝕏",
    "right-to-left": "سلام שלום",
    "decomposed": "Йод e\u0301",
    "zero-width": "невиди\u200bмый\u2060",
    "markup": "<i>&amp;</i>",
    "nul": "до\x00после",
    "spaces-around": "  края ",
}
NOT_TEXT = {
    "missing": {},
    "null": {"content": None},
    "number": {"content": 1},
    "list": {"content": ["а"]},
    "unknown-type": {"content": "а", "type": 7},
    "meta-is-no-object": {"content": "а", "meta": "c-1"},
}
HALF_CHARACTERS = {
    "in-content": rb'{"content": "\ud83d"}',
    "wrong-way-round": rb'{"content": "\ude00\ud83d"}',
    "in-meta": rb'{"content": "x", "meta": {"a": ["\udc00"]}}',
    "in-a-key-of-meta": rb'{"content": "x", "meta": {"\ud83d": 1}}',
    "the-first-of-all": rb'{"content": "\ud800"}',
    "the-last-of-all": rb'{"content": "\udfff"}',
    "as-bytes": b'{"content": "\xed\xa0\xbd"}',
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_text_is_kept_exactly(sender: Person, recipient: Person, dialog: Json, text: str):
    """What was sent is what is answered, stored and read by the other, character for character."""
    message = sender.api.send_message(dialog["dialogId"], text)

    stored = the_one("the message", recipient.api.messages(dialog["dialogId"]), Verdict.PERSISTENCE)
    must(
        equal("the answered text", message["content"], text, Verdict.CONTENT),
        equal("the stored text", stored["content"], text, Verdict.CONTENT),
    )


@pytest.mark.needs("changed_message_answered")
@pytest.mark.parametrize("text", EVERYWHERE.values(), ids=EVERYWHERE.keys())
def test_every_field_keeps_its_text(people: People, sender: Person, recipient: Person, text: str):
    """Names of people and dialogs, reactions and meta are kept exactly too, and what is kept can be found."""
    name = people.new_name(f"{text}{secrets.token_hex(6)}{text}")
    bearer = people.new(name)
    dialog = sender.api.create_dialog(text, [recipient.user_id, bearer.user_id])
    message = sender.api.send_message(dialog["dialogId"], text, meta={text: [text]})
    reacted = recipient.api.react(message["messageId"], text)

    listed = recipient.api.listed_dialog(dialog["dialogId"])
    must(
        equal("the name of the person", bearer.name, name, Verdict.CONTENT),
        equal("the name of the dialog", listed["dialogName"], text, Verdict.CONTENT),
        equal("the preview", piece(listed, "lastMessage", "content"), text, Verdict.CONTENT),
        equal("meta", reacted["meta"], {text: [text]}, Verdict.CONTENT),
        equal("the reactions", reacted["reactionCounts"], {text: 1}, Verdict.CONTENT),
    )
    found = [user["name"] for user in sender.api.find_people(name)]
    must(equal("who is found by name", found, [name], Verdict.CONTENT))
    renamed = sender.api.rename_dialog(dialog["dialogId"], f"{text}!")
    must(equal("the new name of the dialog", renamed["dialogName"], f"{text}!", Verdict.CONTENT))


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


@pytest.mark.parametrize("body", HALF_CHARACTERS.values(), ids=HALF_CHARACTERS.keys())
def test_lone_surrogate_is_refused(sender: Person, dialog: Json, body: bytes):
    """Half of a character is no text, wherever it stands."""
    must(refused(sender.api.request("POST", f"/messages/dialog/{dialog['dialogId']}", content=body), 400))
