"""Documents lead where they say, stay short where they promise it, and are found from the index."""

import re

import pytest

from fixtures.running.checkout import ROOT
from tests.selftest.documents.documents import DOCUMENTS, NAMES, anchors, links, prose, text_of

PATH = re.compile(r"`((?:fixtures|reports|tests|benchmarks|docs|\.github)/[\w./-]*\w/?)(?:::(\w+))?[^`\n]*`")
MADE_BY_RUNS = ("reports/latest", "reports/runs", "reports/history")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str):
    """Each relative link is of a file that is there, and its anchor of a heading in it."""
    here = ROOT / name
    targets = [(link, *link.partition("#")[::2]) for link in links(text_of(name))]

    missing = [link for link, path, _ in targets if path and not (here.parent / path).exists()]
    nowhere = [
        link
        for link, path, anchor in targets
        if anchor and link not in missing and anchor not in anchors(here.parent / path if path else here)
    ]

    assert (missing, nowhere) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_every_path_is_there(name: str):
    """Each path of this repository that a sentence names exists, and a test that is named with it stands in it."""
    named = [(path, test) for path, test in PATH.findall(prose(text_of(name))) if not path.startswith(MADE_BY_RUNS)]

    missing = [path for path, _ in named if not (ROOT / path).exists()]
    without = [test for path, test in named if test and path not in missing and f"def {test}(" not in text_of(path)]

    assert (missing, without) == ([], [])


def test_every_document_is_found_from_the_index():
    """Each document is linked from the index of documents."""
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link.partition("#")[0]).resolve() for link in links(index.read_text(encoding="utf-8"))}

    assert [path.relative_to(ROOT).as_posix() for path in DOCUMENTS if path not in {*linked, index}] == ["README.ru.md"]


def test_pictures_are_small():
    """A page with its pictures opens at once: none of them is larger than 300 KiB."""
    pictures = {(ROOT / name).parent / link for name in NAMES for link in links(text_of(name)) if link.endswith(".png")}

    assert len(pictures) >= 2
    assert [picture.name for picture in pictures if picture.stat().st_size > 300 * 1024] == []


@pytest.mark.parametrize("name", ["README.md", "README.ru.md", "ARCHITECTURE.md"])
def test_first_pages_are_short(name: str):
    """What everybody reads first takes no more than 130 lines."""
    assert len(text_of(name).splitlines()) <= 130


def test_every_decision_names_the_test_that_holds_it():
    """A decision that no test holds is an opinion: each names a test that would fail without it."""
    pages = [name for name in NAMES if name.startswith("docs/decisions/") and not name.endswith("/libraries.md")]
    decisions = [one for name in pages for one in re.split(r"^- (?=\*\*)", text_of(name), flags=re.MULTILINE)[1:]]

    assert len(decisions) >= 30
    assert [one for one in decisions if not re.search(r"Held by\s+`tests/", one)] == []
