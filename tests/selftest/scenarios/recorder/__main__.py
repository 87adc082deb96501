"""Records three complaints in windows on a screen that nobody sees, runs what was recorded, and tells how it ended.

    .venv/bin/python -m tests.selftest.scenarios.recorder [--times N] [--picture docs/pictures/record.png]

Each recording has to be red on its bug with its verdict, and green on a healthy ChatApp, so many times. The exit code
is 1 where one is not. With `--picture` the screen is kept as it is while the first complaint is ticked.
"""

from __future__ import annotations

import argparse
import os
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from fixtures.hosting.browser import launch_options
from fixtures.scenarios.recorder.keeping import KeptFile
from fixtures.scenarios.recorder.windows import IN_RUSSIAN
from tests.selftest.harness_process import run_pytest
from tests.selftest.processes import comes_true
from tests.selftest.scenarios.recorder.complaints import COMPLAINTS, Complaint, recorded
from tests.selftest.scenarios.recorder.screens import hindrance, unseen_screen


def main() -> int:
    """Record, run, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=1, help="how often each recording is run (default: 1)")
    parser.add_argument("--picture", type=Path, help="keep what the screen shows there")
    options = parser.parse_args()
    if lack := hindrance():
        sys.stderr.write(f"This machine has {lack}.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        files = _recorded_all(Path(folder), options.picture)
        return max([_came_out(one, file, options.times) for one, file in files])


def _recorded_all(folder: Path, picture: Path | None) -> list[tuple[Complaint, Path]]:
    launched: dict[str, Any] = launch_options("chromium", headed=True)
    with unseen_screen(str(folder)) as display, sync_playwright() as playwright:
        environment = {**os.environ, **IN_RUSSIAN, "DISPLAY": display}
        browser = playwright.chromium.launch(**launched, headless=False, env=environment)
        files = [(one, _recorded(browser, one, folder, picture)) for one in COMPLAINTS]
        browser.close()
    return files


def _recorded(browser: Browser, complaint: Complaint, folder: Path, picture: Path | None) -> Path:
    file = KeptFile(folder / f"{complaint.bug}.feature", f"{complaint.bug}.feature")

    def look() -> None:
        if picture and complaint is COMPLAINTS[0]:
            picture.write_bytes(_settled(folder / "Xvfb_screen0"))

    recorded(browser, complaint, file, look)
    sys.stdout.write(f"{file.path.read_text(encoding='utf-8')}\n")
    return file.path


def _came_out(complaint: Complaint, file: Path, times: int) -> int:
    """Run a recording on its bug and without; 1 where it came out otherwise than it must."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [Path(folder) / f"run-{number}" for number in range(2 * times)]
        red = [run_pytest(run, "-n", "0", "--plant", complaint.bug, str(file)) for run in runs[:times]]
        green = [run_pytest(run, "-n", "0", str(file)) for run in runs[times:]]
        told = [",".join(one.failures.values()) or f"exit {one.exit_code}" for one in red]
        right = all(one == complaint.verdict for one in told) and all(one.exit_code == 0 for one in green)
    exits = [one.exit_code for one in green]
    sys.stdout.write(f"{complaint.bug}: with the bug {told}, healthy {exits}: {'right' if right else 'WRONG'}\n")
    return 0 if right else 1


def _settled(screen: Path) -> bytes:
    """The screen once it has stopped changing: a window is painted some time after its page says that it is."""
    shown: list[bytes] = []

    def is_settled() -> bool:
        shown.append(_as_png(screen))
        return shown[-2:-1] == shown[-1:]

    if not comes_true(is_settled):
        sys.stderr.write("The screen does not come to rest; the picture shows it as it is.\n")
    return shown[-1]


def _as_png(screen: Path) -> bytes:
    """The screen of an X server, which keeps it as a file of XWD: 32 bits a pixel, least significant byte first."""
    content = screen.read_bytes()
    header = struct.unpack(">25I", content[:100])
    header_size, width, height, bytes_per_line, colours = header[0], header[4], header[5], header[12], header[19]
    pixels = header_size + colours * 12
    rows = bytearray()
    for number in range(height):
        start = pixels + number * bytes_per_line
        line = content[start : start + width * 4]
        row = bytearray(width * 3)
        row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
        rows += b"\0" + row
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    sys.exit(main())
