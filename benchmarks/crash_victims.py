"""What people do whose ChatApp is killed again and again, and what it must have kept: the ground of `crash_safety`."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field

import httpx

from fixtures.clients.push.client import PushClient, PushRefused
from fixtures.clients.push.transport import TransportClosed
from fixtures.journey.facts.journal import Journal
from fixtures.targets.target import Target

RECOVERS_WITHIN_SECONDS = 10.0
AGAIN_SECONDS = 0.1
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


def open_session(target: Target, writer: Writer, journal: Journal) -> Session:
    """Connect, as soon as ChatApp is there again.

    Raises:
        LostError: ChatApp does not know this person any more.
        TransportClosed: it is not there in time.
    """
    deadline = time.monotonic() + RECOVERS_WITHIN_SECONDS
    while True:
        try:
            client = PushClient(target, {"token": writer.token}, writer.name, journal, writer.transport)
        except PushRefused as refusal:
            raise LostError(f"{writer.name} is no longer signed in: {refusal}") from refusal
        except TransportClosed:
            if time.monotonic() >= deadline:
                raise
            time.sleep(AGAIN_SECONDS)
        else:
            return Session(client, writer)
