"""What the model is worth: how many of ChatApp's planted bugs random acts find, each in a bounded time.

    .venv/bin/python benchmarks/model_worth.py [--pages] [--seconds 600] [--beside 1] [--part K/N] [--missing] [BUG ...]

It explores by API and push with each bug that changes the server, or with `--pages` on pages with each that changes the
page alone, and writes what came of it into that table of docs/model.md; rows of other bugs stay. `--sample` takes so
many of them, chosen by the seed.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
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
HEAD = """\
| planted bug | found | verdict | its own verdict | after | acts | date | explored for |
|---|---|---|---|---|---|---|---|"""
SERVER = re.compile(r"^\+\+\+ b/fixtures/chat_app/server/", re.MULTILINE)
PAGE = re.compile(r"^\+\+\+ b/fixtures/chat_app/frontend/", re.MULTILINE)
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


@dataclass(frozen=True)
class Table:
    """One of the tables: which bugs belong into it, and the options with which they are looked for."""

    mark: str
    bugs_are: str
    options: tuple[str, ...]

    @property
    def begin(self) -> str:
        """The line before it."""
        return f"<!-- {self.mark} -->"

    @property
    def end(self) -> str:
        """The line after it."""
        return f"<!-- end of {self.mark} -->"

    def bugs(self) -> list[str]:
        """The planted bugs that belong into it: with pages, those that leave the server as it is."""
        patches = sorted((ROOT / "fixtures/planted_bugs").glob("*/change.patch"))
        texts = {path.parent.name: path.read_text(encoding="utf-8") for path in patches}
        if self.options:
            return [bug for bug, text in texts.items() if PAGE.search(text) and not SERVER.search(text)]
        return [bug for bug, text in texts.items() if SERVER.search(text)]


OF_SERVER = Table("worth", "change the server", ())
OF_PAGES = Table("worth with pages", "change the page alone", ("--model-pages",))


def explored(table: Table, bug: str, seconds: int, seed: int) -> Row:
    """Explore with one bug."""
    own = VERDICT.search((ROOT / "fixtures/planted_bugs" / bug / "bug.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "fixtures.commands", "--model-time", "--model-time", str(seconds)]
        command += [*table.options, "--seed", str(seed), "--plant", bug, "--run-folder", folder]
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
    how_long = f"{seconds} s, load {os.getloadavg()[0]:.0f}" if table.options else f"{seconds} s"
    return Row(bug, (what, verdict, own[1] if own else "", after, acts, today, how_long))


def write(table: Table, rows: dict[str, Row]) -> None:
    """Put these rows into the document, beside those that stand there already."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(table.begin)
    old, _, after = rest.partition(table.end)
    together = {**{row.bug: row for row in standing(old)}, **rows}
    found = sum(row.cells[0] == "yes" for row in together.values())
    total = len(table.bugs())
    summary = f"Found: {found} of {len(together)} that were tried; {total} planted bugs {table.bugs_are}."
    lines = [table.begin, summary, "", HEAD, *(str(together[bug]) for bug in sorted(together)), table.end]
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
    parser.add_argument("--pages", action="store_true", help="look for bugs of the page, on pages")
    parser.add_argument("--sample", type=int, help="only so many of them, chosen by the seed")
    parser.add_argument("--seconds", type=int, default=600, help="how long to explore each (default: 600)")
    parser.add_argument("--beside", type=int, default=1, help="how many at the same time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="only the K-th of N parts")
    parser.add_argument("--missing", action="store_true", help="only those that have no row yet")
    options = parser.parse_args()
    part, _, parts = options.part.partition("/")
    table = OF_PAGES if options.pages else OF_SERVER
    document = DOCUMENT.read_text(encoding="utf-8").partition(table.begin)[2].partition(table.end)[0]
    known = {row.bug for row in standing(document)} if options.missing else set()
    bugs = options.bugs or table.bugs()
    if options.sample:
        bugs = random.Random(options.seed).sample(bugs, options.sample)  # noqa: S311 - which bugs are tried is no secret
    bugs = [one for one in bugs if one not in known][int(part) - 1 :: int(parts)]
    with ThreadPoolExecutor(options.beside) as threads:
        try:
            for row in threads.map(lambda bug: explored(table, bug, options.seconds, options.seed), bugs):
                print(row, flush=True)
                write(table, {row.bug: row})
        except KeyboardInterrupt:
            threads.shutdown(wait=False, cancel_futures=True)
            print("Stopped; the rows above are kept, and --missing goes on with the others.")


if __name__ == "__main__":
    main()
