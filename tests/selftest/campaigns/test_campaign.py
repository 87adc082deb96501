"""The frame of all campaigns, on one that flips coins: a new campaign is one folder with plan, run, result and text."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

from fixtures.campaigns import stored
from fixtures.campaigns.campaign import Campaign
from fixtures.campaigns.limits import Budget, RunLimit
from fixtures.campaigns.result_file import ResultError, standing_result
from fixtures.running.checkout import ROOT
from tests.selftest.campaigns.tiny.plan import Plan
from tests.selftest.campaigns.tiny.result import FILE, Heads, read_heads
from tests.selftest.campaigns.tiny.run import CoinCampaign, Flip
from tests.selftest.campaigns.tiny.text import PAGE

PARTS = ("plan.py", "run.py", "result.py", "text.py")


def flipping(coins: list[str], *, stopped_by: signal.Signals | None = None, at: str = "") -> Flip:
    """A flip that shows heads once with every coin, and writes down which were flipped; at one a signal comes."""

    def flip(coin: str) -> int:
        if stopped_by is not None and coin == at:
            os.kill(os.getpid(), stopped_by)
        coins.append(coin)
        return 1

    return flip


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard here as any verb does that a person starts, though the run was told to ignore it (`&`)."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_all_of_the_plan_is_run_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """After the control run each variation has its line; at the end stand the result, its page, and the way there."""
    coins: list[str] = []

    assert CoinCampaign(tmp_path, Plan(), flipping(coins)).carry_out() == 0

    assert coins == ["white", "red", "green", "blue"]
    assert read_heads(tmp_path) == Heads(6, {"red": 1, "green": 1, "blue": 1})
    printed = capsys.readouterr().out
    assert printed.startswith("red: 1 of 6 flips\ngreen: 1 of 6 flips\nblue: ")
    assert printed.endswith(f"\n\nHeads 3 times with 3 coins\nReport: {tmp_path / PAGE}\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_stopped_campaign_keeps_what_it_has_and_goes_on_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: signal.Signals
):
    """Stopped in the middle it ends with 2 and a report of what is done; resumed, it runs only what is missing."""
    first, second = list[str](), list[str]()

    code = CoinCampaign(tmp_path, Plan(), flipping(first, stopped_by=number, at="green")).carry_out()

    assert code == 2
    assert "\nStopped: 1 of 3 coins are done, and are kept.\n" in capsys.readouterr().out
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == "# Heads 1 time with 1 coin\n\nred: 1 of 6 flips\n"
    result = standing_result(tmp_path, FILE, read_heads)
    assert CoinCampaign(tmp_path, Plan(), flipping(second), result=result).carry_out() == 0
    assert (first, second) == (["white", "red"], ["green", "blue"])
    assert read_heads(tmp_path) == Heads(6, {"red": 1, "green": 1, "blue": 1})


def test_campaign_begins_anew_on_demand(tmp_path: Path):
    """Where a result stands, it is what one goes on with; begun anew, nothing of it stays."""
    CoinCampaign(tmp_path, Plan(), flipping([])).carry_out()

    assert standing_result(tmp_path, FILE, read_heads) is not None
    assert standing_result(tmp_path, FILE, read_heads, anew=True) is None
    assert list(tmp_path.iterdir()) == []


def test_result_of_another_make_is_no_ground_to_go_on(tmp_path: Path):
    """A result that cannot be read is refused by name, and stays."""
    (tmp_path / FILE).write_text('{"of": 1, "eyes": 2}', encoding="utf-8")

    with pytest.raises(ResultError, match=r"coins\.json is no report of coins of this version"):
        standing_result(tmp_path, FILE, read_heads)
    assert (tmp_path / FILE).exists()


def test_what_is_known_is_written_down_after_each_run(tmp_path: Path):
    """A machine that loses its power loses the run under way and no other."""
    known: list[dict[str, int]] = []

    def flip(coin: str) -> int:
        if coin != "white":
            known.append(read_heads(tmp_path).of)
        return 1

    CoinCampaign(tmp_path, Plan(), flip).carry_out()

    assert known == [{}, {"red": 1}, {"red": 1, "green": 1}]


def test_nothing_follows_a_control_run_that_is_no_ground(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Where the control run refuses, its sentence and exit code are the campaign's, and nothing is varied."""
    assert CoinCampaign(tmp_path, Plan(flips=1), flipping(coins := [])).carry_out() == 1

    assert coins == ["white"]
    assert capsys.readouterr().out == "The white coin shows heads alone, so another one would prove nothing.\n"
    assert not (tmp_path / FILE).exists()


def test_stopped_in_its_control_run_it_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Of what had not begun nothing stays, so that another attempt can have the folder."""
    (tmp_path / "control").mkdir()

    assert CoinCampaign(tmp_path, Plan(), flipping([], stopped_by=signal.SIGINT, at="white")).carry_out() == 2

    assert capsys.readouterr().out == "\nStopped before the first coin; there is no report.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("budget", "done"),
    [
        pytest.param(Budget(), 3, id="unlimited"),
        pytest.param(Budget(runs=2), 2, id="two-runs"),
        pytest.param(Budget(seconds=25.0), 2, id="twenty-five-seconds"),
        pytest.param(Budget(runs=1, seconds=25.0), 1, id="whichever-comes-first"),
    ],
)
def test_campaign_ends_when_its_budget_is_spent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, budget: Budget, done: int
):
    """No run begins once so many were made, or so many seconds have passed: here each look at the clock is ten."""
    monkeypatch.setattr("fixtures.campaigns.campaign.monotonic", _clock())

    assert CoinCampaign(tmp_path, Plan(), flipping([]), budget).carry_out() == 0

    assert len(read_heads(tmp_path).of) == done


def test_limit_of_a_run_follows_from_the_control_run():
    """A slow machine's runs may take longer, and a quick one's have something to spare."""
    assert RunLimit(seconds=300.0, factor=5.0).after(60.0) == 600.0


def test_stored_campaign_is_known_by_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`./e2e show` and `./e2e again` know a new campaign from its folder, without being told."""
    monkeypatch.setattr(stored, "ROOM", Path(__file__).parent)
    monkeypatch.setattr(stored, "NAME", "tests.selftest.campaigns")
    assert stored.told_again(tmp_path) is None

    CoinCampaign(tmp_path, Plan(), flipping([])).carry_out()

    assert stored.kind_of(tmp_path) == "a report of coins: its coins.md says how often each showed heads"
    assert stored.told_again(tmp_path) == "Heads 3 times with 3 coins"


@pytest.mark.parametrize("name", ["bench", "fuzz", "hunt", "matrix", "mutation"])
def test_every_campaign_has_the_same_four_parts(name: str):
    """Who knows one campaign finds the way in every other: plan, run, result, text, and a class on the frame."""
    folder = ROOT / "fixtures" / "campaigns" / name
    module = import_module(f"fixtures.campaigns.{name}.run")

    assert [part for part in PARTS if not (folder / part).exists()] == []
    assert [one for one in vars(module).values() if _is_campaign(one)]


def test_campaigns_and_reports_know_no_verb():
    """Verbs call campaigns and reports, and nothing calls back: what a verb parses is no business of theirs."""
    files = [*(ROOT / "fixtures" / "campaigns").rglob("*.py"), *(ROOT / "reports" / "repeating").rglob("*.py")]

    assert [file.name for file in files if "fixtures.commands" in file.read_text(encoding="utf-8")] == []


def test_way_to_add_a_campaign_names_what_there_is():
    """CONTRIBUTING's `How to add a campaign` names the four parts, and only modules and methods that exist."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## A campaign\n")[2].partition("\n## ")[0]
    named = re.findall(r"`([a-z_]+)`", section)
    known = {path.stem for path in (ROOT / "fixtures" / "campaigns").rglob("*.py")} | set(dir(Campaign))
    known |= {"told_again", "varied", "fixtures"}

    assert [part for part in PARTS if f"`{part}`" not in section] == []
    assert {"begin", "plan", "is_known", "run", "write", "end"} <= set(named)
    assert [name for name in named if name not in known] == []


def _is_campaign(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, Campaign) and one is not Campaign


def _clock() -> Callable[[], float]:
    ticks: Iterator[int] = count(0, 10)
    return lambda: float(next(ticks))
