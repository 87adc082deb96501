"""The way to a target: extra headers, a proxy and a private certificate authority, for all that the harness asks."""

import base64
import ssl
import threading
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fixtures.clients.api import ApiClient
from fixtures.clients.push.transport import PollingTransport, TransportClosed, WebSocketTransport
from fixtures.journey.facts.journal import Journal
from fixtures.network.wire import Wire
from fixtures.redaction.secret import Secret
from fixtures.targets.access import Access
from fixtures.targets.certificates import vouched_keys
from fixtures.targets.target import Target, TargetError
from tests.selftest.certificates import Authority, new_authority

HEADERS = {"X-Team": "qa"}
SOMEWHERE = "http://chat.example"

# Asks in every way a page has; each ends with the server's 503.
_ASK_AS_A_PAGE = """async (push) => {
  await fetch('/api/users')
  await fetch(`${push}polling`)
  await fetch(`${push}polling&sid=1`)
  await new Promise((ended) => { new WebSocket(`${push}websocket`.replace('http', 'ws')).onclose = ended })
}"""


class _Notes(BaseHTTPRequestHandler):
    """Notes what it is asked, and answers nothing of use."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get(self.server.header)))  # type: ignore[attr-defined]
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_CONNECT = do_GET  # noqa: N815 - the name that is looked for

    def log_message(self, *_: object) -> None:  # type: ignore[override]
        """Keep still."""


@contextmanager
def _noting(certificate: Path | None = None, header: str = "X-Team") -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A server that notes paths and one header; gives its address and the notes."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Notes) as server:
        server.header = header  # type: ignore[attr-defined]
        server.asked = []  # type: ignore[attr-defined]
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_suffix(".key"))
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        scheme = "https" if certificate else "http"
        try:
            yield f"{scheme}://localhost:{server.server_port}", server.asked  # type: ignore[attr-defined]
        finally:
            # Also where the test has failed: a server that is closed before it is shut down never rests.
            server.shutdown()


def _target(address: str, access: Access) -> Target:
    return Target("mine", Secret("1234"), {}, access=access).at(address)


def _ask_everything(target: Target, journal: Journal) -> None:
    with ApiClient(target, "someone", journal) as api:
        assert api.request("GET", "/users").status == 503
    polling = PollingTransport(target)
    with pytest.raises(TransportClosed, match="503"):
        polling.open()
    polling.dispose()
    with pytest.raises(TransportClosed):
        WebSocketTransport(target).open()
    with pytest.raises(urllib.error.HTTPError) as refusal:
        target.access.opener(target.api_url).open(f"{target.api_url}/health")
    refusal.value.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal that nobody judges by."""
    journal = Journal(tmp_path / "journey.jsonl")
    yield journal
    journal.close(keep=False)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """An authority that no machine trusts."""
    return new_authority(tmp_path / "authority")


def test_headers_go_with_every_request(journal: Journal):
    """API, both push transports and the question for life send the profile's headers."""
    with _noting() as (address, asked):
        _ask_everything(_target(address, Access(HEADERS)), journal)

    assert len(asked) == 4
    assert {header for _, header in asked} == {"qa"}


def test_proxy_is_asked_in_the_targets_stead(journal: Journal):
    """With a proxy nothing is asked at the target itself: what is no tunnel arrives at the proxy in full."""
    with _noting() as (proxy, asked):
        target = _target(SOMEWHERE, Access(proxy=proxy))
        with ApiClient(target, "someone", journal) as api:
            api.request("GET", "/users")
        polling = PollingTransport(target)
        with pytest.raises(TransportClosed, match="503"):
            polling.open()
        polling.dispose()

    assert [path.partition("?")[0] for path, _ in asked] == [f"{SOMEWHERE}/api/users", f"{SOMEWHERE}/socket.io/"]


def test_proxy_gets_its_password(journal: Journal):
    """A proxy that asks for a name and a password gets them from every client, by requests and by tunnels."""
    with _noting(header="Proxy-Authorization") as (proxy, asked):
        access = Access(proxy=Secret(proxy.replace("://", "://joe:hunt%40er2@")))
        _ask_everything(_target(SOMEWHERE, access), journal)
        with pytest.raises(TransportClosed):
            PollingTransport(_target("https://chat.example", access)).open()

    assert len(asked) == 5
    assert {header for _, header in asked} == {"Basic " + base64.b64encode(b"joe:hunt@er2").decode()}


def test_headers_go_with_all_that_a_page_asks(browser: Browser, journal: Journal):
    """Requests, polls and the handshake of a WebSocket bear the headers, led over a wire as in every test."""
    with _noting() as (address, asked):
        page = browser.new_context(**Access(HEADERS).browser_context()).new_page()
        Wire("someone", journal).attach(page)
        page.goto(address)
        page.evaluate(_ASK_AS_A_PAGE, f"{address}/socket.io/?EIO=4&transport=")
        page.context.close()

    assert [path.rpartition("=")[2] for path, _ in asked] == ["/", "/api/users", "polling", "1", "websocket"]
    assert {header for _, header in asked} == {"qa"}


def test_certificates_are_asked_for_by_way_of_the_proxy(authority: Authority):
    """What the authority vouches for is found out through the proxy too, and not past it."""
    with _noting() as (proxy, asked):
        target = _target("https://chat.example", Access(certificate_authority=authority.path, proxy=proxy))
        with pytest.raises(TargetError, match="Tunnel connection failed: 503"):
            vouched_keys(target)

    assert [path for path, _ in asked] == ["chat.example:443"]


def test_private_authority_is_trusted_when_named(journal: Journal, authority: Authority):
    """A deployment whose certificate is signed by a named authority is asked like any other."""
    with _noting(authority.certificate()) as (address, asked):
        _ask_everything(_target(address, Access(certificate_authority=authority.path)), journal)

    assert len(asked) == 4


def test_unknown_authority_is_not_trusted(authority: Authority):
    """Without its authority a certificate is refused: nobody looks away."""
    with (
        _noting(authority.certificate()) as (address, asked),
        pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        Access().opener(address).open(f"{address}/health")

    assert asked == []


def test_browser_goes_the_same_way():
    """What Playwright can be told of the way, it is told; certificates count, and nothing is downloaded."""
    told = Access(HEADERS, Path("ca.pem"), "http://127.0.0.1:3128").browser_context()

    server = {"server": "http://127.0.0.1:3128"}
    assert told == {"accept_downloads": False, "extra_http_headers": HEADERS, "proxy": server}
    with_password = Access(proxy=Secret("http://joe:hunt%40er2@127.0.0.1:3128")).browser_context()
    assert with_password == {
        "accept_downloads": False,
        "proxy": {**server, "username": "joe", "password": "hunt@er2"},
    }
