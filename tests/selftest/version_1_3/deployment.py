"""Version 1.3 as it is deployed: page and backend on two origins, before an embedded ChatApp of their own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.hosting.frontend import CHAT_APP, built_page
from fixtures.running.checkout import ROOT

_OVERLAY = Path(__file__).parent / "page"
_STOP_SECONDS = 10.0


class SeedBug(Enum):
    """The three bugs of the bug report, by the names of the planted bugs that put them back into today's ChatApp."""

    ANSWER_UNDER_MESSAGE = "answer-under-message"
    FEED_WAITS_FOR_PUSH = "feed-waits-for-push"
    DIALOG_UPDATE_OFF = "dialog-update-off"


class Deployment:
    """One deployment; its backend ends when a client sends an event without a payload, and can be revived."""

    def __init__(self, chat_app_url: str, *, has_broker: bool, bugs: frozenset[SeedBug]) -> None:
        self.page_url = ""
        self._command = [sys.executable, "-m", "tests.selftest.version_1_3", chat_app_url]
        self._command += ["--broker"] if has_broker else []
        self._command += ["--bug-1"] if SeedBug.ANSWER_UNDER_MESSAGE in bugs else []
        self._process, self.api_url = self._start(0)

    def options(self) -> list[str]:
        """What leads the harness there."""
        return ["--base-url", self.page_url, "--api-url", self.api_url, "--push-url", self.api_url]

    @property
    def is_alive(self) -> bool:
        """Whether nothing has ended its backend."""
        return self._process.poll() is None

    def revive(self) -> None:
        """Start the backend anew at the same address where it was ended."""
        if not self.is_alive:
            self.stop()
            self._process, self.api_url = self._start(urlsplit(self.api_url).port or 0)

    def stop(self) -> None:
        """End the backend."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(_STOP_SECONDS)

    def _start(self, port: int) -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [*self._command, "--port", str(port)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        return process, f"http://127.0.0.1:{int(process.stdout.readline())}"


@contextmanager
def deployed(*bugs: SeedBug, has_broker: bool = False) -> Iterator[Deployment]:
    """Run version 1.3 for the length of a block; without a broker it emits neither messages nor dialogs."""
    with ExitStack() as stack:
        chat_app = HostedChatApp(Source(ROOT, built_page()))
        stack.callback(chat_app.stop)
        deployment = Deployment(chat_app.base_url, has_broker=has_broker, bugs=frozenset(bugs))
        stack.callback(deployment.stop)
        page = _page_server(_old_page(), deployment.api_url, " ".join(bug.value for bug in bugs))
        deployment.page_url = stack.enter_context(_served(page))
        yield deployment


def _old_page() -> Path:
    """The built page: today's sources with the overlay over them."""
    with tempfile.TemporaryDirectory(prefix="chatapp-1.3-") as scratch:
        frontend = Path(scratch) / "frontend"
        shutil.copytree(CHAT_APP / "frontend", frontend, ignore=shutil.ignore_patterns("node_modules", "dist"))
        shutil.copytree(_OVERLAY, frontend, dirs_exist_ok=True)
        return built_page(Path(scratch))


def _page_server(page: Path, api_url: str, bugs: str) -> Starlette:
    index = (page / "index.html").read_text(encoding="utf-8")
    index = index.replace("API_ORIGIN", api_url).replace("SEED_BUGS", bugs)

    async def show(_request: Request) -> HTMLResponse:
        return HTMLResponse(index)

    routes = [Mount("/assets", StaticFiles(directory=page / "assets")), Route("/{anywhere:path}", show)]
    return Starlette(routes=routes)


@contextmanager
def _served(application: Callable[..., object]) -> Iterator[str]:
    # Told to be TCP: otherwise asyncio lets answers wait for more to send.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application, log_level="error", lifespan="on", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_STOP_SECONDS)
