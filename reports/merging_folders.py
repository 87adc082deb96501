"""One report of the folders of several runs, such as those of all shards: the whole of it, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fixtures.running.run_folder import RUNS, finish, shown, take_back
from fixtures.running.sharding.split import DURATIONS, update_durations
from reports.allure.language import language_of
from reports.allure.page import RESULTS, PageError, make_page
from reports.earlier_runs import earlier_runs, history_of
from reports.finishing import finish_report
from reports.junit import join_junit, lost_in_junit
from reports.merging import merge
from reports.merging_checks import MergeError
from reports.merging_files import gather_files
from reports.model.file import RUN_FILE, RunFileError, has_run, read_run, write_run
from reports.model.run import Run
from reports.repeating.repeat_line import command_line
from reports.terminal import cleanup_lines, coverage_line, lack_lines, verdict_lines

_FAILED = 1


def merge_folders(runs: dict[str, Run], folders: Sequence[Path], folder: Path, *, durations: bool) -> Run:
    """Write the report of `runs`, which `read_all` has read from `folders`, into `folder`; gives the merged run.

    With `durations` how long each test took is kept, by which `--shard` parts them.

    Raises:
        MergeError: they do not belong together, or something is missing and durations are for a complete run.
    """
    try:
        run = _put_together(runs, folders, folder, complete=durations)
    except (MergeError, ValueError) as error:
        take_back(folder)
        raise MergeError(str(error)) from error
    except BaseException:
        take_back(folder)
        raise
    # The report is complete from here on, and is kept even if no page can be made.
    if (folder / RESULTS).exists():
        _make_page(folder, run)
    finish_report(folder)
    finish(folder)
    if durations:
        update_durations(run.tests, DURATIONS, whole=run.whole)
    return run


def read_all(folders: Sequence[Path]) -> dict[str, Run]:
    """What each folder's `run.json` says, by folder; a shard that was cut off has none.

    Raises:
        MergeError: a folder is named twice, or holds no stored run of this version of the harness.
    """
    if len(set(folders)) < len(folders):
        raise MergeError("the same folder is named twice: nothing may be counted twice")
    cut_off = [folder for folder in folders if folder.is_dir() and not has_run(folder)]
    runs = {str(folder): _read(folder) for folder in folders if folder not in cut_off}
    if cut_off and not any(run.shard for run in runs.values()):
        raise MergeError(f"{cut_off[0]} is no stored run: there is no {RUN_FILE} in it")
    return runs


def _put_together(runs: dict[str, Run], folders: Sequence[Path], folder: Path, *, complete: bool) -> Run:
    run = merge(runs, folder.name, cut_off=[str(given) for given in folders if str(given) not in runs])
    if complete and run.incomplete:
        raise MergeError(f"--durations is for a complete run: {'; '.join(run.incomplete)}")
    run = replace(run, unstable=tuple(sorted(history_of(run, earlier_runs(RUNS, run)).unstable)))
    # What a machine had written before it was stopped is kept, too.
    gather_files(folders, folder)
    join_junit(folders, folder)
    if lost := [*lost_in_junit(runs, folder), *_lost_results(folders, folder)]:
        run = replace(run, incomplete=(*run.incomplete, *lost), exit_code=_FAILED)
    write_run(folder, run)
    return run


def _lost_results(folders: Sequence[Path], folder: Path) -> list[str]:
    """A sentence where there are fewer results for the report's page than in all folders together."""
    there, wanted = _results_in(folder), sum(map(_results_in, folders))
    return [f"{RESULTS} has {there} of {wanted} results"] if there < wanted else []


def _results_in(folder: Path) -> int:
    return sum(1 for _ in (folder / RESULTS).glob("*-result.json"))


def _make_page(folder: Path, run: Run) -> None:
    # A run that is no part was remembered when it ended.
    remembered = run.whole and all(part.shard for part in run.parts)
    try:
        make_page(folder, run, language_of(None), remembered=remembered)
    except KeyboardInterrupt:
        sys.stderr.write(f"e2e: its page was interrupted. To make it: ./e2e show {shown(folder)}\n")
    except (OSError, PageError) as error:
        sys.stderr.write(f"e2e: no page was made: {error}. To try again: ./e2e show {shown(folder)}\n")


def _read(folder: Path) -> Run:
    try:
        run = read_run(folder)
    except OSError as error:
        raise MergeError(f"{folder} is no stored run: there is no {RUN_FILE} in it") from error
    except RunFileError as error:
        raise MergeError(str(error)) from error
    if run.schema_version is None:
        # It may lack keys that a merge needs, and the merged report would then silently lack tests.
        raise MergeError(f"{folder / RUN_FILE} is of another version of this harness, and cannot be merged")
    return run


def told_of(run: Run, folder: Path) -> str:
    """What is said of a merged report at the terminal."""
    totals = ", ".join(f"{count} {outcome}" for outcome, count in run.totals.items()) or "no tests"
    reports = "1 report" if len(run.parts) == 1 else f"{len(run.parts)} reports"
    again = command_line("again", shown(folder))
    lines = [
        *verdict_lines(run.tests),
        *cleanup_lines(run.tests),
        *(f"Unstable: {test}" for test in run.unstable),
        coverage_line(run.contract),
        *lack_lines(run.tests),
        *run.remarks,
        f"{reports}: {totals}",
        *(f"Incomplete: {sentence}" for sentence in run.incomplete),
        *([f"Repeat the failures: {again}"] if run.verdicts and run.options else []),
        f"Report: {shown(folder)}",
    ]
    return "".join(f"{line}\n" for line in lines)
