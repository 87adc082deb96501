"""`./e2e doctor`: what works is said line by line, what does not with a way out, and a dead address in one sentence."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fixtures.commands.doctor.conversation import visiting
from fixtures.commands.doctor.doctor_report import Report
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.hosting.embedded import embedded_chat_app
from fixtures.targets.profile import load_profile
from fixtures.targets.target import Target
from tests.selftest.harness_process import ROOT, run_e2e, run_verb
from tests.selftest.processes import interrupted
from tests.selftest.strangers import stranger

MINE = 'title = "Mine"\ninherits = "embedded"\n'


@pytest.fixture(scope="module")
def deployment() -> Iterator[HostedChatApp]:
    """A ChatApp that already runs."""
    with embedded_chat_app() as chat_app:
        yield chat_app


def test_embedded_chat_app_is_healthy(tmp_path: Path):
    """On the embedded ChatApp all works, and every part of the page is looked for that shows without doing much."""
    ended = run_e2e(tmp_path, "doctor")

    lines = ended.printed.splitlines()
    looked_for = {line.split()[1].rstrip(":") for line in lines if line.startswith("ok  ")}
    assert ended.exit_code == 0, ended.printed
    assert lines[-1] == "All of it works."
    assert [line for line in lines if line.startswith("NO")] == []
    left_out = {"new_messages_button", "to_newest_button", "reaction_choice"}
    assert load_profile("embedded").locators.keys() - looked_for == left_out
    assert "Left at" not in ended.printed


def test_dead_address_is_said_at_once(tmp_path: Path):
    """Where nobody answers one sentence says so, with exit code 10, within moments."""
    began = time.monotonic()

    ended = run_e2e(tmp_path, "doctor", "--base-url", "http://127.0.0.1:1")

    assert ended.exit_code == 10
    assert ended.printed == "e2e: target: no page answers at http://127.0.0.1:1/: [Errno 111] Connection refused\n"
    assert time.monotonic() - began < 10


def test_dead_address_of_a_profile_is_said_to_be_its_own(tmp_path: Path):
    """Where nobody answers at an address that nobody has typed, doctor and run say whose it is and what helps."""
    profile = tmp_path / "mine.toml"
    profile.write_text(f'{MINE}[addresses]\npage = "http://127.0.0.1:1"\n', encoding="utf-8")

    ended = [run_e2e(tmp_path, *verb, "--target", str(profile)) for verb in (["doctor"], ["tests/api"])]

    told = "; the address is that of [addresses] in the profile mine, and --base-url names another one\n"
    assert [one.exit_code for one in ended] == [10, 10]
    assert [one.printed for one in ended if told not in one.printed] == []


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
    assert "Where it shows that part, change the selector under [locators] in the profile of mine." in ended.printed
    assert "Where it does not, this ChatApp lacks it: that is a bug, unless" in ended.printed
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
    ("operations", "places"),
    [
        pytest.param(["createDialog"], [""], id="people"),
        pytest.param(["sendMessage", "listMessages"], ["websocket: ", "polling: ", "a chat: "], id="push-and-page"),
    ],
)
def test_answer_without_its_data_is_said(
    operations: list[str], places: list[str], tmp_path: Path, deployment: HostedChatApp
):
    """Where an answer holds nothing where it should, that is said in a sentence, and the rest is tried."""
    profile = tmp_path / "mine.toml"
    keys = [f'{operation} = "nowhere"\n' for operation in operations]
    profile.write_text("".join([MINE, "[data_keys]\n", *keys]), encoding="utf-8")

    ended = run_e2e(tmp_path, "doctor", "--target", str(profile), "--base-url", deployment.base_url)

    assert ended.exit_code == 1
    lines = [line.partition("envelope: ")[0] for line in ended.printed.splitlines() if line.startswith("NO")]
    assert lines == [f"NO  {place}" for place in places], ended.printed
    assert f"Left at {deployment.base_url} by this run" in ended.printed
    assert "Traceback" not in ended.printed


def _visit_and_fail(target: Target) -> None:
    with visiting(target, lambda: pytest.fail("no page is wanted"), Report(), stays=True) as everyone:
        everyone.sign_in_api.request_code("79000000000")
        raise KeyError("dialogId")


def test_breaches_are_told_whatever_ends_the_visit(capsys: pytest.CaptureFixture[str]):
    """What broke the contract until something went wrong is said also then."""
    with stranger(200, "{}") as (address, _), pytest.raises(KeyError):
        _visit_and_fail(load_profile("embedded").at(address))

    printed = capsys.readouterr().out
    assert "The contract, in what was answered and pushed meanwhile" in printed
    assert "NO  POST /api/auth/request-code answered" in printed


def test_server_that_is_no_chat_app_is_left_alone(tmp_path: Path):
    """Where no ChatApp answers this is said, and nobody tries to sign in there."""
    with stranger() as (address, asked):
        ended = run_e2e(tmp_path, "doctor", "--base-url", address)

    assert ended.exit_code == 1
    assert f"NO  API      {address}/health answers 200, and not as a ChatApp does" in ended.printed
    assert "People, push and the page were not tried" in ended.printed
    assert [request for request in asked if request.startswith("POST")] == []


def test_gateway_before_a_dead_chat_app_is_a_dead_address(tmp_path: Path, deployment: HostedChatApp):
    """A gateway that answers in ChatApp's stead is told apart from a ChatApp that answers."""
    with stranger(503) as (address, _):
        ended = run_e2e(tmp_path, "doctor", "--base-url", deployment.base_url, "--api-url", address)

    assert ended.exit_code == 10
    assert f"target: no API answers at {address}/health: a gateway answers 503 in its place" in ended.printed


def test_page_of_someone_else_is_said(tmp_path: Path, deployment: HostedChatApp):
    """A page without any part of a ChatApp's is called that, instead of each of its parts being asked for."""
    with stranger() as (address, _):
        ended = run_e2e(
            *(tmp_path, "doctor", "--base-url", address, "--api-url", deployment.base_url),
            *("--push-url", deployment.base_url),
        )

    assert ended.exit_code == 1
    assert f"NO  at {address} there is no part of a ChatApp's login screen: this is no ChatApp's page" in ended.printed
    assert "[locators]" not in ended.printed
    assert f"Left at {deployment.base_url} by this run" in ended.printed


def test_page_of_another_chat_app_is_said(tmp_path: Path, deployment: HostedChatApp):
    """Where the page asks another ChatApp than the API's, its address is said, and no locator is blamed."""
    with embedded_chat_app() as other:
        api = ["--api-url", other.base_url, "--push-url", other.base_url]
        ended = run_e2e(tmp_path, "doctor", "--base-url", deployment.base_url, *api)

        assert ended.exit_code == 1
        assert f"NO  the page asks {deployment.base_url}, and not the ChatApp at {other.base_url}" in ended.printed
        assert "--api-url must lead to the backend that the page asks." in ended.printed
        assert "[locators]" not in ended.printed
        assert f"Left at {other.base_url} by this run" in ended.printed


def test_interrupted_doctor_leaves_no_dialog(tmp_path: Path, deployment: HostedChatApp):
    """Ctrl-C ends with exit code 2 and without a traceback; the dialogs are deleted, and what stays is said."""
    command = [str(ROOT / "e2e"), "doctor", "--base-url", deployment.base_url]

    with interrupted(command) as doctor:
        doctor.when(lambda: "Page: a chat" in doctor.printed)

    with closing(sqlite3.connect(deployment.database)) as database:
        assert database.execute("SELECT count(*) FROM dialogs").fetchone() == (0,)
    assert doctor.exit_code == 2, doctor.printed
    assert f"Left at {deployment.base_url} by this run, with ⟦doctor " in doctor.printed
    assert doctor.printed.endswith("\ne2e: interrupted\n")
    assert "Traceback" not in doctor.printed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--target", "nowhere"], "There is no target 'nowhere'", id="target"),
        pytest.param(["--base-url", "http://chat.example"], "add --allow-host chat.example", id="host"),
        pytest.param(["--frobnicate"], "unrecognized arguments: --frobnicate", id="option"),
        pytest.param(["--write", "mine.toml"], "say with --base-url where its page is", id="write-of-embedded"),
        pytest.param(["--force"], "--force is for --write FILE.toml", id="force-alone"),
    ],
)
def test_wrong_option_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """A wrong option ends with exit code 4 and a sentence."""
    ended = run_verb(tmp_path, "doctor", *arguments)

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
