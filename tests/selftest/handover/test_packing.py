"""What a bundle holds, and what it must not hold."""

import json
import zipfile
from pathlib import Path

import pytest

from fixtures.handover.bundle import BundleError, Manifest
from fixtures.handover.failed_test import failed_test
from fixtures.handover.packing import pack
from fixtures.planted_bugs.bug import load_bug
from fixtures.scenarios.reading import feature_of
from reports.model.file import write_run
from tests.selftest.handover.stored_runs import BUG, TOKEN, stored_run
from tests.selftest.harness_process import run_verb
from tests.selftest.leaks import holding, texts_in
from tests.selftest.run_reports import a_run, a_test

ALL = {
    *("bundle.json", "change.patch", "index.html", "journey.jsonl", "logs.txt", "page-1.png"),
    *("profile.json", "scenario.feature", "summary.md"),
}


def _unpacked(bundle: Path, folder: Path) -> Path:
    with zipfile.ZipFile(bundle) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """What the bundle of a stored failure holds."""
    pack(failed_test(stored_run(tmp_path / "run")), tmp_path / "a.zip")
    return _unpacked(tmp_path / "a.zip", tmp_path / "unpacked")


def test_bundle_holds_all_that_another_needs(unpacked: Path):
    """Scenario, seed, target, planted bug, versions, journey, pictures and a page are in one file."""
    manifest = Manifest.from_json(json.loads((unpacked / "bundle.json").read_text(encoding="utf-8")))

    assert {file.name for file in unpacked.iterdir()} == ALL
    assert (manifest.scenario, manifest.verdict, manifest.seed) == ("Появляется", "feed", 7)
    assert (manifest.planted_bug, manifest.revision, manifest.versions["python"]) == (BUG, "c0ffee", "3.12.1")
    assert manifest.lacking == ("The run kept no trace.",)
    assert (unpacked / "change.patch").read_bytes() == load_bug(BUG).patch.read_bytes()


def test_scenario_is_packed_alone_and_with_names(unpacked: Path):
    """The other scenarios of its file stay at home, and nobody is known by phone."""
    text = (unpacked / "scenario.feature").read_text(encoding="utf-8")

    assert [one.name for one in feature_of(text, unpacked, "a").scenarios] == ["Появляется"]
    assert "79111111111" not in text


def test_page_shows_what_one_reads_first(unpacked: Path):
    """Verdict, reason, scenario, way, picture and facts are on the page, and it asks nobody for anything."""
    page = (unpacked / "index.html").read_text(encoding="utf-8")

    assert "<title>feed: Появляется</title>" in page
    for part in ("no row «Привет» appeared", "открывает чат с Марией", "<svg", "data:image/png;base64,", "requested"):
        assert part in page, part
    assert "default-src 'none'" in page


def test_nothing_secret_is_packed(tmp_path: Path):
    """Tokens are masked everywhere; of a deployment phones too, and the profile gives no header, code or password."""
    profile = tmp_path / "mine.toml"
    profile.write_text(
        'title = "Mine"\ninherits = "embedded"\nproxy = "http://anna:hush-4711@proxy.example:3128"\n'
        '[headers]\nX-Gate = "open-sesame"\n',
        encoding="utf-8",
    )
    run = stored_run(tmp_path / "run", at="https://chat.example.org", plant=None, target=str(profile))

    pack(failed_test(run), tmp_path / "a.zip")

    texts = texts_in(_unpacked(tmp_path / "a.zip", tmp_path / "unpacked")).items()
    for secret in (TOKEN, "79111111111", "open-sesame", "hush-4711"):
        assert holding(texts, secret) == [], secret
    kept = (tmp_path / "unpacked" / "profile.json").read_text(encoding="utf-8")
    assert "X-Gate" in kept
    assert "http://***@proxy.example:3128" in kept


@pytest.mark.parametrize(
    ("tests", "told"),
    [
        ([a_test("a.py::x")], "nothing failed in"),
        ([a_test("a.py::x", "failed"), a_test("a.py::y", "failed")], "2 tests failed in"),
        ([a_test("tests/gone.py::x", "failed")], "gone.py is there no more"),
        ([a_test("bug.feature::x", "failed")], "the scenario cannot be read any more"),
    ],
    ids=["green", "several", "gone", "gone-scenario"],
)
def test_what_cannot_be_packed_is_a_sentence(tmp_path: Path, tests: list, told: str):
    """A bundle is of one failure that is still there."""
    write_run(tmp_path, a_run(*tests))

    with pytest.raises(BundleError, match=told):
        pack(failed_test(tmp_path), tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["{folder}"], "is no stored run"),
        (["{folder}", "another"], "a bundle is of one run or of one scenario"),
        (["{folder}", "-o", "{folder}"], "cannot be written: it is a folder"),
        (["{folder}", "-o", "{folder}/there.zip"], "is there already; --force writes over it"),
    ],
)
def test_wrong_usage_is_said(tmp_path: Path, arguments: list[str], told: str):
    """What the verb cannot do is said before anything is played."""
    (tmp_path / "there.zip").touch()

    ended = run_verb(tmp_path, "bundle", *(one.format(folder=tmp_path) for one in arguments))

    assert ended.exit_code == 4
    assert told in ended.printed


def test_patch_is_redacted_as_everything_else(tmp_path: Path):
    """Whoever is handed a patch learns no token and no password from it, and is told that it was masked."""
    patch = tmp_path / "mine.patch"
    target = "https://anna:hush-4711@chat.example.org/?token=open-sesame"
    patch.write_text(load_bug(BUG).patch.read_text(encoding="utf-8") + f"+// {target}\n", encoding="utf-8")

    manifest = pack(failed_test(stored_run(tmp_path / "run", plant=str(patch))), tmp_path / "a.zip")

    kept = (_unpacked(tmp_path / "a.zip", tmp_path / "unpacked") / "change.patch").read_text(encoding="utf-8")
    assert "https://***@chat.example.org/?token=***\n" in kept
    assert any("change.patch held something secret" in one for one in manifest.lacking)
