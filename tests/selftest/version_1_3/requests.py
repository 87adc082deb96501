"""The requests of version 1.3: what it answers otherwise, and what it takes though today it is refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from tests.selftest.version_1_3.memory import Json, Memory

_DIALOG = r"/api/dialogs/[^/]+"
_OF_DIALOG = re.compile(rf"{_DIALOG}(/.*)?|/api/messages/dialog/[^/]+", re.DOTALL)
_FEED = re.compile(r"/api/messages/dialog/(?P<dialog_id>[^/]+)")
_BREAKING = re.compile(rf"DELETE ({_DIALOG}|/api/messages/[^/]+/reactions/.+)", re.DOTALL)
_BLANK = re.compile(r"\s*")
_JSON_TYPE = "application/json"


@dataclass(frozen=True)
class Asked:
    """One request: its `token` is empty without one; `body` is the JSON object, or None where it is none."""

    method: str
    path: str
    token: str
    content: bytes
    body: Json | None


@dataclass(frozen=True)
class Refusal:
    """An answer that comes from no other server."""

    status: int
    error: str


BROKEN = Refusal(500, "Внутренняя ошибка сервера")
_NO_ROUTE = Refusal(404, "Маршрут не найден")


def understood(method: str, path: str, authorization: str, media_type: str, content: bytes) -> Asked:
    """A request as a strict JSON server reads it: without a content type there is no body."""
    token = authorization.removeprefix("Bearer ") if authorization.startswith("Bearer ") else ""
    if content and not media_type.startswith(_JSON_TYPE):
        content = b"{}"
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    return Asked(method, path, token, content, body if isinstance(body, dict) else None)


def refusal_of(asked: Asked, memory: Memory) -> Refusal | None:
    """What version 1.3 answers at once; None where the request goes on."""
    if asked.method == "PATCH" and re.fullmatch(_DIALOG, asked.path):
        return _NO_ROUTE
    owner = memory.owners.get(asked.token)
    if owner is None:
        return None
    members = asked.body.get("memberIds") if asked.body and (asked.method, asked.path) == _CREATION else None
    names_oneself = isinstance(members, list) and owner in members
    return BROKEN if names_oneself or _BREAKING.fullmatch(f"{asked.method} {asked.path}") else None


_CREATION = ("POST", "/api/dialogs")


def with_blank_text(asked: Asked, memory: Memory) -> Asked:
    """The same request; blank text, which is stored there, goes under another one."""
    content = asked.body.get("content") if asked.body and _is_sending(asked) else None
    if not isinstance(content, str) or not _BLANK.fullmatch(content):
        return asked
    return _with_content(asked, memory.disguise(content))


def by_a_member(asked: Asked, memory: Memory) -> Asked | None:
    """The request of a non-member, who may read and write there, as the dialog's creator asks it; None for others."""
    feed = _FEED.fullmatch(asked.path)
    creator = memory.creators.get(feed["dialog_id"]) if feed else None
    if creator is None:
        return None
    if not _is_sending(asked):
        return replace(asked, token=creator)
    content = asked.body.get("content") if asked.body else None
    if not isinstance(content, str):
        return None
    known = memory.disguises.get(content)
    written = known.content if known else content
    return replace(_with_content(asked, memory.disguise(written, memory.owners[asked.token])), token=creator)


def is_unknown_dialog(asked: Asked, status: int, body: Json) -> bool:
    """Whether an answer says that there is no such dialog, which is no 404 there."""
    return status == 404 and bool(_OF_DIALOG.fullmatch(asked.path)) and body.get("error") == "Диалог не найден"


def note_created(asked: Asked, status: int, body: Json, memory: Memory) -> None:
    """Remember what a new dialog is called, and by whom."""
    if status == 201 and (asked.method, asked.path) == _CREATION and asked.body:
        dialog_id = body["data"]["dialogId"]
        memory.names[dialog_id] = asked.body["name"]
        memory.creators[dialog_id] = asked.token


def _is_sending(asked: Asked) -> bool:
    return asked.method == "POST" and bool(_FEED.fullmatch(asked.path))


def _with_content(asked: Asked, content: str) -> Asked:
    body = {**(asked.body or {}), "content": content}
    return replace(asked, body=body, content=json.dumps(body).encode())
