"""Scenarios at a deployment, where the cast has had chats before: what they have there changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.journey.facts.journal import Journal
from fixtures.people.people import People
from fixtures.people.person import NewPage
from fixtures.scenarios.play import Play
from fixtures.scenarios.playing import play_scenario
from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.vocabulary.page import titled_with
from fixtures.targets.target import Target

ALEXANDER, MARIA = "Александр Петров", "Мария Иванова"
FEATURE = """Функционал: Стенд
  Сценарий: Чат и счётчик
    Пусть Мария входит в ChatApp
    Когда Александр пишет Марии «Привет»
    Тогда заголовок вкладки у Марии «(1) ChatApp»
    И у Марии чат с Александром один раз в списке
"""


@pytest.fixture
def play_there(people: People, target: Target, tmp_path: Path) -> Iterator[Play]:
    """A play at a deployment, on which Мария has an older chat with Александр and has not read it."""
    play = Play(people, replace(target, is_own=False), tmp_path.joinpath)
    alexander, maria = play.person(ALEXANDER), play.person(MARIA)
    older = people.dialog(alexander, maria)
    alexander.api.send_message(older["dialogId"], "Давно не виделись")
    yield play
    play.end()
    alexander.api.request("DELETE", f"/dialogs/{older['dialogId']}")


def test_older_chats_change_nothing(play_there: Play, journal: Journal, pages: NewPage):
    """Chats and unread messages that were there before a scenario are neither counted nor taken for its own."""
    (scenario,) = feature_of(FEATURE, Path("bug.feature"), "bug.feature").scenarios

    play_scenario(play_there, scenario, journal)


@pytest.mark.parametrize(
    ("title", "more", "expected"),
    [("(4) ChatApp", 1, "(5) ChatApp"), ("ChatApp", 2, "(2) ChatApp"), ("(4) ChatApp", 0, "(4) ChatApp")],
)
def test_title_counts_what_is_unread_elsewhere(title: str, more: int, expected: str):
    """The number in the title of a tab is of all chats, those of others included."""
    assert titled_with(title, more) == expected
