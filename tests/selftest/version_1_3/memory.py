"""What the backend of version 1.3 remembers beside what the embedded ChatApp behind it stores."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

Json = Any


@dataclass(frozen=True)
class Disguised:
    """A message that the embedded ChatApp would have refused: what it says, and who wrote it where another sent it."""

    content: str
    sender_id: str = ""


@dataclass
class Memory:
    """Who holds which token, what dialogs were called, and which messages stand under another text."""

    owners: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    creators: dict[str, str] = field(default_factory=dict)
    """By dialog, the token of who created it."""
    disguises: dict[str, Disguised] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def disguise(self, content: str, sender_id: str = "") -> str:
        """The text under which such a message is stored."""
        stored = f"⟦disguised {next(self._numbers)}⟧"
        self.disguises[stored] = Disguised(content, sender_id)
        return stored

    def undisguised(self, message: Json) -> Json:
        """A message or a preview as it was written."""
        known = self.disguises.get(message["content"])
        if known is None:
            return message
        return {**message, "content": known.content, "senderId": known.sender_id or message["senderId"]}
