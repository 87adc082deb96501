"""When what the network did to someone is over: not before the others' messages, which were to meet it, have."""

from pathlib import Path

from playwright.sync_api import Route

from fixtures.journey.facts.journal import Journal
from fixtures.network.pump import TurnsOfPages
from fixtures.people.people import People
from fixtures.people.person import NewPage
from fixtures.scenarios.play import Play
from fixtures.scenarios.playing import play_scenario
from fixtures.scenarios.reading import feature_of
from fixtures.targets.target import Target

OLGA = "Ольга Морозова"
_SLOW_SECONDS = 1.0
OPENED = """Функционал: Тоннель
  Сценарий: Переписка открыта
    Когда Ольга и Елена открывают чат друг с другом
"""
MISSED = """Функционал: Тоннель
  Сценарий: Пропущено
    Пусть у Елены пропадает связь
    Когда Ольга отправляет «Лифт сломали»
    И связь возвращается у Елены
"""


def test_message_is_stored_before_its_recipient_is_back(
    people: People, target: Target, journal: Journal, pages: NewPage, tmp_path: Path
):
    """A slow request delays the return: what is stored after it would come by push, and nobody would have missed it."""
    play = Play(people, target, tmp_path.joinpath)
    _plays(play, OPENED, journal)
    play.seat(OLGA).tab.page.route("**/api/messages/dialog/*", _slowly)

    _plays(play, MISSED, journal)

    assert play.seat(OLGA).sendings["Лифт сломали"].is_over()


def _slowly(route: Route) -> None:
    TurnsOfPages().later(_SLOW_SECONDS, route.fallback)


def _plays(play: Play, feature: str, journal: Journal) -> None:
    (scenario,) = feature_of(feature, Path("bug.feature"), "bug.feature").scenarios
    play_scenario(play, scenario, journal)
