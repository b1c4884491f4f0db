"""Refused rows as a table to be mended."""

import csv
import io

import pytest

from calculator.uploads import refused_rows
from calculator.uploads.refused_rows import RefusedRows
from calculator.usage.cells import RefusedError, cell_as_kept


def rows_of(refused: RefusedRows, header: list[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(refused.text(header), newline="")))


def test_each_row_stands_with_its_number_and_why() -> None:
    refused = RefusedRows()

    refused(3, ["2026-10-01", "abc"], RefusedError("Cost", "abc", "not a number: 'abc'"))

    assert rows_of(refused, ["Day", "Cost"]) == [
        ["row", "column", "reason", "Day", "Cost"],
        ["3", "Cost", "not a number: 'abc'", "2026-10-01", "abc"],
    ]


def test_nothing_refused_is_no_table() -> None:
    assert RefusedRows().text(["Day"]) == ""


def test_a_formula_in_a_cell_is_text() -> None:
    refused = RefusedRows()

    refused(2, ["=1+1"], RefusedError("Cost", "=1+1", "not a number"))

    assert rows_of(refused, ["Cost"])[1][3] == "'=1+1"


def test_rows_beyond_the_most_are_counted_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused_rows, "MOST_ROWS", 2)
    refused = RefusedRows()

    for place in range(2, 6):
        refused(place, ["x"], RefusedError(None, None, "empty"))

    assert (refused.count, len(rows_of(refused, ["Day"]))) == (4, 3)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1.234,56", "1.234,56"),
        ("gpt 4.1 Inp glbl Tokens", "gpt 4.1 Inp glbl Tokens"),
        ("What is my balance?", "(text of 19 characters)"),
        ("one two three four five six seven eight nine ten eleven", "(text of 55 characters)"),
        ("x" * 121, "(text of 121 characters)"),
    ],
)
def test_what_reads_like_a_sentence_is_told_by_its_length(cell: str, kept: str) -> None:
    assert cell_as_kept(cell) == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1.234,56", "1.234,56"),
        ("05/10/2026", "05/10/2026"),
        ("gpt-4.1", "gpt-4.1"),
        ("M5 jane@evil.example", "(text of 20 characters)"),
        ("M6 10.1.2.3", "(text of 11 characters)"),
        ("Dear Jane, what is it", "(text of 21 characters)"),
    ],
)
def test_no_text_of_a_refused_row_is_kept_nor_anybody_in_it(cell: str, kept: str) -> None:
    refused = RefusedRows()

    refused(2, [cell], RefusedError("cost_usd", cell, "not a number"))

    assert rows_of(refused, ["cost_usd"])[1] == ["2", "cost_usd", "not a number", kept]
