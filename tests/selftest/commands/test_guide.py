"""The guide names what there is, and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.commands import guide as guide_module
from fixtures.commands.__main__ import VERBS
from fixtures.commands.guide import guide
from fixtures.network.weather import every_weather
from fixtures.planted_bugs import bug as bug_module
from fixtures.planted_bugs.bug import bug_names, load_bug
from fixtures.running.checkout import ROOT
from fixtures.targets.profile import profile_names

OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")
OF_VERBS = {
    "--allow-load",
    "--brief",
    "--bug",
    "--catches",
    "--costs",
    "--done",
    "--expect-workers",
    "--force",
    "--fuzz-time",
    "--growth",
    "--hunt",
    "--listen",
    "--matrix",
    "--markdown",
    "--merge",
    "--model-pages",
    "--model-time",
    "--mutate",
    "--no-chats",
    "--only",
    "--origin",
    "--people",
    "--phases",
    "--port",
    "--processes",
    "--rate",
    "--resume",
    "--rounds",
    "--run-code",
    "--scenarios",
    "--test",
    "--time",
    "--tools",
    "--worker",
    "--workers",
    "--durations",
    "--shard",
    "--signed-out",
    "--write",
}
OF_THE_LAUNCHER = {*OF_VERBS, "--help", "--promise", "--pytest-help", "--title", "--try"}


@pytest.fixture(scope="module")
def pytest_help() -> str:
    """What pytest itself says of its options, ours and those of random order included."""
    command = [sys.executable, "-m", "pytest", "-p", "random_order", "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_guide_names_every_verb():
    """Every verb that the launcher or `fixtures.commands` knows has a line in the guide."""
    launcher = (ROOT / "e2e").read_text(encoding="utf-8")
    labels = re.findall(r"^    ([a-z]+(?: \| [a-z]+)*)\)", launcher, flags=re.MULTILINE)
    verbs = {*VERBS, *(verb for label in labels for verb in label.split(" | "))}

    assert verbs >= {"selftest", "serve", "show"}
    assert [verb for verb in sorted(verbs) if not re.search(rf"^  {verb}  +\S", guide(), re.MULTILINE)] == []


def test_guide_names_no_verb_that_is_unknown():
    """Every verb of the guide can be typed."""
    launcher = (ROOT / "e2e").read_text(encoding="utf-8")
    spoken = [verb.partition(" ")[0] for verb in guide_module.VERBS]

    assert [verb for verb in spoken if verb not in VERBS and f"    {verb})" not in launcher] == []


def test_guide_names_every_option_of_ours(pytest_help: str):
    """Every option that a room declares has its place in the guide."""
    section = re.search(r"^ChatApp:\n((?:  .*\n)+)", pytest_help, re.MULTILINE)
    assert section is not None
    declared = re.findall(r"^  (--[\w-]+)", section[1], re.MULTILINE)

    assert len(declared) >= 5
    assert [option for option in declared if not re.search(rf"^  {option}\b", guide(), re.MULTILINE)] == []


def test_guide_names_no_option_that_is_unknown(pytest_help: str):
    """Every option of the guide is one of pytest's, of its plugins' or of the launcher's."""
    known = {*OPTION.findall(pytest_help), *OF_THE_LAUNCHER}

    assert [option for option in OPTION.findall(guide()) if option not in known] == []


def test_guide_says_which_planted_bug_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A planted bug that is badly described takes nothing else out of the guide."""
    monkeypatch.setattr(bug_module, "BUGS", tmp_path)
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "change.patch").touch()

    assert "  lost  cannot be planted: lost/bug.toml is missing" in guide()
    assert "Exit codes" in guide()


@pytest.mark.parametrize("name", profile_names())
def test_guide_names_every_target(name: str):
    """Every target is in the guide."""
    assert re.search(rf"^  {re.escape(name)}\b", guide(), re.MULTILINE)


@pytest.mark.parametrize("name", bug_names())
def test_guide_names_every_planted_bug(name: str):
    """Every planted bug is in the guide, with what is wrong."""
    assert re.search(rf"^  {name} +{re.escape(load_bug(name).title)}$", guide(), re.MULTILINE)


def test_guide_names_every_weather():
    """Whatever push and answers may do is in the guide, under the name that `--weather` takes."""
    named = set(re.findall(r"[a-z]+", guide().partition("Weathers:")[2].partition("Exit codes")[0]))

    assert {name for weather in every_weather() for name in (weather.push, weather.answers)} <= named


@pytest.mark.parametrize(
    "typed", [["--hunt", "--help"], ["--hunt", "3", "-h"], ["--model-time", "--help"], ["--model-time", "5", "--help"]]
)
def test_option_that_is_a_verb_explains_itself(typed: list[str], capsys: pytest.CaptureFixture[str]):
    """Whoever asks what `--hunt` or `--model-time` takes is told, also without the number that these need."""
    assert VERBS[typed[0]](typed) == 0
    assert "options:" in capsys.readouterr().out
