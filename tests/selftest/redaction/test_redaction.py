"""What is kept in files is redacted strictly, and what is no secret stays readable."""

import json

import pytest

from fixtures.journey.printable import inert
from fixtures.redaction.redaction import Redaction
from fixtures.redaction.rules import tokens_in
from fixtures.redaction.secret import Secret

TOKEN, CODE, PASSWORD = "Zt0k/en+of=mine", "58213", 'a "quoted" one'
EVERYWHERE = {
    "known-token": (f"GET /x {TOKEN}!", "GET /x ***!"),
    "token-in-an-address": ("/x?t=Zt0k%2Fen%2Bof%3Dmine&y=1", "/x?t=***&y=1"),
    "secret-as-json": (json.dumps({"any": PASSWORD}), '{"any": "***"}'),
    "secret-as-html": ("<i>a &quot;quoted&quot; one</i>", "<i>***</i>"),
    "known-code": (f'fill("{CODE}"), код {CODE}', 'fill("***"), код ***'),
    "known-code-after-a-line-break": (f"код\\n{CODE}", "код\\n***"),
    "unknown-token": ('{"token":"other","x":1}', '{"token":"***","x":1}'),
    "token-in-json-in-json": ('{"body":"{\\"token\\": \\"other\\"}"}', '{"body":"{\\"token\\": \\"***\\"}"}'),
    "token-as-python-writes-it": ("{'accessToken': 'other'}", "{'accessToken': '***'}"),
    "authorization": ("Authorization: Bearer abc.def-123", "Authorization: Bearer ***"),
    "cookie": ("Set-Cookie: sid=abc; Path=/", "Set-Cookie: ***"),
    "session": ('{"session":"other"}', '{"session":"***"}'),
    "password": ('{"password":"other"}', '{"password":"***"}'),
    "handshake": ('40{"token":"other"}', '40{"token":"***"}'),
    "unknown-code": ('{"phone":"x","code":"4711"}', '{"phone":"x","code":"***"}'),
    "token-as-a-parameter": ("/x?token=other&y=1", "/x?token=***&y=1"),
}
READABLE = [
    "Сообщение длиннее 10000 символов",
    f"+ {CODE} ms",
    f"{CODE}.5 и 0.{CODE}",
    "msg_0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
    "1795409942367.jpeg",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709.json",
    "79111111111aaaabbbbccccddddeeeeffff00001.json",
    "tests/api/test_something_with_a_very_long_name_indeed.py",
    '{"code":"ERR_NETWORK"}',
]
PHONES = [
    "79111111111",
    "+79111111111",
    "8 911 111-11-11",
    "+7 (911) 111-11-11",
    "+7 911 111-11-11",
    "+7\u00a0911\u00a0111\u201311\u201311",
    "%2B79111111111",
    "%2B7%20911%20111-11-11",
    "\\u002b79111111111",
    "&#43;7&nbsp;911&nbsp;111-11-11",
]


@pytest.fixture(autouse=True)
def _known_secrets() -> None:
    for text in (TOKEN, CODE, PASSWORD):
        Secret(text)


@pytest.mark.parametrize(("text", "redacted"), EVERYWHERE.values(), ids=EVERYWHERE.keys())
def test_secret_is_masked_wherever_it_stands(text: str, redacted: str):
    """Known secrets go in every form of writing them, unknown ones where their place tells what they are."""
    assert Redaction(hides_phones=False).text(text) == redacted


@pytest.mark.parametrize("text", READABLE)
def test_what_is_no_secret_stays(text: str):
    """Counts, times, ids, fingerprints and names of tests stay readable, also where phones are hidden."""
    assert Redaction(hides_phones=True).words(text) == text


@pytest.mark.parametrize("phone", PHONES)
def test_phone_is_masked_in_every_form(phone: str):
    """A phone goes, however it is written and whatever stands around it; where people are made up it stays."""
    for text in (phone, f"тел:{phone}.", f"a\\n{phone}", f'"{phone}"', f"?search={phone}&x=1"):
        assert "911" not in Redaction(hides_phones=True).text(text)
        assert "911" in Redaction(hides_phones=False).text(text)


def test_json_stays_json():
    """Values are redacted by their keys, headers by their names, and numbers that are none of our business stay."""
    given = {
        "ms": 79111111111,
        "status": 200,
        "code": 4711,
        "headers": [{"name": "Authorization", "value": "Basic x"}, {"name": "Accept", "value": "text/html"}],
        "user": {"phone": "79111111111", "token": "x"},
    }

    redacted = json.loads(Redaction(hides_phones=True).line(given))

    assert redacted == {
        "ms": 79111111111,
        "status": 200,
        "code": "***",
        "headers": [{"name": "Authorization", "value": "***"}, {"name": "Accept", "value": "text/html"}],
        "user": {"phone": "***", "token": "***"},
    }


def test_token_of_one_text_is_known_in_another():
    """What stands beside a key in one text is masked where it stands alone in another."""
    found = tokens_in('{"token":"abcdefgh-1"} Bearer abcdefgh-2 {"authorization":"Bearer abcdefgh-3"}')

    assert found == {"abcdefgh-1", "abcdefgh-2", "abcdefgh-3"}
    assert Redaction(hides_phones=False).knowing(found).text("see abcdefgh-1") == "see ***"


def test_phone_is_masked_where_it_is_a_key():
    """A phone that names an entry is as secret as one that stands in it."""
    given = {"79111111111": {"+7 911 111-11-11": 1}}

    assert "911" not in json.dumps(Redaction(hides_phones=True).value(given))
    assert "911" not in Redaction(hides_phones=True).line(given)


def test_what_looks_drawn_by_lot_is_masked_in_words():
    """A traceback shows no long text of small and capital letters and digits, whatever it is."""
    assert Redaction(hides_phones=False).words(f"['{'aB3_' * 10}']") == "['***']"


def test_text_that_is_inert_colours_no_terminal():
    """Escapes, half characters and marks of direction are spelt out; lines, tabs and emoji stay."""
    assert inert("a\x1b[31m\u202eб\x9b\r\n\tв 👨‍👩‍👧 \ud83d") == "a\\x1b[31m\\u202eб\\x9b\\r\n\tв 👨‍👩‍👧 \\ud83d"
