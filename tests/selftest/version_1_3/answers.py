"""The answers of version 1.3: today's, put into the envelopes of then."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Json = Any

_DIALOG, _MESSAGE = r"/api/dialogs/[^/]+", r"/api/messages/(?!dialog/)[^/]+"


def old_message(message: Json) -> Json:
    """A message whose `dialogId` is an object."""
    dialog_id = message["dialogId"]
    return {**message, "dialogId": {"_id": dialog_id, "name": "Диалог", "id": dialog_id}}


def old_answer(method: str, path: str, body: Json) -> Json:
    """A success as version 1.3 answers it."""
    for pattern, rewrite in _REWRITTEN:
        if re.fullmatch(pattern, f"{method} {path}", re.DOTALL):
            return rewrite(body)
    return body


def _user(user: Json) -> Json:
    return {"_id": user["userId"].removeprefix("usr_"), **user}


def _session(body: Json) -> Json:
    return {"success": True, "token": body["data"]["token"], "user": _user(body["data"]["user"])}


def _each(rewrite: Callable[[Json], Json]) -> Callable[[Json], Json]:
    return lambda body: {**body, "data": [rewrite(one) for one in body["data"]]}


def _one(rewrite: Callable[[Json], Json], key: str = "data") -> Callable[[Json], Json]:
    return lambda body: {"success": True, key: rewrite(body["data"])}


def _nothing(_body: Json) -> Json:
    return {"success": True, "message": "Готово"}


_REWRITTEN: list[tuple[str, Callable[[Json], Json]]] = [
    (r"POST /api/auth/verify-code", _session),
    (r"GET /api/auth/me", _one(_user, "user")),
    (r"GET /api/users", _each(_user)),
    (r"GET /api/users/[^/]+", _one(_user)),
    (rf"GET {_DIALOG}", _one(lambda dialog: dialog, "dialog")),
    (rf"GET {_MESSAGE}", _one(old_message, "message")),
    (r"GET /api/messages/dialog/[^/]+", _each(old_message)),
    (r"POST /api/messages/dialog/[^/]+", _one(old_message)),
    (rf"POST {_MESSAGE}/(status/.+|reactions)", _nothing),
    (rf"DELETE {_MESSAGE}/reactions/.+", _nothing),
]
