"""The HTTP exchanges of a test as `curl` lines, from its journal, which holds no tokens and only parts of bodies."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from typing import Any

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.printable import visible
from fixtures.redaction.rules import MASK

_HEAD = """# The requests of this test, in their order. Set BASE to ChatApp's address and TOKEN to a person's token.
# Of bodies a journal keeps the texts of messages alone, long ones by their beginning.
"""
_UNTOLD = "the body is not kept"


def curl_lines(facts: Iterable[Fact], address: str = "") -> str:
    """All of them as a script's lines, each with what was answered; empty where nothing was asked."""
    in_order = sorted(facts, key=lambda seen: seen.at_ms)
    ends = {seen.detail.get("request"): seen for seen in in_order if seen.what in {Kind.ANSWERED, Kind.UNANSWERED}}
    asked = [seen for seen in in_order if seen.what == Kind.REQUESTED]
    if not asked:
        return ""
    base = f"BASE={shlex.quote(address)}\n" if address else ""
    return _HEAD + base + "\n".join(_exchange(seen, ends.get(seen.detail.get("request"))) for seen in asked)


def _exchange(asked: Fact, end: Fact | None) -> str:
    via = asked.detail.get("via", "")
    who = visible(f"{asked.who} [{via}]" if via else asked.who)
    return f"\n# +{asked.at_ms:.0f} ms  {who}\n{_command(asked.detail)}\n# {_outcome(asked, end)}\n"


def _command(detail: dict[str, Any]) -> str:
    method, path = str(detail.get("method", "GET")), str(detail.get("path", ""))
    words = ["curl", "-X", shlex.quote(method), f'"$BASE"{shlex.quote(path)}']
    if not path.startswith("/api/auth/") or path.endswith("/me"):
        words += ["-H", '"Authorization: Bearer $TOKEN"']
    if method in {"POST", "PATCH", "PUT"}:
        words += ["-H", "'Content-Type: application/json'", *_body(detail, path)]
    return " ".join(words)


def _body(detail: dict[str, Any], path: str) -> list[str]:
    if path.startswith("/api/auth/"):
        return ["-d", shlex.quote(json.dumps({"phone": MASK, "code": MASK}))]
    if "text" not in detail:
        return [f"# {_UNTOLD}"] if not path.endswith(("/read", "/delivered")) else []
    client = {"meta": {"clientMessageId": detail["client"]}} if detail.get("client") else {}
    body = json.dumps({"content": detail["text"], **client}, ensure_ascii=False)
    return ["-d", _quoted(body)]


def _quoted(body: str) -> str:
    """A body as one word of a shell; what cannot be seen stays the escape that it is in JSON."""
    return shlex.quote("".join(c if visible(c) == c else json.dumps(c)[1:-1] for c in body))


def _outcome(asked: Fact, end: Fact | None) -> str:
    if end is None:
        return "nobody saw an answer"
    took = f"after {end.at_ms - asked.at_ms:.0f} ms"
    if end.what == Kind.UNANSWERED:
        return visible(f"no answer, {took}: {end.detail.get('error', '')}")
    keys = ", ".join(f"`{key}`" for key in end.detail.get("keys", []))
    by = ", made by a fault in ChatApp's stead" if end.detail.get("injected") else ""
    return visible(f"{end.detail.get('status')} {took}, with {keys or 'no keys'}{by}")
