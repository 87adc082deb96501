"""Offline is a state of the browser: it ends with its block, whatever became of the page meanwhile."""

import pytest

from fixtures.people.people import People

pytestmark = pytest.mark.usefixtures("pages")


def test_browser_comes_online_though_the_page_is_gone(people: People):
    """A browser that was taken offline for a page that closed since is online again for everyone else in it."""
    one = people.visitor()
    other = people.visitor_beside(one)

    with one.network.offline():
        one.tab.close()

    assert other.tab.page.evaluate("navigator.onLine")
    assert other.tab.page.evaluate("fetch('/health').then((answer) => answer.ok)")
