"""ChatApp is restarted, or crashes: pages that are open go on by themselves."""

from dataclasses import replace

import pytest

from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.hosting.plugin import HostChatApp
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.people.cleanup import Cleanup
from fixtures.people.people import People
from fixtures.people.person import NewPage, Stage
from fixtures.people.seeding import phones_for, texts_for
from fixtures.targets.target import Target


@pytest.mark.needs("offline_queue", "catching_up")
def test_pages_go_on_after_a_crash(host_chat_app: HostChatApp, target: Target, journal: Journal, pages: NewPage):
    """After a crash pages connect again, send what waits, and show what ChatApp has and what comes from then on."""
    chat_app = host_chat_app()
    own = replace(target, base_url=chat_app.base_url, api_url=chat_app.base_url)
    people = People(Stage(own, journal, pages), texts_for(0, "crash"), phones_for(0, "crash", 0), Cleanup())
    sender, recipient = people.new(), people.new()
    dialog = people.dialog(sender, recipient)
    here, there = sender.page.open_dialog(dialog, recipient.name), recipient.page.open_dialog(dialog, sender.name)
    here.send("До")
    must(there.expect.shows("До"))

    with sender.network.server_unreachable():
        here.send("Ждёт")
        must(here.expect.keeps_waiting("Ждёт"))
        chat_app.restart(killed=True)
    must(there.expect.catches_up_and_holds("До", "Ждёт", within=2 * CAUGHT_UP_WITHIN))
    there.send("После")
    must(here.expect.catches_up_and_holds("До", "Ждёт", "После"))

    for person in (sender, recipient):
        must(person.page.expect.agrees_with(person.api, dialog))
    people.see_off()
