"""What a walk looks at, what it tells, and what is said of one that failed; without a ChatApp."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fixtures.campaigns.model import run as model_run
from fixtures.campaigns.model.acts.sessions import SignIn
from fixtures.campaigns.model.exploring import Explorer, confirmed
from fixtures.campaigns.model.playing import Failing
from fixtures.campaigns.model.stage import Stage
from fixtures.campaigns.model.story import Line, scenario_text
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
    told, signed_in = list[str](), list[object]()
    walk: Any = SimpleNamespace(
        people=[person], tell=lambda _, sentence, **__: told.append(sentence), sign_in=signed_in.append
    )

    SignIn(0, signs_out=False).play(walk)

    assert len(told) == len(signed_in) == int(tokens < 3)
