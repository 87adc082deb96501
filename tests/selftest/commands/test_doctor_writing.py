"""`./e2e doctor --write`: what it takes from answers and breaches, what it writes, and where it refuses to write."""

from pathlib import Path

import pytest

from fixtures.commands.doctor.abilities import LACKS, Abilities
from fixtures.commands.doctor.doctor_report import Report
from fixtures.commands.doctor.found_breaches import FoundBreaches
from fixtures.commands.doctor.keys import where_data_is
from fixtures.commands.doctor.survey import checked_path
from fixtures.commands.doctor.written_profile import Findings, write_profile
from fixtures.commands.usage import UsageError
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.people.judging import KnownBreaches
from fixtures.targets.known import KnownBreach
from fixtures.targets.profile import capabilities, load_profile
from fixtures.targets.target import LackingError
from tests.selftest.harness_process import run_e2e

ADDRESS = "http://127.0.0.1:1"
BODIES = {
    "in-the-envelope": ({"success": True, "data": None}, "data"),
    "paged": ({"success": True, "data": [], "pagination": {}}, "data"),
    "under-another-key": ({"success": True, "dialog": {"dialogId": "dlg_1"}}, "dialog"),
    "several-beside": ({"success": True, "token": "x", "user": {}}, "."),
    "one-value-beside": ({"success": True, "isNewUser": True}, "."),
    "a-sentence": ({"success": True, "message": "Готово"}, None),
    "nothing": ({"success": True}, None),
    "no-object": ([], None),
}
MET = {
    "key": ("getMe", "GET /api/auth/me answered 200 without the key `data`; it has `user`.", "without the key `data`"),
    "item": (
        "listMessages",
        "GET /x answered 200 without the keys `data[0].status`, `data[0].meta`; `data[0]` has `_id`.",
        "without the keys `data[*].status`, `data[*].meta`",
    ),
    "surplus": (
        "getUser",
        "GET /x answered 200 with the key `data._id`, which nobody promised: {…}.",
        "with the key `data._id`",
    ),
    "wrong-value": (
        "getMe",
        "GET /x answered 200, and `data.phone` is 7, which breaks the rule «r».",
        "`data.phone` is",
    ),
    "no-json": ("getMe", "GET /x answered 200, and the body is not JSON.", "the body is not JSON"),
}


@pytest.mark.parametrize(("body", "key"), BODIES.values(), ids=BODIES.keys())
def test_data_is_found_where_it_is(body: object, key: str | None):
    """Data stands under `data`, under the only other key, or beside `success`; a sentence is none."""
    assert where_data_is(body) == key


@pytest.mark.parametrize(("subject", "sentence", "contains"), MET.values(), ids=MET.keys())
def test_breach_becomes_an_entry_that_covers_it(subject: str, sentence: str, contains: str):
    """An entry names the part of the sentence that does not change, and covers what it was made of."""
    met = FoundBreaches(KnownBreaches([]))

    assert not met.excuse(subject, Broken(Verdict.ENVELOPE, sentence))

    (entry,) = met.entries()
    assert (entry.key, entry.contains) == ("operation", contains)
    assert entry.covers(subject, sentence)


def test_refused_status_and_events_become_entries():
    """A status that nobody promised, an event and one that nobody knows are entries of their own kinds, each once."""
    met = FoundBreaches(KnownBreaches([]))
    boom = Broken(Verdict.STATUS, "DELETE /x answered 500 instead of one of 200, 401, saying «boom».")
    unknown = Broken(Verdict.ENVELOPE, "the event `chat3:update` came, which is none of `message:new`.")
    nameless = Broken(Verdict.ENVELOPE, "the event `typing:stop` came without the key `userName`; it has `userId`.")

    for subject, breach in (("deleteDialog", boom), ("chat3:update", unknown), ("typing:stop", nameless)) * 2:
        met.excuse(subject, breach)

    told = [(one.key, one.subject, one.status) for one in met.entries()]
    assert told == [
        ("operation", "deleteDialog", 500),
        ("unknown_event", "chat3:update", 0),
        ("event", "typing:stop", 0),
    ]
    assert met.entries()[0].covers("deleteDialog", boom.reason, of_form=False)


def test_known_breach_becomes_no_entry():
    """What the profile lists already is counted there, and not listed again."""
    known = KnownBreaches([KnownBreach("getMe", "the key `data`", "why", "")])
    met = FoundBreaches(known)

    assert met.excuse("getMe", Broken(Verdict.ENVELOPE, "GET /x answered 200 without the key `data`; it has `user`."))
    assert met.entries() == []
    assert dict(known.counts) == {"getMe: why": 1}


def test_written_profile_says_what_was_found(tmp_path: Path):
    """A profile that is read again holds everything that was found, where it differs from the one it inherits from."""
    base, path = load_profile("chatapp-1.3"), tmp_path / "mine.toml"
    lacking = {**base.lacking, "presence": 'emits no "user:online"'}
    del lacking["page_statuses"]
    locators = {**base.locators, "row_mark": "text=/печатает\\.\\.\\./", "row_id_attribute": 'it\'s "odd"'}
    keys = {name: key for name, key in base.data_keys.items() if name != "getMe"}
    breach = KnownBreach("getMe", "the key `data`", "why", "", 0, "operation")
    broken = KnownBreach("deleteDialog", "", "answers 500", "", 500, "operation")
    target = base.at(ADDRESS, f"{ADDRESS}1", f"{ADDRESS}2")

    write_profile(path, base, "chatapp-1.3", Findings(target, lacking, keys, locators, [breach, broken]))

    again = load_profile(str(path))
    assert (again.base_url, again.api_url, again.push_url) == (ADDRESS, f"{ADDRESS}1", f"{ADDRESS}2")
    assert again.lacking == lacking
    assert again.locators == locators
    assert again.data_keys == {**keys, "getMe": "data"}
    assert again.known_breaches[:2] == (breach, broken)
    assert "sign_in_tab" not in path.read_text(encoding="utf-8")


def test_every_capability_has_its_words():
    """Doctor has something to say of each capability that there is, and of no other."""
    assert sorted(LACKS) == capabilities()


def _raise(error: Exception) -> bool:
    raise error


TRIED = {
    "yes": (lambda: True, "ok  presence: yes"),
    "no": (lambda: False, "NO  presence: no, it emits no `user:online`"),
    "broken": (lambda: _raise(PromiseBroken(Broken(Verdict.PAGE, "x"))), "NO  presence: no, it emits no"),
    "not-to-be-tried": (lambda: _raise(LackingError("x")), "ok  presence: could not be tried here"),
    "answer-out-of-form": (
        lambda: _raise(PromiseBroken(Broken(Verdict.ENVELOPE, "x"))),
        "ok  presence: could not be tried here",
    ),
    "answer-without-a-piece": (lambda: _raise(KeyError("x")), "ok  presence: could not be tried here"),
}


@pytest.mark.parametrize(("look", "line"), TRIED.values(), ids=TRIED.keys())
def test_capability_is_held_to_the_profile(look: object, line: str, capsys: pytest.CaptureFixture[str]):
    """A capability is told as the profile has it, or with what to change there."""
    learned: dict[str, str] = {}

    Abilities(load_profile("embedded"), learned, Report(), written=False).try_all("push", {"presence": look})  # type: ignore[dict-item]

    assert line in capsys.readouterr().out
    assert bool(learned) == line.startswith("NO")


def test_capability_that_there_is_after_all_is_told(capsys: pytest.CaptureFixture[str]):
    """What a profile says to be missing and is there is told, and not missed any more by who tries the rest."""
    profile = load_profile("chatapp-1.3")
    learned = dict(profile.lacking)

    Abilities(profile, learned, Report(), written=False).try_all("the page", {"several_lines": lambda: True})

    said = "NO  several_lines: yes, and the profile says that it has an input of one line"
    assert said in capsys.readouterr().out
    assert "several_lines" not in learned


@pytest.mark.parametrize(
    ("name", "address", "sentence"),
    [
        pytest.param("mine.toml", "", "say with --base-url where its page is", id="no-address"),
        pytest.param("mine.json", ADDRESS, "a profile is a TOML file, such as my.toml", id="no-toml"),
        pytest.param("nowhere/mine.toml", ADDRESS, "there is no folder", id="no-folder"),
        pytest.param("there.toml", ADDRESS, "there is one already; --force writes over it", id="there-already"),
    ],
)
def test_profile_that_cannot_be_written_is_said(tmp_path: Path, name: str, address: str, sentence: str):
    """Where no profile can be written, or one is there, that is said before anything is tried."""
    (tmp_path / "there.toml").write_text("title = 'Mine'\n")
    target = load_profile("embedded")

    with pytest.raises(UsageError, match=sentence):
        checked_path(str(tmp_path / name), target.at(address) if address else target, may_replace=False)


def test_profile_is_written_over_by_force_alone(tmp_path: Path):
    """Who says so gets an old profile replaced; a folder is none."""
    (tmp_path / "there.toml").write_text("title = 'Mine'\n")
    (tmp_path / "folder.toml").mkdir()
    target = load_profile("embedded").at(ADDRESS)

    assert checked_path(str(tmp_path / "there.toml"), target, may_replace=True) == tmp_path / "there.toml"
    with pytest.raises(UsageError, match="there is one already"):
        checked_path(str(tmp_path / "folder.toml"), target, may_replace=True)


def test_dead_address_leaves_an_old_profile_as_it_was(tmp_path: Path):
    """Where nobody answers nothing is written, not even by force."""
    profile = tmp_path / "mine.toml"
    profile.write_text("title = 'Mine'\n")

    ended = run_e2e(tmp_path, "doctor", "--write", str(profile), "--force", "--base-url", ADDRESS)

    assert ended.exit_code == 10, ended.printed
    assert "Traceback" not in ended.printed
    assert profile.read_text() == "title = 'Mine'\n"
