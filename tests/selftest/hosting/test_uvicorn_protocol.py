"""uvicorn's class for HTTP, of which the embedded ChatApp overrides one method that nobody documents."""

import json
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.running.checkout import ROOT


@pytest.mark.parametrize(
    "request_line",
    [
        pytest.param(b"\x16\x03\x01 no HTTP at all\r\n\r\n", id="another-protocol"),
        pytest.param(b"GET / HTTP/1.1\r\nHost\r\n\r\n", id="header-without-a-value"),
    ],
)
def test_what_is_no_http_is_refused_in_the_envelope(tmp_path: Path, request_line: bytes):
    """Where uvicorn itself refuses a request, the answer is ChatApp's envelope, and the connection ends."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>", encoding="utf-8")
    chat_app = HostedChatApp(Source(ROOT, tmp_path))
    try:
        address = urlsplit(chat_app.base_url)
        with socket.create_connection((address.hostname, address.port), timeout=5.0) as connection:
            connection.sendall(request_line)
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
    finally:
        chat_app.stop()

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/json" in head.lower()
    assert json.loads(body)["success"] is False
