"""A bundle that a stranger has made gets nowhere and fills nothing, and what is wrong with it is a sentence."""

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.handover import opening
from fixtures.handover.bundle import BundleError
from fixtures.handover.failed_test import failed_test
from fixtures.handover.opening import open_bundle
from fixtures.handover.packing import pack
from tests.selftest.handover.stored_runs import manifest_with, rewritten, stored_run
from tests.selftest.harness_process import run_verb

Change = Callable[[zipfile.ZipFile], None]


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """One that is as it should be."""
    pack(failed_test(stored_run(tmp_path / "run")), tmp_path / "good.zip")
    return tmp_path / "good.zip"


def _refusal(path: Path, folder: Path) -> str:
    folder.mkdir()
    with pytest.raises(BundleError) as refused:
        open_bundle(path, folder)
    return str(refused.value)


def _entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def test_good_bundle_is_opened(bundle: Path, tmp_path: Path):
    """What we pack we open."""
    (tmp_path / "out").mkdir()

    opened = open_bundle(bundle, tmp_path / "out")

    assert opened.manifest.scenario == "Появляется"
    assert opened.has("journey.jsonl")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda zip_: zip_.writestr("../../evil.txt", "x"), "holds '../../evil.txt', which no bundle has"),
        (lambda zip_: zip_.writestr("../evil/page-2.png", "x"), "holds '../evil/page-2.png', which no bundle has"),
        (lambda zip_: zip_.writestr("/etc/evil", "x"), "holds '/etc/evil', which no bundle has"),
        (lambda zip_: zip_.writestr("/nowhere/logs.txt", "x"), "holds '/nowhere/logs.txt', which no bundle has"),
        (lambda zip_: zip_.writestr("in/page-2.png", "x"), "holds 'in/page-2.png', which no bundle has"),
        (lambda zip_: zip_.writestr("..\\page-2.png", "x"), "page-2.png', which no bundle has"),
        (lambda zip_: zip_.writestr("conftest.py", "x"), "holds 'conftest.py', which no bundle has"),
        (lambda zip_: zip_.writestr("page-1.png/", ""), "something else that is no file"),
        (lambda zip_: zip_.writestr(_entry("page-2.png", stat.S_IFLNK | 0o777), "/etc/passwd"), "is a link"),
        (lambda zip_: zip_.writestr(_entry("page-2.png", stat.S_IFIFO | 0o644), ""), "is no file"),
        (lambda zip_: zip_.writestr("journey.json", b"0" * 20_000_000), "more than 250 times larger unpacked"),
        (lambda zip_: [zip_.writestr(f"page-{n}.png", "x") for n in range(2, 130)], "lists more than 100 files"),
    ],
    ids=[
        *("up", "up-known", "absolute", "absolute-known", "within", "backslash", "conftest"),
        *("folder", "link", "pipe", "bomb", "many"),
    ],
)
def test_stranger_gets_nowhere(bundle: Path, tmp_path: Path, change: Change, told: str):
    """No path leads out, no link is made, nothing grows without bounds, and no file of another kind is taken."""
    assert told in _refusal(rewritten(bundle, tmp_path / "bad.zip", change), tmp_path / "out")
    assert not (tmp_path / "evil.txt").exists()
    assert all(path.is_file() and not path.is_symlink() for path in (tmp_path / "out").iterdir())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_that_is_there_twice_is_refused(bundle: Path, tmp_path: Path):
    """Nobody may look at one file and play another."""
    bad = rewritten(bundle, tmp_path / "bad.zip", lambda zip_: zip_.writestr("scenario.feature", "x"))

    assert "'scenario.feature' twice" in _refusal(bad, tmp_path / "out")


def test_sizes_are_counted_and_not_believed(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A file that is larger than its entry says, or than a bundle may be, is not unpacked to its end."""
    monkeypatch.setattr(opening, "LARGEST_TEXT", 1000)

    assert "is too large unpacked" in _refusal(bundle, tmp_path / "out")
    assert sum(path.stat().st_size for path in (tmp_path / "out").iterdir()) < 100_000


def test_sizes_are_summed(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Many files, each of which may be as large as it is, are together no larger than a bundle may be."""
    monkeypatch.setattr(opening, "LARGEST_WHOLE", 200_000)
    many = rewritten(
        bundle,
        tmp_path / "many.zip",
        lambda zip_: [zip_.writestr(_entry(f"page-{n}.png"), bytes(range(256)) * 160) for n in range(2, 12)],
    )

    assert "in it is too large unpacked" in _refusal(many, tmp_path / "out")
    assert sum(path.stat().st_size for path in (tmp_path / "out").iterdir()) <= 200_000


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda _: b"no zip at all", "is no bundle, or a damaged one"),
        (lambda _: b"", "is no bundle, or a damaged one"),
        (lambda content: content[: len(content) // 2], "is no bundle, or a damaged one"),
        (lambda content: content.replace(b"\x50\x4b\x03\x04", b"\x50\x4b\x03\x05"), "is no bundle, or a damaged one"),
        (lambda content: content[:-10] + struct.pack("<L", 2**31) + content[-6:], "longer names than a bundle has"),
    ],
    ids=["text", "empty", "cut", "damaged", "long-list"],
)
def test_what_is_no_zip_is_a_sentence(bundle: Path, tmp_path: Path, spoil: Callable[[bytes], bytes], told: str):
    """Damage of any kind ends in a sentence."""
    bad = tmp_path / "bad.zip"
    bad.write_bytes(spoil(bundle.read_bytes()))

    assert told in _refusal(bad, tmp_path / "out")


def test_encrypted_entry_is_refused(bundle: Path, tmp_path: Path):
    """Nobody is asked for a password."""
    content = bytearray(bundle.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    (tmp_path / "bad.zip").write_bytes(content)

    assert "is encrypted" in _refusal(tmp_path / "bad.zip", tmp_path / "out")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"bundle__json": None}, "lacks bundle.json, which says what it is"),
        ({"bundle__json": "[]"}, "bundle.json is malformed: it is no object"),
        ({"bundle__json": "{"}, "bundle.json is no JSON"),
        ({"scenario__feature": None}, "lacks scenario.feature, without which there is nothing to play"),
        ({"change__patch": None}, "lacks change.patch, the planted bug 'feed-waits-for-push'"),
    ],
    ids=["no-manifest", "list", "no-json", "no-scenario", "no-patch"],
)
def test_missing_part_is_a_sentence(bundle: Path, tmp_path: Path, files: dict, told: str):
    """What a bundle cannot be played without is named."""
    assert told in _refusal(rewritten(bundle, tmp_path / "bad.zip", **files), tmp_path / "out")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"format": 2}, "it is of format 2, and this harness plays format 1"),
        ({"seed": "7; rm"}, "seed is no whole number"),
        ({"lacking": "x"}, "lacking is no list"),
    ],
)
def test_wrong_manifest_is_a_sentence(bundle: Path, tmp_path: Path, changes: dict, told: str):
    """What `bundle.json` says is held to its form."""
    bad = rewritten(bundle, tmp_path / "bad.zip", bundle__json=manifest_with(bundle, **changes))

    assert told in _refusal(bad, tmp_path / "out")


def test_missing_file_is_wrong_usage(tmp_path: Path):
    """The verb says that there is no such file, and leaves no report."""
    ended = run_verb(tmp_path, "replay", str(tmp_path / "none.zip"), "--run-folder", str(tmp_path / "run"))

    assert ended.exit_code == 4
    assert "cannot be read: No such file or directory" in ended.printed
    assert list((tmp_path / "run").iterdir()) == []
