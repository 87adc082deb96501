"""Fails while a fault is on, on pages that are black as long as their browser is offline."""

import pytest

from fixtures.journey.finding import broken, must
from fixtures.journey.verdict import PromiseBroken, Verdict
from fixtures.people.person import NewPage, Person

pytestmark = pytest.mark.run_once
BLACK_WHILE_OFFLINE = """() => {
const paint = () => { document.documentElement.style.background = navigator.onLine ? 'white' : 'black' }
addEventListener('online', paint); addEventListener('offline', paint); paint()
}"""


def test_fails_under_a_fault(sender: Person, pages: NewPage):
    """The page is white again when the fault has healed."""
    _show(sender)

    with sender.network.offline():
        must(broken(Verdict.PAGE, "made up"))


def test_fails_after_a_fault(sender: Person, pages: NewPage):
    """An error that came under a fault, and that the test expected, is not the one that it fails for."""
    _show(sender)

    try:
        with sender.network.offline():
            must(broken(Verdict.PAGE, "expected"))
    except PromiseBroken:
        pass
    must(broken(Verdict.CONTENT, "made up"))


def test_passes_after_a_fault(sender: Person, pages: NewPage):
    """Nothing is kept of an error that a test expected."""
    _show(sender)

    try:
        with sender.network.offline():
            must(broken(Verdict.PAGE, "expected"))
    except PromiseBroken:
        pass


def _show(sender: Person) -> None:
    page = sender.page.tab.page
    page.set_content("<body></body>")
    page.evaluate(BLACK_WHILE_OFFLINE)
