"""Weather: its names, its choice, and that every combination clears up."""

from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.network.weather import ANSWERS, PUSH, Weather, WeatherError, every_weather, weather_named
from fixtures.people.person import Person
from tests.selftest.harness_process import run_pytest

SWEEP = "tests/ui/test_weather.py"


def test_every_combination_has_its_name():
    """There is a weather for each thing that push may do with each that answers may do."""
    names = [weather.name for weather in every_weather()]

    assert len(set(names)) == len(names) == len(PUSH) * len(ANSWERS)


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        pytest.param(["held-late"], ["held-late"], id="one"),
        pytest.param(["held"], ["held-prompt", "held-late", "held-lost"], id="all-of-a-push"),
        pytest.param(["lost", "cut-late"], [*(f"{push}-lost" for push in PUSH), "cut-late"], id="several"),
    ],
)
def test_weather_is_chosen_by_name(chosen: list[str], names: list[str]):
    """A name stands for one combination, or for all in which push or answers do such a thing."""
    assert {weather.name for weather in weather_named(*chosen)} == set(names)


def test_unknown_weather_lists_what_there_is():
    """A name that nobody knows is refused with those that there are."""
    with pytest.raises(
        WeatherError, match=r"--weather fog: push may be live, cut, .*; answers may be prompt, late, lost"
    ):
        weather_named("fog")


def test_unknown_weather_ends_the_run_before_it_begins(tmp_path: Path):
    """Wrong weather is wrong usage, and leaves no report."""
    done = run_pytest(tmp_path / "run", "--weather", "fog", SWEEP)

    assert done.exit_code == 4
    assert "--weather fog: push may be" in done.printed
    assert not (tmp_path / "run" / "run.json").exists()


def test_only_the_chosen_weather_is_played(tmp_path: Path):
    """The report says which combinations ran, and what became of them."""
    done = run_pytest(tmp_path / "run", "-n", "0", "--weather", "live-prompt", SWEEP)

    assert done.report["weather"] == {"live-prompt": {"passed": 1}}, done.printed[-2000:]
    assert f"Weather: 1 of {len(every_weather())} combinations were played." in done.printed


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("weather", [Weather("duplicated", "late"), Weather("cut", "lost")], ids=lambda one: one.name)
def test_weather_clears_up(sender: Person, recipient: Person, dialog: Json, weather: Weather):
    """After the block nothing of the weather is left on any wire, although the block failed."""
    recipient.page.open_dialog(dialog, sender.name)

    with pytest.raises(ZeroDivisionError), weather.over(sender.network, recipient.network):
        raise ZeroDivisionError

    wires = (sender.network, recipient.network)
    assert [wire.push_faults.installed or wire.requests.installed for wire in wires] == [[], []]
    must(recipient.page.is_shown())
