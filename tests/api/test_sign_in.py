"""Signing in: phone, name, code and token, and when each of them is refused."""

import json
from datetime import datetime, timedelta

import pytest

from fixtures.clients.api import ApiClient
from fixtures.contract.expectations import answered, equal, refused
from fixtures.hosting.plugin import StartChatApp
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target

MALFORMED_PHONES = {
    "empty": "",
    "short": "7911111111",
    "long": "791111111111",
    "with-plus": "+79111111111",
    "with-eight": "89111111111",
    "letters": "79abcdefghi",
    "other-digits": "79१११११११११",
    "line-break-behind": "79111111111\n",
    "number": 79111111111,
    "null": None,
}
MALFORMED_NAMES = {"blank": " \u3000", "number": 7, "null": None, "lone-surrogate": "\ud83d"}
FORGED = {
    "no-token": "Bearer",
    "unknown": "Bearer x",
    "doubled-scheme": "Bearer Bearer",
    "null": "Bearer null",
    "other-scheme": "Basic x",
    "half-a-character": b"Bearer \xed\xa0\xbd",
}


def test_sign_in_answers_carry_data(people: People, target: Target):
    """Asking for a code says whether the person is new; the code gives a token and the user."""
    phone, name = people.new_phone(), people.new_name("Вера Павлова")

    asked = people.sign_in_api.request_code(phone, name)
    session = people.sign_in_api.verify_code(phone, target.code)

    must(equal("the answer", asked, {"isNewUser": True}, Verdict.ENVELOPE))
    user = {key: session["user"][key] for key in ("phone", "name")}
    must(equal("the user", user, {"phone": phone, "name": name}, Verdict.IDENTITY))


@pytest.mark.needs("plain_users")
def test_known_person_needs_no_name_and_keeps_it(people: People, sender: Person, target: Target):
    """Who has registered gets a code by phone alone; another name given with it changes nothing."""
    asked = [people.sign_in_api.request_code(sender.phone, name) for name in ("Самозванец", None)]

    session = people.sign_in_api.verify_code(sender.phone, target.code)

    must(equal("the answers", asked, [{"isNewUser": False}] * 2, Verdict.ENVELOPE))
    own = {"userId": sender.user_id, "phone": sender.phone, "name": sender.name}
    must(equal("the user", session["user"], own, Verdict.IDENTITY))


def test_name_that_was_corrected_counts(people: People, target: Target):
    """Who asks for another code before signing in, under another name, is registered under the later one."""
    phone, name = people.new_phone(), people.new_name("Вера Павлова")
    for given in ("Вера Павлва", "Вера Павлова"):
        people.sign_in_api.request_code(phone, given)

    session = people.sign_in_api.verify_code(phone, target.code)

    must(equal("the name", session["user"]["name"], name, Verdict.IDENTITY))


def test_second_sign_in_leaves_the_first_alone(people: People, sender: Person, target: Target, journal: Journal):
    """Signing in elsewhere gives another token, and both work."""
    people.sign_in_api.request_code(sender.phone)
    token = people.sign_in_api.verify_code(sender.phone, target.code)["token"]

    with ApiClient(target, "elsewhere", journal, token) as elsewhere:
        here, there = sender.api.data("GET", "/auth/me"), elsewhere.data("GET", "/auth/me")

    must(equal("whether the tokens differ", token != sender.token, True, Verdict.ACCESS))
    must(equal("who is there", there, here, Verdict.IDENTITY))


@pytest.mark.parametrize("phone", MALFORMED_PHONES.values(), ids=MALFORMED_PHONES.keys())
def test_malformed_phone_is_refused(people: People, phone: object):
    """Only a phone of the form 79XXXXXXXXX gets a code, or can use one."""
    must(refused(people.sign_in_api.request("POST", "/auth/request-code", {"phone": phone, "name": "Вера"}), 400))
    must(refused(people.sign_in_api.request("POST", "/auth/verify-code", {"phone": phone, "code": "1234"}), 400))


@pytest.mark.parametrize("name", MALFORMED_NAMES.values(), ids=MALFORMED_NAMES.keys())
def test_new_person_needs_a_name(people: People, name: object):
    """A phone that nobody has registered gets a code only together with a name that says something."""
    body = {"phone": people.new_phone(), "name": name}
    path = "/auth/request-code"

    must(refused(people.sign_in_api.request("POST", path, content=_json(body)), 400))
    must(refused(people.sign_in_api.request("POST", path, {"phone": body["phone"]}), 400))


def test_code_works_once(people: People, target: Target):
    """A used code does not sign in again."""
    phone = people.new_phone()
    people.sign_in_api.request_code(phone, "Вера Павлова")
    people.sign_in_api.verify_code(phone, target.code)

    must(_denies_sign_in(people.sign_in_api, phone, target.code))


@pytest.mark.parametrize("code", ["0000", "", "12345", 1234, None], ids=["wrong", "empty", "long", "number", "null"])
def test_wrong_code_is_refused(people: People, code: object):
    """A wrong code signs nobody in."""
    phone = people.new_phone()
    people.sign_in_api.request_code(phone, "Вера Павлова")

    must(_denies_sign_in(people.sign_in_api, phone, code))


def test_wrong_code_does_not_use_the_right_one_up(people: People, target: Target):
    """After a slip the right code still signs in."""
    phone = people.new_phone()
    people.sign_in_api.request_code(phone, "Вера Павлова")
    must(_denies_sign_in(people.sign_in_api, phone, "0000"))

    session = people.sign_in_api.verify_code(phone, target.code)

    must(equal("the user's phone", session["user"]["phone"], phone, Verdict.IDENTITY))


def test_code_of_another_phone_is_refused(people: People, target: Target):
    """A code signs in the phone that it was sent to, and no other."""
    people.sign_in_api.request_code(people.new_phone(), "Вера Павлова")

    must(_denies_sign_in(people.sign_in_api, people.new_phone(), target.code))


@pytest.mark.parametrize("authorization", FORGED.values(), ids=FORGED.keys())
def test_forged_token_is_refused(people: People, authorization: str):
    """A token that ChatApp did not give out answers 401."""
    must(refused(people.sign_in_api.request("GET", "/auth/me", headers={"Authorization": authorization}), 401))


def test_token_counts_only_as_bearer(people: People, sender: Person):
    """A token lets in as the header promises it, `Bearer` and the token, and in no other place or form."""
    others = [f"Basic {sender.token}", f"Token {sender.token}", str(sender.token)]
    asked = [people.sign_in_api.request("GET", "/auth/me", headers={"Authorization": one}) for one in others]
    keys = ("token", "access_token", "Authorization")
    asked += [people.sign_in_api.request("GET", "/auth/me", params={key: sender.token}) for key in keys]
    asked += [people.sign_in_api.request("GET", "/auth/me", headers={"Cookie": f"token={sender.token}"})]

    must(*(refused(answer, 401) for answer in asked))


def test_expired_token_is_refused(start_chat_app: StartChatApp, journal: Journal):
    """A token whose lifetime is over answers 401."""
    target = start_chat_app("--token-lifetime", "0.001")
    with ApiClient(target, "sign_in_api", journal) as sign_in_api:
        sign_in_api.request_code("79000000001", "Вера Павлова")
        token = sign_in_api.verify_code("79000000001", target.code)["token"]

    with ApiClient(target, "late", journal, token) as late:
        must(refused(late.request("GET", "/auth/me"), 401))


def test_expired_code_is_refused(start_chat_app: StartChatApp, journal: Journal):
    """A code whose lifetime is over signs nobody in."""
    target = start_chat_app("--code-lifetime", "0.001")
    with ApiClient(target, "sign_in_api", journal) as sign_in_api:
        sign_in_api.request_code("79000000001", "Вера Павлова")

        must(_denies_sign_in(sign_in_api, "79000000001", target.code))


def test_new_code_replaces_an_expired_one(start_chat_app: StartChatApp, journal: Journal):
    """Who asks again after their code has expired can sign in."""
    target = start_chat_app("--code-lifetime", "1")
    with ApiClient(target, "sign_in_api", journal) as sign_in_api:
        sign_in_api.request_code("79000000001", "Вера Павлова")
        _let_pass(target, journal, seconds=1)
        sign_in_api.request_code("79000000001", "Вера Павлова")

        answer = sign_in_api.request("POST", "/auth/verify-code", {"phone": "79000000001", "code": target.code})

    must(answered(answer, 200))


def _let_pass(target: Target, journal: Journal, seconds: float) -> None:
    """Wait until so much time has passed by ChatApp's own clock."""
    with ApiClient(target, "watchman", journal, prefix="") as root:
        end = _time_at(root) + timedelta(seconds=seconds)
        while _time_at(root) < end:
            pass


def _time_at(root: ApiClient) -> datetime:
    return datetime.fromisoformat(root.data("GET", "/health")["timestamp"])


def _denies_sign_in(sign_in_api: ApiClient, phone: str, code: object) -> Finding:
    answer = sign_in_api.request("POST", "/auth/verify-code", {"phone": phone, "code": code})
    if answer.status < 400:
        return equal("the status of the sign-in", answer.status, 400, Verdict.ACCESS)
    return answered(answer, 400)


def _json(body: object) -> bytes:
    """JSON in ASCII: half a surrogate pair has no other form."""
    return json.dumps(body).encode()
