"""One list of what is secret: each of its keys is masked in every place, for every reader; nothing else is."""

import json
from collections.abc import Callable

import pytest

from fixtures.redaction.redaction import Redaction
from fixtures.redaction.rules import KEYS, Kind, kind_of
from fixtures.redaction.secret import Secret
from fixtures.redaction.shown import logged, readable, saying, shortened, shown

VALUES = {Kind.TOKEN: "tok-4711-yes", Kind.CODE: "4711", Kind.PHONE: "79114711471"}
MASKED = {key: (key, VALUES[kind]) for key, kind in KEYS.items()}
FORMS = {
    "as listed": str,
    "capital": str.capitalize,
    "upper": str.upper,
    "plural": "{}s".format,
    "camel": lambda key: f"chatApp{key.capitalize()}",
    "snake": "chat_app_{}".format,
    "header": lambda key: f"X-{key.capitalize()}",
    "first": "{}_of_user".format,
}
PLACES: dict[str, Callable[[str, str], str]] = {
    "JSON": lambda key, value: json.dumps({key: value}),
    "JSON in JSON": lambda key, value: json.dumps({"body": json.dumps({key: value})}),
    "Python": lambda key, value: repr({key: value}),
    "address": lambda key, value: f"GET /api/x?page=1&{key}={value}&y=2",
    "header": lambda key, value: f"GET /x HTTP/1.1\nX-{key}: {value}\nAccept: */*",
}
READERS: dict[str, Callable[[str], str]] = {
    "kept": Redaction(hides_phones=True).text,
    "kept words": Redaction(hides_phones=True).words,
    "shortened": shortened,
    "logged": logged,
    "compared": readable,
}
CREDENTIALS = [
    "proxy = http://anna:hush-4711@proxy.example:3128, and more",
    "POST https://hush-4711@chat.example/api",
    "wss://anna:p@ss:hush-4711@[::1]:1/socket.io/?EIO=4",
    "GIT+SSH://anna:hush-4711'@git.example",
    json.dumps({"url": "postgres://anna:hush-4711@db"}),
    json.dumps({"body": json.dumps({"url": "http://anna:hush-4711@a.example"})}),
    r'{"url":"http:\/\/anna:hush-4711@a.example\/x"}',
    "GET /login?next=http%3A%2F%2Fanna%3Ahush-4711%40chat.example%2F&page=1",
]
NO_CREDENTIALS = [
    "GET https://chat.example/@anna?mail=anna@chat.example#a@b",
    'see "https://chat.example", "anna@chat.example"',
    "https://chat.example и anna@chat.example",
    "GET /login?next=https%3A%2F%2Fchat.example%2Fanna%40chat.example",
    "anna@chat.example: wrote",
]
NO_SECRET_KEYS = [
    "statusCode",
    "status_code",
    "error-code",
    "exitCode",
    "close_code",
    "countryCode",
    "encoding",
    "barcode",
    "microphone",
    "telephony",
    "name",
    "",
]
NO_CODE = [
    "Request failed with status code 500",
    "Request failed with status code 5000",
    "status code=5000, status code of 5000",
    "AxiosError {message: 'Request failed with status code 5000', code: 'ERR_BAD_RESPONSE'}",
    "статус-код 5000",
    "HTTP-код 5000, http code: 5000",
    "WebSocket closed with code 1006",
    "The process ended with exit code 4711",
    "error code: 4711",
    "HTTP-код 500",
    "код ответа 5030",
    "10000 code points, 4711 more",
    "кодировка 1251",
    "unicode 4711",
    "код 12",
    "Сообщение длиннее 10000 символов",
]
CODE = [
    "Ожидался код: 4711, не 7",
    "код «4711»",
    "Ваш код 4711",
    "код подтверждения: 4711",
    "Неверный код (4711)",
    "кода 4711 больше нет",
    "code 4711",
    "Your code is 4711.",
    "wrong CODE=4711",
    "sign in with code 4711",
]


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize(("key", "value"), MASKED.values(), ids=MASKED.keys())
def test_every_key_of_the_list_is_masked_in_texts(
    key: str, value: str, place: Callable[[str, str], str], reader: Callable[[str], str]
):
    """A secret that nobody has told is masked by its place: in JSON, in an address, in a header."""
    text = place(key, value)
    assert value in text

    masked = reader(text)

    assert value not in masked
    assert "***" in masked


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize(("key", "value"), MASKED.values(), ids=MASKED.keys())
def test_every_key_of_the_list_is_masked_in_values(key: str, value: str, form: Callable[[str], str]):
    """However a key is written: what stands under it is masked, also as one of a list, or as a named value."""
    name = form(key)
    held = [{name: value}, {name: [value, {"id": value}]}, {"name": name, "value": value}]

    for one in held:
        assert value not in Redaction(hides_phones=True).line(one)
        assert value not in shown(one)
        assert value not in readable(one)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("text", CREDENTIALS)
def test_credentials_in_an_address_are_masked(text: str, reader: Callable[[str], str]):
    """Who may pass, and with which password, is masked before the host of every address, however that is written."""
    masked = reader(text)

    assert "hush-4711" not in masked
    assert "***" in masked


@pytest.mark.parametrize("text", NO_CREDENTIALS)
def test_other_addresses_stay_as_they_are(text: str):
    """An `@` behind the host, or of a mail address, hides nothing."""
    assert Redaction(hides_phones=True).words(text) == text


@pytest.mark.parametrize("key", NO_SECRET_KEYS)
def test_other_keys_are_no_secret(key: str):
    """A code of another kind, or a word that merely has such letters in it, hides nothing."""
    assert kind_of(key) is None
    assert Redaction(hides_phones=True).line({key: 500, "": 4711}) == json.dumps({key: 500, "": 4711})
    assert Redaction(hides_phones=True).text(f'{{"{key}": 4711}}') == f'{{"{key}": 4711}}'
    assert shown({key: 500}) == json.dumps({key: 500})


@pytest.mark.parametrize("text", ["ERR_NETWORK", "ECONNREFUSED", "phone.invalid", "not_found"])
def test_name_of_an_error_is_no_code(text: str):
    """What stands under `code` in an error of a library can be read."""
    assert Redaction(hides_phones=True).line({"code": text}) == json.dumps({"code": text})
    assert shown({"code": text}) == json.dumps({"code": text})


@pytest.mark.parametrize("words", NO_CODE)
def test_number_that_is_no_code_can_be_read(words: str):
    """A status, a count or another kind of code near the word «код» is told as it is."""
    assert logged(words) == words
    assert saying({"error": words}) == f", saying «{words}»"


@pytest.mark.parametrize("words", CODE)
def test_code_is_masked_in_words(words: str):
    """A code that nobody has told is masked in ChatApp's own words, where they call it one."""
    assert logged(words) == words.replace("4711", "***")
    assert saying({"error": words}) == f", saying «{words.replace('4711', '***')}»"


def test_phones_of_made_up_people_are_kept():
    """Where people are made up, phones stay, under their key and in texts; tokens and codes go all the same."""
    held = {"phone": "79114711471", "text": "+7 911 471-14-71", "token": "tok-4711-yes", "code": "4711"}

    kept = json.loads(Redaction(hides_phones=False).line(held))

    assert kept == {"phone": "79114711471", "text": "+7 911 471-14-71", "token": "***", "code": "***"}


def test_nothing_is_masked_twice_or_reshaped():
    """A value keeps its shape, truth and absence can be read, and what is masked once stays so."""
    held = {"token": None, "session": True, "password": "", "code": {"sent": False, "digits": [4711]}}

    once = Redaction(hides_phones=True).value(held)

    assert once == {"token": None, "session": True, "password": "", "code": {"sent": False, "digits": ["***"]}}
    assert Redaction(hides_phones=True).value(once) == once


def test_secret_is_masked_as_a_part_of_any_value():
    """A `Secret`, short as it may be, is a mask wherever it stands by itself."""
    assert Redaction(hides_phones=False).value({"any": [Secret("7")]}) == {"any": ["***"]}
    assert shown({"any": [Secret("7")]}) == '{"any": ["***"]}'
