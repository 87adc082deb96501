"""The backend of version 1.3: the embedded ChatApp, whose answers and events pass through here into their old form."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from fixtures.network.transports.packets import join_packets, split_payload
from tests.selftest.version_1_3.answers import old_answer
from tests.selftest.version_1_3.events import old_packets

_LONGEST_POLL_SECONDS = 60.0
# Those of one connection, and those that no longer fit a body that was written anew.
_NOT_PASSED_ON = {"host", "origin", "connection", "transfer-encoding", "content-length", "content-encoding"}


class Backend:
    """One backend before the embedded ChatApp at `address`."""

    def __init__(self, address: str, *, has_broker: bool) -> None:
        self._address = address
        self._has_broker = has_broker
        self._http = httpx.AsyncClient(base_url=address, timeout=_LONGEST_POLL_SECONDS, trust_env=False)

    def application(self) -> Starlette:
        """The ASGI application."""
        # Mounted and not routed: a path may hold a line break.
        routes = [WebSocketRoute("/socket.io/", self._on_socket), Mount("/", self._serve)]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _application: Starlette) -> AsyncIterator[None]:
        yield
        await self._http.aclose()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._on_request(Request(scope, receive))
        await answer(scope, receive, send)

    async def _on_request(self, request: Request) -> Response:
        # As bytes: what a header holds need not be text.
        passed = [pair for pair in request.headers.raw if pair[0].decode() not in _NOT_PASSED_ON]
        # The path as it was sent: `%2F` in an id is no slash.
        target = httpx.URL(self._address).copy_with(raw_path=_raw_path(request))
        answer = await self._http.request(request.method, target, headers=passed, content=await request.body())
        headers = {name: value for name, value in answer.headers.items() if name not in _NOT_PASSED_ON}
        headers["access-control-allow-origin"] = "*"
        return Response(self._old_body(request, answer), answer.status_code, headers)

    def _old_body(self, request: Request, answer: httpx.Response) -> bytes:
        path = request.url.path
        if path.startswith("/socket.io") and request.method == "GET" and answer.is_success:
            packets = [self._old(packet) for packet in split_payload(answer.text)]
            return join_packets([old for several in packets for old in several]).encode()
        if not path.startswith("/api/") or not answer.is_success or request.method == "OPTIONS":
            return answer.content
        return json.dumps(old_answer(request.method, path, answer.json()), ensure_ascii=False).encode()

    async def _on_socket(self, socket: WebSocket) -> None:
        address = f"{self._address.replace('http', 'ws', 1)}/socket.io/?{socket.url.query}"
        await socket.accept()
        async with connect(address, proxy=None, max_size=None) as server:
            pushed = [asyncio.create_task(_to_server(socket, server)), asyncio.create_task(self._back(server, socket))]
            await asyncio.wait(pushed, return_when=asyncio.FIRST_COMPLETED)
            for task in pushed:
                task.cancel()
        with suppress(RuntimeError, WebSocketDisconnect):
            await socket.close()

    async def _back(self, server: ClientConnection, socket: WebSocket) -> None:
        with suppress(ConnectionClosed, WebSocketDisconnect):
            async for packet in server:
                for old in self._old(str(packet)):
                    await socket.send_text(old)

    def _old(self, packet: str) -> list[str]:
        return old_packets(packet, has_broker=self._has_broker)


async def _to_server(socket: WebSocket, server: ClientConnection) -> None:
    with suppress(ConnectionClosed, WebSocketDisconnect):
        while True:
            await server.send(await socket.receive_text())


def _raw_path(request: Request) -> bytes:
    raw: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return raw.partition(b"?")[0] + (b"?" + query if query else b"")
