"""The files that are attached to a test's result: copied beside the results, under names that say what they are.

What would make the page too big, or is one file too many, stays in the run's folder, and the page links to it.
"""

from __future__ import annotations

import re
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from allure_commons.model2 import Attachment, Link
from allure_commons.types import LinkType

from fixtures.journey.printable import visible
from fixtures.wording.language import Language
from reports.allure.language import word

_LARGEST = 1_000_000
"""Bytes of one attachment."""
_LONGEST_TEXT = 200_000
"""Characters of one log; its end is what matters."""
_OWN_NAMES = {
    "journey.json": "The whole story (JSON)",
    "first-run.html": "The first run, as its pages showed it",
    "second-run.txt": "What became of the second run",
    "second-run.jsonl": "Facts of the second run (JSON lines)",
}
_KINDS = {
    ".png": ("Picture", "image/png"),
    ".jpg": ("Picture", "image/jpeg"),
    ".jpeg": ("Picture", "image/jpeg"),
    ".svg": ("The message's way", "image/svg+xml"),
    ".txt": ("Logs", "text/plain"),
    ".json": ("", "application/json"),
    ".jsonl": ("Facts of the test (JSON lines)", "text/plain"),
    ".html": ("", "text/html"),
    ".zip": ("Trace", "application/zip"),
    ".webm": ("Video", "video/webm"),
    ".mp4": ("Video", "video/mp4"),
}

_OPENED_APART = {"application/zip", "text/html"}
"""Kinds of which the report's page itself shows nothing: a trace, and a page that needs its script."""


def plain(text: str) -> str:
    """A text of several lines whose control characters are spelt out, except for the line breaks."""
    return "\n".join(visible(line) for line in text.split("\n"))


@dataclass
class Room:
    """How many bytes of attachments a whole report may still take in."""

    left: int = 8_000_000

    def takes(self, size: int) -> bool:
        """Take this many bytes if there is room for them; gives whether there was."""
        if size > min(self.left, _LARGEST):
            return False
        self.left -= size
        return True


@dataclass
class Attached:
    """The attachments and links of one test, in the order in which they were added; `picture` is its drawing."""

    results: Path
    run: Path
    language: Language
    room: Room
    attachments: list[Attachment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    picture: str = ""

    def add_picture(self, name: str, picture: str) -> None:
        """Attach a drawing (SVG)."""
        self.picture = picture
        self.add_text(name, picture, "image/svg+xml", ".svg")

    def add_text(self, name: str, text: str, kind: str = "text/plain", ending: str = ".txt") -> bool:
        """Attach a text, or the end of a long one; gives whether there was room for it."""
        kept = text if len(text) <= _LONGEST_TEXT else f"…\n{text[-_LONGEST_TEXT:]}"
        content = kept.encode(errors="backslashreplace")
        if not content or not self.room.takes(len(content)):
            return False
        source = self._source(ending)
        (self.results / source).write_bytes(content)
        self._attach(name, source, kind)
        return True

    def add_file(self, path: str) -> None:
        """Attach a file that the run has kept, or link to it, by its path in the run's folder; not a missing one."""
        kept = self.run / path
        if not kept.is_file():
            return
        name, kind = self._name(kept), _KINDS.get(kept.suffix, ("", "application/octet-stream"))[1]
        if kind == "text/plain" and self.add_text(name, plain(_read(kept)), kind, kept.suffix):
            return
        if kind in _OPENED_APART or not self.room.takes(kept.stat().st_size):
            self.links.append(Link(type=LinkType.LINK, url=quote(path), name=name))
            return
        source = self._source(kept.suffix)
        shutil.copyfile(kept, self.results / source)
        self._attach(name, source, kind)

    def _name(self, file: Path) -> str:
        if file.name in _OWN_NAMES:
            return word(self.language, _OWN_NAMES[file.name])
        title = _KINDS.get(file.suffix, ("", ""))[0]
        number = re.search(r"\d+", file.stem)
        is_of_a_page = file.stem.startswith(("page", "trace", "video"))
        if not title or (not is_of_a_page and title != "Facts of the test (JSON lines)"):
            return file.name
        translated = word(self.language, "Page" if file.stem.startswith("page") else title)
        return f"{translated} {number[0]}" if number and is_of_a_page else translated

    def _source(self, ending: str) -> str:
        return f"{uuid.uuid4()}-attachment{ending}"

    def _attach(self, name: str, source: str, kind: str) -> None:
        self.attachments.append(Attachment(name=visible(name), source=source, type=kind))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="backslashreplace")
