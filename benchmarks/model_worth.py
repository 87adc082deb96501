"""What the model is worth: how many of ChatApp's planted bugs random acts by API and push find, each in a bounded time.

    .venv/bin/python benchmarks/model_worth.py [--seconds 600] [--beside 1] [--part K/N] [--missing] [BUG ...]

It explores with each bug that changes the server, and writes what came of it into the table of docs/model.md; rows of
other bugs stay.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs/model.md"
BEGIN, END = "<!-- worth -->", "<!-- end of worth -->"
HEAD = """\
| planted bug | found | verdict | its own verdict | after | acts | date | explored for |
|---|---|---|---|---|---|---|---|"""
SERVER = re.compile(r"^\+\+\+ b/fixtures/chat_app/server/", re.MULTILINE)
VERDICT = re.compile(r'^verdict = "(.+)"$', re.MULTILINE)
STARTING_SECONDS = 120
INTERRUPTED = 2


@dataclass(frozen=True)
class Row:
    """What came of one bug, as its cells stand in the table."""

    bug: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"| {' | '.join((self.bug, *self.cells))} |"


def server_bugs() -> list[str]:
    """The planted bugs whose patch changes the server, the page or not."""
    patches = sorted((ROOT / "fixtures/planted_bugs").glob("*/change.patch"))
    return [path.parent.name for path in patches if SERVER.search(path.read_text(encoding="utf-8"))]


def explored(bug: str, seconds: int, seed: int) -> Row:
    """Explore with one bug."""
    own = VERDICT.search((ROOT / "fixtures/planted_bugs" / bug / "bug.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "fixtures.commands", "--model-time", "--model-time", str(seconds)]
        command += ["--seed", str(seed), "--plant", bug, "--run-folder", folder]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        limit = 2 * seconds + STARTING_SECONDS
        ended = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
        path = Path(folder) / "model.json"
        failure = json.loads(path.read_text(encoding="utf-8"))["failure"] if path.exists() else None
    if ended.returncode == INTERRUPTED:
        raise KeyboardInterrupt
    if ended.returncode not in {0, 1}:
        found = (f"exit code {ended.returncode}", "–", "–", "–")
        print(ended.stdout[-500:], ended.stderr[-500:])
    elif failure is None:
        found = ("no", "–", "–", "–")
    else:
        found = ("yes", failure["verdict"], f"{failure['found_after']:.0f} s", str(len(failure["acts"])))
    what, verdict, after, acts = found
    today = datetime.datetime.now(tz=datetime.UTC).strftime("%d.%m.%Y")
    return Row(bug, (what, verdict, own[1] if own else "", after, acts, today, f"{seconds} s"))


def write(rows: dict[str, Row]) -> None:
    """Put these rows into the document, beside those that stand there already."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    together = {**{row.bug: row for row in standing(table)}, **rows}
    found = sum(row.cells[0] == "yes" for row in together.values())
    total = len(server_bugs())
    summary = f"Found: {found} of {len(together)} that were tried; {total} planted bugs change the server."
    lines = [BEGIN, summary, "", HEAD, *(str(together[bug]) for bug in sorted(together)), END]
    DOCUMENT.write_text(before + "\n".join(lines) + after, encoding="utf-8")


def standing(table: str) -> Iterator[Row]:
    """The rows of a table."""
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) > 2 and cells[0] != "planted bug" and not cells[0].startswith("---"):
            yield Row(cells[0], tuple(cells[1:]))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bugs", nargs="*", metavar="BUG")
    parser.add_argument("--seconds", type=int, default=600, help="how long to explore each (default: 600)")
    parser.add_argument("--beside", type=int, default=1, help="how many at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="only the K-th of N parts")
    parser.add_argument("--missing", action="store_true", help="only those that have no row yet")
    options = parser.parse_args()
    part, _, parts = options.part.partition("/")
    known = {row.bug for row in standing(DOCUMENT.read_text(encoding="utf-8"))} if options.missing else set()
    bugs = [one for one in options.bugs or server_bugs() if one not in known][int(part) - 1 :: int(parts)]
    with ThreadPoolExecutor(options.beside) as threads:
        try:
            for row in threads.map(lambda bug: explored(bug, options.seconds, options.seed), bugs):
                print(row, flush=True)
                write({row.bug: row})
        except KeyboardInterrupt:
            threads.shutdown(wait=False, cancel_futures=True)
            print("Stopped; the rows above are kept, and --missing goes on with the others.")


if __name__ == "__main__":
    main()
