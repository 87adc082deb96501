"""How long from Enter to the row on the page, in an empty dialog and in one of 10,000 messages.

    ./e2e benchmarks/enter_to_row.py

Times are milliseconds from the key until the row is in the document, and until it has been painted, by the page's own
clock; painting is counted in whole frames. The dialogs take turns, so that whatever else the machine does meanwhile
falls on all of them alike.
"""

import json
import statistics
from dataclasses import asdict
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chat import Chat, TimeToRow
from fixtures.hosting.backlog import store_backlog
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

ROUNDS = 40
MESSAGES = [f"Сообщение {number}" for number in range(10_000)]


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("pages")
def test_enter_to_row(
    people: People,
    sender: Person,
    recipient: Person,
    third: Person,
    chat_app: HostedChatApp,
    run_folder: Path,
    capsys: pytest.CaptureFixture[str],
):
    """Measures; promises nothing."""
    chats = {"empty": _open(people, sender, recipient)}
    for name, other in (("10,000 messages, just opened", third), ("10,000 messages, all loaded", people.new())):
        chats[name] = _open(people, people.new(), other, chat_app)
    chats["10,000 messages, all loaded"].long_feed.scroll_to_oldest(MESSAGES[0])

    times: dict[str, list[TimeToRow]] = {name: [] for name in chats}
    for number in range(ROUNDS):
        for name, chat in chats.items():
            text = f"Замер {number}"
            times[name].append(chat.time_to_row(text))
            must(chat.expect.shows_mark(text, "отправлено"))

    with capsys.disabled():
        _report(run_folder / "benchmarks" / "enter_to_row.json", times)


def _report(path: Path, times: dict[str, list[TimeToRow]]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({name: [asdict(one) for one in taken] for name, taken in times.items()}))
    print(f"\n\n{'Enter to row, median of ' + str(ROUNDS):34}{'in the document':>26}{'painted':>26}")
    for name, taken in times.items():
        print(f"  {name:32}", _median("in_document", taken, times), _median("painted", taken, times))


def _median(stage: str, taken: list[TimeToRow], times: dict[str, list[TimeToRow]]) -> str:
    own, empty = (statistics.median(getattr(one, stage) for one in some) for some in (taken, times["empty"]))
    return f"{own:10.1f} ms {own / empty:.2f} × empty"


def _open(people: People, writer: Person, other: Person, chat_app: HostedChatApp | None = None) -> Chat:
    dialog: Json = people.dialog(writer, other)
    if chat_app:
        store_backlog(chat_app.database, dialog["dialogId"], [writer.user_id, other.user_id], MESSAGES)
    chat = writer.page.open_dialog(dialog, other.name)
    if chat_app:
        must(chat.expect.shows(MESSAGES[-1]))
    return chat
