"""`./e2e doctor`: what works is said line by line, what does not with a way out, and a dead address in one sentence."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.commands.embedded import embedded_chat_app
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.targets.profile import load_profile
from tests.selftest.running import run_e2e

MINE = 'title = "Mine"\ninherits = "embedded"\n'


@pytest.fixture(scope="module")
def deployment() -> Iterator[HostedChatApp]:
    """A ChatApp that already runs."""
    with embedded_chat_app() as chat_app:
        yield chat_app


def test_embedded_chat_app_is_healthy(tmp_path: Path):
    """On the embedded ChatApp all works, and every part of the page but one is looked for."""
    ended = run_e2e(tmp_path, "doctor")

    lines = ended.printed.splitlines()
    looked_for = {line.split()[1].rstrip(":") for line in lines if line.startswith("ok  ")}
    assert ended.exit_code == 0, ended.printed
    assert lines[-1] == "All of it works."
    assert [line for line in lines if line.startswith("NO")] == []
    assert load_profile("embedded").locators.keys() - looked_for == {"new_messages_button", "to_newest_button"}
    assert "Left at" not in ended.printed


def test_dead_address_is_said_at_once(tmp_path: Path):
    """Where nobody answers one sentence says so, with exit code 10, within moments."""
    began = time.monotonic()

    ended = run_e2e(tmp_path, "doctor", "--base-url", "http://127.0.0.1:1")

    assert ended.exit_code == 10
    assert ended.printed == "e2e: target: no page answers at http://127.0.0.1:1/: [Errno 111] Connection refused\n"
    assert time.monotonic() - began < 10


def test_dead_backend_is_told_from_the_page(tmp_path: Path, deployment: HostedChatApp):
    """Where the page answers and the backend does not, it is the backend that is named."""
    ended = run_e2e(tmp_path, "doctor", "--base-url", deployment.base_url, "--api-url", "http://127.0.0.1:1")

    assert ended.exit_code == 10
    assert "no API answers at http://127.0.0.1:1/health" in ended.printed


def test_wrong_locator_and_code_are_said(tmp_path: Path, deployment: HostedChatApp):
    """A part that is not found is named with its selector and what to change; what stays at the deployment is said."""
    profile = tmp_path / "mine.toml"
    profile.write_text(MINE + '[locators]\nno_dialogs = "text=Пусто"\nrow_time = ".clock"\n', encoding="utf-8")

    ended = run_e2e(tmp_path, "doctor", "--target", str(profile), "--base-url", deployment.base_url)

    wrong = [line for line in ended.printed.splitlines() if line.startswith("NO")]
    assert ended.exit_code == 1
    assert wrong == ["NO  no_dialogs: text=Пусто finds nothing", "NO  row_time: .clock finds nothing"]
    assert "Change it under [locators] in the profile of mine, or leave it empty if there is none." in ended.printed
    assert f"Left at {deployment.base_url} by this run, with ⟦doctor " in ended.printed


def test_wrong_code_is_said(tmp_path: Path, deployment: HostedChatApp):
    """Where nobody can sign in the doctor says what was answered, where to change it, and goes no further."""
    profile = tmp_path / "mine.toml"
    profile.write_text(MINE + '[sign_in]\ncode = "0000"\n', encoding="utf-8")

    ended = run_e2e(tmp_path, "doctor", "--target", str(profile), "--base-url", deployment.base_url)

    assert ended.exit_code == 1
    assert "POST /api/auth/verify-code answered 400 instead of 200" in ended.printed
    assert "Sign-in is set by [sign_in]" in ended.printed
    assert "Page:" not in ended.printed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--target", "nowhere"], "There is no target 'nowhere'", id="target"),
        pytest.param(["--base-url", "http://chat.example"], "add --allow-host chat.example", id="host"),
        pytest.param(["--frobnicate"], "unrecognized arguments: --frobnicate", id="option"),
    ],
)
def test_wrong_option_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """A wrong option ends with exit code 4 and a sentence."""
    ended = run_e2e(tmp_path, "doctor", *arguments)

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
