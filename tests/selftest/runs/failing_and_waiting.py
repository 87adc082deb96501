"""A test that fails with a page open, and whose second run never ends."""

import os
from pathlib import Path

import pytest

from fixtures.journey.finding import broken, must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person


@pytest.mark.usefixtures("pages")
def test_waits_the_second_time(sender: Person):
    """Says by one more character in the file that COUNT_RUNS names that a page is open."""
    tab = sender.page.tab
    count = Path(os.environ["COUNT_RUNS"])
    with count.open("a", encoding="utf-8") as runs:
        runs.write(".")

    if count.read_text(encoding="utf-8") == ".":
        must(broken(Verdict.CONTENT, "it is the first run."))
    tab.page.wait_for_timeout(60_000)
