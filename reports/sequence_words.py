"""What is written on the strokes of a sequence: short, as the whole sentence stands in the steps."""

from __future__ import annotations

import re
from typing import Any

from fixtures.journey.facts.fact import Seen, Sighting
from fixtures.journey.printable import visible

_LONGEST_TEXT, _LONGEST = 26, 46
_IDS = re.compile(r"\b(dlg|msg|usr)_\w+")
_ROWS = {Seen.ROW_SHOWN: "row", Seen.ROW_CHANGED: "row changed", Seen.ROW_GONE: "row gone"}
_PUSH = {Seen.EMITTED, Seen.WITHHELD, Seen.LET_THROUGH, Seen.ARRIVED, Seen.RECEIVED, Seen.SENT_EVENT}
_TOLD_OF_PUSH = {Seen.WITHHELD: "withheld:", Seen.LET_THROUGH: "let through:"}
_OTHERS = ("name", "effect", "outcome", "error", "text", "reason")


def words_of(seen: Sighting) -> str:
    """A fact as a few words, whatever the texts in it hold."""
    return shortened(_IDS.sub(r"\1_…", visible(_words(seen))), _LONGEST)


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _words(seen: Sighting) -> str:
    detail = seen.detail
    if seen.what == Seen.GESTURE:
        return _joined(detail.get("gesture"), _text(detail))
    if seen.what == Seen.REQUESTED:
        return _joined(detail.get("method"), _path(detail), _text(detail))
    if seen.what in {Seen.ANSWERED, Seen.UNANSWERED}:
        return _outcome(detail)
    if seen.what in _ROWS:
        return _joined(_ROWS[Seen(seen.what)], _text(detail), detail.get("mark"))
    return _of_push(seen) if seen.what in _PUSH else _of_another(seen)


def _outcome(detail: dict[str, Any]) -> str:
    came = detail.get("status", "no answer")
    return _joined(came, "to", detail.get("method"), _path(detail)) if detail.get("method") else str(came)


def _of_push(seen: Sighting) -> str:
    detail = seen.detail
    kind = detail.get("kind") or (detail.get("status") if detail.get("event") == "message:update" else "")
    return _joined(_TOLD_OF_PUSH.get(Seen(seen.what)), detail.get("event"), kind, _text(detail))


def _of_another(seen: Sighting) -> str:
    if seen.what == Seen.LOOKED_FOR:
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
