"""A test that wants its browser launched in a way of its own; it runs only as a part of other tests."""

import pytest

from fixtures.people.person import Person

OWN = {"args": ["--js-flags=--expose-gc"]}


@pytest.mark.parametrize("browser_type_launch_args", [OWN], indirect=True, ids=["gc"])
@pytest.mark.usefixtures("pages", "browser_type_launch_args")
def test_has_its_own_browser(sender: Person):
    """The page can collect garbage, which it can only where the browser was launched so."""
    assert sender.page.tab.page.evaluate("typeof gc") == "function"
