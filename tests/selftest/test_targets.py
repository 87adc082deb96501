"""Target profiles and addresses: what is wrong is said with file, key and a way out."""

from pathlib import Path

import pytest

from fixtures.targets import profile
from fixtures.targets.profile import ProfileError, load_profile, profile_names
from fixtures.targets.target import check_address

REFERENCE = 'title = "Embedded"\ncode = "1234"\n[locators]\nrow = "article"\nfeed = "role=log"\n'


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of profiles that holds a small reference and nothing else."""
    monkeypatch.setattr(profile, "PROFILES", tmp_path)
    (tmp_path / "embedded.toml").write_text(REFERENCE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", profile_names())
def test_profile_of_ours_loads(name: str):
    """Every profile that the harness brings along is right, and has a code and locators."""
    target = load_profile(name)

    assert target.name == name
    assert target.base_url == ""
    assert target.code
    assert all(target.locators.values())


def test_embedded_chat_app_is_a_known_target():
    """The target that a bare `./e2e` tests is among the known ones."""
    assert "embedded" in profile_names()


def test_names_of_targets_are_those_of_the_files(profiles: Path):
    """A profile is known by its file's name, in alphabetical order; other files are none."""
    for name in ("wild.toml", "beta.toml", "notes.txt"):
        (profiles / name).write_text(REFERENCE, encoding="utf-8")

    assert profile_names() == ["beta", "embedded", "wild"]


@pytest.mark.parametrize("name", ["embeded", "", "../profiles/embedded", "embedded.toml"])
def test_unknown_target_lists_the_known_ones(profiles: Path, name: str):
    """A target that does not exist is answered with those that do."""
    with pytest.raises(ProfileError) as failure:
        load_profile(name)

    assert repr(name) in str(failure.value)
    assert "Known targets: embedded" in str(failure.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("kode" + REFERENCE[REFERENCE.index("code") + 4 :], ["'kode'", "Did you mean 'code'?"], id="typo"),
        pytest.param('colour = "red"\n' + REFERENCE, ["'colour'", "Valid: code, locators, title"], id="unknown"),
        pytest.param(REFERENCE.replace('title = "Embedded"\n', ""), ["lacks the key 'title'"], id="missing"),
        pytest.param(REFERENCE.replace("row", "rwo"), ["[locators]", "'rwo'", "'row'?"], id="locator-typo"),
        pytest.param(REFERENCE.replace('row = "article"\n', ""), ["[locators] lacks the key 'row'"], id="no-locator"),
        pytest.param(REFERENCE[: REFERENCE.index("[")] + "locators = 5", ["must be a table"], id="no-table"),
        pytest.param("title =", ["is no TOML: Invalid value"], id="no-toml"),
    ],
)
def test_wrong_profile_is_told_by_file_and_key(profiles: Path, content: str, words: list[str]):
    """A profile with a wrong key is refused with the file, the key, and the nearest valid one."""
    (profiles / "wild.toml").write_text(content, encoding="utf-8")

    with pytest.raises(ProfileError) as failure:
        load_profile("wild")

    assert str(failure.value).startswith("wild.toml")
    assert [word for word in words if word not in str(failure.value)] == []


def test_target_keeps_no_slash_behind_its_address():
    """Paths are put behind an address, so it ends without a slash; the profile itself stays without one."""
    target = load_profile("embedded")

    assert target.at("http://127.0.0.1:8000/").base_url == "http://127.0.0.1:8000"
    assert target.base_url == ""


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000", "http://localhost", "https://LOCALHOST:1/path", "http://[::1]:8000"]
)
def test_local_address_needs_no_leave(address: str):
    """The machine itself may be tested without being allowed by name."""
    check_address(address, [])


@pytest.mark.parametrize(
    ("address", "host"),
    [
        pytest.param("https://chat.example", "chat.example", id="name"),
        pytest.param("http://192.0.2.7:3001", "192.0.2.7", id="number"),
        pytest.param("http://localhost.chat.example", "localhost.chat.example", id="local-at-first-sight"),
        pytest.param("http://127.0.0.1@chat.example", "chat.example", id="local-as-user-name"),
    ],
)
def test_other_host_must_be_allowed_by_name(address: str, host: str):
    """A host that is not this machine is tested only when it was allowed, and the refusal says how to."""
    with pytest.raises(ValueError, match=f"add --allow-host {host}$"):
        check_address(address, ["other.example"])

    check_address(address, ["other.example", host])


@pytest.mark.parametrize(
    "address",
    ["", "localhost:8000", "127.0.0.1:8000", "/socket.io/", "ftp://localhost", "http://", "http://[::1", "http://a:b"],
)
def test_text_that_is_no_address_is_refused(address: str):
    """What is no http(s) URL is refused with an example of one, even if everything is allowed."""
    with pytest.raises(ValueError, match="is no address; expected something like http://127"):
        check_address(address, ["localhost", "a", ""])
