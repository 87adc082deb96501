"""`junit.xml`, which pytest writes: kept in the folder of each run, and joined and counted when runs are merged."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from reports.model.run import Run

JUNIT = "junit.xml"
_NAME = ("file", "classname", "name")


def keep_junit(written: str | None, folder: Path) -> None:
    """Keep a copy in the run's folder where the person has had the file `written` elsewhere; a merge looks for it."""
    if written and Path(written).exists() and not (folder / JUNIT).exists():
        shutil.copyfile(written, folder / JUNIT)


def join_junit(folders: Sequence[Path], into: Path) -> None:
    """Write a `junit.xml` that holds the suites of all that there are.

    Raises:
        ValueError: one of them is no XML; the message names it.
    """
    suites = ElementTree.Element("testsuites", name="pytest tests")
    for file in (folder / JUNIT for folder in folders if (folder / JUNIT).exists()):
        suites.extend(_parsed(file))
    ElementTree.ElementTree(suites).write(into / JUNIT, encoding="utf-8", xml_declaration=True)


def lost_in_junit(runs: Mapping[str, Run], merged: Path) -> list[str]:
    """A sentence where the merged file has fewer tests than these runs, which are known by their folders."""
    there, wanted = len(_tests_in(merged)), sum(len({test.test for test in run.tests}) for run in runs.values())
    if there >= wanted:
        return []
    short = [folder for folder, run in runs.items() if len(_tests_in(Path(folder))) < len(run.tests)]
    return [f"{JUNIT} has {there} of {wanted} tests: the others are not in that of {' and '.join(short)}"]


def _tests_in(folder: Path) -> set[tuple[str | None, ...]]:
    file = folder / JUNIT
    # A test that fails in its teardown as well is there twice.
    cases = _parsed(file).iter("testcase") if file.exists() else []
    return {tuple(case.get(part) for part in _NAME) for case in cases}


def _parsed(file: Path) -> ElementTree.Element:
    try:
        # Written by pytest, in a run of ours.
        return ElementTree.parse(file).getroot()  # noqa: S314
    except ElementTree.ParseError as error:
        raise ValueError(f"{file} cannot be read: {error}") from error
