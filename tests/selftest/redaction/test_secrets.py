"""Tokens and codes stay out of everything that a run keeps or prints."""

from pathlib import Path

import pytest

from fixtures.contract.conformance import breaches_of_answer
from fixtures.contract.exchange import Exchange
from fixtures.contract.expectations import answered, equal
from fixtures.journey.finding import taken
from fixtures.journey.verdict import Verdict
from fixtures.redaction.form_index import FormIndex
from fixtures.redaction.secret import Secret
from tests.selftest.harness_process import RUNS, run_pytest
from tests.selftest.leaks import everything_in

CODE, TOKEN, SHORT_TOKEN = "58213", "pass:phrase/of+mine", "tok-4711"
HELD = {
    "known-token": [TOKEN],
    "known-short-token": {"_id": f"<{SHORT_TOKEN}>"},
    "hexadecimal": "5d41402abc4b2a76b9719d911017c592",
    "uuid": ("3F2504E0-4F89-11D3-9A0C-0305E82C3301",),
    "long": f"before {'aB3_' * 10} after",
    "phone": "+79111111111",
    "token": {"accessToken": "x"},
    "session": [{"session": {"id": "x"}}],
    "password": {"Password": 4711},
    "code": {"code": "x"},
}
READABLE = [
    "1234",
    "Код 58213 в сообщении, которое написал тест",
    "Тест после исправления! ✅",
    f"msg_{'0a' * 20}",
    f"usr_{'0a' * 16}",
    "c-1",
    {"unreadCount": 1234, "createdAt": "2025-11-05T09:30:00.000Z"},
]
WORDS = {
    "known-code": (f"{CODE}?", "***?"),
    "code-of-another": ("Ожидался код: 9021, не 7", "Ожидался код: ***, не 7"),
    "known-token": (f"Истёк {TOKEN}!", "Истёк ***!"),
    "known-short-token": (f"Истёк {SHORT_TOKEN}!", "Истёк ***!"),
    "count": ("Сообщение длиннее 10000 символов", "Сообщение длиннее 10000 символов"),
}


@pytest.fixture(autouse=True)
def _known_secrets() -> None:
    """What this run knows to be secret."""
    for text in (CODE, TOKEN, SHORT_TOKEN):
        Secret(text)


def test_failures_show_no_token(tmp_path: Path):
    """A run in which everything fails keeps no token, neither in the report nor on the terminal, told at length."""
    told = tmp_path / "tokens"

    ended = run_pytest(
        tmp_path / "run",
        str(RUNS / "failing_with_secrets.py"),
        "--tb=long",
        environment={"TELL_TOKENS": str(told)},
    )

    tokens = told.read_text(encoding="utf-8").split()
    kept = dict(everything_in(tmp_path / "run"))
    assert len(ended.failures) == 7
    # One test opens a page, and is recorded in a second run.
    assert len(tokens) == 9
    assert any(name.endswith("trace-1.zip/trace.network") for name in kept)
    assert [name for name, content in kept.items() if any(token.encode() in content for token in tokens)] == []
    assert [token for token in tokens if token in ended.printed] == []


def test_secret_is_masked_where_it_is_shown():
    """A secret works as text, and its representation is a mask, inside of other things too."""
    hidden = Secret("abc123")

    assert f"Bearer {hidden}" == "Bearer abc123"
    assert "abc123" not in repr({"token": hidden})


@pytest.mark.parametrize("held", HELD.values(), ids=HELD.keys())
def test_compared_value_shows_no_secret(held: object):
    """What a test compares is told without secrets: known ones, those under a telling key, those with their form."""
    told = str(taken(equal("the answer", held, None, Verdict.CONTENT)))

    assert "***" in told
    assert [text for text in _texts(held) if len(text) > 1 and text in told] == []


@pytest.mark.parametrize("written", READABLE)
def test_what_a_test_wrote_is_readable(written: object):
    """Texts, ids, counts and moments are told as they are; digits may happen to be someone's code."""
    assert (
        str(taken(equal("the text", written, "", Verdict.CONTENT)))
        == f"content: the text is {written!r} instead of ''."
    )


def test_secret_itself_is_masked_when_compared():
    """A code that is compared as such is masked, short as it is."""
    assert (
        str(taken(equal("the code", Secret("7"), None, Verdict.ACCESS))) == "access: the code is '***' instead of None."
    )


@pytest.mark.parametrize(("words", "masked"), WORDS.values(), ids=WORDS.keys())
def test_chat_apps_words_show_no_secret(words: str, masked: str):
    """ChatApp's own words are told without tokens and without codes, whoever quotes them."""
    exchange = Exchange("GET", "/api/auth/me", 500, {"success": False, "error": words})

    assert str(taken(answered(exchange, 200))).endswith(f"saying «{masked}».")
    assert str(*breaches_of_answer(exchange)).endswith(f"saying «{masked}».")


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _texts(item)]
    return [str(value).strip("<>+").removeprefix("before ").removesuffix(" after")]


@pytest.mark.parametrize("others", [0, 2_000], ids=["few", "many"])
def test_secret_is_found_among_few_and_many(others: int):
    """A text's secrets are found in each way of writing them, however many others are known."""
    index = FormIndex([f"secret-{number:05d}-of-another" for number in range(others)])
    index.add('a"b&c/d?e')

    found = index.forms_in(
        r"""{"as JSON": "a\"b&c/d?e", "in a URL": "a%22b%26c%2Fd%3Fe", "in HTML": "a&quot;b&amp;c/d?e"}"""
    )

    assert found == {r"a\"b&c/d?e", "a%22b%26c%2Fd%3Fe", "a&quot;b&amp;c/d?e"}
