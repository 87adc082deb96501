"""`./e2e fuzz`: it finds a breach that is there, says how to repeat it, and finds nothing in a healthy ChatApp."""

import sys
from pathlib import Path

import pytest

from fixtures.commands import fuzz
from tests.selftest.running import run_e2e

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
    "no-such-bug": (["--plant", "nowhere"], "no planted bug and no patch file 'nowhere'"),
    "bug-at-a-deployment": (["--base-url", "http://localhost:1", "--plant", "nowhere"], "--plant changes the embedded"),
    "shortened-option": (["--fuzz", "5"], "unrecognized arguments: --fuzz"),
    "dead-address": (["--base-url", "http://127.0.0.1:1"], "got no answer"),
}


@pytest.mark.timeout(120)
def test_healthy_chat_app_stands_fuzzing(tmp_path: Path):
    """Nothing is found in the embedded ChatApp, and it is said how many requests it stood and how to repeat them."""
    ended = run_e2e(tmp_path, "fuzz", "--fuzz-time", "20")

    assert ended.exit_code == 0, ended.printed
    assert "Nothing found. Requests: " in ended.printed
    assert "Repeat: ./e2e fuzz --seed " in ended.printed


@pytest.mark.timeout(120)
def test_breach_is_found(tmp_path: Path):
    """A key that nobody promised is found, with a curl line that holds no token, and with the seed."""
    patch = tmp_path / "breach.patch"
    patch.write_text(BREACH, encoding="utf-8")

    ended = run_e2e(tmp_path, "fuzz", "--fuzz-time", "20", "--seed", "7", "--plant", str(patch))

    assert ended.exit_code == 1, ended.printed
    assert "-H 'Authorization: [Filtered]'" in ended.printed
    assert "'took' was unexpected" in ended.printed
    assert "Repeat: ./e2e fuzz --seed 7 --fuzz-time 20" in ended.printed


def test_search_without_end_is_ended(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A search that does not end by itself is ended, and is no finding."""
    monkeypatch.setattr(fuzz, "_MARGIN_SECONDS", -0.9)

    assert fuzz.main(["--fuzz-time", "1"]) == 10
    assert capsys.readouterr().err == "e2e: schemathesis was still busy -0.9 s after its time\n"


def test_time_that_is_too_short_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Where the time is over before anything was sent, nothing was found out, and that is said."""
    monkeypatch.setattr(fuzz, "_command", lambda *_: [sys.executable, "-c", "print('No test cases were generated')"])

    assert fuzz.main(["--fuzz-time", "1"]) == 10
    expected = "e2e: nothing was sent within 1 s; this machine needs more, with --fuzz-time\n"
    assert capsys.readouterr().err == expected


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """What cannot be fuzzed ends with a sentence, before anything is sent."""
    ended = run_e2e(tmp_path, "fuzz", *arguments)

    assert ended.exit_code == (10 if "127.0.0.1" in arguments[-1] else 4)
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
