"""Crash safety of the embedded ChatApp: it is killed at random moments under load, and loses nothing acknowledged.

    .venv/bin/python benchmarks/crash_safety.py [--kills 50] [--seed 1] [--note] [--plant BUG]

Three people write at the same time, each as clients do: a message that got no answer is sent again under the same
`clientMessageId`, and the next one waits for it. Each listens to push, and after a crash connects again and fetches
what is new. After every crash everyone must know of every acknowledged message; after every tenth, and in the end,
ChatApp must have all of them once, each person's in the order of writing. `--note` adds a row to docs/chaos.md.
"""

from __future__ import annotations

import argparse
import datetime
import random
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx

from benchmarks.crash_victims import (
    AGAIN_SECONDS,
    RECOVERS_WITHIN_SECONDS,
    LostError,
    Session,
    Writer,
    feed,
    hold_to_promise,
    open_session,
)
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.hosting.embedded import embedded_chat_app
from fixtures.journey.facts.journal import Journal
from fixtures.targets.profile import load_profile
from fixtures.targets.target import Target

DOCUMENT = Path(__file__).parents[1] / "docs/chaos.md"
END = "<!-- end of crashes -->"
PEOPLE = (("79000000001", "Вера Павлова"), ("79000000002", "Олег Попов"), ("79000000003", "Нина Зайцева"))
TRANSPORTS = ("websocket", "polling", "websocket")
SHORTEST_LOAD_SECONDS, LONGEST_LOAD_SECONDS = 0.02, 0.4
LOOKED_AT_ALL_EVERY = 10


class Crashes:
    """A ChatApp that is killed again and again while people write."""

    def __init__(self, chat_app: HostedChatApp, chance: random.Random, journal: Journal) -> None:
        self._chat_app, self._chance, self._journal = chat_app, chance, journal
        self._target: Target = load_profile("embedded").at(chat_app.base_url)
        self.writers = [self._registered(*who, transport) for who, transport in zip(PEOPLE, TRANSPORTS, strict=True)]
        self._dialog = self._dialog_of_all()
        self.recovered_after: list[float] = []

    def crash(self) -> None:
        """One crash, with people who write before, meanwhile and after; and a look whether all is as promised.

        Raises:
            LostError: it is not.
        """
        stopped, address = threading.Event(), self._chat_app.base_url
        with ThreadPoolExecutor(len(self.writers)) as threads, ExitStack() as ending:
            ending.callback(stopped.set)
            with ExitStack() as before:
                told = self._sessions(before)
                writing = [threads.submit(writer.write, address, self._dialog, stopped) for writer in self.writers]
                self._let_pass(1)
                self._chat_app.restart(killed=True)
                for session in told:
                    session.note()
            began = time.monotonic()
            sessions = self._sessions(ending)
            for writer in self.writers:
                new = feed(address, writer, self._dialog, writer.known)
                writer.known.update({message["_id"]: message["content"] for message in new})
            self._let_pass(4)
            stopped.set()
            for one in writing:
                one.result(RECOVERS_WITHIN_SECONDS)
            self._hold_to_what_is_known(sessions)
            self.recovered_after.append(time.monotonic() - began)

    def _sessions(self, ending: ExitStack) -> list[Session]:
        return [ending.enter_context(open_session(self._target, writer, self._journal)) for writer in self.writers]

    def _let_pass(self, part: int) -> None:
        """Let a time pass that chance chooses, or a part of it."""
        time.sleep(self._chance.uniform(SHORTEST_LOAD_SECONDS, LONGEST_LOAD_SECONDS) / part)

    def hold_to_all(self) -> int:
        """Look at the whole dialog, from everyone's eyes; gives how many messages there are."""
        for writer in self.writers:
            hold_to_promise(feed(self._chat_app.base_url, writer, self._dialog), self.writers)
        return sum(len(writer.acknowledged) for writer in self.writers)

    def _hold_to_what_is_known(self, sessions: list[Session]) -> None:
        everything = {one: text for writer in self.writers for one, text in writer.acknowledged.items()}
        deadline = time.monotonic() + RECOVERS_WITHIN_SECONDS
        for session in sessions:
            while session.note() != everything:
                if time.monotonic() >= deadline:
                    missing = sorted(set(everything.values()) - set(session.writer.known.values()))
                    raise LostError(f"{session.writer.name} was never told of {missing[:5]} ({len(missing)} in all)")
                time.sleep(AGAIN_SECONDS)
        if len(self.recovered_after) % LOOKED_AT_ALL_EVERY == 0:
            hold_to_promise(feed(self._chat_app.base_url, self.writers[0], self._dialog), self.writers)

    def _registered(self, phone: str, name: str, transport: str) -> Writer:
        with httpx.Client(base_url=f"{self._chat_app.base_url}/api/auth", trust_env=False) as http:
            http.post("/request-code", json={"phone": phone, "name": name}).raise_for_status()
            code = {"phone": phone, "code": self._target.code}
            said = http.post("/verify-code", json=code).raise_for_status().json()["data"]
        headers = {"Authorization": f"Bearer {said['token']}"}
        return Writer(name, said["user"]["userId"], headers, said["token"], transport)

    def _dialog_of_all(self) -> str:
        first, *others = self.writers
        body = {"name": "Под нагрузкой", "memberIds": [one.user for one in others]}
        answer = httpx.post(f"{self._chat_app.base_url}/api/dialogs", json=body, headers=first.headers, trust_env=False)
        return str(answer.raise_for_status().json()["data"]["dialogId"])


def _noted(row: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text.replace(END, f"{row}\n{END}"), encoding="utf-8")


def main() -> int:
    """Measure; 1 when something acknowledged was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", metavar="BUG")
    parser.add_argument("--note", action="store_true", help="add a row to docs/chaos.md")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, embedded_chat_app(options.plant) as chat_app:
        journal = Journal(Path(folder) / "journal.jsonl")
        crashes = Crashes(chat_app, random.Random(options.seed), journal)  # noqa: S311 - chance, no secret
        try:
            for _ in range(options.kills):
                crashes.crash()
        except (LostError, TimeoutError) as error:
            print(f"After {len(crashes.recovered_after)} crashes: {error or 'somebody still gets no answer'}")
            return 1
        messages = crashes.hold_to_all()
        journal.close(keep=False)
    retried = sum(writer.retried for writer in crashes.writers)
    today = datetime.datetime.now(tz=datetime.UTC).strftime("%d.%m.%Y")
    median = statistics.median(crashes.recovered_after)
    counts = f"{options.kills} | {messages} | {retried} | 0 | 0"
    row = f"| {today} | API and push | {options.seed} | {counts} | {median:.1f} s |"
    print(row, f"{time.monotonic() - began:.0f} s in all", sep="\n")
    if options.note:
        _noted(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
