"""Hosting: a ChatApp that starts, says why when it cannot, and never outlives whoever started it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from fixtures.clients.api import ApiClient
from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.hosting.liveness import fails_to_answer
from fixtures.journey.facts.journal import Journal
from fixtures.running.checkout import ROOT
from fixtures.targets.access import Access
from fixtures.targets.profile import load_profile
from fixtures.targets.target import TargetError
from tests.selftest.processes import comes_true, has_ended
from tests.selftest.strangers import stranger

Start = Callable[..., HostedChatApp]

STARTS_AND_WAITS = """
import sys, threading
from pathlib import Path
from fixtures.hosting.chat_app import HostedChatApp, Source

chat_app = HostedChatApp(Source(Path(sys.argv[1]), Path(sys.argv[2])))
print(chat_app.process_id, flush=True)
threading.Event().wait()
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The smallest page that ChatApp takes: most tests here open none."""
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    return folder


@pytest.fixture
def start(built: Path) -> Iterator[Start]:
    """Starts a ChatApp, and stops it with the test."""
    with ExitStack() as stack:

        def started(*options: str, port: int = 0, database: Path | None = None) -> HostedChatApp:
            hosted = HostedChatApp(Source(ROOT, built), *options, port=port, database=database)
            stack.callback(hosted.stop)
            return hosted

        yield started


@pytest.fixture
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made in this test, and nothing else."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_stopped_chat_app_leaves_nothing(start: Start, temporary_folder: Path):
    """A stopped ChatApp leaves neither a process nor a folder, and may be stopped again."""
    hosted = start()
    ran, folders = hosted.is_running, list(temporary_folder.iterdir())

    hosted.stop()
    hosted.stop()

    assert (ran, folders) == (True, [hosted.folder])
    assert not hosted.is_running
    assert has_ended(hosted.process_id)
    assert list(temporary_folder.iterdir()) == []


def test_every_chat_app_has_a_database_of_its_own(start: Start, tmp_path: Path):
    """A person who registered at one ChatApp is unknown at another."""
    first, second = start(), start()
    _register(first, tmp_path)

    with ExitStack() as stack:
        answers = [_client(one, tmp_path, stack).request_code("79000000001", "Вера") for one in (first, second)]

    assert first.database != second.database
    assert [answer["isNewUser"] for answer in answers] == [False, True]


def test_chat_app_that_cannot_start_says_why(start: Start, temporary_folder: Path):
    """An option that ChatApp refuses is told in ChatApp's own words, and nothing is left behind."""
    with pytest.raises(TargetError, match=r"ended with exit code 2[\s\S]*unrecognized arguments: --no-such-option"):
        start("--no-such-option")

    assert list(temporary_folder.iterdir()) == []


def test_taken_port_is_told(start: Start):
    """A port that someone else listens at is named as the reason."""
    port = int(start().base_url.rpartition(":")[2])

    with pytest.raises(TargetError, match=rf"Cannot listen at 127\.0\.0\.1 port {port}: Address already in use"):
        start(port=port)


def test_killed_chat_app_is_known_to_be_dead(start: Start):
    """A ChatApp that was killed is not running, and its exit_report names the signal."""
    hosted = start()

    os.kill(hosted.process_id, signal.SIGKILL)

    assert comes_true(lambda: not hosted.is_running)
    assert hosted.exit_report().startswith(f"ChatApp was killed by signal {signal.SIGKILL:d}. Its last words:\n")


@pytest.mark.parametrize("status", [502, 503, 504])
def test_dead_chat_app_behind_a_gateway_is_dead(status: int):
    """What a gateway answers in ChatApp's stead is no sign of life; ChatApp's own refusals are one."""
    with stranger(status) as (address, _):
        assert fails_to_answer(address, Access()) == f"a gateway answers {status} in its place"


@pytest.mark.parametrize("status", [200, 404, 500])
def test_any_other_answer_is_a_sign_of_life(status: int):
    """A ChatApp that answers, whatever it says, is there."""
    with stranger(status) as (address, _):
        assert fails_to_answer(address, Access()) is None


def test_chat_app_stops_when_its_parent_is_killed(built: Path, tmp_path: Path):
    """A test run that is killed leaves no ChatApp running, and no folder of it: nobody would ever tidy up."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", STARTS_AND_WAITS, str(ROOT), str(built)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        chat_app = int(parent.stdout.readline())
        started = not has_ended(chat_app) and any(temporary.iterdir())
        parent.kill()

    ended = comes_true(lambda: has_ended(chat_app))
    with suppress(ProcessLookupError):
        os.kill(chat_app, signal.SIGKILL)
    assert started
    assert ended
    assert list(temporary.iterdir()) == []


def test_acknowledged_message_survives_a_killed_chat_app(start: Start, tmp_path: Path):
    """What ChatApp has answered for is still there when it is started again after being killed."""
    database = tmp_path / "kept.sqlite3"
    first = start(database=database)
    token, _ = _register(first, tmp_path)
    _, other_id = _register(first, tmp_path, "79000000002")
    with ExitStack() as stack:
        api = _client(first, tmp_path, stack, token)
        dialog_id = api.create_dialog("Вдвоём", [other_id])["dialogId"]
        message = api.send_message(dialog_id, "Уже отвечено")

    os.kill(first.process_id, signal.SIGKILL)
    assert comes_true(lambda: not first.is_running)
    second = start(database=database)

    with ExitStack() as stack:
        assert _client(second, tmp_path, stack, token).messages(dialog_id) == [message]


def test_given_database_stays_when_chat_app_stops(start: Start, tmp_path: Path):
    """A prepared database belongs to whoever prepared it, and is not removed with ChatApp's own folder."""
    hosted = start(database=tmp_path / "kept.sqlite3")

    hosted.stop()

    assert (tmp_path / "kept.sqlite3").exists()
    assert not hosted.folder.exists()


def _register(hosted: HostedChatApp, folder: Path, phone: str = "79000000001") -> tuple[str, str]:
    with ExitStack() as stack:
        sign_in_api = _client(hosted, folder, stack)
        sign_in_api.request_code(phone, "Вера Павлова")
        session = sign_in_api.verify_code(phone, "1234")
    return session["token"], session["user"]["userId"]


def _client(hosted: HostedChatApp, folder: Path, stack: ExitStack, token: str | None = None) -> ApiClient:
    journal = Journal(folder / "journey.jsonl")
    stack.callback(journal.close, keep=False)
    client = ApiClient(load_profile("embedded").at(hosted.base_url), "Вера", journal, token)
    stack.callback(client.close)
    return client
