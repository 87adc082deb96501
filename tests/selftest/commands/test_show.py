"""`./e2e show` says what hinders it in a sentence."""

from pathlib import Path
from unittest.mock import Mock

import pytest

from fixtures.commands import show
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
