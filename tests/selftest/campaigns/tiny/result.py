"""How often there were heads."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from fixtures.campaigns.result_file import read_result, write_result

FILE = "coins.json"
KIND = "a report of coins: its coins.md says how often each showed heads"


@dataclass
class Heads:
    """How often each coin showed heads, of so many flips."""

    flips: int
    of: dict[str, int] = field(default_factory=dict)


def write_heads(folder: Path, heads: Heads) -> Path:
    """Write them down."""
    return write_result(folder, FILE, asdict(heads))


def read_heads(folder: Path) -> Heads:
    """Read what was written down."""
    return read_result(folder / FILE, "report of coins", lambda content: Heads(**content))
