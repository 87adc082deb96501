"""`./e2e show` says what hinders it in a sentence."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from fixtures.commands import show
from fixtures.journey.verdict import Verdict
from fixtures.wording.language import Language
from reports.allure.language import VERDICTS
from reports.model.file import write_run
from tests.selftest.run_reports import a_run


def test_page_that_finds_no_room_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A full disk ends it like a page that cannot be made: with 1 and a sentence."""
    (tmp_path / "allure-results").mkdir()
    write_run(tmp_path, a_run())
    monkeypatch.setattr(show, "make_page", Mock(side_effect=OSError("No space left")))

    assert show.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == "e2e: no page was made: No space left\n"


def test_page_in_another_language_is_in_it_throughout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What an English run has written is made Russian with the page, and English again; what was seen stays."""
    results = tmp_path / "allure-results"
    results.mkdir()
    english = _result("Logs: page 1", "Page 2", "Verdict", VERDICTS[Language.ENGLISH][Verdict.UNREAD], "Trace 1")
    (results / "a-result.json").write_text(json.dumps(english), encoding="utf-8")
    write_run(tmp_path, a_run())
    monkeypatch.setattr(show, "make_page", Mock())

    assert show.main([str(tmp_path), "--report-language", "ru"]) == 0
    translated = json.loads((results / "a-result.json").read_text(encoding="utf-8"))
    told = (results / "environment.properties").read_text(encoding="utf-8")
    assert show.main([str(tmp_path), "--report-language", "en"]) == 0

    meaning = VERDICTS[Language.RUSSIAN][Verdict.UNREAD]
    assert translated == _result("Журналы: page 1", "Страница 2", "Вердикт", meaning, "Трассировка 1")
    assert "вердикты=" in told
    assert json.loads((results / "a-result.json").read_text(encoding="utf-8")) == english


def _result(logs: str, page: str, verdict: str, meaning: str, trace: str) -> dict[str, Any]:
    return {
        "name": "Verdict",
        "attachments": [{"name": logs}, {"name": page}],
        "descriptionHtml": f"<p><b>{verdict}:</b> unread: {meaning}</p><p>Verdict: Logs</p>"
        f'<p><a href="trace-1.zip" target="_blank">{trace}</a></p>',
        "steps": [{"name": "Page 1"}],
    }
