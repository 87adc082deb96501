"""Shrinking: which of the shorter scenarios count, and what is kept. No browser is started."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from fixtures.campaigns.campaign import Campaign
from fixtures.campaigns.shrink import player
from fixtures.campaigns.shrink.plan import FILE, Plan
from fixtures.campaigns.shrink.played import Played
from fixtures.campaigns.shrink.result import Shrunk, fingerprint, read_shrunk
from fixtures.campaigns.shrink.run import NOT_RED, ShrinkCampaign
from fixtures.campaigns.stopping import INTERRUPTED
from fixtures.scenarios.reading import read_feature
from fixtures.scenarios.scenario import Scenario
from tests.selftest.campaigns.shrink_scenarios import (
    SHORTEST,
    PlaysByRule,
    healthy,
    kinds,
    scenario,
    waits_for_push,
)

Rule = Callable[[Scenario], Played]
GREEN = Played("passed", seconds=1)
STANDS = 4
"""How often the shortest is played once more."""


def _shrinking(
    folder: Path, rule: Rule = waits_for_push, control: Rule | None = healthy, result: Shrunk | None = None
) -> tuple[ShrinkCampaign, PlaysByRule, PlaysByRule | None]:
    bug, other = PlaysByRule(rule), PlaysByRule(control) if control else None
    folder.mkdir(exist_ok=True)
    plan = Plan(scenario(), "Сообщение не появилось", "bug.feature", folder.with_name("out.feature"))
    return ShrinkCampaign(folder, plan, bug, other, result), bug, other


def test_each_that_counts_is_played_twice_and_green_without_the_bug(tmp_path: Path):
    """What is kept was red twice and green once; the file reads back to it, and says where it comes from."""
    shrinking, bug, control = _shrinking(tmp_path / "run")

    assert shrinking.carry_out() == 0

    assert control is not None
    kept = read_feature(tmp_path / "run" / FILE).scenarios[0]
    assert kinds(kept) == SHORTEST
    assert (tmp_path / "out.feature").read_bytes() == (tmp_path / "run" / FILE).read_bytes()
    assert "# Сокращено: шагов 4 из 14, вердикт feed." in (tmp_path / "out.feature").read_text(encoding="utf-8")
    assert bug.played.count(SHORTEST) == 2 + STANDS
    assert control.played.count(SHORTEST) == 1 + STANDS
    assert read_shrunk(tmp_path / "run").best.steps == kept.steps


def test_player_is_left_once_also_where_that_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C while a player's process ends is no reason for the end of all players to fail."""

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    process, ended = SimpleNamespace(wait=interrupt), []
    monkeypatch.setattr(player, "start_suite", lambda *_, **__: process)
    monkeypatch.setattr(player, "end_run", ended.append)
    one = player.PlayerProcess(tmp_path, ())

    with pytest.raises(KeyboardInterrupt):
        one.close()
    one.close()

    assert ended == [process]


def test_what_is_red_without_the_bug_too_does_not_count(tmp_path: Path):
    """A scenario that fails everywhere says nothing of the bug."""

    def red_when_short(one: Scenario) -> Played:
        return healthy(one) if "writes" in kinds(one) else Played("failed", "feed", "no row")

    shrinking, *_ = _shrinking(tmp_path / "run", control=red_when_short)
    shrinking.carry_out()

    assert kinds(shrinking.result.best) == ["opens_chat", "push_held", "writes", "presses_send", "sees_message"]


@pytest.mark.parametrize("control", [None, waits_for_push], ids=["no-control", "control-is-red"])
def test_each_that_counts_is_played_twice_also_without_a_control(tmp_path: Path, control: Rule | None):
    """Where no ChatApp shows that it is the bug, too, what is red once and green the second time does not count."""
    times: dict[str, int] = {}
    left = iter(range(12))

    def wavers(one: Scenario) -> Played:
        if next(left, None) is None:
            raise KeyboardInterrupt
        shorter = fingerprint(one.steps)
        times[shorter] = times.get(shorter, 0) + 1
        return waits_for_push(one) if one.steps == scenario().steps or times[shorter] == 1 else GREEN

    shrinking, *_ = _shrinking(tmp_path / "run", wavers, control=control)

    assert shrinking.carry_out() == INTERRUPTED
    assert shrinking.result.best == shrinking.result.whole
    assert len(times) > 2


def test_what_fails_otherwise_or_once_only_does_not_count(tmp_path: Path):
    """Another verdict, a scenario that was cut off, and one that is green the second time are not the same."""
    times: dict[str, int] = {}

    def wavers(one: Scenario) -> Played:
        times[str(kinds(one))] = times.get(str(kinds(one)), 0) + 1
        if len(one.steps) == 14:
            return waits_for_push(one)
        return waits_for_push(one) if times[str(kinds(one))] % 2 else Played("failed", "page")

    def late(one: Scenario) -> Played:
        return waits_for_push(one) if len(one.steps) == 14 else Played("late", "feed", "no row")

    for name, rule in (("wavers", wavers), ("late", late)):
        shrinking, *_ = _shrinking(tmp_path / name, rule)
        assert shrinking.carry_out() == 0
        assert len(shrinking.result.best.steps) == 14


def test_shortest_that_does_not_stand_gives_way_to_another(tmp_path: Path):
    """What is red twice by chance, and not the third time, is given up for one that goes on to be red."""
    times = iter(range(100))

    def wavers(one: Scenario) -> Played:
        if kinds(one) == SHORTEST and next(times) >= 2:
            return GREEN
        return waits_for_push(one)

    shrinking, *_ = _shrinking(tmp_path / "run", wavers)

    assert shrinking.carry_out() == 0
    assert kinds(shrinking.result.best) == ["opens_chat", "push_held", "writes", "presses_send", "sees_message"]
    kept = read_feature(tmp_path / "out.feature").scenarios[0]
    assert kept.steps == shrinking.result.best.steps


def test_shortest_that_is_red_without_the_bug_in_a_run_of_its_own_gives_way(tmp_path: Path):
    """What is green without the bug only where something was played before it does not count, as is seen at the end."""

    def red_when_cold(one: Scenario) -> Played:
        is_cold = control is not None and not control.is_warm
        return Played("failed", "feed", "no row") if is_cold and "writes" not in kinds(one) else healthy(one)

    shrinking, _, control = _shrinking(tmp_path / "run", control=red_when_cold)

    assert shrinking.carry_out() == 0
    assert kinds(shrinking.result.best) == ["opens_chat", "push_held", "writes", "presses_send", "sees_message"]
    assert control is not None
    assert control.renewed == 2


def test_where_all_is_red_the_cause_has_to_be_the_same(tmp_path: Path):
    """Without a ChatApp on which the scenario is green, a verdict of another cause is not the same."""

    def other_cause(one: Scenario) -> Played:
        played = waits_for_push(one)
        return played if "writes" in kinds(one) else Played(played.outcome, played.verdict, "another", seconds=1)

    shrinking, *_ = _shrinking(tmp_path / "run", other_cause, control=waits_for_push)
    shrinking.carry_out()

    assert shrinking.result.healthy_seconds is None
    assert "writes" in kinds(shrinking.result.best)


@pytest.mark.parametrize(
    ("played", "told", "exit_code"),
    [
        ([GREEN, GREEN], "bug.feature is green, so there is nothing to shorten", NOT_RED),
        (
            [Played("failed", "harness", message="oops")] * 2,
            "harness, which says nothing of ChatApp",
            NOT_RED,
        ),
        (
            [Played("failed", "unknown", message="oops")] * 2,
            "unknown, which says nothing of ChatApp",
            NOT_RED,
        ),
        ([Played("failed", "target", message="oops")] * 2, "ChatApp is down: oops", 10),
        ([Played("failed", "feed"), GREEN], "does not always end alike, it was feed and then green", NOT_RED),
        ([GREEN, Played("failed", "feed")], "does not always end alike, it was green and then feed", NOT_RED),
        ([Played("skipped", message="no queue")] * 2, "was not played to an end (skipped): no queue", NOT_RED),
    ],
    ids=["green", "harness", "unknown", "target", "unstable", "unstable-too", "skipped"],
)
def test_what_cannot_be_shortened_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], played: list[Played], told: str, exit_code: int
):
    """A scenario without a verdict that stays is refused, and leaves no report."""
    answers = iter(played)
    shrinking, *_ = _shrinking(tmp_path / "run", lambda _: next(answers))

    assert shrinking.carry_out() == exit_code

    assert told in capsys.readouterr().out
    assert not (tmp_path / "run" / FILE).exists()


def test_ctrl_c_keeps_the_shortest_so_far_and_resuming_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What was found before Ctrl-C is whole, and nothing that was played is played again."""
    left = iter(range(5))

    def until_stopped(one: Scenario) -> Played:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return waits_for_push(one)

    shrinking, first, _ = _shrinking(tmp_path / "run", until_stopped)
    assert shrinking.carry_out() == INTERRUPTED
    kept = read_feature(tmp_path / "out.feature").scenarios[0]
    assert len(SHORTEST) <= len(kept.steps) < 14
    assert "Stopped: feed with " in capsys.readouterr().out

    again, second, _ = _shrinking(tmp_path / "run", result=read_shrunk(tmp_path / "run"))
    assert again.carry_out() == 0
    assert kinds(again.result.best) == SHORTEST
    assert [one for one in second.played if one in first.played[:-1]] == []


def test_shrinking_is_a_campaign():
    """Its frame is that of all campaigns."""
    assert issubclass(ShrinkCampaign, Campaign)


def test_terminal_speaks_russian_where_the_machine_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """What is tried and what is left is said in the language of whoever looks on."""
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    shrinking, *_ = _shrinking(tmp_path / "run")

    shrinking.carry_out()

    printed = capsys.readouterr().out
    assert printed.startswith("14 шагов: feed, за 2.0 с. Сценарий короче засчитывается, если он дважды падает")
    assert "; теперь он самый короткий" in printed
    assert "feed, осталось: 4 из 14 шагов, " in printed
