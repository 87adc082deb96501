"""Texts of any kind as parts of a Markdown page that GitHub and GitLab show."""

from __future__ import annotations

import re

from fixtures.journey.printable import visible


def code(text: str, longest: int = 300) -> str:
    """A text as code on one line, cut when it is longer: nothing in it is markup, a mention, a link or an emoji."""
    shown = visible(text)
    shown = shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
    runs = [len(run) for run in re.findall("`+", shown)]
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    # The rule of CommonMark for a text that begins or ends with its fence, or with a space.
    space = " " if shown[:1] in {"`", " ", ""} or shown[-1:] in {"`", " "} else ""
    return f"{fence}{space}{shown}{space}{fence}"
