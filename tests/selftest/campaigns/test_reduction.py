"""Which shorter scenarios are tried: none without what its steps need, and few until the shortest is found."""

from collections.abc import Callable

from fixtures.campaigns.shrink.played import Played
from fixtures.campaigns.shrink.reduction import Steps, reductions
from fixtures.campaigns.shrink.result import fingerprint
from fixtures.scenarios.needs import Needs
from fixtures.scenarios.scenario import Scenario
from tests.selftest.campaigns.shrink_scenarios import FAILS_AT, SHORTEST, kinds, scenario, waits_for_push

Rule = Callable[[Scenario], Played]
GREEN = Played("passed", seconds=1)


def _reduced(rule: Rule, failed_at: int = FAILS_AT) -> tuple[Steps, list[Steps]]:
    whole, tried = scenario(), list[Steps]()
    red: dict[str, bool] = {}
    best = whole.steps
    for steps in reductions(whole.steps, failed_at, lambda steps: red[fingerprint(steps)]):
        if fingerprint(steps) in red:
            continue
        tried.append(steps)
        red[fingerprint(steps)] = rule(whole.with_steps(steps)).verdict == "feed"
        best = steps if red[fingerprint(steps)] else best
    return best, tried


def test_shortest_has_what_the_verdict_needs_and_nothing_else():
    """Of fourteen steps, four people and three faults the four steps are left that matter, in fifteen tries."""
    best, tried = _reduced(waits_for_push)

    assert kinds(scenario().with_steps(best)) == SHORTEST
    assert len(tried) <= 15


def test_no_step_is_tried_without_what_it_needs():
    """Nobody presses «Отправить» with nothing typed, or looks for a message that nobody sent."""
    whole = scenario().steps
    _, tried = _reduced(waits_for_push)

    needs = Needs(whole)
    for steps in tried:
        kept = [whole.index(step) for step in steps if step in whole]
        typed = {whole.index(step) for step in whole if step.kind in {"writes", "presses_send"}}
        merged = typed if any(step not in whole for step in steps) else set[int]()
        assert needs.closed({*kept, *merged}) == tuple(sorted({*kept, *merged}))


def test_fault_needs_no_other_fault():
    """Of two faults on one person the one goes that does not matter, whichever came first; what heals one needs it."""
    text = """Функционал: Связь
      Сценарий: Связь
        Когда Саша открывает чат с Машей
        И push удерживается у Саши
        И ответ на отправку теряется у Саши
        И Саша отправляет «Привет»
        И push приходит к Саше
        Тогда Саша видит сообщение «Привет» ровно один раз
    """
    whole = scenario(text).steps
    opens, held, lost, sends, heals, sees = range(len(whole))
    needs = Needs(whole)

    for fault in (held, lost):
        kept = (opens, fault, sends, sees)
        assert needs.closed(kept) == kept
        assert needs.needed_by(fault) == (fault,)
    assert needs.closed({opens, heals}) == (opens,)
    assert needs.closed({opens, held, heals}) == (opens, held, heals)


def test_big_chunks_come_first_where_nothing_is_known():
    """A failure that no step of its own names, such as a breach of the contract, is found by halves."""

    def breach(one: Scenario) -> Played:
        found = "writes_to" in kinds(one)
        return Played("failed", "feed", begun=len(one.steps)) if found else GREEN

    best, tried = _reduced(breach, failed_at=len(scenario().steps))

    assert kinds(scenario().with_steps(best)) == ["writes_to"]
    assert len(tried) <= 8


def test_messages_that_do_not_matter_go_from_every_step_that_names_several():
    """Of several messages in one step those are left that the verdict needs."""
    text = """Функционал: Порядок
      Сценарий: Порядок
        Пусть Елена и Сергей Новиков открыли чат друг с другом
        Когда Сергей Новиков отправляет подряд сообщения «Раз», «Два», «Три» и «Четыре»
        Тогда Елена видит по порядку сообщения «Раз», «Два», «Три» и «Четыре»
    """
    red: dict[str, bool] = {}
    best = whole = scenario(text).steps
    for steps in reductions(whole, 2, lambda steps: red[fingerprint(steps)]):
        sent = [one.arguments["texts"] for one in steps if "texts" in one.arguments]
        red[fingerprint(steps)] = len(sent) == 2 and sent[0] == sent[1] and {"Два", "Три"} <= set(sent[0])
        best = steps if red[fingerprint(steps)] else best

    assert [step.arguments.get("texts") for step in best] == [None, ["Два", "Три"], ["Два", "Три"]]
