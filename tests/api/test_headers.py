"""Headers that stand on every answer: pages of any origin may read it, and browsers take it for nothing else."""

from collections.abc import Mapping

import pytest

from fixtures.clients.api import ApiClient
from fixtures.contract.expectations import equal
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import Finding, kept, must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person
from fixtures.targets.target import Target

ANSWERS = {
    "success": ("GET", "/auth/me", {}),
    "not-signed-in": ("GET", "/auth/me", {"headers": {"Authorization": "Bearer x"}}),
    "malformed": ("POST", "/dialogs", {"content": b"{"}),
    "too-large": ("POST", "/auth/request-code", {"content": b" " * 1_000_001}),
    "unknown-address": ("GET", "/nowhere", {}),
    "unknown-method": ("PUT", "/dialogs", {}),
}
PREFLIGHTS = [("GET", "/dialogs"), ("POST", "/auth/verify-code"), ("PATCH", "/dialogs/dlg_x"), ("DELETE", "/dialogs/x")]


@pytest.mark.parametrize(("method", "path", "options"), ANSWERS.values(), ids=ANSWERS.keys())
def test_every_answer_may_be_read_by_any_page(sender: Person, method: str, path: str, options: dict[str, object]):
    """CORS is open on every answer, refusals included: a page must be able to say why it was refused."""
    headers = sender.api.headers(method, path, **options)

    must(_says(headers, "Access-Control-Allow-Origin", "*"))


@pytest.mark.needs("security_headers")
@pytest.mark.parametrize(("method", "path", "options"), ANSWERS.values(), ids=ANSWERS.keys())
def test_every_answer_is_safe_to_show(sender: Person, method: str, path: str, options: dict[str, object]):
    """Every answer is JSON that is neither taken for something else, nor framed, nor kept by a cache."""
    headers = sender.api.headers(method, path, **options)

    frames = [headers.get("X-Frame-Options", ""), headers.get("Content-Security-Policy", "")]
    framing = "DENY" in frames[0] or "frame-ancestors" in frames[1]
    must(
        _says(headers, "Content-Type", "application/json"),
        _says(headers, "X-Content-Type-Options", "nosniff"),
        _says(headers, "Cache-Control", "no-store"),
        equal("whether framing is forbidden", framing, True, Verdict.ENVELOPE),
    )


@pytest.mark.parametrize("call", PREFLIGHTS, ids=[" ".join(call) for call in PREFLIGHTS])
def test_page_of_another_origin_may_ask(target: Target, journal: Journal, call: tuple[str, str]):
    """The preflight of a page elsewhere is answered without a token, and allows the method and the token's header."""
    method, path = call
    asked = {
        "Origin": "http://page.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    with ApiClient(target, "browser", journal) as browser:
        headers = browser.headers("OPTIONS", path, headers=asked)

    must(
        _says(headers, "Access-Control-Allow-Origin", "*"),
        _says(headers, "Access-Control-Allow-Methods", method),
        _says(headers, "Access-Control-Allow-Headers", "authorization"),
        _says(headers, "Access-Control-Allow-Headers", "content-type"),
    )


def _says(headers: Mapping[str, str], name: str, expected: str) -> Finding:
    """The header is there and lists what was promised, in any case."""
    value = headers.get(name)
    listed = [part.strip().lower() for part in (value or "").replace(";", ",").split(",")]
    return kept() if expected.lower() in listed else equal(f"the header {name}", value, expected, Verdict.ENVELOPE)
