"""A picture of a failure shows the pages as they were under the faults of that moment."""

import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.scenarios.playing import play_scenario
from fixtures.scenarios.scenario import Scenario, Step
from tests.selftest.harness_process import RUNS, Ended, run_pytest

BLACK = 10


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run in which two tests fail, one of them while a fault is on."""
    folder = tmp_path_factory.mktemp("faults") / "run"
    return run_pytest(folder, "-n", "0", "--evidence", "failures", str(RUNS / "failing_under_faults.py"))


def test_failure_under_a_fault_is_seen_under_it(ended: Ended):
    """The picture is taken before the fault heals, and the report names it."""
    (test,) = (one for one in ended.report["tests"] if one["test"].endswith("test_fails_under_a_fault"))
    (picture,) = (name for name in test["evidence"] if name.endswith("page-1.png"))

    assert _brightest(ended.folder / picture) < BLACK


def test_picture_of_another_error_is_none_of_this_failure(ended: Ended):
    """What a test expected under a fault is not what it fails for later, and what passes keeps no picture."""
    (picture,) = (ended.folder / "failures").glob("*test_fails_after_a_fault/page-1.png")

    assert _brightest(picture) > BLACK
    assert list((ended.folder / "failures").glob("*test_passes*")) == []


def test_scenario_tells_of_its_failure_before_its_faults_heal(tmp_path: Path):
    """Faults of a scenario end with it and not with a block, so it tells of its failure by itself."""
    told: list[str] = []

    def fail(*_: object) -> NoReturn:
        raise PromiseBroken(Broken(Verdict.FEED, "made up"))

    play = SimpleNamespace(
        target=SimpleNamespace(is_own=True),
        people=SimpleNamespace(note_failing=lambda error: told.append(str(error))),
        faults=SimpleNamespace(heal_all=lambda: told.append("healed")),
        person=lambda _: None,
        seats=list,
        seat=fail,
        others_come_back=lambda *_: None,
    )
    journal = Journal(tmp_path / "journey.jsonl")

    with pytest.raises(PromiseBroken):
        play_scenario(play, Scenario("a", (Step("signs_in", {"who": "Александр Петров"}),)), journal)

    journal.close(keep=False)
    assert told == ["feed: made up", "healed"]


def _brightest(picture: Path) -> int:
    """The largest byte of the pixels of a PNG and of their filters, which are small numbers."""
    content, place, pixels = picture.read_bytes(), 8, b""
    while place < len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        if content[place + 4 : place + 8] == b"IDAT":
            pixels += content[place + 8 : place + 8 + length]
        place += length + 12
    return max(zlib.decompress(pixels))
