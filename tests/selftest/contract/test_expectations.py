"""The matchers for answers, lists and their pieces: each way to be wrong has its own verdict."""

from collections.abc import Callable
from typing import Any

import pytest

from fixtures.contract.exchange import Exchange
from fixtures.contract.expectations import answered, refused, same_in_order
from fixtures.contract.pieces import NotGiven, given, piece, the_one
from fixtures.journey.finding import taken
from fixtures.journey.verdict import PromiseBroken, Verdict

WRONG_LISTS = {
    "left-out": (["а", "в"], Verdict.CONTENT),
    "all-left-out": ([], Verdict.CONTENT),
    "altered": (["а", "Б", "в"], Verdict.CONTENT),
    "added": (["а", "б", "в", "г"], Verdict.CONTENT),
    "twice": (["а", "б", "б", "в"], Verdict.DUPLICATE),
    "twice-and-left-out": (["а", "а", "в"], Verdict.CONTENT),
    "out-of-order": (["б", "а", "в"], Verdict.ORDER),
}
WRONG_PUSHES = {
    "left-out": (["а", "в"], Verdict.PUSH_SERVER),
    "all-left-out": ([], Verdict.PUSH_SERVER),
    "altered": (["а", "Б", "в"], Verdict.CONTENT),
    "twice": (["а", "б", "б", "в"], Verdict.DUPLICATE),
}
REFUSALS = {
    "refused-as-promised": (403, 403, None),
    "let-in": (200, 403, Verdict.ACCESS),
    "let-in-without-token": (201, 401, Verdict.ACCESS),
    "judged-by-its-content": (400, 403, Verdict.ACCESS),
    "refused-otherwise": (404, 403, Verdict.STATUS),
    "bad-field-accepted": (200, 400, Verdict.STATUS),
    "failed": (500, 404, Verdict.STATUS),
}


def test_same_list_breaks_nothing():
    """A list that holds what was promised, in order, is fine."""
    assert taken(same_in_order("the feed", ["а", "б"], ["а", "б"])) is None


@pytest.mark.parametrize(("seen", "verdict"), WRONG_LISTS.values(), ids=WRONG_LISTS.keys())
def test_wrong_list_is_told_by_what_is_wrong(seen: list[str], verdict: Verdict):
    """What is left out or altered is `content`, what comes twice `duplicate`, and only then `order`."""
    broken = taken(same_in_order("the feed", seen, ["а", "б", "в"]))

    assert broken is not None
    assert broken.verdict == verdict


@pytest.mark.parametrize(("seen", "verdict"), WRONG_PUSHES.values(), ids=WRONG_PUSHES.keys())
def test_lost_push_is_told_by_the_link_that_lost_it(seen: list[str], verdict: Verdict):
    """Who looks at pushes names the link that loses one; what is altered is `content` all the same."""
    broken = taken(same_in_order("the pushes", seen, ["а", "б", "в"], missing_is=Verdict.PUSH_SERVER))

    assert broken is not None
    assert broken.verdict == verdict


@pytest.mark.parametrize(("status", "promised", "verdict"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refusal_is_judged(status: int, promised: int, verdict: Verdict | None):
    """Letting someone in who must be stopped is `access`; another status is `status`."""
    broken = taken(refused(Exchange("GET", "/api/x", status, {"success": status < 400}), promised))

    assert (broken.verdict if broken else None) == verdict


def test_wrong_status_is_told_with_chat_apps_own_words():
    """The reason names the endpoint, both statuses, and the error that ChatApp gave."""
    exchange = Exchange("POST", "/api/dialogs?x=1", 400, {"success": False, "error": "Нет имени"})

    broken = taken(answered(exchange, 201))

    assert str(broken) == "status: POST /api/dialogs answered 400 instead of 201, saying «Нет имени»."


def test_the_one_is_given():
    """Where exactly one thing was found it is given."""
    assert the_one("the dialog", ["а"]) == "а"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [([], "unread: the dialog is missing."), (["а", "б"], "duplicate: the dialog is there 2 times.")],
    ids=["none", "two"],
)
def test_none_or_several_are_told(found: list[str], sentence: str):
    """What is missing bears the verdict that it was asked for with, what is there twice is `duplicate`."""
    with pytest.raises(PromiseBroken) as failure:
        the_one("the dialog", found, Verdict.UNREAD)

    assert str(failure.value) == sentence


def test_piece_is_given():
    """A piece is found by the keys that lead to it, even where it is null."""
    assert piece({"data": {"status": "read", "meta": None}}, "data", "status") == "read"
    assert piece({"data": {"status": "read", "meta": None}}, "data", "meta") is None


@pytest.mark.parametrize("value", [None, [], "data", {}, {"data": None}, {"data": {"token": "x"}}])
def test_missing_piece_is_told(value: object):
    """Where there is no such place that is `envelope`, whatever stands there instead, and no crash."""
    with pytest.raises(PromiseBroken, match=r"^envelope: `data\.status` is missing in ") as failure:
        piece(value, "data", "status")

    assert "'x'" not in str(failure.value)


def test_key_that_chat_app_left_out_is_told():
    """Whoever asks an object of ChatApp's for a key that it lacks meets `envelope`, however deep the object stands."""
    answered_with = given({"data": [{"_id": "1", "meta": None}]})

    assert answered_with == {"data": [{"_id": "1", "meta": None}]}
    assert answered_with["data"][0].get("content") is None
    with pytest.raises(PromiseBroken, match=r"^envelope: `content` is missing in \{'_id': '1', 'meta': None\}\.$"):
        answered_with["data"][0]["content"]


@pytest.mark.parametrize(
    "use",
    [lambda one: one["_id"], list, len, lambda one: one.get("_id"), lambda one: "_id" in one],
    ids=["key", "iteration", "length", "method", "membership"],
)
def test_data_that_chat_app_did_not_give_is_told_when_it_is_used(use: Callable[[Any], object]):
    """What is missing altogether is a broken `envelope` for whoever uses it, and for nobody else."""
    missing = NotGiven("the object that GET /x had to answer")

    with pytest.raises(PromiseBroken, match=r"^envelope: the object that GET /x had to answer is missing\.$"):
        use(missing)
