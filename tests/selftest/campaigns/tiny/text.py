"""What is told of coins."""

from pathlib import Path

from fixtures.campaigns.saying import counted
from fixtures.running.one_step import write_in_one_step
from tests.selftest.campaigns.tiny.result import Heads, read_heads

PAGE = "coins.md"


def line_of(heads: Heads, coin: str) -> str:
    """One coin."""
    return f"{coin}: {heads.of[coin]} of {counted(heads.flips, 'flip')}"


def summary_of(heads: Heads) -> str:
    """All of them."""
    return f"Heads {counted(sum(heads.of.values()), 'time')} with {counted(len(heads.of), 'coin')}"


def write_text(folder: Path, heads: Heads) -> Path:
    """Write the page."""
    lines = [f"# {summary_of(heads)}", *(line_of(heads, coin) for coin in heads.of)]
    return write_in_one_step(folder / PAGE, "\n\n".join(lines) + "\n")


def told_again(folder: Path) -> str:
    """What the end said."""
    return summary_of(read_heads(folder))
