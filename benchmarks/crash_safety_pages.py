"""Pages whose ChatApp is killed at random moments while their people write: they go on by themselves, and lose nothing.

    ./e2e benchmarks/crash_safety_pages.py --seed 1

Two people with a page each take turns in writing. ChatApp is killed at a moment of chance, so that a message may be
under way, and started again. Nobody does anything: what waits is sent, and both pages show all of it, once, in order.
The seed chooses the moments. The last line is a row for docs/chaos.md.
"""

import datetime
import random
import statistics
import time
from dataclasses import replace

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.hosting.plugin import HostChatApp
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.people.cleanup import Cleanup
from fixtures.people.people import People
from fixtures.people.person import NewPage, Person, Stage
from fixtures.people.seeding import phones_for, texts_for
from fixtures.running.plugin import state_of_run
from fixtures.running.published import SEED
from fixtures.targets.target import Target

DIALOGS, CRASHES_IN_EACH = 4, 10
"""A feed of more messages would not stand whole in the page's document, where it is compared."""
LONGEST_WAIT_MILLISECONDS = 60
RECOVERED_WITHIN = 3 * CAUGHT_UP_WITHIN


@pytest.mark.timeout(600)
def test_pages_recover(
    host_chat_app: HostChatApp,
    target: Target,
    journal: Journal,
    pages: NewPage,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
):
    """Measures; fails where a page does not recover."""
    seed = state_of_run(pytestconfig)[SEED]
    chat_app, chance = host_chat_app(), random.Random(seed)  # noqa: S311 - chance, no secret
    own = replace(target, base_url=chat_app.base_url, api_url=chat_app.base_url)
    people = People(Stage(own, journal, pages), texts_for(0, "crashes"), phones_for(0, "crashes", 0), Cleanup())
    sender, recipient = people.new(), people.new()
    written: list[str] = []
    seconds: list[float] = []

    for part in range(DIALOGS):
        dialog = people.dialog(sender, recipient, name=f"Под нагрузкой {part}")
        new, lasted = _crashed_in(dialog, sender, recipient, chat_app, chance)
        written, seconds = written + new, seconds + lasted
        with capsys.disabled():
            print(f"\n{len(seconds)} crashes: both pages whole after at most {max(lasted):.1f} s", end="")

    people.see_off()
    today = datetime.datetime.now(tz=datetime.UTC).strftime("%d.%m.%Y")
    counts = f"{len(seconds)} | {len(written)} | {_sent(journal) - len(written)} | 0 | 0"
    with capsys.disabled():
        print(f"\n| {today} | pages | {seed} | {counts} | {statistics.median(seconds):.1f} s |")


def _crashed_in(
    dialog: Json, sender: Person, recipient: Person, chat_app: HostedChatApp, chance: random.Random
) -> tuple[list[str], list[float]]:
    """Crashes while both write in a new dialog; gives what they wrote, and how long each recovery took."""
    here, there = sender.page.open_dialog(dialog, recipient.name), recipient.page.open_dialog(dialog, sender.name)
    written: list[str] = []
    seconds: list[float] = []
    for number in range(CRASHES_IN_EACH):
        new = [f"Сообщение {number}.{part}" for part in range(2)]
        for text in new:
            (here, there)[number % 2].write(text)
            (here, there)[number % 2].press_enter()
        sender.tabs[0].page.wait_for_timeout(chance.uniform(0, LONGEST_WAIT_MILLISECONDS))
        chat_app.restart(killed=True)
        began = time.monotonic()
        must(*(chat.expect.shows(text, within=RECOVERED_WITHIN) for chat in (here, there) for text in new))
        seconds.append(time.monotonic() - began)
        must(*(chat.expect.shows_only_once(text) for chat in (here, there) for text in new))
        written += new
    for person in (sender, recipient):
        must(person.page.expect.agrees_with(person.api, dialog))
    stored = [message["content"] for message in sender.api.messages(dialog["dialogId"], limit=100)]
    assert stored[::-1] == written
    return written, seconds


def _sent(journal: Journal) -> int:
    """How often a page has sent a message, as the first time or again."""
    sent = [fact for fact in journal.facts if fact.what is Kind.REQUESTED and fact.detail.get("method") == "POST"]
    return sum(str(fact.detail.get("path", "")).startswith("/api/messages/dialog/") for fact in sent)
