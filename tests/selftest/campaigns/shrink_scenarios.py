"""A long scenario in Russian, and a ChatApp that is no more than a function of the steps."""

from collections.abc import Callable
from pathlib import Path

from fixtures.campaigns.shrink.played import Played
from fixtures.scenarios.reading import feature_of
from fixtures.scenarios.scenario import Scenario

LONG = """# language: ru
Функционал: Сообщение не появилось

  Сценарий: Сообщение появляется
    Пусть в чате Александра Петрова и Андрея Волкова есть сообщения «Привет» и «Пока»
    И Мария Иванова входит в ChatApp
    И Елена Козлова открывает чат с Марией Ивановой
    Когда Александр Петров открывает чат с Андреем Волковым
    И Мария Иванова пишет Елене Козловой сообщение «Ты где?»
    Тогда Елена Козлова видит в ленте сообщение «Ты где?»
    Пусть push удерживается у Александра Петрова
    И push удерживается у Марии Ивановой
    Когда Александр Петров вводит сообщение «Тест»
    И Александр Петров нажимает «Отправить»
    Тогда поле ввода у Александра Петрова пусто
    И Александр Петров видит в ленте сообщение «Тест»
    И Александр Петров видит в ленте сообщений: 3
    Пусть push приходит к Александру Петрову
"""
FAILS_AT = 11
SHORTEST = ["opens_chat", "push_held", "sends", "sees_message"]


def scenario(text: str = LONG) -> Scenario:
    """The only scenario of a text."""
    return feature_of(text, Path("bug.feature"), "bug.feature").scenarios[0]


def kinds(one: Scenario) -> list[str]:
    """The kinds of its steps."""
    return [step.kind for step in one.steps]


class PlaysByRule:
    """Plays scenarios by a function of their steps, and remembers what it was given."""

    def __init__(self, rule: Callable[[Scenario], Played]) -> None:
        self.played: list[list[str]] = []
        self.renewed = 0
        self.is_warm = False
        """Whether it has played anything since it was begun, or begun anew."""
        self._rule = rule
        self._now: Scenario | None = None

    def begin(self, scenario: Scenario, limit: float | None = None) -> None:  # noqa: ARG002 - it takes no time
        """See Player."""
        self.played.append(kinds(scenario))
        self._now = scenario

    def end(self) -> Played:
        """See Player."""
        assert self._now is not None
        played, self.is_warm = self._rule(self._now), True
        return played

    def renew(self) -> None:
        """See Player."""
        self.renewed += 1
        self.is_warm = False


def waits_for_push(one: Scenario) -> Played:
    """What a page does that shows one's own message only when push brings it."""
    return _played(one, broken=True)


def healthy(one: Scenario) -> Played:
    """What a page does that shows it when the answer has come."""
    return _played(one, broken=False)


def _played(one: Scenario, *, broken: bool) -> Played:
    done: set[str] = set()
    for place, step in enumerate(one.steps, start=1):
        if step.arguments.get("who") != "Александр Петров":
            continue
        if step.kind in {"writes", "presses_send", "sees_message"} and "opens_chat" not in done:
            return Played("failed", "harness", "no chat", begun=place, seconds=1)
        if step.kind == "sees_message" and not {"sends", "presses_send"} & done:
            return Played("failed", "input", "nothing sent", begun=place, seconds=2)
        if step.kind == "sees_message" and broken and "push_held" in done:
            return Played("failed", "feed", "no row", begun=place, seconds=2)
        done.add(step.kind)
    return Played("passed", begun=len(one.steps), seconds=1)
