"""Playing a bundle again: what is run and what is not, what is compared, and what is said."""

import json
import shutil
from itertools import permutations
from pathlib import Path

import pytest

from fixtures.campaigns.suite import SuiteRun
from fixtures.handover import replaying
from fixtures.handover.failed_test import failed_test
from fixtures.handover.packing import pack
from fixtures.journey.verdict import Verdict
from fixtures.running.checkout import ROOT
from reports.model.file import write_run
from tests.selftest.handover.stored_runs import BUG, EVIDENCE, manifest_with, rewritten, stored_run
from tests.selftest.harness_process import Ended, run_e2e, run_pytest, run_verb
from tests.selftest.run_reports import a_run, a_test

HEADER = '{"test": "a", "opened_at_ms": 0}'
SCENARIO = "tests/bug_reports/not-in-feed-behind-vpn.feature"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The bundle of a stored failure."""
    pack(failed_test(stored_run(tmp_path / "run")), tmp_path / "good.zip")
    return tmp_path / "good.zip"


class Playing:
    """Stands in for the suite: a run of one test, which becomes what a test wants."""

    def __init__(self, outcome: str, verdict: str | None, journey: Path) -> None:
        self.arguments: tuple[str, ...] = ()
        self._result = a_test("bundle/scenario.feature::Появляется", outcome, verdict, evidence=("journeys/x.jsonl",))
        self._journey = journey

    def __call__(self, folder: Path, *arguments: str, limit: float) -> SuiteRun:  # noqa: ARG002 - as the suite has it
        """See run_suite."""
        self.arguments = arguments
        (folder / "journeys").mkdir(parents=True)
        shutil.copy(self._journey, folder / "journeys" / "x.jsonl")
        write_run(folder, a_run(self._result))
        return SuiteRun(1, 1.0, folder, "")


def _replayed(monkeypatch: pytest.MonkeyPatch, path: Path, playing: Playing, *arguments: str) -> Ended:
    monkeypatch.setattr(replaying, "run_suite", playing)
    return run_verb(path.parent, "replay", str(path), "--run-folder", str(path.parent / "replayed"), *arguments)


@pytest.mark.parametrize(
    ("outcome", "verdict", "told", "exit_code"),
    [
        ("failed", "feed", "The same verdict, feed: no row appeared\nNo fact differs.", 0),
        ("failed", "page", "Another verdict: feed there, and here page: no row appeared", 1),
        ("passed", None, "Green: what failed there with feed holds here.", 6),
    ],
)
def test_what_came_of_it_is_said(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, outcome: str, verdict: str | None, told: str, exit_code: int
):
    """The same verdict, another one and green are told apart, by words and by exit code."""
    playing = Playing(outcome, verdict, bundle.parent / "run" / EVIDENCE[2])

    ended = _replayed(monkeypatch, bundle, playing)

    assert told in ended.printed
    assert ended.exit_code == exit_code
    assert (bundle.parent / "replayed" / "run.json").exists()


@pytest.mark.parametrize(
    ("there", "here"),
    [pair for pair in permutations(Verdict, 2) if pair[0].startswith(pair[1]) or pair[1].startswith(pair[0])],
)
def test_verdicts_that_begin_alike_are_others(
    bundle: Path, monkeypatch: pytest.MonkeyPatch, there: Verdict, here: Verdict
):
    """A verdict whose word is the beginning of another's is not the same one."""
    named = rewritten(bundle, bundle.parent / "b.zip", bundle__json=manifest_with(bundle, verdict=str(there)))

    ended = _replayed(monkeypatch, named, Playing("failed", str(here), bundle.parent / "run" / EVIDENCE[2]))

    assert f"Another verdict: {there} there, and here {here}: no row appeared" in ended.printed
    assert ended.exit_code == 1


def test_first_fact_that_differs_is_told(bundle: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the journeys part, both sides are told."""
    journey = bundle.parent / "run" / EVIDENCE[2]
    shorter = bundle.parent / "here.jsonl"
    lines = journey.read_text(encoding="utf-8").splitlines()
    shorter.write_text("\n".join([line for line in lines if '"answered"' not in line]) + "\n", encoding="utf-8")

    ended = _replayed(monkeypatch, bundle, Playing("passed", None, shorter))

    assert "The first that differs:" in ended.printed
    assert "there  person 1: answered" in ended.printed


def test_only_seed_weather_and_browser_come_from_the_bundle(bundle: Path, monkeypatch: pytest.MonkeyPatch):
    """What a bundle says can name nothing else, and no option; our own planted bug is planted by its name."""
    changes = {"weather": "held-late", "weather_seed": 3, "browser": "firefox"}
    named = rewritten(bundle, bundle.parent / "b.zip", bundle__json=manifest_with(bundle, **changes))
    playing = Playing("failed", "feed", bundle.parent / "run" / EVIDENCE[2])

    _replayed(monkeypatch, named, playing)

    scenario = bundle.parent / "replayed" / "bundle" / "scenario.feature"
    assert playing.arguments[:6] == (
        str(scenario), "--seed=7", f"--plant={BUG}", "--weather=held-late", "--weather-seed=3", "--browser=firefox"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"weather": "--plant=evil.patch"}, "a weather that this harness does not have"),
        ({"browser": "/bin/sh"}, "a browser '/bin/sh', which is none of"),
        ({"address": "https://evil.example.org"}, "no address is taken from a bundle"),
    ],
)
def test_nothing_else_can_be_named(bundle: Path, monkeypatch: pytest.MonkeyPatch, changes: dict, told: str):
    """What would lead elsewhere is refused before anything is played."""
    bad = rewritten(bundle, bundle.parent / "bad.zip", bundle__json=manifest_with(bundle, **changes))
    playing = Playing("failed", "feed", bundle.parent / "run" / EVIDENCE[2])

    ended = _replayed(monkeypatch, bad, playing)

    assert (ended.exit_code, playing.arguments) == (4, ())
    assert told in ended.printed


def test_foreign_patch_is_named_and_waits_for_leave(bundle: Path, monkeypatch: pytest.MonkeyPatch):
    """A patch that this checkout does not have is run only when that is allowed; it lies where it can be read."""
    patch = "--- a/fixtures/chat_app/server/app.py\n+++ b/fixtures/chat_app/server/app.py\n@@ -1 +1 @@\n-a\n+b\n"
    bad = rewritten(bundle, bundle.parent / "bad.zip", change__patch=patch)
    playing = Playing("failed", "feed", bundle.parent / "run" / EVIDENCE[2])

    ended = _replayed(monkeypatch, bad, playing)

    kept = bundle.parent / "replayed" / "bundle" / "change.patch"
    assert (ended.exit_code, playing.arguments) == (4, ())
    assert "a patch of 5 lines that changes fixtures/chat_app/server/app.py" in ended.printed
    assert f"to look at: {kept}" in ended.printed
    assert kept.read_text(encoding="utf-8") == patch

    shutil.rmtree(bundle.parent / "replayed")
    assert _replayed(monkeypatch, bad, playing, "--run-code").exit_code == 0
    assert f"--plant={kept}" in playing.arguments


@pytest.mark.parametrize("is_ours", [True, False], ids=["ours", "foreign"])
def test_python_test_of_a_bundle_is_run_only_with_leave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_ours: bool):
    """A test that this checkout has just so is its own; any other one is code of the bundle."""
    file = "tests/api/test_sign_in.py"
    source = (ROOT / file).read_text(encoding="utf-8") + ("" if is_ours else "\nimport evil\n")
    pack(failed_test(stored_run(tmp_path / "run", plant=None)), tmp_path / "good.zip")
    told = manifest_with(tmp_path / "good.zip", scenario="", planted_bug=None, test=f"{file}::test_x")
    path = rewritten(tmp_path / "good.zip", tmp_path / "b.zip", bundle__json=told, test__py=source)
    playing = Playing("failed", "feed", tmp_path / "run" / EVIDENCE[2])

    ended = _replayed(monkeypatch, path, playing)

    assert ended.exit_code == (0 if is_ours else 4)
    assert playing.arguments[:1] == ((f"{file}::test_x",) if is_ours else ())
    assert ("a Python test of" in ended.printed) is not is_ours


def test_what_a_stranger_wrote_does_nothing_to_the_terminal(bundle: Path, monkeypatch: pytest.MonkeyPatch):
    """Escapes and workflow commands in a bundle are printed as text."""
    odd = rewritten(bundle, bundle.parent / "odd.zip", bundle__json=manifest_with(bundle, message="\x1b[2Jx\r::add"))

    ended = _replayed(monkeypatch, odd, Playing("failed", "feed", bundle.parent / "run" / EVIDENCE[2]))

    assert "\x1b" not in ended.printed
    assert "\\x1b[2Jx\\r::add" in ended.printed


@pytest.mark.parametrize(
    "journey",
    ["{}\n", "x\n", '{"test": "a", "opened_at_ms": 0}\n{"at_ms": 1, "who": "a", "what": "answered", "detail": {}}\n'],
)
def test_malformed_journey_ends_in_a_sentence(bundle: Path, monkeypatch: pytest.MonkeyPatch, journey: str):
    """A journey that cannot be read takes the comparison away, and nothing else."""
    bad = rewritten(bundle, bundle.parent / "bad.zip", journey__jsonl=journey)

    ended = _replayed(monkeypatch, bad, Playing("failed", "feed", bundle.parent / "run" / EVIDENCE[2]))

    assert ended.exit_code == 0
    assert "The same verdict, feed" in ended.printed


@pytest.mark.timeout(180)
def test_bundle_of_a_real_failure_is_red_again(tmp_path: Path):
    """A scenario that fails on a planted bug is packed and played again, with the same verdict and no other fact."""
    red = run_pytest(tmp_path / "run", "-n", "0", "--plant", BUG, "--evidence", "failures", SCENARIO)
    packed = run_verb(tmp_path, "bundle", str(red.folder), "-o", str(tmp_path / "a.zip"))
    assert packed.exit_code == 0, packed.printed

    replayed = run_e2e(tmp_path, "replay", str(tmp_path / "a.zip"), "--run-folder", str(tmp_path / "again"))

    assert replayed.exit_code == 0, replayed.printed
    assert "The same verdict, feed" in replayed.printed
    assert json.loads((tmp_path / "again" / "run.json").read_text(encoding="utf-8"))["planted_bug"] == BUG


def test_terminal_speaks_russian_where_the_machine_does(bundle: Path, monkeypatch: pytest.MonkeyPatch):
    """What a bundle is, what came of it and what is refused is said in the language of whoever plays it."""
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")

    ended = _replayed(monkeypatch, bundle, Playing("failed", "feed", bundle.parent / "run" / EVIDENCE[2]))
    refused = run_verb(bundle.parent, "replay", str(bundle.parent / "bug.feature"))

    assert "сценарий: Появляется\nвердикт feed: no row «Привет» appeared" in ended.printed
    assert "Тот же вердикт, feed: no row appeared\nВсе факты одинаковы.\nОтчёт: " in ended.printed
    assert "bug.feature — не бандл, или он повреждён" in refused.printed
