"""The tables and the plot of a bench."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from fixtures.campaigns.bench.document import with_section, write_document
from fixtures.campaigns.bench.parts.comparison import Comparison
from fixtures.campaigns.bench.plot import picture_of
from tests.selftest.campaigns.bench.made import a_bench, a_run

RUNS = [
    a_run(1, "ours", 2.0),
    a_run(1, "playwright-test", 5.0),
    a_run(2, "ours", 3.0),
    a_run(2, "playwright-test", 5.0),
]
COMPARISON = Comparison([1, 40], [1, 2], ["ours", "playwright-test", "cypress"])


def test_table_has_medians_ratios_and_ranges():
    """Each tool has its row, with its numbers and what they are of those of @playwright/test."""
    text = "\n".join(COMPARISON.section(a_bench(*RUNS)))

    assert "| this harness abc | 2.50 s (2.00–3.00) | 0.50 (0.40–0.60) | 1.25 s (1.00–1.50) |" in text
    assert "| @playwright/test 1.65.1 | 5.00 s (5.00–5.00) | – |" in text


def test_goals_are_told_honestly():
    """A goal is met, missed by so much, or was not measured."""
    of_forty = "40 scenarios, 1 worker"
    forty = [a_run(1, "ours", 9.0, case=of_forty), a_run(1, "playwright-test", 10.0, case=of_forty)]

    text = "\n".join(COMPARISON.section(a_bench(*RUNS, *forty)))

    assert "at most 0.50 of @playwright/test | 0.50 (0.40–0.60) | yes; 2 rounds alone |" in text
    assert (
        "| 40 scenarios, 1 worker: at most 0.80 of @playwright/test | 0.90 | no, 0.10 too much; 1 round alone |" in text
    )
    assert "| 40 scenarios, 2 workers: at most 0.83 of @playwright/test | – | not measured |" in text


def test_workers_that_find_nothing_to_do_and_tools_that_have_but_one_are_left_out():
    """One scenario is not played by two workers, and Cypress plays by one alone."""
    assert {case: len(tools) for case, tools in COMPARISON.cases().items()} == {
        "1 scenario, 1 worker": 3,
        "40 scenarios, 1 worker": 3,
        "40 scenarios, 2 workers": 2,
    }


def test_tool_that_is_missing_is_told():
    """What could not be measured stands under the table, with its reason, and without what an installer said."""
    bench = a_bench(*RUNS)
    bench.missing["cypress"] = "Cypress could not be installed; `npm ci` said: no answer of registry.example"

    assert "- Not measured: Cypress. Cypress could not be installed." in COMPARISON.section(bench)


def test_document_keeps_all_that_is_not_between_its_markers(tmp_path: Path):
    """A table replaces the one that stood there, and nothing else."""
    document = tmp_path / "performance.md"
    document.write_text("# Speed\n\n## Of others\n\nStays.\n", encoding="utf-8")

    write_document(document, a_bench(*RUNS[:2]), [COMPARISON])
    first = document.read_text(encoding="utf-8")
    write_document(document, a_bench(*RUNS), [COMPARISON])
    second = document.read_text(encoding="utf-8")

    assert first.startswith("# Speed\n\n## Of others\n\nStays.\n\n## Beside other tools\n")
    assert "2.00 s" in first
    assert "2.50 s (2.00–3.00)" in second
    assert second.count("<!-- bench comparison") == 1
    assert (
        "Measured on 2026-11-28 on Linux x86_64, 2 cores, 8 GB of memory, Python 3.11.7, chromium-headless-shell 156;"
        in second
    )
    assert (tmp_path / "pictures" / "bench.svg").exists()


def test_text_of_a_table_is_taken_as_it_is():
    """A backslash in a reason is no reference to a group."""
    once = with_section("# Speed\n", "x", "X", [r"\1"])

    assert with_section(once, "x", "X", [r"\2"]) == once.replace(r"\1", r"\2")


@pytest.mark.parametrize(("runs", "bars"), [(RUNS, 2), ([], 0)], ids=["compared", "nothing"])
def test_plot_has_a_bar_for_each_tool(runs: list, bars: int):
    """The plot is well-formed, and empty where nothing was compared."""
    picture = picture_of(a_bench(*runs))

    drawn = ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}line") if picture else []  # noqa: S314
    assert len(list(drawn)) == bars
    assert picture.count("Lines: from the shortest to the longest round.") == bool(bars)
