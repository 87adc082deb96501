"""A test that comes upon a part that the page does not have."""

from fixtures.people.person import Person


def test_looks_for_a_part(sender: Person, pages: None):
    """Looks for the banner."""
    sender.page.tab.part("connection_banner").count()
