"""`./e2e fuzz`: it finds a breach that is there, says how to repeat it, and finds nothing in a healthy ChatApp."""

from pathlib import Path

import pytest

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
    "dead-address": (["--base-url", "http://127.0.0.1:1"], "got no answer"),
}


@pytest.mark.timeout(120)
def test_healthy_chat_app_stands_fuzzing(tmp_path: Path):
    """Nothing is found in the embedded ChatApp, and it is said how many requests it stood and how to repeat them."""
    ended = run_e2e(tmp_path, "fuzz", "--fuzz-time", "5")

    assert ended.exit_code == 0, ended.printed
    assert "Nothing found. Requests: " in ended.printed
    assert "Repeat: ./e2e fuzz --seed " in ended.printed


@pytest.mark.timeout(120)
def test_breach_is_found(tmp_path: Path):
    """A key that nobody promised is found, with a curl line that holds no token, and with the seed."""
    patch = tmp_path / "breach.patch"
    patch.write_text(BREACH, encoding="utf-8")

    ended = run_e2e(tmp_path, "fuzz", "--fuzz-time", "5", "--seed", "7", "--plant", str(patch))

    assert ended.exit_code == 1, ended.printed
    assert "-H 'Authorization: [Filtered]'" in ended.printed
    assert "'took' was unexpected" in ended.printed
    assert "Repeat: ./e2e fuzz --seed 7 --fuzz-time 5" in ended.printed


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """What cannot be fuzzed ends with a sentence, before anything is sent."""
    ended = run_e2e(tmp_path, "fuzz", *arguments)

    assert ended.exit_code == (10 if "127.0.0.1" in arguments[-1] else 4)
    assert sentence in ended.printed
    assert "Traceback" not in ended.printed
