"""Rows of totals: never added to what they are totals of, never refused, and said."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from calculator.usage.exports import read_file
from calculator.usage.formats.own_columns import parse_mapping
from calculator.usage.formats.total_rows import is_total
from calculator.usage.summary import as_json
from tests.calculator.usage.expected import SAMPLES

COLUMNS = {"date": "Day", "model": "Model", "input": "Input", "output": "Output", "billed": "Cost"}
ROWS = "Day,Model,Input,Output,Cost\n2026-10-01,a,100,10,1.50\n2026-10-02,b,300,20,2.50\n"
EQUAL = "totals of other rows, and equal to their sums"
UNEQUAL = "totals of other rows, but not equal to their sums"


def read(tmp_path: Path, text: str, **said: Any) -> dict[str, Any]:
    path = tmp_path / "mine.csv"
    path.write_text(text)
    [reading] = read_file(path, columns=parse_mapping({"columns": COLUMNS, **said}).rows())
    return as_json(reading)


@pytest.mark.parametrize(
    "total",
    [
        "Total,,400,30,4.00",
        "Total:,,,,$4.00",
        "Gesamt,,400,30,4",
        ",SUM,400,30,4",
        ",,400,30,4.00",
        ",,,,4",
        "Grand Total,,,30,",
        "Summe Oktober 2026,,,,4 $",
    ],
)
def test_a_row_of_totals_is_left_out_and_said_to_agree(tmp_path: Path, total: str) -> None:
    found = read(tmp_path, ROWS + total + "\n")

    assert (found["money"], found["tokens"]["input"]) == ({"billed": {"USD": "4"}}, "400")
    assert (found["set_aside"], found["refused"], found["usable"]) == ({EQUAL: 1}, [], True)
    assert found["rows"] == {"read": 3, "taken": 2, "set_aside": 1, "refused": 0}


def test_a_total_that_is_not_the_sum_is_left_out_with_both_figures(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS + "Total,,400,30,5.00\n")

    assert (found["money"], found["set_aside"]) == ({"billed": {"USD": "4"}}, {UNEQUAL: 1})
    [note] = found["notes"]
    assert note.startswith("row 4 holds totals that are not those of the rows: billed USD 5, tokens 430, but")
    assert note.endswith("the rows come to billed USD 4, tokens 430")


def test_totals_of_parts_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    parts = "2026-10-01,Total,400,30,4\n2026-10-01,c,7,1,1\n,Subtotal,7,1,1\nTotal,,407,31,5\n"

    found = read(tmp_path, ROWS + parts)

    assert (found["money"], found["set_aside"]) == ({"billed": {"USD": "5"}}, {EQUAL: 3})


def test_a_table_of_nothing_but_totals_by_day_is_taken(tmp_path: Path) -> None:
    rows = "Day,Model,Input,Output,Cost\n2026-10-01,Total,100,10,1.5\n2026-10-02,Total,300,20,2.5\n"

    found = read(tmp_path, rows)

    assert (found["money"], found["set_aside"]) == ({"billed": {"USD": "4"}}, {})


def test_a_total_with_a_date_of_its_own_is_left_out_where_it_is_the_sum(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS + "2026-10-31,Total,400,30,4\n")
    other = read(tmp_path, ROWS + "2026-10-31,Total,400,30,5\n")

    assert (found["money"], found["set_aside"]) == ({"billed": {"USD": "4"}}, {EQUAL: 1})
    assert (other["money"], other["set_aside"]) == ({"billed": {"USD": "9"}}, {})


def test_rows_of_nothing_but_delimiters_are_blank(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS + ",,,,\n  , ,,,\n")

    assert (found["rows"]["read"], found["refused"], found["usable"]) == (2, [], True)


def test_a_row_without_a_date_that_is_no_sum_is_refused_as_before(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS + ",,400,30,4.01\n,c,1,1,4.00\n")

    assert [(each["row"], each["reason"]) for each in found["refused"]] == [(5, "empty"), (4, "empty")]
    assert (found["set_aside"], found["usable"]) == ({}, False)


def test_a_short_row_of_totals_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = read(tmp_path, ROWS + "Total,,400\n")

    assert (found["set_aside"], found["rows"]["refused"]) == ({EQUAL: 1}, 0)


def test_totals_with_a_comma_and_a_sign_are_compared_too(tmp_path: Path) -> None:
    rows = "2026-10-01;a;1.000;10;1.001,50 €\n2026-10-02;b;5;1;2,50 €\nGesamt;;1.005;11;1.004,00 €\n"
    text = f"Day;Model;Input;Output;Cost\n{rows}"

    found = read(tmp_path, text, decimals="comma")

    assert (found["money"], found["set_aside"]) == ({"billed": {"EUR": "1004"}}, {EQUAL: 1})


def test_a_total_below_a_vendors_export_is_left_out_too(tmp_path: Path) -> None:
    cursor = (SAMPLES / "cursor-usage-events.csv").read_text()
    width = cursor.splitlines()[0].count(",")
    path = tmp_path / "usage.csv"
    path.write_text(cursor + "Total" + "," * width + "0.04\n")

    [reading] = read_file(path)
    found = as_json(reading)

    assert (found["money"], found["rows"]["refused"]) == ({"billed": {"USD": "0.04"}}, 0)
    assert (found["set_aside"], found["usable"]) == ({EQUAL: 1}, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Total", True),
        ("total:", True),
        ("Sous-total", True),
        ("Total général", True),
        ("Σ", True),
        ("Totally", False),
        ("summary-model", False),
        ("gpt-4.1", False),
        ("", False),
    ],
)
def test_words_that_call_a_row_a_total(text: str, *, expected: bool) -> None:
    assert is_total(text) is expected


def test_a_table_of_weeks_says_so_and_has_the_days_of_its_weeks(tmp_path: Path) -> None:
    path = tmp_path / "weeks.csv"
    path.write_text("Week;In;Cost\n" + "".join(f"2026-10-{day:02};700;7\n" for day in (5, 12, 19, 26)))
    mapping = parse_mapping({"columns": {"date": "Week", "input": "In", "billed": "Cost"}})

    [reading] = read_file(path, columns=mapping.rows())

    found = as_json(reading)
    assert found["period"] == {"first": "2026-10-05", "last": "2026-11-01", "zone": "UTC"}
    assert found["days"] == []
    assert (
        "of two months and counted whole in that of their date: the days 2026-10-26/2026-11-01"
        in (found["notes"])
    )


@pytest.mark.parametrize(("word", "aside"), [("Total", 1), ("Summe", 1), ("gpt-4.1", 0), (None, 0)])
def test_a_row_of_totals_that_are_formulas_may_have_a_date(
    tmp_path: Path, word: str | None, aside: int
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    taken: list[list[Any]] = [["2026-10-01", "m", 1], ["2026-10-02", "m", 2]]
    rows = [*taken, ["2026-10-31", word, "=SUM(C2:C3)"]]
    for row in (["Day", "Model", "Paid"], *rows):
        sheet.append(row)
    book.save(tmp_path / "mine.xlsx")

    mapping = parse_mapping({"columns": {"date": "Day", "model": "Model", "billed": "Paid"}})
    [reading] = read_file(tmp_path / "mine.xlsx", columns=mapping.rows())

    found = as_json(reading)
    assert found["money"] == {"billed": {"USD": "3"}}
    assert found["rows"] == {"read": 3, "taken": 2, "set_aside": aside, "refused": 1 - aside}
