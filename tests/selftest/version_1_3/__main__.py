"""The backend of version 1.3 as a process of its own, which an ill packet can end."""

from __future__ import annotations

import argparse
import socket
import sys
import threading

import uvicorn

from tests.selftest.version_1_3.backend import Backend


def main() -> None:
    """Serve until the other end of standard input is closed."""
    parser = argparse.ArgumentParser(prog="version_1_3", allow_abbrev=False)
    parser.add_argument("chat_app", help="the address of the embedded ChatApp behind it")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--broker", action="store_true")
    parser.add_argument("--bug-1", action="store_true")
    given = parser.parse_args()
    backend = Backend(given.chat_app, has_broker=given.broker, has_bug_1=given.bug_1)
    # Told to be TCP: otherwise asyncio lets answers wait for more to send.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", given.port))
        server = uvicorn.Server(uvicorn.Config(backend.application(), log_level="error", timeout_graceful_shutdown=1))
        threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
        sys.stdout.write(f"{listening.getsockname()[1]}\n")
        sys.stdout.flush()
        listening.listen()
        server.run(sockets=[listening])


def _end_with_parent(server: uvicorn.Server) -> None:
    sys.stdin.read()
    server.should_exit = True


main()
