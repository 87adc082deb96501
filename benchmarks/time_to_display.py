"""How long a sent message takes to be shown, on a healthy ChatApp and on one whose page waits for the push.

    ./e2e benchmarks/time_to_display.py

Before and after, as in the bug report: with push live, held, and 1 s late; milliseconds from Enter until the row has
been painted, by the page's own clock. Push is held for two seconds at most, and less where the row is there.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from fixtures.commands.embedded import embedded_chat_app
from fixtures.journey.facts.journal import Journal
from fixtures.journey.story.display_times import display_times, summary
from fixtures.network.faults.kinds.about import PUSH_DELAY_SECONDS
from fixtures.people.cleanup import Cleanup
from fixtures.people.people import People
from fixtures.people.person import NewPage, Stage
from fixtures.people.seeding import phones_for, texts_for
from fixtures.targets.target import Target
from reports.tables import display_table

MESSAGES = 10
SHOWN_SECONDS = 2.0
BUG = "feed-waits-for-push"


@pytest.mark.timeout(600)
def test_time_to_display(target: Target, pages: NewPage, run_folder: Path, capsys: pytest.CaptureFixture[str]):
    """Measures; promises nothing."""
    for bug in (None, BUG):
        with embedded_chat_app(bug) as hosted:
            journal = Journal(run_folder / "benchmarks" / f"time_to_display-{bug or 'healthy'}.jsonl")
            everyone = People(
                Stage(target.at(hosted.base_url), journal, pages),
                texts_for(1, "time to display"),
                phones_for(1, "time to display", 0),
                Cleanup(""),
            )
            _send(everyone)
            everyone.catch_up()
            table = display_table(summary(display_times(journal.facts)))
            everyone.see_off()
            journal.close(keep=True)
        with capsys.disabled():
            print(f"\n\n{bug or 'healthy'}\n" + "\n".join(table or ["no message was shown at all"]))


def _send(everyone: People) -> None:
    sender, recipient = everyone.new(), everyone.new()
    chat = sender.page.open_dialog(everyone.dialog(sender, recipient), recipient.name)
    push: dict[str, Callable[[], AbstractContextManager[object]]] = {
        "вживую": nullcontext,
        "без push": sender.network.push_held,
        "push с опозданием": lambda: sender.network.push_delayed(PUSH_DELAY_SECONDS),
    }
    for number in range(MESSAGES):
        for name, fault in push.items():
            text = f"Сообщение {number}, {name}"
            chat.write(text)
            with fault():
                chat.press_enter()
                chat.has_confirmed(text, within=SHOWN_SECONDS)
            chat.has_confirmed(text, within=SHOWN_SECONDS)
