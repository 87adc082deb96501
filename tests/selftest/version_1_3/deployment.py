"""Version 1.3 as it is deployed: page and backend on two origins, before an embedded ChatApp of their own."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.hosting.frontend import CHAT_APP, built_page
from fixtures.running.checkout import ROOT
from tests.selftest.version_1_3.backend import Backend

_OVERLAY = Path(__file__).parent / "page"
_STOP_SECONDS = 10.0


@dataclass(frozen=True)
class Deployment:
    """Where its page and its backend are."""

    page_url: str
    api_url: str

    def options(self) -> list[str]:
        """What leads the harness there."""
        return ["--base-url", self.page_url, "--api-url", self.api_url, "--push-url", self.api_url]


@contextmanager
def deployed(*, has_broker: bool = False) -> Iterator[Deployment]:
    """Run version 1.3 for the length of a block; with a broker it emits `message:new`, twice each."""
    with ExitStack() as stack:
        chat_app = HostedChatApp(Source(ROOT, built_page()))
        stack.callback(chat_app.stop)
        api_url = stack.enter_context(_served(Backend(chat_app.base_url, has_broker=has_broker).application()))
        page_url = stack.enter_context(_served(_page_server(_old_page(), api_url)))
        yield Deployment(page_url, api_url)


def _old_page() -> Path:
    """The built page: today's sources with the overlay over them."""
    with tempfile.TemporaryDirectory(prefix="chatapp-1.3-") as scratch:
        frontend = Path(scratch) / "frontend"
        shutil.copytree(CHAT_APP / "frontend", frontend, ignore=shutil.ignore_patterns("node_modules", "dist"))
        shutil.copytree(_OVERLAY, frontend, dirs_exist_ok=True)
        return built_page(Path(scratch))


def _page_server(page: Path, api_url: str) -> Starlette:
    index = (page / "index.html").read_text(encoding="utf-8").replace("API_ORIGIN", api_url)

    async def show(_request: Request) -> HTMLResponse:
        return HTMLResponse(index)

    routes = [Mount("/assets", StaticFiles(directory=page / "assets")), Route("/", show), Route("/login", show)]
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
