"""Journals read back: what was seen is told again as it was written, whatever became of who wrote it."""

from pathlib import Path

import pytest

from fixtures.journey.facts.journal import Journal
from fixtures.journey.facts.stored_journal import JournalError, read_journal
from fixtures.journey.file_names import slug

HEADER = '{"test": "test_x", "opened_at_ms": 5.0}\n'
FACT = '{"at_ms": 1.0, "who": "Мария", "what": "typed", "detail": {}}\n'

NO_JOURNALS = {
    "empty": ("", "no first line"),
    "no JSON at all": ("<html>\n", "line 1: no JSON"),
    "a list": ("[1, 2]\n", "line 1: no JSON object, but [1, 2]"),
    "no header": (FACT, "line 1: `test` and `opened_at_ms` had to be there"),
    "a broken line": (HEADER + FACT + "{oops\n" + FACT, "line 3: no JSON"),
    "no detail": (HEADER + '{"at_ms": 1, "who": "Мария"}\n', "line 2: `at_ms`, `who`, `what`, `detail`"),
    "one key too many": (HEADER + FACT.replace("{}", '{}, "more": 1'), "line 2: `at_ms`, `who`, `what`, `detail`"),
    "a time in words": (HEADER + FACT.replace("1.0", '"now"'), "line 2: `at_ms`, `who`, `what`, `detail`"),
    "a binary file": (HEADER + "\udcff\udcfe\n", "line 2: no JSON"),
}


def test_journal_is_read_as_it_was_written(tmp_path: Path):
    """The test, the moment of opening, and every fact with its details come back, whatever is in a text."""
    journal = Journal(tmp_path / "journey.jsonl", "test_x")
    for text in ("Привет 🎉", "<b>\"'\\", "half \ud800 character", "\u2028 line \n separators \x85", ""):
        journal.note("Мария", "typed", text=text, rows=[1, 2])
    journal.close(keep=True)

    stored = read_journal(journal.path)

    assert stored.test == "test_x"
    assert stored.opened_at_ms > 0
    assert stored.facts == journal.facts


@pytest.mark.parametrize("cut", ["{", FACT[:30], FACT.rstrip()], ids=["its first character", "half", "its line break"])
def test_last_line_that_was_cut_off_is_left_out(tmp_path: Path, cut: str):
    """A process that died while it wrote leaves a line without an end, which was never a fact."""
    path = _written(tmp_path, HEADER + FACT + cut)

    assert [seen.who for seen in read_journal(path).facts] == ["Мария"]


def test_last_line_may_end_within_a_character(tmp_path: Path):
    """Where a line was cut off does not matter, not even in the middle of a letter."""
    path = tmp_path / "journey.jsonl"
    path.write_bytes((HEADER + FACT + FACT).encode()[: len((HEADER + FACT).encode()) + 25])

    assert len(read_journal(path).facts) == 1


@pytest.mark.parametrize(("content", "said"), NO_JOURNALS.values(), ids=NO_JOURNALS.keys())
def test_what_is_no_journal_is_said(tmp_path: Path, content: str, said: str):
    """A file that is no journal is refused with its path, the line and what is wrong with it."""
    path = _written(tmp_path, content)

    with pytest.raises(JournalError) as refusal:
        read_journal(path)

    assert str(refusal.value).startswith(str(path))
    assert said in str(refusal.value)


def _written(folder: Path, content: str) -> Path:
    path = folder / "journey.jsonl"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    return path


def test_scenarios_of_one_file_have_files_of_their_own():
    """Names that differ in Russian letters alone are names of different files, and those of ASCII stay as they are."""
    assert slug("tests/bug_reports/a.feature::Один") != slug("tests/bug_reports/a.feature::Два")
    assert slug("tests/ui/test_a.py::test_b[c]") == "tests-ui-test_a.py-test_b-c"
