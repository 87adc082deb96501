"""Whether two states of the harness judge the same failures alike: one failure for each verdict at least.

    .venv/bin/python benchmarks/same_verdicts.py CHECKOUT --out before.json
    .venv/bin/python benchmarks/same_verdicts.py --compare before.json after.json

The first command plays each failure in the checkout that is named, one after another: a planted bug with one test
that catches it, a test that is wrong itself, a ChatApp that dies, a run that is killed. It takes about three minutes.
The second one prints a table of both; the exit code is 1 where a verdict differs or a failure is missing. Reasons are
printed for a reader to compare: their words may change, and ids and times in them differ from run to run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PATCHES = Path(__file__).parent / "same_verdicts_patches"
SECONDS, STARTING_SECONDS = 120.0, 60.0
LONGEST_REASON = 300
KILLED = "tests/selftest/runs/hanging.py::test_hangs_on_a_page"
API, PUSH, UI, ODD = "tests/api/test_", "tests/websocket/test_", "tests/ui/test_", "tests/selftest/runs/"
SENT_BY_BUTTON = f"{UI}bug_report.py::test_fix_sent_by_button_is_in_the_feed_at_once"


class Failure(NamedTuple):
    """What is broken (a planted bug, a patch of ours, or nothing), the test that shows it, and the verdict so far."""

    bug: str | None
    test: str
    verdict: str


class Told(NamedTuple):
    """What a checkout said of one failure."""

    bug: str
    test: str
    verdict: str
    reason: str


FAILURES = [
    Failure(None, f"{ODD}killed_chat_app.py::test_meets_the_end", "target"),
    Failure("enter-does-not-send", f"{UI}writing.py::test_shift_enter_breaks_the_line", "input"),
    Failure("double-click-sends-twice", f"{UI}writing.py::test_double_click_sends_one_message", "input"),
    Failure("queue-not-sent-on-return", f"{UI}offline.py::test_messages_wait_for_the_connection", "request"),
    Failure("retry-answers-500", f"{API}sent_message.py::test_same_client_message_id_makes_one_message", "status"),
    Failure("first-session-ended-by-second", f"{API}sign_in.py::test_second_sign_in_leaves_the_first_alone", "status"),
    Failure("answer-under-message", SENT_BY_BUTTON, "envelope"),
    Failure("push-without-meta", f"{PUSH}events.py::test_new_message_is_pushed_as_it_was_answered", "envelope"),
    Failure("feed-waits-for-push", f"{UI}answer_and_push.py::test_push_after_the_answer_adds_nothing", "feed"),
    Failure("feed-refetched-after-send", SENT_BY_BUTTON, "feed"),
    Failure(
        "no-emit-on-post", f"{PUSH}events.py::test_new_message_reaches_every_session_of_every_member", "push-server"
    ),
    Failure("gone-dialog-not-told", f"{PUSH}events.py::test_deleted_dialog_is_pushed_to_members", "push-server"),
    Failure("lost-in-the-page.patch", f"{PUSH}page_handlers.py::test_new_message_appears", "push-delivery"),
    Failure("message-new-unhandled", f"{PUSH}page_handlers.py::test_new_message_appears", "push-handler"),
    Failure("typing-start-unhandled", f"{PUSH}page_handlers.py::test_typing_is_shown", "push-handler"),
    Failure("dedupe-by-wrong-key", f"{UI}answer_and_push.py::test_push_after_the_answer_adds_nothing", "duplicate"),
    Failure("repeat-pushed-again", f"{PUSH}events.py::test_repeated_message_is_pushed_once", "duplicate"),
    Failure("dialog-not-moved-up", f"{UI}two_people.py::test_dialog_with_the_newest_message_moves_up", "order"),
    Failure("emoji-mangled", f"{API}contents.py::test_text_is_kept_exactly[emoji]", "content"),
    Failure("line-breaks-lost", f"{UI}writing.py::test_messages_look_as_they_were_written", "content"),
    Failure("sender-shown-as-id", f"{UI}two_people.py::test_message_reaches_the_other_browser", "identity"),
    Failure("unread-not-reset", f"{UI}two_people.py::test_opening_a_dialog_takes_its_badge_away", "unread"),
    Failure("late-update-wins", f"{UI}statuses.py::test_delivered_after_read_changes_nothing", "status-mark"),
    Failure("offline-queue-lost", f"{UI}offline.py::test_waiting_messages_survive_a_reload", "persistence"),
    Failure("code-works-twice", f"{API}sign_in.py::test_code_works_once", "access"),
    Failure("push-to-stranger", f"{PUSH}membership.py::test_former_member_hears_nothing_more", "access"),
    Failure("debug-log-left", f"{UI}console.py::test_ordinary_session_leaves_the_console_empty", "page"),
    Failure("input-not-cleared", SENT_BY_BUTTON, "page"),
    Failure(None, f"{ODD}wrong_on_purpose.py::test_is_wrong", "harness"),
    Failure(None, f"{ODD}wrong_about_the_feed.py::test_expects_nonsense", "harness"),
    Failure(None, KILLED, "unknown"),
]


def played(checkout: Path, failure: Failure) -> Told:
    """Play one failure in a checkout, and give what it says of it."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        verdict, reason = (_killed if failure.test == KILLED else _failed)(checkout, failure, run)
    return Told(failure.bug or "", failure.test, verdict, reason)


def compared(before: list[Told], after: list[Told]) -> tuple[list[str], bool]:
    """Both tables as one, and whether all verdicts are the same."""
    later = {(told.bug, told.test): told for told in after}
    earlier = {(told.bug, told.test) for told in before}
    lines = ["| bug | test | verdict before | after | reason before | reason after |", "|---|---|---|---|---|---|"]
    is_same = True
    for told in [*before, *(one for key, one in later.items() if key not in earlier)]:
        old = told.verdict if (told.bug, told.test) in earlier else "not played"
        new = later.get((told.bug, told.test), Told(told.bug, told.test, "not played", ""))
        is_same = is_same and old == new.verdict
        mark = new.verdict if old == new.verdict else f"**{new.verdict}**"
        reason = "the same" if without_ids(new.reason) == without_ids(told.reason) else new.reason
        cells = [told.bug or "no bug", told.test, old, mark, told.reason, reason]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines, is_same


def without_ids(reason: str) -> str:
    """A reason with what differs from run to run taken out: ids, numbers, and names of people."""
    return re.sub(r"\b\w*\d\w*(?:…|\b)", "#", re.sub(r"(?:[А-ЯЁ][а-яё]+\.? ?){2,3}", "NAME ", reason))


def _failed(checkout: Path, failure: Failure, run: Path) -> tuple[str, str]:
    options = ["-n", "0", "--seed", "7", "--evidence", "none", "--report-language", "none", "--run-folder", str(run)]
    _e2e(checkout, failure.test, *options, *_planting(failure.bug))
    if not (run / "run.json").exists():
        return "no result", "the run ended before it wrote run.json."
    tests = json.loads((run / "run.json").read_text(encoding="utf-8"))["tests"]
    verdicts = [(test["verdict"], test["message"]) for test in tests if test["verdict"]]
    if not verdicts:
        return "passed", "the test did not fail."
    verdict, message = verdicts[0]
    return verdict, _first_line(message, verdict)


def _killed(checkout: Path, failure: Failure, run: Path) -> tuple[str, str]:
    """Kill a run in the middle of a test, and ask `judge` what can be told from the facts on the disk."""
    told = run.parent / "page-is-open"
    command = [".venv/bin/python", "-m", "pytest", "-c", "pyproject.toml", failure.test, "--run-folder", str(run)]
    environment = _environment() | {"TELL_CHAT_APP": str(told)}
    process = subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    give_up = time.monotonic() + STARTING_SECONDS
    while not told.exists() and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.1)
    process.kill()
    process.wait()
    lines = _e2e(checkout, "judge", str(run), "--brief").splitlines()
    verdict, _, reason = lines[1].strip().partition(": ") if len(lines) > 1 else ("no result", "", "no journal.")
    return verdict, reason


def _planting(bug: str | None) -> list[str]:
    if bug is None:
        return []
    return ["--plant", str(PATCHES / bug) if bug.endswith(".patch") else bug]


def _e2e(checkout: Path, *arguments: str) -> str:
    command = [str(checkout / "e2e"), *arguments]
    done = subprocess.run(
        command,
        cwd=checkout,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.stdout


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}


def _first_line(message: str, verdict: str) -> str:
    return message.splitlines()[0].removeprefix(f"{verdict}: ")[:LONGEST_REASON]


def _play_all(checkout: Path, out: Path) -> int:
    rows: list[Told] = []
    for failure in FAILURES:
        told = played(checkout, failure)
        rows.append(told)
        as_expected = "" if told.verdict == failure.verdict else f"  (it had to be {failure.verdict})"
        print(f"{told.verdict:14}{told.bug or '-':32}{told.test}{as_expected}\n{'':14}{told.reason}", flush=True)
    out.write_text(json.dumps([told._asdict() for told in rows], ensure_ascii=False, indent=1), encoding="utf-8")
    return int([told.verdict for told in rows] != [failure.verdict for failure in FAILURES])


def _read(path: Path) -> list[Told]:
    return [Told(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def main() -> int:
    """Play the failures in a checkout, or compare what two checkouts said."""
    parser = argparse.ArgumentParser(description="Play one failure for each verdict, or compare two results of that.")
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--out", type=Path, default=Path("verdicts.json"), help="where the result is written")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("BEFORE", "AFTER"), help="print both as one table")
    arguments = parser.parse_args()
    if not arguments.compare:
        return _play_all(arguments.checkout.resolve(), arguments.out)
    lines, is_same = compared(*map(_read, arguments.compare))
    print("\n".join(lines))
    return int(not is_same)


if __name__ == "__main__":
    sys.exit(main())
