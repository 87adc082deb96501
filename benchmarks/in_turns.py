"""What something costs an ordinary test of the page: the same scenario with it and without it, in turns.

The ground of `recorder_overhead` and `film_overhead`. A round is one scenario each way, now with it first and now
without it, so that whatever the machine does meanwhile falls on both alike. The cost is the median of the rounds'
differences.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import ChatsScreen
from fixtures.journey.finding import must
from fixtures.people.person import Person

SENT, ANSWER = "Замер", "Ответ"


@dataclass(frozen=True)
class Measured:
    """Milliseconds of each round's scenario, with what is measured and without it."""

    having: list[float]
    lacking: list[float]

    @property
    def cost(self) -> float:
        """The median of the differences, in ms."""
        return statistics.median(on - off for on, off in zip(self.having, self.lacking, strict=True))

    @property
    def share(self) -> float:
        """The cost as a part of a scenario without it."""
        return self.cost / statistics.median(self.lacking)


def measured_in_turns(scenario: Callable[[int, bool], float], *, rounds: int, warm_up: int) -> Measured:
    """Play so many rounds; those that warm up have numbers below 0, and do not count.

    `scenario` gets the number of its round, and whether it has what is measured; it gives its milliseconds.
    """
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(-warm_up, rounds):
        for has_it in (number % 2 == 0, number % 2 != 0):
            took = scenario(number, has_it)
            if number >= 0:
                taken[has_it].append(took)
    return Measured(taken[True], taken[False])


def talk(open_page: Callable[[], ChatsScreen], recipient: Person, dialog: Json) -> None:
    """The scenario: a page is opened, sends, is answered, and is closed."""
    chats = open_page()
    chat = chats.open_dialog(dialog, recipient.name)
    chat.write(SENT)
    chat.press_enter()
    must(chat.expect.shows_mark(SENT, "отправлено"))
    recipient.api.send_message(dialog["dialogId"], ANSWER)
    must(chat.expect.shows(ANSWER))
    chats.tab.breaches()
    chats.tab.close()


def report(run_folder: Path, name: str, measured: Measured, words: tuple[str, str]) -> None:
    """Keep the numbers in the folder of the run, and print them; `words` say with and without what."""
    path = run_folder / "benchmarks" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({**vars(measured), "cost": measured.cost, "share": measured.share}))
    print(f"\n\nOne scenario, median of {len(measured.having)}")
    for word, times in zip(words, (measured.having, measured.lacking), strict=True):
        print(f"  {word:<20} {statistics.median(times):8.1f} ms")
    print(f"  cost, median of the rounds' differences {measured.cost:+.1f} ms, {measured.share:+.1%}")
