"""Target profiles: what is wrong is said with file, key and a way out; a profile names only what differs."""

from pathlib import Path

import pytest

from fixtures.targets import profile
from fixtures.targets.profile import ProfileError, capabilities, load_profile, profile_names
from tests.selftest.harness_process import ROOT

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


def _python_of(room: str) -> list[Path]:
    return [path for path in (ROOT / room).rglob("*.py") if "selftest" not in path.parts]


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


@pytest.mark.parametrize("capability", capabilities())
def test_every_capability_is_asked_for(capability: str):
    """A target that says what it cannot do is believed: some test needs each capability, or the harness heeds it."""
    sources = [path.read_text(encoding="utf-8") for room in ("fixtures", "tests") for path in _python_of(room)]

    assert any(f'"{capability}"' in source for source in sources)


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
    "no-locator": (
        REFERENCE.replace('row = "article"\n', ""),
        ["[locators] lacks the key 'row'. A profile that begins with inherits = \"embedded\" names only what differs"],
    ),
    "no-locators": (
        REFERENCE[: REFERENCE.index("row")],
        ["[locators] lacks 2 keys, 'feed' for one. A profile that begins with inherits"],
    ),
    "locator-is-no-text": (REFERENCE.replace('"article"', "7"), ["[locators] row must be a text in quotes, not 7"]),
    "no-table": (REFERENCE[: REFERENCE.index("[loc")].replace("title", "locators = 5\ntitle"), ["must be a table"]),
    "no-toml": ("title =", ["is no TOML: Invalid value"]),
    "inherits-from-itself": ('title = "W"\ninherits = "wild"\n', ["inherits from itself, by way of wild.toml"]),
    "inherits-from-a-typo": (
        'title = "W"\ninherits = "embeded"\n',
        ["inherits names the target 'embeded'", "Did you mean 'embedded'? Valid: embedded, wild"],
    ),
    "inherits-from-no-file": (
        'title = "W"\ninherits = "base.toml"\n',
        ["inherits names the target 'base.toml'", "or a file beside this one"],
    ),
    "unknown-capability": (f"{WILD}[capabilities]\noffline = true\n", ["'offline'", "offline_queue, page_typing"]),
    "no-reason": (f"{WILD}[capabilities]\noffline_queue = false\n", ["in quotes why the target cannot, not False"]),
    "two-codes": (f'{WILD}[sign_in]\ncode = "1"\ncode_from = "A"\n', ["either code or code_from"]),
    "code-not-set": (f'{WILD}[sign_in]\ncode_from = "NOT_SET"\n', ["variable NOT_SET, which is not set"]),
    "code-empty": (
        f'{WILD}[sign_in]\ncode_from = "EMPTY"\n',
        ["[sign_in] code_from", "variable EMPTY, which is empty"],
    ),
    "header-empty": (f'{WILD}[headers]\nX-Key = {{from = "EMPTY"}}\n', ["[headers] X-Key", "EMPTY, which is empty"]),
    "header-not-set": (f'{WILD}[headers]\nX-Key = {{from = "NOT_SET"}}\n', ["[headers] X-Key", "NOT_SET"]),
    "no-authority": (
        f'{WILD}certificate_authority = "ca.pem"\n',
        ["certificate_authority: there is no file", "ca.pem"],
    ),
    "authority-is-no-pem": (
        f'{WILD}certificate_authority = "wild.toml"\n',
        ["certificate_authority: ", "wild.toml holds no certificate; a PEM file begins with -----BEGIN"],
    ),
    "no-proxy": (f'{WILD}proxy = "localhost:3128"\n', ["proxy 'localhost:3128' is no address"]),
    "no-proxy-with-a-password": (f'{WILD}proxy = "joe:hunter2@host:3128"\n', ["proxy '***@host:3128' is no address"]),
    "no-page": (f'{WILD}[addresses]\napi = "http://localhost"\n', ["[addresses] lacks the key 'page'"]),
    "page-is-no-address": (
        f'{WILD}[addresses]\npage = "localhost:5173"\n',
        ["[addresses] page 'localhost:5173' is no address; expected"],
    ),
    "api-with-a-password": (
        f'{WILD}[addresses]\npage = "http://h"\napi = "http://joe:hunter2@h"\n',
        ["[addresses] api 'http://***@h' holds a name or a password", "[headers] of a profile, from the environment"],
    ),
    "breach-of-nothing": (WILD + BREACH.replace("operation", "operatoin"), ["'operatoin'", "'operation'?"]),
    "breach-without-subject": (
        f'{WILD}[[known_breaches]]\nreason = "r"\n',
        ["takes one of operation, event or unknown_event"],
    ),
    "breach-without-reason": (
        f'{WILD}[[known_breaches]]\nevent = "e"\n',
        ["[[known_breaches]] lacks the key 'reason'"],
    ),
    "breach-of-two": (WILD + BREACH + 'event = "message:new"\n', ["takes one of operation, event or unknown_event"]),
    "breach-with-no-status": (WILD + BREACH + "status = 7\n", ["[[known_breaches]] status must be a number", "not 7"]),
    "breach-is-no-list": (f"{WILD}[known_breaches]\n", ["each under [[known_breaches]]"]),
    "failure-without-day": (WILD + FAILURE.replace("2026-12-31", '"soon"'), ["until must be a day such as", "'soon'"]),
}


@pytest.mark.parametrize(("content", "words"), WRONG.values(), ids=WRONG.keys())
def test_wrong_profile_is_told_by_file_and_key(
    profiles: Path, content: str, words: list[str], monkeypatch: pytest.MonkeyPatch
):
    """A profile with a mistake is refused with the file, the key, and what would be right; never with a password."""
    monkeypatch.setenv("EMPTY", "")

    with pytest.raises(ProfileError) as failure:
        load_profile(_wild(profiles, content))

    assert str(failure.value).startswith("wild.toml")
    assert "hunter2" not in str(failure.value)
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


def test_proxy_may_be_secret(profiles: Path, monkeypatch: pytest.MonkeyPatch):
    """A proxy with a password is taken from the environment or the file, and shows itself nowhere."""
    monkeypatch.setenv("CHATAPP_PROXY", "http://joe:hunter2@proxy.example:3128")

    from_environment = load_profile(_wild(profiles, f'{WILD}proxy = {{from = "CHATAPP_PROXY"}}\n'))
    from_file = load_profile(_wild(profiles, f'{WILD}proxy = "http://joe:hunter2@proxy.example:3128"\n'))

    assert from_environment.access == from_file.access
    assert from_file.access.proxy == "http://joe:hunter2@proxy.example:3128"
    assert "hunter2" not in repr(from_file)


def test_base_may_be_a_file_beside(profiles: Path, tmp_path_factory: pytest.TempPathFactory):
    """A profile may inherit from a file that lies beside it, wherever the run was started."""
    folder = tmp_path_factory.mktemp("mine")
    (folder / "base.toml").write_text(f'{WILD}[locators]\nrow = "base"\n', encoding="utf-8")
    (folder / "heir.toml").write_text('title = "H"\ninherits = "base.toml"\n', encoding="utf-8")

    assert load_profile(str(folder / "heir.toml")).locators["row"] == "base"
