"""What a walk looks at, what it tells, and what is said of one that failed; without a ChatApp."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn, cast

import pytest

from fixtures.campaigns.model import exploring
from fixtures.campaigns.model import run as model_run
from fixtures.campaigns.model.acts.act import Act
from fixtures.campaigns.model.acts.sessions import Connect, SignIn
from fixtures.campaigns.model.exploring import Explorer, confirmed
from fixtures.campaigns.model.plan import Plan
from fixtures.campaigns.model.playing import Failing
from fixtures.campaigns.model.result import Explored, Failure, Walked
from fixtures.campaigns.model.someone import Someone
from fixtures.campaigns.model.stage import Stage
from fixtures.campaigns.model.story import Line, scenario_text
from fixtures.campaigns.model.text import told
from fixtures.campaigns.model.walk import Walk
from fixtures.commands.__main__ import main
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.network.transports.packets import PushEvent
from fixtures.running.checkout import ROOT
from fixtures.scenarios.reading import feature_of

FEED, ORDER = (Failing(Broken(one, "so"), (), ()) for one in (Verdict.FEED, Verdict.ORDER))


@contextmanager
def _no_chat_app(_: object) -> Iterator[SimpleNamespace]:
    yield SimpleNamespace(base_url="http://127.0.0.1:9")


@pytest.fixture
def walk() -> Iterator[Walk]:
    """A walk without people, at a ChatApp that nobody asks."""
    walk = Walk(Stage(cast(HostedChatApp, SimpleNamespace(base_url="http://127.0.0.1:9"))), 0.1)
    yield walk
    walk.close()


def test_event_that_breaks_the_contract_is_found_at_rest(walk: Walk):
    """What push has told is held against the contract, also where all that had to come has come."""
    walk.rest()
    walk.journal.present(PushEvent("user:online", {"who": "nobody"}))

    with pytest.raises(PromiseBroken) as found:
        walk.rest()

    assert found.value.broken.verdict is Verdict.ENVELOPE


@pytest.mark.parametrize(
    ("again", "times"),
    [
        pytest.param([FEED, FEED], 2, id="always"),
        pytest.param([FEED, None], 1, id="once"),
        pytest.param([ORDER, FEED], 1, id="once-otherwise"),
        pytest.param([ORDER, ORDER], 0, id="otherwise"),
        pytest.param([None, None], 0, id="never"),
    ],
)
def test_walk_that_fails_otherwise_has_not_failed_so_again(again: list[Failing | None], times: int):
    """Of the walks that are walked again those count which fail with the same verdict."""
    walks = iter(again)
    explorer = cast(Explorer, SimpleNamespace(walk_again=lambda _: next(walks)))

    known = confirmed(explorer, FEED, len(again))

    assert (known.times, known.broken.verdict) == (times, Verdict.FEED)


@pytest.mark.parametrize("seed", ["0", "7"])
def test_seed_that_was_given_is_walked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: str
):
    """Any number is a seed, 0 too; it is walked, and the report repeats it."""
    walked: list[int] = []

    def explore(explorer: Explorer, number: int, _seconds: float) -> None:
        walked.append(number)
        raise KeyboardInterrupt

    monkeypatch.setattr(model_run, "embedded_chat_app", _no_chat_app)
    monkeypatch.setattr(Explorer, "explore", explore)

    main(["--model-time", "--model-time", "5", "--seed", seed, "--run-folder", str(tmp_path / "explored")])

    assert walked == [int(seed)]
    assert f"\nRepeat: ./e2e --model-time 5 --seed {seed}\n" in capsys.readouterr().out


def test_exploring_goes_on_with_its_bug_for_as_long_as_it_is_told_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """`--resume` needs neither seed nor bug; how long to explore may be another number, and is repeated."""

    def stop(_explorer: Explorer, _number: int, _seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(model_run, "embedded_chat_app", _no_chat_app)
    monkeypatch.setattr(Explorer, "explore", stop)
    folder = ["--run-folder", str(tmp_path / "explored")]
    main(["--model-time", "--model-time", "5", "--seed", "7", "--plant", "status-goes-back", *folder])
    capsys.readouterr()

    assert main(["--model-time", "--model-time", "9", "--resume", *folder]) == 2

    assert "\nRepeat: ./e2e --model-time 9 --seed 7 --plant status-goes-back\n" in capsys.readouterr().out


def test_failure_is_repeated_from_the_round_that_found_it():
    """Whoever repeats it does not wait for all the rounds before."""
    failure = Failure("feed", "so", 12, ["a"], "# language: ru", 3, 40.0, 5, 2, 2)
    explored = Explored("now", Plan(60, 7, "status-goes-back"), [Walked(7, 25, 900, 30.0)], failure)

    assert told(explored).endswith("\nRepeat: ./e2e --model-time 60 --seed 12 --plant status-goes-back")


def test_shortest_walk_fails_as_the_first_did(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Acts are left out as long as the verdict stays: a shorter walk that fails otherwise tells of something else."""
    acts = tuple(Connect(number, "polling") for number in range(4))
    explorer = Explorer(cast(Stage, None), str(tmp_path), 60.0)

    def find(*_: object, **__: object) -> NoReturn:
        explorer.found.first = explorer.found.shortest = replace(FEED, acts=acts)
        raise PromiseBroken(FEED.broken)

    def walk_again(given: Sequence[Act], _patience: float) -> Failing:
        return replace(FEED if acts[2] in given else ORDER, acts=tuple(given))

    monkeypatch.setattr(exploring, "run_state_machine_as_test", find)
    monkeypatch.setattr(explorer, "walk_again", walk_again)

    found = explorer.explore(1, 60.0)

    assert found.shortest == replace(FEED, acts=(acts[2],))


def test_at_rest_nothing_is_held_any_more(walk: Walk):
    """What was held on somebody's wire arrives before it is said what everyone was told."""
    healed: list[str] = []
    person = SimpleNamespace(sessions=[], heal=lambda: healed.append("healed"))
    walk.people.append(cast(Someone, person))

    walk.rest([])

    assert healed == ["healed"]


def test_everyone_in_a_scenario_is_introduced():
    """Also who does nothing, but is written to or added to a chat: without it the scenario cannot be played."""
    lines = [
        Line("creates_group", "", {"who": "Анна Павлова", "title": "Поход", "people": ["Пётр Сидоров", "Олег Попов"]}),
        Line("adds_to_group", "", {"who": "Анна Павлова", "title": "Поход", "whom": "Нина Зайцева"}),
    ]

    text = scenario_text(lines, "Пример", "feed.")

    (scenario,) = feature_of(text, ROOT / "found.feature", "found.feature").scenarios
    introduced = {step.arguments["name"] for step in scenario.steps if step.kind == "there_is"}
    assert introduced == {"Анна Павлова", "Пётр Сидоров", "Олег Попов", "Нина Зайцева"}


@pytest.mark.parametrize("tokens", [1, 2, 3, 4])
def test_sign_in_that_is_not_told_does_not_happen(tokens: int):
    """Somebody uses a few devices; once there are enough they sign in on no other, and nothing is told of it."""
    person = SimpleNamespace(name="Анна Павлова", tokens=["token"] * tokens)
    lines, signed_in = list[str](), list[object]()
    walk: Any = SimpleNamespace(
        people=[person], tell=lambda _, sentence, **__: lines.append(sentence), sign_in=signed_in.append
    )

    SignIn(0, signs_out=False).play(walk)

    assert len(lines) == len(signed_in) == int(tokens < 3)
