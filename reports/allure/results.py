"""Results in Allure's format, one file a test: its promise as title, its verdict, steps and evidence.

Everything that a test, a page or ChatApp has said is text here: half characters and control characters are spelt out.
Secrets are masked where facts and logs are written down, before they come here.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Sequence, Set
from html import escape
from pathlib import Path
from typing import Any

from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Label, Parameter, StatusDetails, TestStepResult
from allure_commons.model2 import TestResult as AllureResult
from allure_commons.types import LabelType

from fixtures.journey.file_names import slug
from fixtures.journey.printable import visible
from fixtures.journey.verdict import NAMES_NO_LINK, Broken, Verdict
from fixtures.wording.language import Language
from reports.allure.attachments import Attached, Room, plain
from reports.allure.curl import curl_lines
from reports.allure.language import VERDICTS, word
from reports.allure.notes import TestNotes
from reports.allure.promises import promise_of
from reports.allure.references import Reference, references_of
from reports.allure.steps import Step, parted, sentences_of, step_of_failed
from reports.failure_sentence import without_class
from reports.journeys import FailedJourney, failed_journey
from reports.model.result import TestResult
from reports.model.run import Run
from reports.sequence import broken_place, draw
from reports.sequence_svg import svg_of
from reports.shortcomings import others_that_met, shortcomings_of

_STATUS = {"passed": "passed", "skipped": "skipped", "xfailed": "skipped"}
_ANNOUNCED = re.compile(r"(?<=\.) [^.]*:$")
_LONGEST_MESSAGE, _LONGEST_TRACE = 4_000, 60_000
_MOST_OTHERS = 20


class Writer:
    """Writes the results of one run, whose own folder is `folder`, into the folder `results`."""

    def __init__(self, root: Path, folder: Path, results: Path, run: Run, language: Language) -> None:
        self.root, self.folder, self.results = root, folder, results
        self.run = run
        self.language = language
        self._shortcomings = shortcomings_of(run.tests)
        self._room = Room()
        logger: Any = AllureFileLogger
        self._logger = logger(results)

    def write(self, test: TestResult, notes: TestNotes) -> None:
        """Write what became of one test, and how."""
        verdict = Verdict(test.verdict) if test.verdict else None
        message = _message(test.message, verdict)
        attached = Attached(self.results, self.folder, self.language, self._room)
        references = references_of(test.test, self.run.planted_bug, self.folder)
        result = AllureResult(
            uuid=str(uuid.uuid4()),
            name=self._title(test.test),
            fullName=test.test,
            historyId=_fingerprint(test.test),
            testCaseId=_fingerprint(test.test.partition("[")[0]),
            status=_status(test.outcome, verdict),
            stage="finished",
            start=notes.start_ms,
            stop=notes.stop_ms,
            labels=_labels(test, notes, self.language),
            parameters=_parameters(test, self.language),
            titlePath=[_layer(test.test), _suite(test.test)],
        )
        if message:
            flaky = test.test in self.run.unstable
            result.statusDetails = StatusDetails(
                message=message, trace=plain(notes.trace)[:_LONGEST_TRACE], flaky=flaky
            )
        result.steps = _under_sentences(notes.steps)
        if verdict is not None:
            broken = Broken(verdict, _reason(message, verdict))
            result.steps = self._tell_failure(test, notes, broken, attached)
            promise = promise_of(self.root, test.test)
            described = self._description(broken, promise, references, test) + self._met_by(test)
            # Allure's own list of links does not make links of paths within the run's folder.
            result.descriptionHtml = _shown(attached) + described + _linked(attached)
        result.attachments = attached.attachments
        self._logger.report_result(result)

    def _title(self, test: str) -> str:
        title = promise_of(self.root, test).removesuffix(".") or test.partition("::")[2].partition("[")[0]
        case = _case(test)
        return visible(f"{title} [{case}]" if case else title)

    def _tell_failure(self, test: TestResult, notes: TestNotes, broken: Broken, attached: Attached) -> list[Any]:
        """Attach what is kept of a failed test, its picture first; gives its steps."""
        journey = failed_journey(self.folder / "journeys" / f"{slug(test.test)}.jsonl", broken)
        if journey is not None:
            picture = svg_of(draw(journey.excerpt, broken))
            self._keep_picture(test.test, picture)
            attached.add_picture(word(self.language, "The message's way"), picture)
        logs = word(self.language, "Logs")
        told = [attached.add_text(f"{logs}: {title}", plain(text)) for title, text in notes.logs.items()]
        for file in test.evidence:
            if not (told and all(told) and file.endswith("logs.txt")):
                attached.add_file(file)
        if journey is None:
            return []
        curl = curl_lines(journey.facts)
        attached.add_text(word(self.language, "HTTP exchanges as curl"), curl)
        return _steps_to_the_break(journey)

    def _keep_picture(self, test: str, picture: str) -> None:
        folder = self.folder / "failures" / slug(test)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "journey.svg").write_text(picture, encoding="utf-8")

    def _met_by(self, test: TestResult) -> str:
        """Which other tests have met the same: what is wrong is told once, wherever one begins to read."""
        others = others_that_met(test, self._shortcomings)
        told = [*others[:_MOST_OTHERS], *([f"… +{len(others) - _MOST_OTHERS}"] if len(others) > _MOST_OTHERS else [])]
        title = escape(word(self.language, "The same is met by"))
        listed = "".join(f"<li>{_html(one)}</li>" for one in told)
        return f"<p><b>{title} ({len(others)}):</b></p><ul>{listed}</ul>" if others else ""

    def _description(self, broken: Broken, promise: str, references: list[Reference], test: TestResult) -> str:
        meaning = f"{broken.verdict}: {VERDICTS[self.language][broken.verdict]}"
        told = [(word(self.language, "Verdict"), _html(meaning)), (word(self.language, "Promised"), _html(promise))]
        told += [(word(self.language, one.title), _link(one.told, one.url)) for one in references]
        told += [(word(self.language, "In cleaning up, which decides nothing"), _html(one)) for one in test.cleanup]
        told += [(word(self.language, "To repeat"), f"<code>{_html(test.repeat)}</code>")] if test.repeat else []
        return "".join(f"<p><b>{escape(title)}:</b> {text}</p>" for title, text in told if text)


def _shown(attached: Attached) -> str:
    """The picture in the page itself, as what it shows has to be seen at a glance."""
    coded = base64.b64encode(attached.picture.encode()).decode()
    return f'<p><img alt="" style="max-width: 100%" src="data:image/svg+xml;base64,{coded}"></p>' if coded else ""


def _linked(attached: Attached) -> str:
    """The files that stayed in the run's folder: Allure itself makes no link of a way within it."""
    return "".join(f"<p>{_link(one.name, one.url)}</p>" for one in attached.links)


def _link(name: str, url: str) -> str:
    return f'<a href="{escape(url)}" target="_blank">{_html(name)}</a>' if url else _html(name)


def _html(text: str) -> str:
    return escape(visible(text))


def _steps_to_the_break(journey: FailedJourney) -> list[Any]:
    """What was seen, `>` before what the verdict rests on; the step at which the link broke has failed."""
    told, place = journey.excerpt.told, broken_place(journey.excerpt.told)
    start = journey.excerpt.start_ms
    steps = [step_of_failed(one, one.seen.at_ms - start, journey.opened_at_ms) for one in told]
    sentences = sentences_of(journey.facts, journey.opened_at_ms)
    in_order = (
        sorted([*sentences, *steps], key=lambda step: (step.start_ms, not step.is_sentence)) if sentences else steps
    )
    failed = {id(step) for step in [*steps[place : place + 1], *sentences[-1:]]}
    return _under_sentences(in_order, failed, str(journey.broken))


def _under_sentences(steps: Sequence[Step], failed: Set[int] = frozenset(), message: str = "") -> list[Any]:
    """Steps as Allure has them; those of a scenario under its sentences, of which the last one failed where any did."""
    written = []
    for sentence, inner in parted(steps):
        inside = [_step(step, "failed" if id(step) in failed else "passed") for step in inner]
        if sentence is not None:
            outer = _step(sentence, "failed" if id(sentence) in failed else "passed")
            outer.steps = inside
            inside = [outer]
        written += inside
    for one in written:
        if one.status == "failed":
            one.statusDetails = StatusDetails(message=message)
    return written


def _step(step: Step, status: str = "passed") -> Any:  # noqa: ANN401 - the model has no types
    words, start, stop = visible(step.words), round(step.start_ms), round(step.stop_ms)
    return TestStepResult(name=words, status=status, stage="finished", start=start, stop=stop)


def _status(outcome: str, verdict: Verdict | None) -> str:
    if verdict is None:
        return _STATUS[outcome]
    # Allure's word for a test that says nothing against what it tests.
    return "broken" if verdict in NAMES_NO_LINK else "failed"


def _message(message: str, verdict: Verdict | None) -> str:
    told = plain(without_class(message))[:_LONGEST_MESSAGE]
    return told if verdict is None or told.startswith(f"{verdict}:") else f"{verdict}: {told}"


def _reason(message: str, verdict: Verdict) -> str:
    """The first line, without what announces others."""
    return _ANNOUNCED.sub("", message.partition("\n")[0].removeprefix(f"{verdict}:")).strip()


def _labels(test: TestResult, notes: TestNotes, language: Language) -> list[Any]:
    labels = {
        LabelType.PARENT_SUITE: _layer(test.test),
        LabelType.SUITE: _suite(test.test),
        "layer": _layer(test.test),
        LabelType.FRAMEWORK: "pytest",
        LabelType.LANGUAGE: "python",
        **({"verdict": test.verdict} if test.verdict else {}),
    }
    tags = [*notes.marks, *([f"{word(language, 'weather')} {test.weather}"] if test.weather else [])]
    return [*(Label(name, value) for name, value in labels.items()), *(Label(LabelType.TAG, tag) for tag in tags)]


def _layer(test: str) -> str:
    parts = test.partition("::")[0].split("/")
    return parts[1] if parts[0] == "tests" and len(parts) > 2 else "tests"


def _suite(test: str) -> str:
    return Path(test.partition("::")[0]).stem.removeprefix("test_").replace("_", " ")


def _parameters(test: TestResult, language: Language) -> list[Any]:
    told = {"case": _case(test.test), "weather": test.weather}
    return [Parameter(name=word(language, name), value=visible(value)) for name, value in told.items() if value]


def _case(test: str) -> str:
    return test.partition("[")[2].removesuffix("]")


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
