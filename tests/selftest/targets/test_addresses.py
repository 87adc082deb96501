"""Where a target is: what counts as an address, which hosts need leave, and how page, API and push find each other."""

from pathlib import Path

import pytest

from fixtures.targets.addresses import check_address
from fixtures.targets.profile import load_profile, resolve
from fixtures.targets.target import Target

PAGE, API, PUSH = "http://127.0.0.1:5173", "http://127.0.0.1:3001", "http://127.0.0.1:3002"


def _where(target: Target) -> tuple[str, str, str]:
    return target.base_url, target.api_url, target.push_url


@pytest.fixture
def somewhere(tmp_path: Path) -> str:
    """A profile that names addresses of its own."""
    path = tmp_path / "somewhere.toml"
    addresses = f'[addresses]\npage = "{PAGE}"\napi = "{API}"\n'
    path.write_text(f'title = "S"\ninherits = "embedded"\n{addresses}', encoding="utf-8")
    return str(path)


def test_target_keeps_no_slash_behind_its_address():
    """Paths are put behind an address, so it ends without a slash; the profile itself stays without one."""
    target = load_profile("embedded")

    assert target.at("http://127.0.0.1:8000/").base_url == "http://127.0.0.1:8000"
    assert target.base_url == ""


@pytest.mark.parametrize(
    ("given", "where"),
    [
        pytest.param((PAGE, None, None), (PAGE, PAGE, PAGE), id="one-origin"),
        pytest.param((PAGE, API, None), (PAGE, API, PAGE), id="api-apart"),
        pytest.param((PAGE, API, PUSH), (PAGE, API, PUSH), id="all-apart"),
        pytest.param((None, None, None), ("", "", ""), id="nowhere"),
    ],
)
def test_api_and_push_are_at_the_page_unless_said(given: tuple[str | None, ...], where: tuple[str, str, str]):
    """API and push channel have the page's address where they are given none of their own."""
    assert _where(resolve("embedded", *given, [])) == where


def test_profile_may_know_its_addresses(somewhere: str):
    """A profile's own addresses are used unless others are given."""
    assert _where(resolve(somewhere, None, None, None, [])) == (PAGE, API, PAGE)
    assert _where(resolve(somewhere, None, None, PUSH, [])) == (PAGE, API, PUSH)
    assert _where(resolve(somewhere, PUSH, None, None, [])) == (PUSH, PUSH, PUSH)


def test_api_alone_is_no_target():
    """Without the page's address the others lead nowhere."""
    with pytest.raises(ValueError, match="need --base-url too"):
        resolve("embedded", None, API, None, [])


def test_other_page_is_not_looked_for_in_the_embedded_chat_app():
    """A profile of another page says that it needs an address."""
    with pytest.raises(ValueError, match=r"chatapp-1\.3 has another page than the embedded ChatApp"):
        resolve("chatapp-1.3", None, None, None, [])


@pytest.mark.parametrize("option", ["--api-url", "--push-url"])
def test_every_address_needs_leave(option: str):
    """API and push channel of another machine need leave like the page, and the refusal names the option."""
    foreign = {option: "https://chat.example"}
    given = (foreign.get("--api-url"), foreign.get("--push-url"))

    with pytest.raises(ValueError, match=r"add --allow-host chat\.example$"):
        resolve("embedded", PAGE, *given, [])

    assert resolve("embedded", PAGE, *given, ["chat.example"])
    with pytest.raises(ValueError, match=f"^{option} 'nowhere' is no address"):
        resolve("embedded", PAGE, *("nowhere" if one else None for one in given), [])


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


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("http://joe:hunter2@127.0.0.1:8000", "http://***@127.0.0.1:8000", id="password"),
        pytest.param("http://joe:hunt@er2@127.0.0.1", "http://***@127.0.0.1", id="password-with-a-sign"),
        pytest.param("http://127.0.0.1@chat.example", "http://***@chat.example", id="local-as-user-name"),
    ],
)
def test_address_with_a_password_is_refused(address: str, shown: str):
    """Names and passwords are refused without being shown, and it is said where they belong."""
    with pytest.raises(ValueError, match=r"holds a name or a password.*\[headers\] of a profile") as failure:
        check_address(address, ["chat.example"])

    assert f"--base-url {shown!r}" in str(failure.value)
    assert "hunt" not in str(failure.value)


def test_password_in_what_is_no_address_is_not_shown():
    """Who leaves out the scheme is told so, and not their password."""
    with pytest.raises(ValueError, match=r"'\*\*\*@127\.0\.0\.1:8000' is no address"):
        check_address("joe:hunter2@127.0.0.1:8000", [])


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/?x=1", "http://127.0.0.1/#/", "http://127.0.0.1/app?", "http://[::1]#"]
)
def test_address_with_more_than_a_path_is_refused(address: str):
    """Paths are put behind an address, so it may hold neither a query nor a fragment."""
    with pytest.raises(ValueError, match="goes on behind the path, where the harness puts paths of its own; expected"):
        check_address(address, [])
