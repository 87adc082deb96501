"""The events of version 1.3: the important ones come with a broker alone, and nothing is acknowledged."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field

from fixtures.network.transports.packets import event_in
from tests.selftest.version_1_3.answers import OldAnswers
from tests.selftest.version_1_3.memory import Json, Memory

_LONGEST_PUSHED = 4096
_OF_THE_BROKER = ("message:new", "dialog:update")
_IN_TURN = ("message:update", "dialog:update")
"""Each of these reaches one session of a person."""
_NAMELESS = ("typing:stop", "user:offline")


@dataclass(eq=False)
class Session:
    """One session on the push channel: its id, whose it is, and the dialogs that it has joined."""

    session_id: str = ""
    owner: str = ""
    joined: set[str] = field(default_factory=set)


class EndedError(Exception):
    """A client has sent what ends this backend."""


class OldEvents:
    """Puts packets into their old form, both ways."""

    def __init__(self, memory: Memory, answers: OldAnswers, *, has_broker: bool) -> None:
        self._memory = memory
        self._answers = answers
        self._has_broker = has_broker
        self._sessions: dict[str, list[Session]] = defaultdict(list)
        self._taken: dict[tuple[str, str], Session] = {}
        self._turns: dict[str, int] = defaultdict(int)

    def from_client(self, session: Session, packet: str) -> str:
        """The packet that goes on to ChatApp; what it would have acknowledged it is asked without a number.

        Raises:
            EndedError: it is an event without a payload.
        """
        if packet.startswith("40") and not session.owner:
            self._let_in(session, packet)
        if not packet.startswith("42"):
            return packet
        arguments = _arguments(packet)
        if arguments is None:
            return packet
        if len(arguments) == 1:
            raise EndedError
        if arguments[0] == "dialog:join":
            session.joined.add(str(arguments[1]))
        return "42" + json.dumps(arguments)

    def to_client(self, session: Session, packet: str) -> list[str]:
        """The packets that version 1.3 sends in place of one of today's."""
        event = event_in(packet)
        if event is None:
            return [packet]
        if not self._reaches(session, event.name, event.payload, packet):
            return []
        payload = self._payload(event.name, event.payload)
        wrapped = [_packet("chat3:update", {"type": event.name, "data": payload})] if event.name in _WRAPPED else []
        return [*wrapped, _packet(event.name, payload)]

    def end(self, session: Session) -> None:
        """Forget a session that is over."""
        if session in self._sessions[session.owner]:
            self._sessions[session.owner].remove(session)

    def _let_in(self, session: Session, packet: str) -> None:
        try:
            token = json.loads(packet[2:]).get("token", "")
        except ValueError:
            return
        if owner := self._memory.owners.get(token):
            session.owner = owner
            self._sessions[owner].append(session)

    def _reaches(self, session: Session, name: str, payload: Json, packet: str) -> bool:
        if name in _OF_THE_BROKER and not self._has_broker:
            return False
        if name == "message:new":
            return payload["dialogId"] in session.joined
        if name == "dialog:update" and payload["eventType"] != "created":
            return False
        return name not in _IN_TURN or self._has_its_turn(session, packet)

    def _has_its_turn(self, session: Session, packet: str) -> bool:
        owner, open_now = session.owner, self._sessions[session.owner]
        if (owner, packet) not in self._taken:
            self._taken[owner, packet] = open_now[self._turns[owner] % len(open_now)] if open_now else session
            self._turns[owner] += 1
        return self._taken[owner, packet] is session

    def _payload(self, name: str, payload: Json) -> Json:
        if name == "message:new":
            return self._pushed(payload)
        if name == "message:update":
            return {**payload, "data": self._pushed(payload["data"])}
        if name == "dialog:update":
            dialog = self._answers.dialog(payload["data"])
            return {"type": "dialog.created", "dialogId": payload["dialogId"], "dialog": dialog}
        if name in _NAMELESS:
            return {key: value for key, value in payload.items() if key != "userName"}
        return payload

    def _pushed(self, message: Json) -> Json:
        pushed = self._answers.plain_message(message)
        return {**pushed, "content": pushed["content"][:_LONGEST_PUSHED]}


_WRAPPED = (*_OF_THE_BROKER, "message:update")


def _arguments(packet: str) -> list[Json] | None:
    try:
        arguments = json.loads(packet[2:].lstrip("0123456789"))
    except (ValueError, RecursionError):
        return None
    return arguments if isinstance(arguments, list) and arguments else None


def _packet(name: str, payload: object) -> str:
    return "42" + json.dumps([name, payload], ensure_ascii=False)
