"""The answers of version 1.3: today's, put into the envelopes of then."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.selftest.version_1_3.memory import Json, Memory

_DIALOG, _MESSAGE = r"/api/dialogs/[^/]+", r"/api/messages/(?!dialog/)[^/]+"
_LATER = ("status", "reactionCounts")
"""What messages came to bear after version 1.3."""


class OldAnswers:
    """Puts answers into their old form."""

    def __init__(self, memory: Memory, *, has_bug_1: bool) -> None:
        self._memory = memory
        self._rewritten: list[tuple[str, Callable[[Json], Json]]] = [
            (r"GET /health", _health),
            (r"POST /api/auth/request-code", lambda body: {"success": True, **body["data"]}),
            (r"POST /api/auth/verify-code", self._session),
            (r"GET /api/auth/me", _one(_user, "user")),
            (r"GET /api/users", _each(_user, paged=False)),
            (r"GET /api/users/[^/]+", _one(_user)),
            (r"GET /api/dialogs\?.*includeLastMessage=true.*", _each(self._previewed)),
            (r"GET /api/dialogs", _each(self.dialog)),
            (r"POST /api/dialogs", _one(self.dialog)),
            (rf"GET {_DIALOG}", _one(self.dialog, "dialog")),
            (rf"GET {_DIALOG}/members", _each(lambda member: member, paged=False)),
            (rf"(POST|DELETE) {_DIALOG}/members.*", _done),
            (rf"GET {_MESSAGE}", _one(self.message, "message")),
            (rf"GET {_MESSAGE}/reactions", _reactions),
            (r"GET /api/messages/dialog/[^/]+", _each(self.message)),
            (r"POST /api/messages/dialog/[^/]+", _one(self.message, "message" if has_bug_1 else "data")),
            (rf"POST {_MESSAGE}/(status/.+|reactions)", _done),
        ]

    def of(self, method: str, path: str, query: str, body: Json) -> Json:
        """A success as version 1.3 answers it; an address with its query is looked up first."""
        for asked in (f"{method} {path}?{query}", f"{method} {path}"):
            for pattern, rewrite in self._rewritten:
                if re.fullmatch(pattern, asked, re.DOTALL):
                    return rewrite(body)
        return body

    def dialog(self, dialog: Json) -> Json:
        """A dialog under the name that it was given, without its last message."""
        name = self._memory.names.get(dialog["dialogId"], dialog["dialogName"])
        return {key: value for key, value in dialog.items() if key != "lastMessage"} | {"dialogName": name}

    def message(self, message: Json) -> Json:
        """A message whose `dialogId` is an object."""
        dialog_id = message["dialogId"]
        name = self._memory.names.get(dialog_id, "Диалог")
        return {**self.plain_message(message), "dialogId": {"_id": dialog_id, "name": name, "id": dialog_id}}

    def plain_message(self, message: Json) -> Json:
        """A message without what came later."""
        return {key: value for key, value in self._memory.undisguised(message).items() if key not in _LATER}

    def _previewed(self, dialog: Json) -> Json:
        last = dialog["lastMessage"]
        return self.dialog(dialog) | {"lastMessage": last and self._memory.undisguised(last)}

    def _session(self, body: Json) -> Json:
        token, user = body["data"]["token"], body["data"]["user"]
        self._memory.owners[token] = user["userId"]
        return {"success": True, "token": token, "user": _user(user)}


def _health(body: Json) -> Json:
    return {"status": "ok", "timestamp": body["data"]["timestamp"], "environment": "development"}


def _user(user: Json) -> Json:
    return {"_id": user["userId"].removeprefix("usr_"), **user}


def _reactions(body: Json) -> Json:
    counts = body["data"]["reactionCounts"]
    return {"success": True, "reactions": [{"reaction": one, "count": count} for one, count in counts.items()]}


def _each(rewrite: Callable[[Json], Json], *, paged: bool = True) -> Callable[[Json], Json]:
    def rewrite_all(body: Json) -> Json:
        rest = {"pagination": body["pagination"]} if paged else {}
        return {"success": True, "data": [rewrite(one) for one in body["data"]], **rest}

    return rewrite_all


def _one(rewrite: Callable[[Json], Json], key: str = "data") -> Callable[[Json], Json]:
    return lambda body: {"success": True, key: rewrite(body["data"])}


def _done(_body: Json) -> Json:
    return {"success": True, "message": "Готово"}
