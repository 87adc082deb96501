"""A stored run with one failure, and bundles of it, made by hand."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from fixtures.running.checkout import ROOT
from reports.model.file import write_run
from tests.selftest.histories import ANNA, LONG_AFTER, History, page_opens, sending
from tests.selftest.run_reports import a_run, a_test

SCENARIO = """# language: ru
Функционал: Сообщение не появилось

  Сценарий: Появляется
    Когда Александр (79111111111) открывает чат с Марией Ивановой
    И отправляет «Привет»
    Тогда сообщение появилось в ленте

  Сценарий: Другой
    Когда Мария входит
"""
BUG = "feed-waits-for-push"
TOKEN = "eyJhbGciOiJIUzI1NiJ9abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"  # noqa: S105 - nobody's
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
EVIDENCE = ("failures/x/page-1.png", "failures/x/logs.txt", "journeys/x.jsonl")


def history() -> History:
    """Анна sends, is answered, and no row comes."""
    return [*page_opens(ANNA, 1), *sending()]


def stored_run(folder: Path, *, at: str = "embedded, one for each worker", **options: object) -> Path:
    """A run in which one scenario failed, in a folder; the scenario lies beside it."""
    scenario = folder.parent / "bug.feature"
    scenario.write_text(SCENARIO, encoding="utf-8")
    test = f"{os.path.relpath(scenario, ROOT)}::Появляется"
    failed = a_test(test, "failed", message="feed: no row «Привет» appeared", evidence=EVIDENCE)
    for name in EVIDENCE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / EVIDENCE[0]).write_bytes(PICTURE)
    (folder / EVIDENCE[1]).write_text(f"Authorization: Bearer {TOKEN}\nphone 79111111111\n", encoding="utf-8")
    (folder / EVIDENCE[2]).write_text(_journal(test), encoding="utf-8")
    target = {"name": "embedded", "address": at}
    given = {"plant": BUG, "target": "embedded", "browser": [], "weather_seed": None, **options}
    write_run(folder, a_run(failed, target=target, planted_bug=BUG, options=given))
    return folder


def rewritten(bundle: Path, to: Path, change: Callable[[zipfile.ZipFile], None] | None = None, **files: str) -> Path:
    """A copy of a bundle with other contents of some files, None where they are missing; or with a `change`."""
    with zipfile.ZipFile(bundle) as packed, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as written:
        kept = {entry.filename: packed.read(entry) for entry in packed.infolist()}
        for name, content in {**kept, **{name.replace("__", "."): text for name, text in files.items()}}.items():
            if content is not None:
                written.writestr(name, content)
        if change:
            change(written)
    return to


def manifest_with(bundle: Path, **changes: object) -> str:
    """What `bundle.json` of a bundle says, changed."""
    with zipfile.ZipFile(bundle) as packed:
        return json.dumps({**json.loads(packed.read("bundle.json")), **changes})


def copy_of_ours(folder: Path, name: str) -> Path:
    """A copy of a file of ours."""
    return Path(shutil.copy(ROOT / name, folder))


def _journal(test: str) -> str:
    ended = {"at_ms": LONG_AFTER, "who": "the test", "what": "test ended"}
    detail = {"outcome": "failed", "verdict": "feed", "reason": "no row"}
    lines = [{"test": test, "opened_at_ms": 0.0}, *(vars(seen) for seen in history()), {**ended, "detail": detail}]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
