"""A host is allowed by its whole name: what only looks like it is another host, for addresses, redirects and pages."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError

import pytest

from fixtures.hosting.browser import launch_options
from fixtures.redaction.secret import Secret
from fixtures.targets.access import Access
from fixtures.targets.addresses import LOAD, LOCAL_HOSTS, TESTING, Permission, check_address, is_local

HOST = "chat.example"
ALIKE = [
    "chat.example.evil.example",
    "evilchat.example",
    "evil.chat.example",
    "chat.examples",
    "chat-example",
    "example",
]
LIKE_THIS_MACHINE = ["localhost.evil.example", "127.0.0.1.evil.example", "evillocalhost", "127.0.0.11"]


@contextmanager
def _leading_to(location: str) -> Iterator[tuple[str, list[str]]]:
    """A proxy that is asked in everyone's stead, and leads whoever asks to one address; what it was asked for."""
    asked: list[str] = []

    class Leading(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if len(asked) == 1 else 200)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep still."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Leading) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()


@pytest.mark.parametrize("permission", [TESTING, LOAD], ids=["testing", "load"])
@pytest.mark.parametrize("host", ALIKE)
def test_address_of_a_host_that_looks_like_an_allowed_one_is_refused(host: str, permission: Permission):
    """Only the host that was named may be tested, or put under load."""
    check_address(f"https://{HOST}:8443/path", [HOST], permission=permission)

    with pytest.raises(ValueError, match=f"{host}$"):
        check_address(f"https://{host}", [HOST], permission=permission)


@pytest.mark.parametrize("host", LIKE_THIS_MACHINE)
def test_host_that_looks_like_this_machine_is_another(host: str):
    """What needs no leave is this machine alone."""
    assert not is_local(f"http://{host}")


@pytest.mark.parametrize(("host", "is_followed"), [*((host, False) for host in ALIKE), (HOST, True)])
def test_redirect_is_followed_on_the_same_host_alone(host: str, *, is_followed: bool):
    """What asks without a client stays at the host that it was told to ask."""
    with _leading_to(f"http://{host}/there") as (proxy, asked), suppress(HTTPError):
        Access(proxy=Secret(proxy)).opener(f"http://{HOST}").open(f"http://{HOST}/health").close()

    assert asked == [f"http://{HOST}/health", *([f"http://{host}/there"] if is_followed else [])]


@pytest.mark.parametrize("host", [*ALIKE, *LIKE_THIS_MACHINE])
def test_browser_finds_no_host_that_looks_like_an_allowed_one(host: str):
    """Chromium's rule, whose patterns are those of a shell, lets the named hosts and this machine be found alone."""
    (rule,) = launch_options("chromium", headed=False, channel="chrome", hosts=[HOST])["args"]  # type: ignore[misc]
    first, *others = rule.removeprefix("--host-resolver-rules=").split(", ")
    found = [one.removeprefix("EXCLUDE ") for one in others]

    assert first == "MAP * ~NOTFOUND"
    assert {known for known in (HOST, *LOCAL_HOSTS) if any(fnmatch(known, one) for one in found)} == {
        HOST,
        *LOCAL_HOSTS,
    }
    assert [one for one in found if fnmatch(host, one)] == []
