"""`./e2e fuzz`: it finds a breach that is there, says how to repeat it, and finds nothing in a healthy ChatApp."""

import re
import subprocess
from pathlib import Path

import pytest

from fixtures.campaigns.fuzz import schemathesis_run
from fixtures.campaigns.fuzz.plan import Plan
from fixtures.campaigns.fuzz.result import Searched
from fixtures.campaigns.fuzz.schemathesis_run import Search
from fixtures.commands import fuzz
from tests.selftest.harness_process import ROOT, run_e2e, run_verb
from tests.selftest.processes import comes_true, interrupted

BREACH = '''--- a/fixtures/chat_app/server/envelope.py
+++ b/fixtures/chat_app/server/envelope.py
@@ -13,5 +13,5 @@
     """Answer 200 with `data`; None where there is nothing to tell."""
-    return _answer(200, {"success": True, "data": data})
+    return _answer(200, {"success": True, "data": data, "took": 1})


 def created(data: object) -> JSONResponse:
'''
WRONG_USAGE = {
    "foreign-host": (["--base-url", "http://chat.example"], "http://chat.example is not this machine"),
    "no-time": (["--fuzz-time", "0"], "'0' is no time to fuzz"),
    "no-such-bug": (["--plant", "nowhere"], "There is no planted bug 'nowhere'"),
    "bug-at-a-deployment": (["--base-url", "http://localhost:1", "--plant", "nowhere"], "--plant changes the embedded"),
    "no-such-target": (["--target", "nowhere"], "There is no target 'nowhere'"),
    "target-without-address": (["--target", "chatapp-1.3"], "say with --base-url where it is"),
    "foreign-api": (["--api-url", "http://chat.example"], "http://chat.example is not this machine"),
    "no-scheme": (["--base-url", "localhost:8000"], "'localhost:8000' is no address; expected something like"),
    "no-host": (["--base-url", "http://"], "'http://' is no address"),
    "no-http": (["--base-url", "ftp://localhost"], "'ftp://localhost' is no address"),
    "password": (["--base-url", "http://joe:hunter2@localhost"], "'http://***@localhost' holds a name or a password"),
    "shortened-option": (["--fuzz", "5"], "unrecognized arguments: --fuzz"),
    "dead-address": (["--base-url", "http://127.0.0.1:1"], "target: no ChatApp answers at http://127.0.0.1:1/health"),
}


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_healthy_chat_app_stands_fuzzing(tmp_path: Path):
    """Nothing is found in the embedded ChatApp; all was asked once through, and it is said how to repeat it."""
    ended = run_e2e(tmp_path, "fuzz", "--fuzz-time", "10", *_keeping(tmp_path), limit=280)

    assert ended.exit_code == 0, ended.printed
    assert re.search(
        r"^Nothing found\.\nRequests: \d{3,} through every operation, \d+ by chance\.$", ended.printed, re.MULTILINE
    )
    assert "Not reached at all" not in ended.printed
    assert re.search(r"^Repeat: ./e2e fuzz --seed \d+ --fuzz-time 10$", ended.printed, re.MULTILINE)


@pytest.mark.campaign
@pytest.mark.timeout(300)
def test_breach_is_found(tmp_path: Path):
    """A key that nobody promised is found however short the time, with a curl line without a token, and the seed."""
    patch = tmp_path / "breach.patch"
    patch.write_text(BREACH, encoding="utf-8")

    plant = ("--plant", str(patch))
    ended = run_e2e(tmp_path, "fuzz", "--fuzz-time", "1", "--seed", "7", *plant, *_keeping(tmp_path), limit=280)

    assert ended.exit_code == 1, ended.printed
    assert "-H 'Authorization: [Filtered]'" in ended.printed
    assert "'took' was unexpected" in ended.printed
    assert "with the key `took`, which nobody promised" in ended.printed
    assert f"Repeat: ./e2e fuzz --seed 7 --fuzz-time 1 --plant {patch}" in ended.printed
    assert "'took' was unexpected" in (tmp_path / "fuzzed" / "fuzz.txt").read_text(encoding="utf-8")


def test_breach_in_the_way_of_fuzzing_is_found(tmp_path: Path):
    """What breaks the contract while people and messages are made for the search is a finding, and no mishap."""
    ended = run_e2e(tmp_path, "fuzz", "--seed", "7", "--plant", "answer-under-message", *_keeping(tmp_path))

    assert ended.exit_code == 1
    assert "made for the search, which cannot begin without them:\n" in ended.printed
    assert "envelope: POST /api/messages/dialog/{dialogId} answered 201 without the key `data`" in ended.printed
    assert "Repeat: ./e2e fuzz --seed 7 --fuzz-time 30 --plant answer-under-message\n" in ended.printed
    assert list((tmp_path / "fuzzed").iterdir()) == []


def test_interrupted_search_is_ended(tmp_path: Path):
    """Ctrl-C in the middle of it ends with exit code 2, without a traceback and with nothing left running."""
    with interrupted([str(ROOT / "e2e"), "fuzz", "--fuzz-time", "600", *_keeping(tmp_path)]) as fuzzing:
        fuzzing.when(lambda: _is_searching(fuzzing.process_id))

        assert fuzzing.exit_code == 2
        assert "Stopped: 0 of 11 rounds are done, and are kept.\n--resume goes on with them.\n" in fuzzing.printed
        assert "Traceback" not in fuzzing.printed
        assert comes_true(lambda: not _is_searching(fuzzing.process_id))


def test_search_without_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A search that does not end by itself is ended, and is no finding."""
    monkeypatch.setattr(schemathesis_run, "_LONGEST_WALK_SECONDS", 0.1)

    assert fuzz.main(_keeping(tmp_path)) == 10
    assert capsys.readouterr().err == "e2e: schemathesis was still busy after 0.1 s\n"


WALK = Searched("", 700, ())
SEARCHES = {
    "all": (WALK, Searched("", 90, ()), 0, "Nothing found.\nRequests: 700 through every operation, 90 by chance.\n"),
    "too-short": (WALK, Searched("", 9, ("GET /health",)), 0, "--fuzz-time gives more: GET /health.\n"),
    "much-too-short": (WALK, Searched("", 0, ()), 10, "nothing was sent by chance within 5 s; this machine needs more"),
    "nothing-reached": (Searched("", 0, ("GET /health",)), WALK, 10, "schemathesis has not asked GET /health"),
    "found-at-once": (Searched("F1", 700, ()), Searched("", 0, ()), 1, "F1\nRequests: 700"),
    "found-by-chance": (WALK, Searched("F2", 90, ()), 1, "F2\nRequests: 700"),
    "found-twice": (Searched("F1", 7, ("GET /health",)), Searched("F2", 90, ()), 1, "F1\n\nF2\nRequests: 7 through"),
}


@pytest.mark.parametrize(("walked", "by_chance", "exit_code", "sentence"), SEARCHES.values(), ids=SEARCHES.keys())
def test_search_is_told_by_how_far_it_came(
    walked: Searched,
    by_chance: Searched,
    exit_code: int,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """Finding nothing passes where everything was asked; what was not asked is named."""
    monkeypatch.setattr(Search, "through_everything", lambda _: walked)
    monkeypatch.setattr(Search, "by_chance", lambda *_: by_chance)

    assert fuzz.main(["--fuzz-time", "5", "--seed", "7", *_keeping(tmp_path)]) == exit_code
    assert sentence in "".join(capsys.readouterr())


def test_search_of_another_chat_app_is_repeated_there():
    """The line that repeats a search names the profile and both addresses, where they are not those of the embedded."""
    plan = Plan(3, 7, base_url="http://localhost:5173", target="my profile.toml", api_url="http://localhost:3001")

    assert plan.repeat_line == (
        "./e2e fuzz --seed 7 --fuzz-time 3 --target 'my profile.toml' --base-url http://localhost:5173 "
        "--api-url http://localhost:3001"
    )
    assert Plan(3, 7).repeat_line == "./e2e fuzz --seed 7 --fuzz-time 3"


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """What cannot be fuzzed ends with a sentence, before anything is sent."""
    ended = run_verb(tmp_path, "fuzz", *arguments, *_keeping(tmp_path))

    assert ended.exit_code == (10 if "127.0.0.1" in arguments[-1] else 4)
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed


def _keeping(folder: Path) -> list[str]:
    return ["--run-folder", str(folder / "fuzzed")]


def _is_searching(group: int) -> bool:
    listed = subprocess.run(["/bin/ps", "-o", "args=", "-g", str(group)], capture_output=True, text=True, check=False)
    return "schemathesis.cli" in listed.stdout
