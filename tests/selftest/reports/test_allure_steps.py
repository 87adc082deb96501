"""The steps of a test in Allure's report: of a scenario they are its own sentences."""

from fixtures.journey.facts.fact import Fact, Kind
from reports.allure.steps import parted, sentences_of, steps_of_passed

FACTS = (
    Fact(1, "the scenario", Kind.STEP, {"text": "Когда Саша отправляет «Привет»", "line": 3}),
    Fact(5, "Александр Петров", Kind.GESTURE, {"gesture": "Enter", "text": "Привет"}),
    Fact(9, "the scenario", Kind.STEP, {"text": "Тогда сообщение появилось в ленте", "line": 4}),
    Fact(12, "Александр Петров", Kind.ROW_SHOWN, {"text": "Привет"}),
)


def test_sentences_are_the_steps_of_a_scenario():
    """What was seen stands under the sentence at which it was seen."""
    told = [(outer and outer.words, [one.words for one in inner]) for outer, inner in parted(steps_of_passed(FACTS, 0))]

    assert told == [
        ("Когда Саша отправляет «Привет»", ["Александр Петров: made a gesture: Enter «Привет»"]),
        ("Тогда сообщение появилось в ленте", ["Александр Петров: row shown: «Привет»"]),
    ]


def test_sentence_lasts_until_the_next():
    """Each sentence ends where the next one begins, the last one with the last fact."""
    assert [(step.start_ms, step.stop_ms) for step in sentences_of(FACTS, 1000)] == [(1001, 1009), (1009, 1012)]


def test_other_tests_have_no_sentences():
    """Steps of a test that is no scenario stand by themselves."""
    facts = [one for one in FACTS if one.what != Kind.STEP]

    assert sentences_of(facts, 0) == []
    assert [(outer, len(inner)) for outer, inner in parted(steps_of_passed(facts, 0))] == [(None, 2)]
