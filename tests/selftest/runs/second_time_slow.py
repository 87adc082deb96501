"""A test that passes at once when it is run for the first time, and never ends the second."""

import os
import time
from pathlib import Path


def test_takes_its_time():
    """Says that it goes on, by one more character in the file that COUNT_RUNS names."""
    count = Path(os.environ["COUNT_RUNS"])
    with count.open("a", encoding="utf-8") as runs:
        runs.write(".")

    if count.read_text(encoding="utf-8") != ".":
        time.sleep(600)
