"""Documents that stand in two languages say the same: the same commands, tables and examples."""

import pytest

from tests.selftest.documents.documents import NAMES, blocks, commands, first_cells, text_of

IN_RUSSIAN_ALONE = "docs/steps.ru.md"
"""The steps of scenarios, which are Russian sentences."""
TWINS = [
    (name.replace(".ru.md", ".md"), name) for name in NAMES if name.endswith(".ru.md") and name != IN_RUSSIAN_ALONE
]


def test_there_are_documents_in_two_languages():
    """The first page and the way from a complaint to a test can be read in Russian."""
    assert {russian for _, russian in TWINS} >= {"README.ru.md", "docs/qa.ru.md"}


@pytest.mark.parametrize(("english", "russian"), TWINS)
def test_both_languages_have_the_same_commands(english: str, russian: str):
    """Whatever can be typed stands in both, in the same order."""
    assert commands(text_of(russian)) == commands(text_of(english))


@pytest.mark.parametrize(("english", "russian"), TWINS)
def test_both_languages_have_the_same_rows(english: str, russian: str):
    """Tables have the same rows, and examples are the same."""
    one, other = text_of(english), text_of(russian)

    assert first_cells(other) == first_cells(one)
    for language in ("python", "text", "toml"):
        assert blocks(other, language) == blocks(one, language)
