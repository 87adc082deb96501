"""The harness at an older ChatApp that it has no profile of: doctor writes one, and with it the suite tells what is so.

A selection of the suite that touches every client and every screen; the whole of it takes longer and shows no more.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.targets.profile import PROFILES, load_profile
from tests.selftest.harness_process import Ended, run_e2e, run_pytest
from tests.selftest.version_1_3.deployment import Deployment, SeedBug, deployed

SELECTION = [
    "tests/api/test_sent_message.py",
    "tests/api/test_reactions.py",
    "tests/websocket/test_handshake.py",
    "tests/websocket/test_page_handlers.py",
    "tests/ui/test_bug_report.py",
    "tests/ui/test_two_people.py",
    "tests/ui/test_sign_in.py::test_registered_person_signs_in",
]
ENVELOPE = "tests/api/test_sent_message.py::test_answer_carries_the_message_under_data"
FEED = "tests/ui/test_bug_report.py::test_fix_sent_by_button_is_in_the_feed_at_once"
HANDLER = "tests/websocket/test_page_handlers.py::test_new_dialog_is_listed"
BUGS_OF_THE_PAGE = (SeedBug.FEED_WAITS_FOR_PUSH, SeedBug.DIALOG_UPDATE_OFF)
WITHOUT_BROKER = '{inherits}[capabilities]\nmessage_push = "has no broker"\ndialog_push = "has no broker"\n'


@pytest.fixture(scope="module")
def with_broker() -> Iterator[Deployment]:
    """Version 1.3 with its broker."""
    with deployed(has_broker=True) as deployment:
        yield deployment


@pytest.fixture(scope="module")
def written(with_broker: Deployment, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """What doctor said when it was told nothing but where the page is, and the profile that it wrote."""
    folder = tmp_path_factory.mktemp("written")
    profile = folder / "my.toml"
    ended = run_e2e(folder, "doctor", "--write", str(profile), "--base-url", with_broker.page_url, limit=170)
    return ended, profile


@pytest.mark.timeout(200)
def test_doctor_writes_what_the_profile_of_ours_says(with_broker: Deployment, written: tuple[Ended, Path]):
    """Doctor finds addresses, keys, locators and all that is missing, without a profile of such a ChatApp."""
    ended, path = written
    found, ours = load_profile(str(path)), load_profile("chatapp-1.3")

    assert ended.exit_code == 0, ended.printed
    assert (found.base_url, found.api_url, found.push_url) == (
        *(with_broker.page_url, with_broker.api_url, with_broker.api_url),
    )
    assert sorted(found.lacking) == sorted(ours.lacking)
    assert found.data_keys == ours.data_keys
    empty = {name for name, selector in ours.locators.items() if not selector}
    assert {name for name, selector in found.locators.items() if not selector} == empty
    assert {breach.subject for breach in found.known_breaches} >= {"verifyCode", "getMe", "message:new", "chat3:update"}
    assert f"Run: ./e2e --target {path}" in ended.printed


@pytest.mark.timeout(200)
def test_ill_packet_is_tried_last_and_told(with_broker: Deployment, written: tuple[Ended, Path]):
    """That a packet which makes no sense ends ChatApp is found out when all else is, and it is said to start it."""
    ended, _ = written

    assert "ok  malformed_packets: no, ends at an event without a payload" in ended.printed
    assert "ChatApp has ended over a packet that makes no sense: start it again before a run." in ended.printed


@pytest.mark.timeout(300)
def test_suite_runs_with_the_written_profile(tmp_path: Path, with_broker: Deployment, written: tuple[Ended, Path]):
    """The suite runs there, with what it cannot do skipped, and with every known breach counted and said."""
    with_broker.revive()

    ended = run_pytest(tmp_path / "run", "--target", str(written[1]), *SELECTION, "-n", "2", limit=280)

    skipped = {test["message"] for test in ended.report["tests"] if test["outcome"] == "skipped"}
    assert ended.exit_code == 0, ended.printed
    assert ended.report["totals"].keys() == {"passed", "skipped"}
    assert ended.report["totals"]["passed"] > 25
    assert all(
        message.startswith(("Skipped: my ", "Skipped: the page of my ", "Skipped: starts")) for message in skipped
    )
    assert {breach.partition(":")[0] for breach in ended.report["known_breaches"]} >= {"verifyCode", "sendMessage"}
    assert with_broker.is_alive


SEEDS = {
    "answer": ((SeedBug.ANSWER_UNDER_MESSAGE,), True, {ENVELOPE: "envelope"}),
    "page": (BUGS_OF_THE_PAGE, True, {FEED: "feed", HANDLER: "push-handler"}),
    "answer-without-broker": ((SeedBug.ANSWER_UNDER_MESSAGE,), False, {ENVELOPE: "envelope"}),
    # Where no `dialog:update` comes, nobody can tell that the page does not listen to it.
    "page-without-broker": (BUGS_OF_THE_PAGE, False, {FEED: "feed"}),
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("bugs", "has_broker", "verdicts"), SEEDS.values(), ids=SEEDS.keys())
def test_seed_bug_is_told_by_its_word(
    tmp_path: Path,
    written: tuple[Ended, Path],
    bugs: tuple[SeedBug, ...],
    has_broker: bool,
    verdicts: dict[str, str],
):
    """Each of the three bugs of the bug report is told there by its own test and word, with a broker and without."""
    profile = tmp_path / "this.toml"
    inherits = f'title = "This"\ninherits = "{written[1]}"\n'
    profile.write_text(inherits if has_broker else WITHOUT_BROKER.format(inherits=inherits), encoding="utf-8")
    tests = [ENVELOPE] if SeedBug.ANSWER_UNDER_MESSAGE in bugs else [FEED, HANDLER]

    with deployed(*bugs, has_broker=has_broker) as deployment:
        ended = run_pytest(tmp_path / "run", "--target", str(profile), *deployment.options(), *tests)

    assert ended.exit_code == 1, ended.printed
    assert ended.failures == verdicts


def test_breach_that_is_not_listed_is_found(tmp_path: Path, with_broker: Deployment):
    """Without the list of known breaches the same deployment fails, with the verdict `envelope`."""
    with_broker.revive()
    text = (PROFILES / "chatapp-1.3.toml").read_text(encoding="utf-8")
    strict = tmp_path / "strict.toml"
    strict.write_text(text[: text.index("[[known_breaches]]")], encoding="utf-8")

    ended = run_pytest(
        tmp_path / "run",
        *("--target", str(strict)),
        *with_broker.options(),
        *(ENVELOPE, "tests/ui/test_sign_in.py::test_registered_person_signs_in"),
    )

    assert ended.exit_code == 1
    assert set(ended.failures.values()) == {"envelope"}
    assert "POST /api/auth/request-code answered 200 without the key `data`" in ended.printed
