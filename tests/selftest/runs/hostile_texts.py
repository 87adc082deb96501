"""Tests that fail with texts of people which other programs could take for something else."""

import sys

import pytest

from fixtures.journey.finding import broken, must
from fixtures.journey.verdict import Verdict

TEXTS = {
    "command": "\n::add-mask::nothing\n::set-output name=x::y\n##[error]old style",
    "html": "<script>alert(1)</script> ]]> &amp; </testcase>",
    "ansi": "\x1b[31mкрасный\x1b[0m \x07 \x00",
    "table": "| a | b |\n|---|---|",
    "percent": "100%0A::error::x, a:b",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_meets_a_text(text: str):
    """It is shown as it was sent."""
    sys.stdout.write(f"{text}\n")
    must(broken(Verdict.CONTENT, f"sent «{text}», shown nothing"))


def test_raises_a_text():
    """Ours fail too."""
    raise ValueError(TEXTS["command"] + TEXTS["ansi"] + "\ud800")
