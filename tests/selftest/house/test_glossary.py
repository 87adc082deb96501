"""docs/glossary.md explains the words of this house: each once, in one sentence, and only words that are in use."""

import re
from pathlib import Path

import pytest

from fixtures.running.checkout import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
EXPECTED = {"person", "dialog", "message", "feed", "push", "target", "fact", "verdict", "planted bug"}
"""The words that CONTRIBUTING says are used in one sense only."""


def _terms() -> list[tuple[str, str]]:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(term.strip("`"), meaning) for term, meaning in cells if term != "term"]


@pytest.fixture(scope="module")
def words() -> str:
    """The code and the other documents, in small letters and with one blank between words."""
    kinds = {".py": ("fixtures", "reports", "tests"), ".md": ("docs",)}
    found = [path for kind, folders in kinds.items() for one in folders for path in (ROOT / one).rglob(f"*{kind}")]
    chosen = [*found, *ROOT.glob("*.md")]
    texts = [path.read_text(encoding="utf-8") for path in chosen if _is_ours(path)]
    return " ".join("\n".join(texts).lower().split())


def _is_ours(path: Path) -> bool:
    return path not in {GLOSSARY, Path(__file__)} and "node_modules" not in path.parts


@pytest.mark.parametrize("term", [term for term, _ in _terms()])
def test_term_is_used(term: str, words: str):
    """A word that neither code nor documents use needs no explanation."""
    assert re.search(rf"(?<![\w-]){re.escape(term.lower())}(?:s|es)?(?![\w-])", words)


def test_every_term_is_explained_once_in_one_sentence():
    """A reader finds one line for each word, and a whole sentence in it."""
    terms = _terms()

    assert len({term for term, _ in terms}) == len(terms)
    assert [meaning for _, meaning in terms if not re.fullmatch(r"[A-Z][^.]*(?:\.\w[^.]*)*\.", meaning)] == []
    assert {term for term, _ in terms} >= EXPECTED
