"""What a person gets who types something wrong, or whose run is cut short: a sentence, an exit code, no leftovers."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.selftest.harness_process import ROOT, RUNS, run_e2e, run_pytest
from tests.selftest.strangers import stranger

WRONG_USAGE = {
    "no-such-path": (["tests/nowhere.py"], "file or directory not found: tests/nowhere.py"),
    "no-such-target": (["--target", "nowhere"], "There is no target 'nowhere'. Known targets: chatapp-1.3, embedded"),
    "no-such-bug": (["--plant", "nowhere"], "There is no planted bug 'nowhere'. There are: "),
    "nearly-a-bug": (["--plant", "feed-wait-for-push"], "Did you mean 'feed-waits-for-push'? "),
    "no-such-patch": (["--plant", "nowhere.patch"], "There is no file "),
    "nearly-a-verb": (["servee"], "there is no verb 'servee'. Did you mean 'serve'? "),
    "no-such-verb": (["frobnicate"], "there is no verb 'frobnicate'. There are: selftest, "),
    "no-address": (["--base-url", "nowhere"], "--base-url 'nowhere' is no address"),
    "foreign-host": (["--base-url", "http://chat.example"], "add --allow-host chat.example"),
    "bug-at-a-deployment": (["--plant", "dialog-update-off", "--base-url", "http://127.0.0.1:1"], "--plant changes"),
    "trace-of-a-deployment": (
        ["--tracing", "on", "--base-url", "http://127.0.0.1:1"],
        "--tracing keeps what it sees as it is, people's tokens and phones included",
    ),
    "video-of-a-deployment": (["--video", "on", "--base-url", "http://127.0.0.1:1"], "--video keeps what it sees"),
    "long-tracebacks-of-a-deployment": (
        ["--tb=long", "--base-url", "http://127.0.0.1:1"],
        "--tb=long shows what functions hold, people's tokens included; it is for the embedded ChatApp only",
    ),
    "half-long-tracebacks-of-a-deployment": (["--tb", "auto", "--base-url", "http://127.0.0.1:1"], "--tb=auto shows"),
    "full-tracebacks-of-a-deployment": (["--full-trace", "--base-url", "http://127.0.0.1:1"], "--full-trace shows"),
    "locals-of-a-deployment": (["--showlocals", "--base-url", "http://127.0.0.1:1"], "--showlocals shows what"),
    "password-in-an-address": (
        ["--base-url", "http://joe:hunter2@127.0.0.1:1"],
        "'http://***@127.0.0.1:1' holds a name",
    ),
    "query-in-an-address": (["--base-url", "http://127.0.0.1:1/?x=1"], "goes on behind the path"),
    "no-such-port": (["serve", "--port", "99999"], "'99999' is no port; expected 0 to 65535"),
    "shortened-option": (["serve", "--por", "0"], "unrecognized arguments: --por"),
    "serving-no-such-bug": (["serve", "--plant", "nowhere"], "There is no planted bug 'nowhere'"),
    "no-number-of-seconds": (["--wait", "x"], "argument --wait: 'x' is no number of seconds; expected one such as 300"),
    "no-seed": (
        ["--weather-seed", "x"],
        "--weather-seed: 'x' is no seed; expected a whole number such as 4711",
    ),
    "no-number-of-failures": (["--page-failures", "x"], "'x' is no number of failures; expected 0 or more, such as 20"),
    "no-bug-to-plant": (["plant"], "which bug? `./e2e plant NAME` makes a copy of ChatApp to break"),
    "no-such-option": (["--frobnicate"], "unrecognized arguments: --frobnicate"),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """A wrong word ends with exit code 4 and a sentence that says what would be right."""
    ended = run_e2e(tmp_path, *arguments)

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
    # The line that says how it is used is of what was typed, and not of what stands behind it.
    assert "python -m" not in ended.printed


def test_wrong_usage_leaves_the_last_report_alone(tmp_path: Path):
    """A slip of the pen is no run: it leaves no folder, names no file in one, and `latest` stays where it was."""
    before = _runs_and_latest()

    ended = run_e2e(tmp_path, "tests/nowhere.py")

    assert _runs_and_latest() == before
    assert "junit.xml" not in ended.printed


def test_failures_are_told_in_full(tmp_path: Path):
    """The verdicts of failed tests stand in the terminal with their whole reason, however narrow it is."""
    ended = run_pytest(tmp_path / "run", str(RUNS / "killed_chat_app.py"), environment={"COLUMNS": "40"})

    assert f"{RUNS}/killed_chat_app.py::test_meets_the_end\n    target: " in ended.printed


def test_profile_that_knows_another_contract_is_said(tmp_path: Path):
    """A profile that speaks of operations that there are not ends a run and the doctor with exit code 4."""
    profile = tmp_path / "mine.toml"
    profile.write_text('title = "M"\ninherits = "embedded"\n[data_keys]\ngetMee = "user"\n', encoding="utf-8")

    ended = [run_e2e(tmp_path, *verb, "--target", str(profile)) for verb in ([], ["doctor"])]

    assert [one.exit_code for one in ended] == [4, 4]
    sentence = "mine.toml: [data_keys] has the unknown key 'getMee'. Did you mean 'getMe'? Valid: addMember"
    assert [one.printed for one in ended if sentence not in one.printed or "Traceback" in one.printed] == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        pytest.param(502, "a gateway answers 502 in its place", id="gateway"),
        pytest.param(404, "something else answers 404", id="someone-else"),
        pytest.param(200, "what answers there is no ChatApp", id="any-page"),
    ],
)
def test_address_without_a_chat_app_is_no_target(tmp_path: Path, status: int, reason: str):
    """Where a gateway answers, or whoever is no ChatApp, a run ends with exit code 10 before any test runs."""
    with stranger(status) as (address, _):
        ended = run_pytest(tmp_path / "run", "--base-url", address, "tests/api")

    assert ended.exit_code == 10
    assert f"target: no ChatApp answers at {address}/health: {reason}" in ended.printed


def test_unreachable_target_is_said(tmp_path: Path):
    """An address where nothing answers ends with exit code 10 before any test runs."""
    ended = run_pytest(tmp_path / "run", "--base-url", "http://127.0.0.1:1", "tests/api")

    assert ended.exit_code == 10
    assert "target: no ChatApp answers at http://127.0.0.1:1/health" in ended.printed


def test_missing_browser_is_said(tmp_path: Path):
    """Without a browser a run that opens pages ends with exit code 4 and the command that installs one."""
    nothing = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}

    ended = run_pytest(tmp_path / "run", "tests/ui", environment=nothing)

    assert ended.exit_code == 4
    assert "No browser was found." in ended.printed
    assert "-m playwright install" in ended.printed


def test_api_tests_need_no_browser(tmp_path: Path):
    """Without a browser the tests that open no pages still run."""
    nothing = {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}

    ended = run_pytest(tmp_path / "run", "tests/api/test_sent_message.py", environment=nothing)

    assert ended.exit_code == 0


def test_taken_port_is_said(tmp_path: Path):
    """Serving on a port that is taken ends with exit code 10, and says in one sentence which it was and what helps."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ended = run_e2e(tmp_path, "serve", "--port", str(port))

    assert ended.exit_code == 10
    told = "(Address already in use); --port 0 takes a free one"
    assert ended.printed == f"e2e: port {port} cannot be had {told}\n"


def test_selftest_of_a_path_runs_nothing_else(tmp_path: Path):
    """Whoever names some of the harness's own tests waits for no others."""
    ended = run_e2e(tmp_path, "selftest", "tests/selftest/running/test_state.py", "--collect-only", "-q", "-n", "0")

    collected = {line.partition("::")[0] for line in ended.printed.splitlines() if "::" in line}
    assert ended.exit_code == 0
    assert collected == {"tests/selftest/running/test_state.py"}


def test_guide_is_shown(tmp_path: Path):
    """`./e2e --help` names verbs, options, targets and planted bugs."""
    ended = run_e2e(tmp_path, "--help")

    assert ended.exit_code == 0
    for word in ("selftest", "serve", "show", "--target", "--plant", "embedded", "feed-waits-for-push"):
        assert word in ended.printed


def test_served_chat_app_has_its_cast(tmp_path: Path):
    """`./e2e serve` prints an address where the cast can sign in, and ends cleanly on Ctrl-C."""
    served = subprocess.Popen(
        [sys.executable, "-m", "fixtures.commands", "serve", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert served.stdout is not None
    lines = list(iter(served.stdout.readline, "Ctrl-C ends it.\n"))
    served.send_signal(signal.SIGINT)
    served.communicate(timeout=30)

    assert served.returncode == 0
    assert lines[0].startswith("ChatApp is at http://127.0.0.1:")
    assert "  79111111111  Александр Петров\n" in lines


def _runs_and_latest() -> tuple[set[str], str]:
    reports = ROOT / "reports"
    latest = reports / "latest"
    # Other runs of this checkout may come and go: only the folders that say so are finished.
    runs = {path.name for path in (reports / "runs").glob("20*") if not (path / ".running").exists()}
    return runs, str(latest.readlink()) if latest.is_symlink() else ""
