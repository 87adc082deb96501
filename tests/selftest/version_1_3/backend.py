"""The backend of version 1.3: the embedded ChatApp, whose answers and events pass through here into their old form."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from fixtures.network.transports.packets import join_packets, split_payload
from tests.selftest.version_1_3.answers import OldAnswers
from tests.selftest.version_1_3.events import EndedError, OldEvents, Session
from tests.selftest.version_1_3.memory import Memory
from tests.selftest.version_1_3.requests import (
    BROKEN,
    Asked,
    Refusal,
    by_a_member,
    is_unknown_dialog,
    note_created,
    refusal_of,
    understood,
    with_blank_text,
)

_LONGEST_POLL_SECONDS = 60.0
_CORS = {"access-control-allow-origin": "*"}
_PUSH = "/socket.io"
# Those of one connection, and those that no longer fit a body that was written anew.
_NOT_PASSED_ON = {"host", "origin", "connection", "transfer-encoding", "content-length", "content-encoding"}


class Backend:
    """One backend before the embedded ChatApp at `address`; `has_bug_1` puts a sent message under `message`."""

    def __init__(self, address: str, *, has_broker: bool, has_bug_1: bool) -> None:
        self._address = address
        self._memory = Memory()
        self._answers = OldAnswers(self._memory, has_bug_1=has_bug_1)
        self._events = OldEvents(self._memory, self._answers, has_broker=has_broker)
        self._sessions: dict[str, Session] = {}
        self._http = httpx.AsyncClient(base_url=address, timeout=_LONGEST_POLL_SECONDS, trust_env=False)

    def application(self) -> Starlette:
        """The ASGI application."""
        # Mounted and not routed: a path may hold a line break.
        routes = [WebSocketRoute(f"{_PUSH}/", self._on_socket), Mount("/", self._serve)]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _application: Starlette) -> AsyncIterator[None]:
        yield
        await self._http.aclose()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answering = self._on_poll if request.url.path.startswith(_PUSH) else self._on_request
        await (await answering(request))(scope, receive, send)

    async def _on_request(self, request: Request) -> Response:
        header = request.headers.get
        asked = understood(
            *(request.method, request.url.path, header("authorization", "")),
            *(header("content-type", ""), await request.body()),
        )
        if (refusal := refusal_of(asked, self._memory)) is not None:
            return _refused(refusal)
        asked = with_blank_text(asked, self._memory)
        answer = await self._pass_on(request, asked.content, asked.token)
        if answer.status_code == 403 and (again := by_a_member(asked, self._memory)) is not None:
            asked, answer = again, await self._pass_on(request, again.content, again.token)
        return self._answered(request, asked, answer)

    def _answered(self, request: Request, asked: Asked, answer: httpx.Response) -> Response:
        if request.method in {"HEAD", "OPTIONS"} or "json" not in answer.headers.get("content-type", ""):
            return _response(answer, answer.content)
        body = answer.json()
        if is_unknown_dialog(asked, answer.status_code, body):
            return _refused(BROKEN)
        if not answer.is_success:
            return _response(answer, answer.content)
        note_created(asked, answer.status_code, body, self._memory)
        old = self._answers.of(request.method, asked.path, request.url.query, body)
        return _response(answer, json.dumps(old, ensure_ascii=False).encode())

    async def _on_poll(self, request: Request) -> Response:
        session = self._session(request.query_params.get("sid", ""))
        content = await request.body()
        if request.method == "POST":
            packets = split_payload(content.decode(errors="replace"))
            content = join_packets([self._from_client(session, packet) for packet in packets]).encode()
        answer = await self._pass_on(request, content, "")
        if request.method != "GET" or not answer.is_success:
            return _response(answer, answer.content)
        old = [one for packet in split_payload(answer.text) for one in self._to_client(session, packet)]
        # A poll must not be answered with nothing.
        return _response(answer, join_packets(old or ["6"]).encode())

    async def _pass_on(self, request: Request, content: bytes, token: str) -> httpx.Response:
        # As bytes: what a header holds need not be text.
        passed = [pair for pair in request.headers.raw if pair[0].decode() not in _NOT_PASSED_ON]
        if token:
            passed = [pair for pair in passed if pair[0] != b"authorization"]
            passed.append((b"authorization", f"Bearer {token}".encode()))
        # The path as it was sent: `%2F` in an id is no slash.
        target = httpx.URL(self._address).copy_with(raw_path=_raw_path(request))
        return await self._http.request(request.method, target, headers=passed, content=content)

    async def _on_socket(self, socket: WebSocket) -> None:
        address = f"{self._address.replace('http', 'ws', 1)}{_PUSH}/?{socket.url.query}"
        session = self._session(socket.query_params.get("sid", ""))
        await socket.accept()
        async with connect(address, proxy=None, max_size=None) as server:
            passing = [self._to_server(session, socket, server), self._from_server(session, server, socket)]
            pushed = [asyncio.create_task(one) for one in passing]
            await asyncio.wait(pushed, return_when=asyncio.FIRST_COMPLETED)
            for task in pushed:
                task.cancel()
        if session.owner:
            self._events.end(session)
        with suppress(RuntimeError, WebSocketDisconnect):
            await socket.close()

    async def _to_server(self, session: Session, socket: WebSocket, server: ClientConnection) -> None:
        with suppress(ConnectionClosed, WebSocketDisconnect):
            while True:
                await server.send(self._from_client(session, await socket.receive_text()))

    async def _from_server(self, session: Session, server: ClientConnection, socket: WebSocket) -> None:
        with suppress(ConnectionClosed, WebSocketDisconnect):
            async for packet in server:
                for old in self._to_client(session, str(packet)):
                    await socket.send_text(old)

    def _session(self, session_id: str) -> Session:
        return self._sessions.setdefault(session_id, Session(session_id)) if session_id else Session()

    def _from_client(self, session: Session, packet: str) -> str:
        try:
            return self._events.from_client(session, packet)
        except EndedError:
            # As an exception that nobody catches ends a Node process.
            os._exit(1)

    def _to_client(self, session: Session, packet: str) -> list[str]:
        if packet.startswith("0{"):
            session.session_id = json.loads(packet[1:])["sid"]
            self._sessions[session.session_id] = session
        if packet == "1":
            self._events.end(session)
        return self._events.to_client(session, packet)


def _refused(refusal: Refusal) -> Response:
    return JSONResponse({"success": False, "error": refusal.error}, refusal.status, _CORS)


def _response(answer: httpx.Response, content: bytes) -> Response:
    headers = {name: value for name, value in answer.headers.items() if name not in _NOT_PASSED_ON}
    return Response(content, answer.status_code, {**headers, **_CORS})


def _raw_path(request: Request) -> bytes:
    raw: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return raw.partition(b"?")[0] + (b"?" + query if query else b"")
