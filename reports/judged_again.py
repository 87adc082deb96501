"""A stored run judged again: the stories of its journeys, from what is on the disk alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fixtures.journey.facts.fact import Fact
from fixtures.journey.facts.stored_journal import JournalError, StoredJourney, read_journal
from fixtures.journey.story.story import decisive_facts, tell
from fixtures.journey.story.timeline import timeline_of
from reports.journeys import until_the_end
from reports.model.file import RunFileError, has_run, read_run


class NoStoredRunError(ValueError):
    """There is nothing to judge; the message says why."""


def stored_journeys(run: Path) -> list[StoredJourney]:
    """The journeys of a run's folder, or the one in this file.

    Raises:
        NoStoredRunError: there are none, or one cannot be read.
    """
    try:
        return [read_journal(path) for path in _journeys_in(run)]
    except JournalError as error:
        raise NoStoredRunError(str(error)) from error


def verdict_of(journey: StoredJourney, *, brief: bool) -> tuple[str, str] | None:
    """What broke first in a journey, and the lines that say so on the terminal; None where nothing is broken.

    The lines name what else broke too, and, unless `brief`, what was seen.
    """
    findings = tell(journey.facts)
    if not findings:
        return None
    first = findings[0]
    others = dict.fromkeys(str(finding.broken) for finding in findings[1:] if finding.broken != first.broken)
    seen: Sequence[str] = () if brief else _seen(journey.facts, decisive_facts(findings, journey.facts))
    lines = [
        journey.test,
        f"    {first.broken}",
        *(f"    also {other}" for other in others),
        *(f"    {line}" for line in seen),
        *([] if brief else [""]),
    ]
    return str(first.verdict), "".join(f"{line}\n" for line in lines)


def _seen(facts: Sequence[Fact], evidence: Sequence[Fact]) -> list[str]:
    """The facts as the failure told them: what came after the test, such as chats that are deleted, led to nothing."""
    of_the_test = {id(seen) for seen in (*until_the_end(facts), *evidence)}
    return timeline_of([seen for seen in facts if id(seen) in of_the_test], evidence)


def _journeys_in(run: Path) -> list[Path]:
    if run.is_file():
        return [run]
    found = sorted((run / "journeys").glob("*.jsonl"))
    if found:
        return found
    if not has_run(run):
        raise NoStoredRunError(
            f"{run} is no stored run: runs are in reports/runs/, and reports/latest is the last of them"
        )
    try:
        failed = len(read_run(run).failures)
    except RunFileError as error:
        raise NoStoredRunError(str(error)) from error
    if failed:
        raise NoStoredRunError(f"{run} kept no journey of its {failed} failures; `./e2e show {run}` has their verdicts")
    return []
