"""The documents of this repository, and what can be read out of one."""

from __future__ import annotations

import re
from pathlib import Path

from fixtures.running.checkout import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
_OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    """The text of a document, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def options_of_e2e(text: str) -> set[str]:
    """Options that follow `./e2e` on a line, or stand in a code span of their own."""
    spoken = [*re.findall(r"\./e2e([^\n`|#]*)", text), *re.findall(r"`(--[^`\n]*)`", text)]
    return {option for words in spoken for option in _OPTION.findall(words)}


def verbs_of_e2e(text: str) -> set[str]:
    """Words that stand right behind `./e2e`, where a line or a code span begins with it."""
    return set(re.findall(r"(?:^|`)\./e2e ([a-z]+)(?![\w./])", text, re.MULTILINE))


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in this language."""
    return [block for name, block in _FENCE.findall(text) if name == language]


def commands(text: str) -> list[str]:
    """The commands of all shell blocks, without their comments."""
    lines = [line.partition(" #")[0].rstrip() for block in blocks(text, "sh") for line in block.splitlines()]
    return [line for line in lines if line]


def prose(text: str) -> str:
    """What is not in a fenced block."""
    return _FENCE.sub("", text)


def first_cells(text: str) -> list[str]:
    """The first cell of each row of all tables."""
    return [line.split("|")[1].strip() for line in prose(text).splitlines() if line.startswith("| `")]


def links(text: str) -> list[str]:
    """The addresses of all links and pictures that lead into this repository."""
    found = re.findall(r"\]\(([^)\s]+)\)", prose(text))
    return [address for address in found if "://" not in address]


def anchors(path: Path) -> set[str]:
    """The anchors that a reader's browser makes of a document's headings."""
    headings = re.findall(r"^#+ (.*)$", prose(path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
