"""Target profiles: what is wrong is said with file, key and a way out; a profile names only what differs."""

import datetime
from pathlib import Path

import pytest

from fixtures.targets import profile
from fixtures.targets.profile import ProfileError, capabilities, load_profile, profile_names

REFERENCE = """title = "Embedded"
[sign_in]
code = "1234"
[capabilities]
offline_queue = true
page_typing = true
[locators]
row = "article"
feed = "role=log"
"""
WILD = 'title = "Wild"\ninherits = "embedded"\n'
BREACH = '[[known_breaches]]\noperation = "getMe"\nreason = "why"\n'
FAILURE = '[[known_failures]]\ntest = "tests/ui/*"\nticket = "T-1"\nuntil = 2026-12-31\n'


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of profiles that holds a small reference and nothing else."""
    monkeypatch.setattr(profile, "PROFILES", tmp_path)
    (tmp_path / "embedded.toml").write_text(REFERENCE, encoding="utf-8")
    return tmp_path


def _wild(profiles: Path, content: str) -> str:
    (profiles / "wild.toml").write_text(content, encoding="utf-8")
    return "wild"


@pytest.mark.parametrize("name", profile_names())
def test_profile_of_ours_loads(name: str):
    """Every profile that the harness brings along is right, and has a code and locators."""
    target = load_profile(name)

    assert target.name == name
    assert target.base_url == ""
    assert target.code
    assert target.locators.keys() == load_profile("embedded").locators.keys()


def test_embedded_chat_app_lacks_nothing():
    """The target that a bare `./e2e` tests is among the known ones, has every part, and can do everything."""
    target = load_profile("embedded")

    assert all(target.locators.values())
    assert not target.lacking
    assert all(target.can(capability) for capability in capabilities())


def test_names_of_targets_are_those_of_the_files(profiles: Path):
    """A profile is known by its file's name, in alphabetical order; other files are none."""
    for name in ("wild.toml", "beta.toml", "notes.txt"):
        (profiles / name).write_text(REFERENCE, encoding="utf-8")

    assert profile_names() == ["beta", "embedded", "wild"]


@pytest.mark.parametrize("name", ["embeded", "", "../profiles/embedded", "nowhere.toml"])
def test_unknown_target_lists_the_known_ones(profiles: Path, name: str):
    """A target that does not exist is answered with those that do."""
    with pytest.raises(ProfileError) as failure:
        load_profile(name)

    assert repr(name) in str(failure.value)
    assert "Known targets: embedded" in str(failure.value)


def test_profile_can_lie_anywhere(profiles: Path, tmp_path_factory: pytest.TempPathFactory):
    """A file is a target too, named after the file."""
    mine = tmp_path_factory.mktemp("mine") / "my-target.toml"
    mine.write_text(WILD, encoding="utf-8")

    assert load_profile(str(mine)).name == "my-target"


def test_profile_names_only_what_differs(profiles: Path):
    """A profile has what it inherits, with what it names itself put over it."""
    (profiles / "base.toml").write_text(f'{WILD}[capabilities]\noffline_queue = "has none"\n{BREACH}', encoding="utf-8")
    content = 'title = "W"\ninherits = "base"\n[locators]\nrow = ""\n[capabilities]\npage_typing = "is mute"\n'

    target = load_profile(_wild(profiles, content))

    assert target.locators == {"row": "", "feed": "role=log"}
    assert target.lacking == {"offline_queue": "has none", "page_typing": "is mute"}
    assert [breach.subject for breach in target.known_breaches] == ["getMe"]
    assert target.code == "1234"


def test_inherited_lack_can_be_taken_back(profiles: Path):
    """What the base cannot do, its heir can where it says so."""
    (profiles / "base.toml").write_text(f'{WILD}[capabilities]\noffline_queue = "has none"\n', encoding="utf-8")

    target = load_profile(_wild(profiles, 'title = "W"\ninherits = "base"\n[capabilities]\noffline_queue = true\n'))

    assert target.can("offline_queue")


WRONG = {
    "typo": ("titel" + REFERENCE[5:], ["'titel'", "Did you mean 'title'?"]),
    "unknown": ('colour = "red"\n' + REFERENCE, ["'colour'", "Valid: addresses, capabilities, certificate_authority"]),
    "missing": (REFERENCE.replace('title = "Embedded"\n', ""), ["lacks the key 'title'"]),
    "locator-typo": (REFERENCE.replace("row", "rwo"), ["[locators]", "'rwo'", "'row'?"]),
    "no-locator": (REFERENCE.replace('row = "article"\n', ""), ["[locators] lacks the key 'row'"]),
    "locator-is-no-text": (REFERENCE.replace('"article"', "7"), ["[locators] row must be a text in quotes, not 7"]),
    "no-table": (REFERENCE[: REFERENCE.index("[loc")].replace("title", "locators = 5\ntitle"), ["must be a table"]),
    "no-toml": ("title =", ["is no TOML: Invalid value"]),
    "inherits-from-itself": ('title = "W"\ninherits = "wild"\n', ["inherits from itself, by way of wild.toml"]),
    "inherits-from-nobody": ('title = "W"\ninherits = "nobody"\n', ["no target 'nobody'", "Known targets: embedded"]),
    "unknown-capability": (f"{WILD}[capabilities]\noffline = true\n", ["'offline'", "offline_queue, page_typing"]),
    "no-reason": (f"{WILD}[capabilities]\noffline_queue = false\n", ["in quotes why the target cannot, not False"]),
    "two-codes": (f'{WILD}[sign_in]\ncode = "1"\ncode_from = "A"\n', ["either code or code_from"]),
    "code-not-set": (f'{WILD}[sign_in]\ncode_from = "NOT_SET"\n', ["variable NOT_SET, which is not set"]),
    "header-not-set": (f'{WILD}[headers]\nX-Key = {{from = "NOT_SET"}}\n', ["[headers] X-Key", "NOT_SET"]),
    "no-authority": (
        f'{WILD}certificate_authority = "ca.pem"\n',
        ["certificate_authority: there is no file", "ca.pem"],
    ),
    "no-proxy": (f'{WILD}proxy = "localhost:3128"\n', ["proxy 'localhost:3128' is no address"]),
    "no-page": (f'{WILD}[addresses]\napi = "http://localhost"\n', ["[addresses] lacks the key 'page'"]),
    "breach-of-nothing": (WILD + BREACH.replace("operation", "operatoin"), ["'operatoin'", "'operation'?"]),
    "breach-without-subject": (f'{WILD}[[known_breaches]]\nreason = "r"\n', ["either operation or event"]),
    "breach-without-reason": (
        f'{WILD}[[known_breaches]]\nevent = "e"\n',
        ["[[known_breaches]] lacks the key 'reason'"],
    ),
    "breach-is-no-list": (f"{WILD}[known_breaches]\n", ["each under [[known_breaches]]"]),
    "failure-without-day": (WILD + FAILURE.replace("2026-12-31", '"soon"'), ["until must be a day such as", "'soon'"]),
}


@pytest.mark.parametrize(("content", "words"), WRONG.values(), ids=WRONG.keys())
def test_wrong_profile_is_told_by_file_and_key(profiles: Path, content: str, words: list[str]):
    """A profile with a mistake is refused with the file, the key, and what would be right."""
    with pytest.raises(ProfileError) as failure:
        load_profile(_wild(profiles, content))

    assert str(failure.value).startswith(("wild.toml", "There is no target"))
    assert [word for word in words if word not in str(failure.value)] == []


def test_secrets_come_from_the_environment(profiles: Path, monkeypatch: pytest.MonkeyPatch):
    """Code and headers can be taken from environment variables, and show themselves nowhere."""
    monkeypatch.setenv("CHATAPP_CODE", "8765")
    monkeypatch.setenv("CHATAPP_KEY", "s3cret")
    content = (
        f'{WILD}[sign_in]\ncode_from = "CHATAPP_CODE"\n[headers]\nX-Key = {{from = "CHATAPP_KEY"}}\nX-Team = "qa"\n'
    )

    target = load_profile(_wild(profiles, content))

    assert target.code == "8765"
    assert target.access.headers == {"X-Key": "s3cret", "X-Team": "qa"}
    assert "s3cret" not in repr(target)
    assert "8765" not in repr(target)


def test_known_failure_ends_with_its_day(profiles: Path):
    """A known failure is expected up to and including its day, and not after it."""
    (failure,) = load_profile(_wild(profiles, WILD + FAILURE)).known_failures

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
def test_known_breach_covers_itself_alone(profiles: Path, subject: str, sentence: str, known: bool):
    """A known breach is told by its operation and a part of the sentence; any other breach is none."""
    content = WILD + BREACH.replace("reason", 'contains = "key `data`"\nreason')
    (breach,) = load_profile(_wild(profiles, content)).known_breaches

    assert breach.covers(subject, f"GET /api/auth/me answered 200 {sentence}; it has …") is known
