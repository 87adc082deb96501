"""HTTPS before a ChatApp that speaks HTTP, as a gateway does it; WebSockets pass through it too."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

_SECONDS = 10.0
_AT_ONCE = 65_536


@contextmanager
def https_before(address: str, certificate: Path) -> Iterator[str]:
    """An HTTPS address, under this certificate, that leads to a plain one; its host is `localhost`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    onward = (urlsplit(address).hostname or "", urlsplit(address).port or 80)

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _lead(reader, writer, onward)

    with _loop() as loop, socket.create_server(("127.0.0.1", 0)) as listening:
        starting = asyncio.start_server(lead, sock=listening, ssl=context)
        server = asyncio.run_coroutine_threadsafe(starting, loop).result(_SECONDS)
        try:
            yield f"https://localhost:{listening.getsockname()[1]}"
        finally:
            asyncio.run_coroutine_threadsafe(_end(server), loop).result(_SECONDS)


@contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_SECONDS)
        loop.close()


async def _lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, onward: tuple[str, int]) -> None:
    # Cancelled at the end of the test: Python 3.11 complains of a handler that ends so.
    try:
        back, there = await asyncio.open_connection(*onward)
        pushed = [asyncio.create_task(_pass_on(reader, there)), asyncio.create_task(_pass_on(back, writer))]
        try:
            await asyncio.wait(pushed, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in pushed:
                task.cancel()
            there.close()
        writer.close()
        await writer.wait_closed()
    except (OSError, asyncio.CancelledError):
        # TLS takes leave of the other side, which may be gone: nobody waits for that when the test is over.
        writer.transport.abort()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await reader.read(_AT_ONCE):
            writer.write(part)
            await writer.drain()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
