"""Crash safety of the embedded ChatApp: it is killed at random moments under load, and loses nothing acknowledged.

    .venv/bin/python benchmarks/crash_safety.py [--kills 50] [--seed 1] [--note] [--plant BUG]

Three people write at the same time, each as clients do: a message that got no answer is sent again under the same
`clientMessageId`, and the next one waits for it. Each listens to push, and after a crash connects again and fetches
what is new. After every crash, and in the end of all, ChatApp must have every acknowledged message once, each person's
in the order of writing, and everyone must have been told of all of them. `--note` adds a row to docs/chaos.md.
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
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from fixtures.clients.push.client import PushClient
from fixtures.clients.push.transport import TransportClosed
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
AGAIN_SECONDS = 0.02
RECOVERS_WITHIN_SECONDS = 10.0
PAGE = 100


class LostError(Exception):
    """ChatApp did not keep what it had acknowledged; the message says what."""


@dataclass
class Writer:
    """One person who writes message after message, with what was acknowledged and what they were told of."""

    name: str
    user: str
    headers: dict[str, str]
    token: str
    transport: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    retried: int = 0

    def write(self, address: str, dialog: str, stopped: threading.Event) -> None:
        """Write until `stopped`; what is under way then is brought to its end."""
        with httpx.Client(base_url=address, headers=self.headers, timeout=10, trust_env=False) as http:
            while not stopped.is_set():
                text = f"{self.name} {len(self.acknowledged)}"
                self.acknowledged[self._sent(http, dialog, text)] = text

    def _sent(self, http: httpx.Client, dialog: str, text: str) -> str:
        body = {"content": text, "meta": {"clientMessageId": text}}
        while True:
            try:
                answer = http.post(f"/api/messages/dialog/{dialog}", json=body)
            except httpx.TransportError:
                self.retried += 1
                time.sleep(AGAIN_SECONDS)
                continue
            if answer.status_code not in {200, 201}:
                raise LostError(f"«{text}» was answered {answer.status_code}: {answer.text[:200]}")
            return str(answer.json()["data"]["_id"])


def feed(address: str, reader: Writer, dialog: str, known: dict[str, str] | None = None) -> list[dict[str, str]]:
    """The messages of a dialog, newest first; only those before the first that is `known`, where that is given."""
    found: list[dict[str, str]] = []
    with httpx.Client(base_url=address, headers=reader.headers, timeout=10, trust_env=False) as http:
        for page in range(1, sys.maxsize):
            answer = http.get(f"/api/messages/dialog/{dialog}", params={"page": page, "limit": PAGE})
            messages = answer.raise_for_status().json()["data"]
            for message in messages:
                if known is not None and message["_id"] in known:
                    return found
                found.append(message)
            if len(messages) < PAGE:
                break
    return found


def hold_to_promise(stored: list[dict[str, str]], writers: list[Writer]) -> None:
    """See that what ChatApp has, newest first, is what was acknowledged: all, once, and in order.

    Raises:
        LostError: it is not.
    """
    oldest_first = stored[::-1]
    times = [message["createdAt"] for message in oldest_first]
    if times != sorted(set(times)):
        raise LostError("the messages are not in the order of their times, each with a time of its own")
    for writer in writers:
        own = [(message["_id"], message["content"]) for message in oldest_first if message["senderId"] == writer.user]
        if own != list(writer.acknowledged.items()):
            raise LostError(f"{writer.name}: {len(writer.acknowledged)} acknowledged, {len(own)} stored, not the same")


class Crashes:
    """A ChatApp that is killed again and again while people write."""

    def __init__(self, chat_app: HostedChatApp, chance: random.Random, journal: Journal) -> None:
        self._chat_app, self._chance, self._journal = chat_app, chance, journal
        self._target: Target = load_profile("embedded").at(chat_app.base_url)
        self.writers = [self._registered(*who, transport) for who, transport in zip(PEOPLE, TRANSPORTS, strict=True)]
        self._dialog = self._dialog_of_all()
        self.recovered_after: list[float] = []

    def crash(self) -> None:
        """One crash, with people who write before, meanwhile and after; and a look whether all is as promised."""
        stopped = threading.Event()
        with ExitStack() as ending:
            sessions = [ending.enter_context(_open(self._target, writer, self._journal)) for writer in self.writers]
            address = self._chat_app.base_url
            threads = [
                threading.Thread(target=writer.write, args=(address, self._dialog, stopped)) for writer in self.writers
            ]
            for thread in threads:
                thread.start()
            time.sleep(self._chance.uniform(SHORTEST_LOAD_SECONDS, LONGEST_LOAD_SECONDS))
            self._chat_app.restart(killed=True)
            for session in sessions:
                session.note()
        with ExitStack() as ending:
            began = time.monotonic()
            sessions = [ending.enter_context(_open(self._target, writer, self._journal)) for writer in self.writers]
            for writer in self.writers:
                new = feed(address, writer, self._dialog, writer.known)
                writer.known.update({message["_id"]: message["content"] for message in new})
            time.sleep(self._chance.uniform(SHORTEST_LOAD_SECONDS, LONGEST_LOAD_SECONDS) / 4)
            stopped.set()
            for thread in threads:
                thread.join(RECOVERS_WITHIN_SECONDS)
                if thread.is_alive():
                    raise LostError(f"somebody still gets no answer {RECOVERS_WITHIN_SECONDS:g} s after the restart")
            self._hold_to_what_is_known(sessions)
            self.recovered_after.append(time.monotonic() - began)

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
        newest = feed(self._chat_app.base_url, self.writers[0], self._dialog)
        hold_to_promise(newest, self.writers)

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


class Session:
    """A person's open push session, which notes what it is told of."""

    def __init__(self, client: PushClient, writer: Writer) -> None:
        self._client, self.writer = client, writer

    def __enter__(self) -> Session:
        """Stay open for a block."""
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def note(self) -> dict[str, str]:
        """Take over what has been pushed, each message once and in order; gives all that the person knows.

        Raises:
            LostError: push told of one message twice, or not in order.
        """
        told = [event.payload for event in self._client.received("message:new")]
        times = [message["createdAt"] for message in told]
        if times != sorted(set(times)):
            raise LostError(f"{self.writer.name} was told of messages twice, or not in order")
        self.writer.known.update({message["_id"]: message["content"] for message in told})
        return self.writer.known


def _open(target: Target, writer: Writer, journal: Journal) -> Session:
    deadline = time.monotonic() + RECOVERS_WITHIN_SECONDS
    while True:
        try:
            client = PushClient(target, {"token": writer.token}, writer.name, journal, writer.transport)
        except TransportClosed:
            if time.monotonic() >= deadline:
                raise
            time.sleep(AGAIN_SECONDS)
        else:
            return Session(client, writer)


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
        except LostError as error:
            print(f"After {len(crashes.recovered_after)} crashes: {error}")
            return 1
        messages = crashes.hold_to_all()
        journal.close(keep=False)
    retried = sum(writer.retried for writer in crashes.writers)
    today = datetime.datetime.now(tz=datetime.UTC).strftime("%d.%m.%Y")
    median = statistics.median(crashes.recovered_after)
    row = f"| {today} | API and push | {options.seed} | {options.kills} | {messages} | {retried} | 0 | 0 | {median:.1f} s |"
    print(row, f"{time.monotonic() - began:.0f} s in all", sep="\n")
    if options.note:
        _noted(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
