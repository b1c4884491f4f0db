"""Cells of a table of one's own, as they are said to be written."""

from decimal import Decimal

import pytest

from calculator.usage.cells import RefusedError
from calculator.usage.formats.own_cells import dates, scaled


def test_a_cell_is_what_it_says_times_what_its_column_counts() -> None:
    cells = {"billed": "1.234,56 €", "list": ""}

    assert scaled(cells, "billed", "comma", Decimal(1000)) == Decimal(1234560)
    assert scaled(cells, "billed", "comma", Decimal("0.01")) == Decimal("12.3456")
    assert scaled(cells, "list", "comma", Decimal(1000)) is None


def test_a_month_has_a_first_and_a_last_day_and_a_day_has_one() -> None:
    first, last = dates("iso", {"date": "2026-02"})
    day, none = dates("day_first", {"date": "3.2.2026"})

    assert last is not None
    assert [f"{each:%Y-%m-%d}" for each in (first, last, day)] == ["2026-02-01", "2026-02-28", "2026-02-03"]
    assert none is None


def test_a_date_of_another_writing_is_refused_with_how_it_is_written() -> None:
    with pytest.raises(RefusedError, match=r"not written like 2026-10-31: '31.10.2026' is written like"):
        dates("iso", {"date": "31.10.2026"})
