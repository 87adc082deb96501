"""Contract coverage: what passed is noted, merged over workers, and held against the whole contract."""

import json

from fixtures.contract.coverage import Coverage, CoverageTally, PromisedAnswer, all_promised, merged
from fixtures.contract.exchange import Exchange


def test_whole_contract_is_promised():
    """Every operation with each of its statuses is promised, and every event that ChatApp emits."""
    promised = all_promised()

    assert {PromisedAnswer("sendMessage", status) for status in (200, 201, 400, 401, 403, 404, 413)} <= promised.answers
    assert {"message:new", "dialog:update", "user:offline"} <= promised.events
    assert "dialog:join" not in promised.events
    assert all(answer.status < 500 for answer in promised.answers)


def test_what_passed_is_noted_by_operation_and_status():
    """Two dialogs are one operation, two statuses are two answers, and a repetition adds nothing."""
    record = CoverageTally()
    for path, status in (("/api/dialogs/dlg_1", 200), ("/api/dialogs/dlg_2?x=1", 200), ("/api/dialogs/dlg_3", 404)):
        record.note_answer(Exchange("GET", path, status, {}))
    record.note_event("message:new")
    record.note_event("message:new")

    expected = {PromisedAnswer("getDialog", 200), PromisedAnswer("getDialog", 404)}
    assert record.so_far() == Coverage(frozenset(expected), frozenset({"message:new"}))


def test_what_is_not_promised_covers_nothing():
    """A failure, an unknown path or event, and a HEAD, which brings no body, exercise nothing of the contract."""
    record = CoverageTally()
    for method, path, status in (("GET", "/health", 500), ("GET", "/api/x", 404), ("HEAD", "/health", 200)):
        record.note_answer(Exchange(method, path, status, {}))
    record.note_event("chat3:update")

    assert record.so_far() == Coverage()


def test_missing_is_what_none_of_several_exercised():
    """Merged, the workers' coverages leave as missing only what none of them has met."""
    first = Coverage(frozenset({PromisedAnswer("getHealth", 200)}))
    second = Coverage(frozenset({PromisedAnswer("getMe", 401)}), frozenset({"message:new"}))

    missing = merged([first, second]).missing_from(all_promised())

    assert missing.answers == all_promised().answers - {("getHealth", 200), ("getMe", 401)}
    assert missing.events == all_promised().events - {"message:new"}
    assert merged([]) == Coverage()
    assert all_promised().missing_from(all_promised()) == Coverage()


def test_coverage_survives_json():
    """What a worker writes down is what the controller reads."""
    assert Coverage.from_json(json.loads(json.dumps(all_promised().to_json()))) == all_promised()
