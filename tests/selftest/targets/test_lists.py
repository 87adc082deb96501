"""What a profile lists: known breaches and failures, each held to its day, its status and the contract's names."""

import datetime
from pathlib import Path

import pytest

from fixtures.contract.vocabulary import check_vocabulary
from fixtures.journey.verdict import Broken, Verdict
from fixtures.people.judging import KnownBreaches
from fixtures.targets.profile import ProfileError, load_profile, profile_names
from fixtures.targets.target import Target

WILD = 'title = "Wild"\ninherits = "embedded"\n'
BREACH = '[[known_breaches]]\noperation = "getMe"\nreason = "why"\n'
FAILURE = '[[known_failures]]\ntest = "tests/ui/*"\nticket = "T-1"\nuntil = 2026-12-31\n'


def _wild(folder: Path, content: str) -> Target:
    path = folder / "wild.toml"
    path.write_text(content, encoding="utf-8")
    return load_profile(str(path))


def test_known_failure_ends_with_its_day(tmp_path: Path):
    """A known failure is expected up to and including its day, and not after it."""
    (failure,) = _wild(tmp_path, WILD + FAILURE).known_failures

    assert not failure.is_over(datetime.date(2026, 12, 31))
    assert failure.is_over(datetime.date(2027, 1, 1))


@pytest.mark.parametrize(
    ("subject", "sentence", "known"),
    [
        pytest.param("getMe", "without the key `data`", True, id="the-very-one"),
        pytest.param("getMessage", "without the key `data`", False, id="another-operation"),
        pytest.param("getMe", "without the key `success`", False, id="another-breach"),
    ],
)
def test_known_breach_covers_itself_alone(tmp_path: Path, subject: str, sentence: str, known: bool):
    """A known breach is told by its operation and a part of the sentence; any other breach is none."""
    content = WILD + BREACH.replace("reason", 'contains = "key `data`"\nreason')
    (breach,) = _wild(tmp_path, content).known_breaches

    assert breach.covers(subject, f"GET /api/auth/me answered 200 {sentence}; it has …") is known


def test_known_breach_of_any_item(tmp_path: Path):
    """In the part of the sentence a star stands for any characters, such as the number of an item."""
    content = WILD + BREACH.replace("reason", 'contains = "key `data[*].status`"\nreason')
    (breach,) = _wild(tmp_path, content).known_breaches

    assert breach.covers("getMe", "GET /x answered 200 without the key `data[17].status`; `data[17]` has `_id`.")
    assert not breach.covers("getMe", "GET /x answered 200 without the key `data[17].state`; `data[17]` has `_id`.")


@pytest.mark.parametrize(
    ("status", "sentence", "of_form", "known"),
    [
        pytest.param("", "GET /x answered 200 without the key `data`.", True, True, id="form"),
        pytest.param("", "GET /x answered 500 instead of one of 200, 401, saying «boom».", False, False, id="status"),
        pytest.param("status = 500\n", "GET /x answered 500 instead of one of 200, 401.", False, True, id="named"),
        pytest.param("status = 500\n", "GET /x answered 502 instead of one of 200, 401.", False, False, id="another"),
        pytest.param("status = 500\n", "GET /x answered 200 without the key `data`.", True, False, id="named-no-form"),
    ],
)
def test_failing_server_is_no_known_breach(tmp_path: Path, status: str, sentence: str, *, of_form: bool, known: bool):
    """A known breach is about form: a status that is not promised is covered only by an entry that names it."""
    (breach,) = _wild(tmp_path, WILD + BREACH + status).known_breaches

    assert breach.covers("getMe", sentence, of_form=of_form) is known


@pytest.mark.parametrize("name", profile_names())
def test_profiles_of_ours_excuse_no_failing_server(name: str):
    """No operation's known breach goes without saying what it is about, so that it covers nothing else."""
    breaches = load_profile(name).known_breaches

    assert [str(breach) for breach in breaches if breach.key == "operation" and not breach.contains] == []
    assert [str(breach) for breach in breaches if breach.covers("getDialog", "answered 500", of_form=False)] == []


def test_failing_server_is_not_excused():
    """In a test a known breach excuses an envelope, counted, and no status of the same operation."""
    known = KnownBreaches(load_profile("chatapp-1.3").known_breaches)
    envelope = Broken(Verdict.ENVELOPE, "GET /api/dialogs/{dialogId} answered 200 without the key `data`; it has …")
    status = Broken(Verdict.STATUS, "GET /api/dialogs/{dialogId} answered 500 instead of one of 200, saying «boom».")

    assert known.excuse("getDialog", envelope)
    assert not known.excuse("getDialog", status)
    assert dict(known.counts) == {"getDialog: the dialog stands under `dialog` instead of `data`": 1}


VOCABULARY = {
    "operation": ('operation = "getMee"', ["operation = 'getMee' is no operation", "mean 'getMe'? Valid: addMember"]),
    "pattern": ('operation = "*Massage*"', ["operation = '*Massage*' is no operation of the contract"]),
    "event": ('event = "mesage:new"', ["is no event", "Did you mean 'message:new'?", "for any other", "unknown_event"]),
    "known-event": ('unknown_event = "message:new"', ["is an event of the contract: name it under event"]),
}


@pytest.mark.parametrize(("subject", "words"), VOCABULARY.values(), ids=VOCABULARY.keys())
def test_breach_of_what_is_not_in_the_contract_is_refused(tmp_path: Path, subject: str, words: list[str]):
    """An operation or event that the contract does not know is told with file, key and the nearest that it knows."""
    target = _wild(tmp_path, f'{WILD}[[known_breaches]]\n{subject}\nreason = "r"\n')

    with pytest.raises(ProfileError) as failure:
        check_vocabulary(target)

    assert str(failure.value).startswith("wild.toml: [[known_breaches]] ")
    assert [word for word in words if word not in str(failure.value)] == []


def test_data_key_of_no_operation_is_refused(tmp_path: Path):
    """An unknown operation under [data_keys] is told with the operations that there are."""
    with pytest.raises(
        ProfileError, match=r"wild\.toml: \[data_keys\] has the unknown key 'getMee'\. Did you mean 'getMe'"
    ):
        check_vocabulary(_wild(tmp_path, f'{WILD}[data_keys]\ngetMee = "user"\n'))


@pytest.mark.parametrize(
    "subject", ['event = "message:*"', 'operation = "*"', 'operation = "GET /api/x"', 'event = "dialog:join"']
)
def test_names_of_the_contract_are_taken(tmp_path: Path, subject: str):
    """Patterns that fit something, acknowledged events, and endpoints that the contract does not know are right."""
    check_vocabulary(_wild(tmp_path, f'{WILD}[[known_breaches]]\n{subject}\nreason = "r"\n'))


@pytest.mark.parametrize("name", profile_names())
def test_profiles_of_ours_speak_of_the_contract(name: str):
    """Every profile that the harness brings along names operations and events that there are."""
    check_vocabulary(load_profile(name))


def test_lists_are_held_to_the_run(tmp_path: Path):
    """Known failures that are overdue are always told; those without a test and unmet breaches after a whole run."""
    target = _wild(tmp_path, WILD + BREACH + FAILURE + FAILURE.replace("tests/ui/*", "tests/no/*"))
    met, day, tests = {"getMe: why"}, datetime.date(2026, 12, 31), {"tests/ui/t.py::t": ""}

    assert target.remarks(day, tests, [], whole=False) == []
    assert target.remarks(day, tests, met, whole=True) == ["[[known_failures]] test = 'tests/no/*' (T-1) fits no test"]
    assert target.remarks(day, {**tests, "tests/no/t.py::t": ""}, [], whole=True) == [
        "[[known_breaches]] not met in this run: getMe: why"
    ]
    assert target.remarks(datetime.date(2027, 1, 1), {}, met, whole=False) == [
        "T-1 was to be done by 2026-12-31: tests/ui/* counts again",
        "T-1 was to be done by 2026-12-31: tests/no/* counts again",
    ]


def test_capability_for_which_no_test_was_skipped_is_told(tmp_path: Path):
    """A missing capability that skipped no test of a whole run is told, but for those that only make judges lenient."""
    lacking = 'page_typing = "is silent"\nsingle_push = "repeats"\noffline_queue = "has no queue"\n'
    target, day = _wild(tmp_path, f"{WILD}[capabilities]\n{lacking}"), datetime.date(2026, 12, 31)
    tests = {"t1": "Skipped: wild has no queue (capability offline_queue)", "t2": ""}

    assert target.remarks(day, tests, [], whole=False) == []
    assert target.remarks(day, tests, [], whole=True) == [
        "[capabilities] page_typing: not met in this run, no test was skipped for it"
    ]
