"""What is written on the strokes of a sequence: short, as the whole sentence stands in the steps."""

from __future__ import annotations

import re
from typing import Any

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.printable import visible

_LONGEST_TEXT, _LONGEST = 26, 46
_IDS = re.compile(r"\b(dlg|msg|usr)_\w+")
_ROWS = {Kind.ROW_SHOWN: "row", Kind.ROW_CHANGED: "row changed", Kind.ROW_GONE: "row gone"}
_PUSH = {Kind.EMITTED, Kind.WITHHELD, Kind.LET_THROUGH, Kind.ARRIVED, Kind.RECEIVED, Kind.SENT_EVENT}
_TOLD_OF_PUSH = {Kind.WITHHELD: "withheld:", Kind.LET_THROUGH: "let through:"}
_OTHERS = ("name", "effect", "outcome", "error", "text", "reason")


def words_of(seen: Fact) -> str:
    """A fact as a few words, whatever the texts in it hold."""
    return shortened(_IDS.sub(r"\1_…", visible(_words(seen))), _LONGEST)


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _words(seen: Fact) -> str:
    detail = seen.detail
    if seen.what == Kind.GESTURE:
        return _joined(detail.get("gesture"), _text(detail))
    if seen.what == Kind.REQUESTED:
        return _joined(detail.get("method"), _path(detail), _text(detail))
    if seen.what in {Kind.ANSWERED, Kind.UNANSWERED}:
        return _outcome(detail)
    if seen.what in _ROWS:
        return _joined(_ROWS[Kind(seen.what)], _text(detail), detail.get("mark"))
    return _of_push(seen) if seen.what in _PUSH else _of_another(seen)


def _outcome(detail: dict[str, Any]) -> str:
    came = detail.get("status", "no answer")
    return _joined(came, "to", detail.get("method"), _path(detail)) if detail.get("method") else str(came)


def _of_push(seen: Fact) -> str:
    detail = seen.detail
    kind = detail.get("kind") or (detail.get("status") if detail.get("event") == "message:update" else "")
    return _joined(_TOLD_OF_PUSH.get(Kind(seen.what)), detail.get("event"), kind, _text(detail))


def _of_another(seen: Fact) -> str:
    if seen.what == Kind.LOOKED_FOR:
        found = "and found" if seen.detail.get("found") else "in vain"
        return f"looked for {seen.detail.get('effect')}, {found}"
    told = next((str(seen.detail[key]) for key in _OTHERS if seen.detail.get(key)), "")
    return f"{seen.what}: {told}" if told else seen.what


def _path(detail: dict[str, Any]) -> str:
    return str(detail.get("path") or "").removeprefix("/api/")


def _text(detail: dict[str, Any]) -> str:
    return f"«{shortened(str(detail['text']), _LONGEST_TEXT)}»" if detail.get("text") else ""


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in {None, ""})
