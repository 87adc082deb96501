"""The table of promises and circumstances is whole: every cell has tests or a reason, and every test has a cell."""

from dataclasses import replace

import pytest

from tests.promise_table import BEGIN, DOCUMENT, END, PromiseTable, document, every_test, load_table


@pytest.fixture(scope="module")
def table() -> PromiseTable:
    """The table as it stands in its file."""
    return load_table()


def test_every_test_that_is_named_exists(table: PromiseTable):
    """A cell names tests of the regression suite, by ids without parameters."""
    assert sorted(table.named() - every_test()) == []


def test_every_test_stands_in_a_cell(table: PromiseTable):
    """Each test of the regression suite says which promise it holds, and in which circumstance."""
    assert sorted(every_test() - table.named()) == []


def test_no_cell_is_empty_without_a_reason(table: PromiseTable):
    """Where no test holds a promise, the table says why none is needed."""
    assert table.unexplained() == []


def test_cell_without_test_and_reason_is_found(table: PromiseTable):
    """A circumstance that is new, and that nobody has given a thought, is told with each promise."""
    eclipse = replace(table, circumstances={**table.circumstances, "eclipse": "the sun is dark"})

    assert eclipse.unexplained() == [f"{promise.name} × eclipse" for promise in table.promises]


def test_rows_are_what_the_table_knows(table: PromiseTable):
    """Rows are of a known kind, cells of a known circumstance, none of them is empty, and none names a test twice."""
    cells = [(promise.name, one, tests) for promise in table.promises for one, tests in promise.tests.items()]

    assert {promise.kind for promise in table.promises} == table.kinds.keys()
    assert [(name, one) for name, one, _ in cells if one not in table.circumstances] == []
    assert [(name, one) for name, one, tests in cells if not tests or len(set(tests)) < len(tests)] == []


def test_every_reason_is_needed(table: PromiseTable):
    """A reason stands for at least one empty cell; one that is left over would hide a cell to come."""
    empty = {
        (promise.kind, one) for promise in table.promises for one in table.circumstances if one not in promise.tests
    }

    assert {(kind, one) for kind, reasons in table.reasons.items() for one in reasons} - empty == set()


def test_document_is_drawn_from_the_table(table: PromiseTable):
    """The page shows the table as it is now; `python -m tests.promise_table` draws it anew."""
    text = DOCUMENT.read_text(encoding="utf-8")

    assert document(text, table) == text


def test_document_without_a_place_for_the_table_is_refused(table: PromiseTable):
    """A table is never written over what somebody wrote by hand."""
    assert document(f"{BEGIN}\n{END}", table).startswith(BEGIN)
    with pytest.raises(ValueError, match="between which its tables stand"):
        document("# Promises\n", table)
