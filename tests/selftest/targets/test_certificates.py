"""A private certificate authority: browsers trust what it has vouched for at the target, and nothing else."""

import base64
import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright

from fixtures.clients.push import transport as push_transport
from fixtures.clients.push.transport import TransportClosed, WebSocketTransport
from fixtures.hosting.browser import launch_options
from fixtures.hosting.embedded import embedded_chat_app
from fixtures.targets.access import Access
from fixtures.targets.certificates import key_hash, vouched_keys
from fixtures.targets.target import Target
from tests.selftest.certificates import Authority, new_authority, openssl
from tests.selftest.harness_process import RUNS, run_e2e, run_pytest
from tests.selftest.https_front import https_before


@pytest.fixture(scope="module")
def chat_app_url() -> Iterator[str]:
    """Where a ChatApp runs that speaks HTTP."""
    with embedded_chat_app() as chat_app:
        yield chat_app.base_url


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Whom the profile names."""
    return new_authority(tmp_path_factory.mktemp("tls") / "named")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Whom nobody has named."""
    return new_authority(tmp_path_factory.mktemp("tls") / "stranger")


@pytest.fixture(scope="module")
def address(chat_app_url: str, authority: Authority) -> Iterator[str]:
    """Where that ChatApp is under a certificate of the named authority."""
    with https_before(chat_app_url, authority.certificate()) as address:
        yield address


@pytest.fixture(scope="module")
def foreign_address(chat_app_url: str, stranger: Authority) -> Iterator[str]:
    """Where it is under a certificate that the named authority knows nothing of."""
    with https_before(chat_app_url, stranger.certificate()) as address:
        yield address


@pytest.fixture
def profile(tmp_path: Path, authority: Authority) -> str:
    """A profile that names the authority."""
    path = tmp_path / "private.toml"
    named = f'certificate_authority = "{authority.path}"\n'
    path.write_text(f'title = "Private"\ninherits = "embedded"\n{named}', encoding="utf-8")
    return str(path)


def _target(authority: Authority, *addresses: str) -> Target:
    return Target("private", "1234", {}, access=Access(certificate_authority=authority.path)).at(*addresses)


@pytest.mark.parametrize("algorithm", ["rsa:2048", "ec"])
def test_key_is_named_as_browsers_do(authority: Authority, algorithm: str):
    """A key's name is the hash of its SubjectPublicKeyInfo, of whatever kind it is."""
    certificate = authority.certificate(algorithm=algorithm)
    public = openssl("x509", "-in", str(certificate), "-noout", "-pubkey")
    expected = hashlib.sha256(openssl("pkey", "-pubin", "-outform", "der", given=public)).digest()

    in_der = openssl("x509", "-in", str(certificate), "-outform", "der")

    assert key_hash(in_der) == base64.b64encode(expected).decode()


def test_each_key_of_a_target_is_trusted_once(authority: Authority, address: str, chat_app_url: str):
    """Page, API and push channel may share a certificate, or have their own; plain HTTP has none."""
    shared = authority.certificate(algorithm="ec")
    with https_before(chat_app_url, shared) as api, https_before(chat_app_url, shared) as push:
        keys = vouched_keys(_target(authority, address, api, push))

    assert len(set(keys)) == len(keys) == 2
    assert vouched_keys(_target(authority, chat_app_url)) == []
    assert vouched_keys(Target("mine", "1234", {}).at(address)) == []


def test_browser_trusts_that_key_alone(
    playwright: Playwright, authority: Authority, address: str, foreign_address: str, chat_app_url: str
):
    """A browser opens the target, and refuses what its authority has not vouched for there, its own works included."""
    keys = vouched_keys(_target(authority, address))
    browser = playwright.chromium.launch(**launch_options("chromium", headed=False, trusted_keys=keys))

    page = browser.new_page()
    opened = page.goto(f"{address}/health")
    refused = []
    with https_before(chat_app_url, authority.certificate(algorithm="ec")) as unasked:
        for other in (foreign_address, unasked):
            with pytest.raises(Error) as failure:
                page.goto(f"{other}/health")
            refused.append("ERR_CERT_AUTHORITY_INVALID" in str(failure.value))
    browser.close()

    assert opened is not None
    assert opened.ok
    assert refused == [True, True]


@pytest.mark.parametrize("workers", ["0", "1"], ids=["one-process", "worker"])
def test_suite_runs_over_https(tmp_path: Path, profile: str, address: str, workers: str):
    """Pages, both push transports and the API are used over HTTPS, with nothing installed on this machine."""
    test = str(RUNS / "over_https.py")

    ended = run_pytest(tmp_path / "run", "--target", profile, "--base-url", address, test, "-n", workers)

    assert ended.exit_code == 0, ended.printed
    assert ended.report["totals"] == {"passed": 1}


def test_doctor_is_content_over_https(tmp_path: Path, profile: str, address: str):
    """The doctor finds everything over HTTPS too, faults that the wire answers for included."""
    ended = run_e2e(tmp_path, "doctor", "--target", profile, "--base-url", address)

    assert ended.exit_code == 0, ended.printed


def test_page_that_nobody_vouches_for_is_no_target(tmp_path: Path, profile: str, address: str, foreign_address: str):
    """A run does not begin where the authority has not vouched for the page, though it has for the API."""
    addresses = ["--base-url", foreign_address, "--api-url", address]

    ended = run_pytest(tmp_path / "run", "--target", profile, *addresses, str(RUNS / "over_https.py"))

    assert ended.exit_code == 10
    sentence = "our-ca.pem does not vouch for its certificate: unable to get local issuer certificate"
    assert f"target: no browser can go to {foreign_address}: {sentence}" in ended.printed


def test_certificate_of_another_host_is_refused(tmp_path: Path, profile: str, chat_app_url: str, authority: Authority):
    """What the authority has vouched for elsewhere is worth nothing here."""
    with https_before(chat_app_url, authority.certificate("chat.example")) as elsewhere:
        ended = run_e2e(tmp_path, "doctor", "--target", profile, "--base-url", elsewhere)

    assert ended.exit_code == 10
    assert "our-ca.pem does not vouch for its certificate: Hostname mismatch" in ended.printed


def test_unnamed_authority_is_asked_for(tmp_path: Path, address: str):
    """Where no authority is named, the refusal says how to name one."""
    ended = run_pytest(tmp_path / "run", "--base-url", address, "tests/api")

    assert ended.exit_code == 10
    assert "a private authority is named by certificate_authority in the profile" in ended.printed


def test_doctor_knows_that_browsers_trust_fewer(
    tmp_path: Path, address: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
):
    """Where this machine trusts the authority and the browser does not, the doctor says what to name."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))

    ended = run_e2e(tmp_path, "doctor", "--base-url", address)

    assert ended.exit_code == 1
    assert "ERR_CERT_AUTHORITY_INVALID" in ended.printed
    assert "name this one as certificate_authority" in ended.printed


def test_push_that_falls_silent_behind_tls_is_given_up(authority: Authority, monkeypatch: pytest.MonkeyPatch):
    """Where TLS is spoken, and nothing after that, a connection to push ends in time."""
    monkeypatch.setattr(push_transport, "_OPEN_SECONDS", 0.5)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        behind = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with (
            https_before(behind, authority.certificate()) as address,
            pytest.raises(TransportClosed, match="timed out while waiting for handshake response"),
        ):
            WebSocketTransport(_target(authority, address)).open()
