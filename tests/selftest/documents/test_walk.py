"""The complaint that the QA's guide in Russian follows comes out as it is shown there."""

import re

import pytest

from fixtures.running.checkout import ROOT
from fixtures.scenarios.drafting.draft import draft
from fixtures.scenarios.reading import feature_of

WALK = ROOT / "docs" / "walk"
COMPLAINT = "docs/walk/complaint.md"
GUIDE = (ROOT / "docs" / "qa.ru.md").read_text(encoding="utf-8")


def _words(text: str) -> str:
    return re.sub(r"[\s>]+", " ", text).strip()


def test_complaint_is_drafted_as_it_is_shown():
    """The complaint stands in the guide word for word, and the draft that is kept is what it becomes today."""
    complaint = (WALK / "complaint.md").read_text(encoding="utf-8")

    assert _words(complaint) in _words(GUIDE)
    assert draft(complaint, COMPLAINT).text(COMPLAINT) == (WALK / "bug.feature").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["bug.feature", "shortest.feature"])
def test_scenarios_of_the_walk_stand_in_the_guide(name: str):
    """What the guide shows of a scenario is the scenario, and each of its steps is known."""
    text = (WALK / name).read_text(encoding="utf-8")
    steps = text[text.index("    Когда ") :].rstrip()

    assert f"```gherkin\n{steps}\n```" in GUIDE
    assert feature_of(text, WALK / name, name).scenarios
