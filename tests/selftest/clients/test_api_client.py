"""The API client at servers that are strict, or that answer what nobody promised: each is a finding, never a crash."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.clients.api import ApiClient
from fixtures.contract.coverage import CoverageTally
from fixtures.contract.witness import Witness
from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import PromiseBroken
from fixtures.people.cleanup import Cleanup
from fixtures.people.judging import judge_by
from fixtures.targets.profile import load_profile
from tests.selftest.strangers import stranger

TEXT_UNDER_MESSAGE = json.dumps({"success": True, "message": "Готово"})


KNOWN = (" without the key", "`success` is 1 ")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal whose judge looks at everything, and excuses what is known."""
    journal = Journal(tmp_path / "journal.jsonl")
    witness = Witness(CoverageTally(), lambda _, breach: any(known in breach.reason for known in KNOWN))
    journal.judges.append(judge_by(witness, Cleanup()))
    yield journal
    journal.close(keep=False)


def _client(address: str, journal: Journal) -> ApiClient:
    return ApiClient(load_profile("embedded").at(address), "someone", journal)


def test_raw_body_is_sent_as_json(journal: Journal):
    """A body that a test writes by hand says that it is JSON, or a strict server would not read it."""
    with stranger(413, json.dumps({"success": False, "error": "Слишком длинно"})) as (address, asked):
        _client(address, journal).request("POST", "/dialogs", content=b"x")
        _client(address, journal).request("POST", "/dialogs", content=b"x", headers={"Content-Type": "text/plain"})

    assert [one.kind for one in asked] == ["application/json", "text/plain"]


def test_known_lack_of_data_is_told_by_whoever_needs_it(journal: Journal):
    """Where it is known that an answer holds no data, a test that needs it meets `envelope`, and no other."""
    with stranger(200, TEXT_UNDER_MESSAGE) as (address, _):
        client = _client(address, journal)
        message, dialogs = client.mark("msg_1", "read"), client.dialogs()

    for use in (lambda: message["status"], lambda: dialogs[0], lambda: [one["dialogId"] for one in dialogs]):
        with pytest.raises(PromiseBroken, match=r"^envelope: what (POST|GET) .* had to answer is missing\.$"):
            use()


def test_session_without_a_user_is_told(journal: Journal):
    """A session that names nobody is a broken `envelope` to whoever asks who it is."""
    target = load_profile("chatapp-1.3")
    with stranger(200, json.dumps({"success": True, "token": "tok-4711-yes"})) as (address, _):
        session = ApiClient(target.at(address), "someone", journal).verify_code("79111111111", "1234")

    with pytest.raises(PromiseBroken, match=r"^envelope: `user` is missing in "):
        session["user"]["name"]


def test_all_that_is_broken_of_one_answer_is_told(journal: Journal):
    """A failure names each rule that an answer breaks, but for those that are known to be broken."""
    health = {"success": 1, "data": {"status": "fine", "version": 7, "timestamp": "now"}}

    with stranger(200, json.dumps(health)) as (address, _), pytest.raises(PromiseBroken) as failure:
        ApiClient(load_profile("embedded").at(address), "someone", journal, prefix="").request("GET", "/health")

    told = str(failure.value)
    assert [part in told for part in ("`data.status`", "`data.version`", "`data.timestamp`")] == [True, True, True]
    assert "`success`" not in told
