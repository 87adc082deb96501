"""Traces of Playwright's are redacted before they are kept, stay readable for its viewer, and are not too large."""

import json
import zipfile
from pathlib import Path

import pytest

from fixtures.hosting.ffmpeg import ffmpeg_folder, find_ffmpeg
from fixtures.judgement.second_run.filming import keep_recorded
from fixtures.judgement.second_run.traces import keep_trace
from fixtures.redaction.redaction import Redaction
from fixtures.redaction.secret import Secret

HIDDEN = "T0kenThatNobodyMayKnow"
FRAME = "screencast/page@1-2.jpeg"
EVENTS = [
    {"version": 10, "type": "context-options"},
    {"type": "before", "params": {"value": "79111111111", "selector": "#phone"}},
    {"type": "screencast-frame", "file": FRAME},
    {"type": "frame-snapshot", "html": ["INPUT", {"__playwright_value_": "+7 911 111-11-11", "title": HIDDEN}]},
]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A trace as Playwright writes it, with a token that this process learns from the trace alone."""
    path = tmp_path / "raw.zip"
    with zipfile.ZipFile(path, "w") as trace:
        trace.writestr("trace.trace", "".join(json.dumps(event) + "\n" for event in EVENTS))
        trace.writestr(
            "trace.network", json.dumps({"type": "resource-snapshot", "url": "/x?phone=%2B79111111111"}) + "\n"
        )
        trace.writestr("resources/a.json", json.dumps({"data": {"token": "AnotherOneFromTheServer", "ok": True}}))
        trace.writestr("resources/b.txt", "AnotherOneFromTheServer, +7 (911) 111-11-11")
        trace.writestr("resources/c.css", "a{}")
        trace.writestr("resources/d.bin", b"\xff\xfe\x00token")
        trace.writestr(FRAME, b"\xff\xd8" + bytes(range(256)) * 40)
    Secret(HIDDEN)
    return path


def _kept(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as trace:
        return {name: trace.read(name) for name in trace.namelist()}


def test_trace_is_redacted_in_every_entry(raw: Path, tmp_path: Path):
    """Tokens and phones go from events, addresses, bodies and the document; all else stays where the viewer looks."""
    assert keep_trace(raw, tmp_path / "kept.zip", Redaction(hides_phones=True)) == []

    kept = _kept(tmp_path / "kept.zip")
    texts = b"".join(kept.values()).decode()
    events = [json.loads(line) for line in kept["trace.trace"].splitlines()]
    assert [secret for secret in (HIDDEN, "AnotherOne", "911") if secret in texts] == []
    assert [event["type"] for event in events] == ["context-options", "before", "frame-snapshot"]
    assert events[1]["params"] == {"value": "***", "selector": "#phone"}
    assert json.loads(kept["resources/a.json"]) == {"data": {"token": "***", "ok": True}}
    assert set(kept) == {"trace.trace", "trace.network", "resources/a.json", "resources/b.txt", "resources/c.css"}


def test_pictures_of_made_up_people_stay(raw: Path, tmp_path: Path):
    """Where people are made up, phones and the screencast stay, and tokens go all the same."""
    keep_trace(raw, tmp_path / "kept.zip", Redaction(hides_phones=False))

    kept = _kept(tmp_path / "kept.zip")
    assert FRAME in kept
    assert b"screencast-frame" in kept["trace.trace"]
    assert b"79111111111" in kept["trace.trace"]
    assert HIDDEN.encode() not in b"".join(kept.values())


@pytest.mark.parametrize(("largest", "is_kept"), [(4_000, True), (100, False)], ids=["without-pictures", "not-at-all"])
def test_large_trace_goes_without_pictures(raw: Path, tmp_path: Path, largest: int, is_kept: bool):
    """Of a trace that is too large pictures go first, then the whole; it is said, and nothing unfinished stays."""
    kept = tmp_path / "kept.zip"

    (remark,) = keep_trace(raw, kept, Redaction(hides_phones=False), largest)

    assert "left out" in remark
    assert kept.exists() is is_kept
    assert not is_kept or b"screencast-frame" not in _kept(kept)["trace.trace"]
    assert sorted(tmp_path.iterdir()) == sorted([raw, *([kept] if is_kept else [])])


def test_broken_trace_is_said_and_not_kept(tmp_path: Path):
    """A recording that cannot be read is no reason to end the run: it is left out, and the reason said."""
    recorded, folder = tmp_path / "recorded", tmp_path / "folder"
    recorded.mkdir()
    with zipfile.ZipFile(recorded / "trace.zip", "w") as trace:
        trace.writestr("trace.trace", "{ no JSON")

    kept = keep_recorded(recorded, folder, Redaction(hides_phones=False))

    assert kept.files == []
    assert kept.remarks == ["trace-1.zip: left out, as it could not be redacted (JSONDecodeError)."]
    assert list(folder.iterdir()) == []


def test_large_video_is_said_and_not_kept(tmp_path: Path):
    """Videos are kept in order, up to ten megabytes each."""
    recorded, folder = tmp_path / "recorded", tmp_path / "folder"
    recorded.mkdir()
    (recorded / "video-1.webm").write_bytes(b"x")
    with (recorded / "video-2.webm").open("wb") as large:
        large.truncate(10_000_001)

    kept = keep_recorded(recorded, folder, Redaction(hides_phones=False))

    assert [path.name for path in folder.iterdir()] == ["video-1.webm"]
    assert kept.remarks == ["video-2.webm: left out, as it has more than 10 MB."]


def test_ffmpeg_is_looked_for_where_playwright_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Videos are recorded where the driver finds the ffmpeg of its own revision, and else not at all."""
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    before = find_ffmpeg()
    for revision in (ffmpeg_folder().name, "ffmpeg-1"):
        (tmp_path / revision).mkdir()
        (tmp_path / revision / "ffmpeg-linux").touch()

    assert before is None
    assert find_ffmpeg() == ffmpeg_folder() / "ffmpeg-linux"
