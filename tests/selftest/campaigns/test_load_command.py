"""`./e2e load` as a person runs it: green on ChatApp, red on a bug, stopped by Ctrl-C, and refused."""

import json
import re
import sys
from pathlib import Path

import pytest

from fixtures.campaigns.bench.measured import descendants
from fixtures.campaigns.load.result import read_loaded
from fixtures.campaigns.stored import kind_of, told_again
from fixtures.clients.api import ApiClient, Json
from fixtures.commands import load
from fixtures.journey.facts.journal import Journal
from fixtures.people.person import Person
from fixtures.targets.target import Target
from tests.selftest.harness_process import ROOT, run_e2e, run_verb
from tests.selftest.processes import comes_true, has_ended, interrupted

DOUBLED = """--- a/fixtures/chat_app/server/routes/messages.py
+++ b/fixtures/chat_app/server/routes/messages.py
@@ -43,5 +43,7 @@
         return ok(message_view(earlier))
     stored = messages.add(call.database, dialog.dialog_id, sender.user_id, draft)
     call.push.message_new(stored)
+    call.push.message_new(stored)
+    open("WRITTEN", "a").close()
     message = message_view(stored)
     return created(message)
"""
SMALL = ("--people", "6", "--rate", "30")
WRONG_USAGE = {
    "nothing-said": ([], "--people and --rate and --time missing; such as ./e2e load --people 100"),
    "one-person": (["--people", "1"], "'1' is no number of people; expected a whole number from 2 to 10000"),
    "no-rate": (["--rate", "0"], "'0' is no number of messages a second; expected a number above 0"),
    "no-time": (["--time", "soon"], "'soon' is no time to talk, in seconds; expected a whole number from 1 to 86400"),
    "too-many-processes": ([*SMALL, "--time", "3", "--processes", "4"], "6 people are too few for 4 processes"),
    "no-process": ([*SMALL, "--time", "3", "--processes", "0"], "--processes 0 leaves nobody to hold people"),
    "no-such-bug": ([*SMALL, "--time", "3", "--plant", "nowhere"], "There is no planted bug 'nowhere'"),
    "foreign-host": (["--base-url", "http://chat.example"], "add --allow-load chat.example"),
    "host-allowed-for-testing": (["--base-url", "http://a.example", "--allow-host", "a.example"], "unrecognized"),
    "bug-at-a-deployment": (["--base-url", "http://127.0.0.1:1", "--plant", "x"], "--plant changes the embedded"),
    "listening-for-nobody": ([*SMALL, "--time", "3", "--listen", "127.0.0.1:5557"], "both are needed"),
    "no-address": (["--worker", "5557"], "'5557' is no address to meet at; expected one such as 10.0.0.7:5557"),
    "worker-that-decides": (["--worker", "10.0.0.7:5557", "--people", "6"], "which decides --people"),
    "worker-without-target": (["--worker", "10.0.0.7:5557"], "--worker needs --base-url too"),
    "shortened-option": (["--peop", "6"], "unrecognized arguments: --peop"),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], sentence: str):
    """What cannot be a load, and a host that nobody allowed for it, end with a sentence, and leave no folder."""
    ended = run_verb(tmp_path, "load", *arguments, "--run-folder", str(tmp_path / "loaded"))

    assert ended.exit_code == 4
    assert sentence in ended.printed
    assert not (tmp_path / "loaded").exists()


def test_dead_address_is_no_broken_promise(tmp_path: Path):
    """Where nothing answers, a load ends with exit code 10, and leaves nothing."""
    given = [*SMALL, "--time", "1", "--base-url", "http://127.0.0.1:1", "--run-folder", str(tmp_path / "loaded")]

    ended = run_verb(tmp_path, "load", *given)

    assert ended.exit_code == 10
    assert "target: no ChatApp answers at http://127.0.0.1:1/health" in ended.printed
    assert list((tmp_path / "loaded").glob("*")) == []


def test_other_verbs_do_not_load_locust():
    """Locust, which changes how Python waits, is imported by the processes of a load alone."""
    assert load.__name__ in sys.modules
    assert {"locust", "gevent"} & sys.modules.keys() == set()


def test_healthy_deployment_keeps_its_promises_in_two_processes(
    tmp_path: Path, target: Target, journal: Journal, sender: Person
):
    """All arrives at everyone, once, in order; both processes have people; there is a report, and no dialog is left."""
    folder, profile = tmp_path / "loaded", tmp_path / "mine.toml"
    profile.write_text('title = "A deployment"\ninherits = "embedded"\n', encoding="utf-8")
    where = ("--target", str(profile), "--base-url", target.base_url)
    ended = run_e2e(tmp_path, "load", *where, *SMALL, "--time", "2", "--processes", "2", "--run-folder", str(folder))

    assert ended.exit_code == 0, ended.printed
    share = read_loaded(folder).share
    assert (share.people, share.dialogs, len(share.memory)) == (6, 2, 2)
    assert share.answers.count >= 20
    assert share.pushes.count == 3 * share.answers.count
    assert re.search(
        r"^6 people in 2 dialogs, held by 2 processes, wrote \d+ messages in ", ended.printed, re.MULTILINE
    )
    assert "\nLost 0, doubled 0, out of order 0, altered 0," in ended.printed
    assert (folder / "load.svg").read_text(encoding="utf-8").count("<polyline") == 6
    assert "what arrived of what many people wrote" in str(kind_of(folder))
    assert str(told_again(folder)).splitlines()[0] in ended.printed
    mark = read_loaded(folder).plan.mark
    assert f"Left at {target.base_url} by this run, with {mark} in the name: 6 people." in ended.printed
    people = sender.api.find_people(mark)
    assert [_dialogs_of(one["phone"], target, journal) for one in people] == [[]] * 6


def _dialogs_of(phone: str, target: Target, journal: Journal) -> list[Json]:
    with ApiClient(target, "guest", journal) as guest:
        guest.request_code(phone)
        token = guest.verify_code(phone, target.code)["token"]
    with ApiClient(target, "one of the load", journal, token) as person:
        return person.dialogs()


def test_stopped_load_is_kept_and_tells_what_was_doubled(tmp_path: Path):
    """Ctrl-C ends the talk: what was measured is kept, a doubled push is told, and no process stays behind."""
    folder, patch, written = tmp_path / "loaded", tmp_path / "doubled.patch", tmp_path / "written"
    patch.write_text(DOUBLED.replace("WRITTEN", str(written)), encoding="utf-8")
    command = [str(ROOT / "e2e"), "load", *SMALL, "--time", "600", "--plant", str(patch), "--run-folder", str(folder)]
    before = descendants()
    with interrupted(command) as running:
        # Where nobody has written yet, there is nothing to keep.
        assert comes_true(written.exists), running.printed
        started = set(descendants()) - set(before)
        running.when(lambda: True)

    assert running.exit_code == 2, running.printed
    told = json.loads((folder / "load.json").read_text(encoding="utf-8"))
    assert told["stopped"]
    assert told["share"]["doubled"] > 0
    assert "Stopped early." in running.printed
    assert len(started) >= 3
    assert [one for one in started if not comes_true(lambda one=one: has_ended(one), within=5)] == []
