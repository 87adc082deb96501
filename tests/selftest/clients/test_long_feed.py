"""Walking through a long feed: what was in view at each stop, put together to one list."""

import pytest

from fixtures.clients.browser.pages.long_feed import RowSeen, fold

ROWS: list[RowSeen] = [(f"id-{number}", f"текст {number}") for number in range(10)]


def _windows(*bounds: tuple[int, int]) -> list[list[RowSeen]]:
    return [ROWS[first:last] for first, last in bounds]


@pytest.mark.parametrize(
    ("stops", "upwards"),
    [
        pytest.param(_windows((0, 4), (2, 7), (6, 10)), False, id="downwards"),
        pytest.param(_windows((6, 10), (2, 7), (0, 4)), True, id="upwards"),
        pytest.param(_windows((5, 10), (0, 5)), True, id="without-overlap"),
        pytest.param(_windows((0, 10), (0, 10)), False, id="standing-still"),
        pytest.param([[ROWS[0], ROWS[2]], ROWS[:4], ROWS[3:]], False, id="a-row-that-was-drawn-late"),
    ],
)
def test_walk_meets_every_row_once_and_in_order(stops: list[list[RowSeen]], upwards: bool):
    """Windows that overlap make one list, whichever way the walk went."""
    assert fold(stops, upwards=upwards) == ROWS


def test_missing_row_stays_missing():
    """A row that no stop showed is not made up."""
    assert fold([ROWS[:4], ROWS[5:]], upwards=False) == ROWS[:4] + ROWS[5:]


def test_row_shown_twice_at_one_stop_counts_twice():
    """Two rows of one message in one view are two."""
    assert fold([[ROWS[0], ROWS[1], ROWS[1], ROWS[2]]], upwards=False) == [ROWS[0], ROWS[1], ROWS[1], ROWS[2]]


def test_row_that_comes_back_is_the_same():
    """Who is taken back a little, as while older rows load, meets the same rows."""
    assert fold([ROWS[:4], ROWS[2:7], ROWS[1:5], ROWS[4:]], upwards=False) == ROWS


def test_rows_out_of_order_stay_so():
    """The list is in the order of the feed, not in the order of the walk."""
    assert fold([[ROWS[1], ROWS[0]], [ROWS[0], ROWS[2]]], upwards=False) == [ROWS[1], ROWS[0], ROWS[2]]
