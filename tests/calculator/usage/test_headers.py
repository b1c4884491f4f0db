"""A table begins at its titles, whatever stands above them and on whichever sheet it is."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from calculator.usage import headers
from calculator.usage.exports import read_file
from calculator.usage.formats.own_columns import parse_mapping
from calculator.usage.headers import UnknownColumnsError
from calculator.usage.summary import as_json
from tests.calculator.usage.conftest import Read, read_one
from tests.calculator.usage.expected import SAMPLES
from tests.calculator.usage.test_variants import TABLES, cells_of, told

COVER: list[list[Any]] = [["Cost report of ACME, October 2026"], [], ["Made by", "finance"], []]
LISTED = [[], ["day", "spent", "note", "kind"], ["2026-10-01", "4.50", "", "x"]]
OWN = {"columns": {"date": "day", "billed": "spent"}}


def text_of(rows: list[list[Any]], delimiter: str = ",") -> str:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue()


def workbook_of(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("name", TABLES)
def test_lines_above_the_titles_change_nothing_and_are_said(read: Read, name: str) -> None:
    found = read(text_of([*COVER, *cells_of(name)]))

    found["notes"].remove("titles found in row 5: what stands above them is not read")
    assert told(found) == told(as_json(read_one(SAMPLES / name)))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_sign_between_cells_is_that_of_the_titles(read: Read, delimiter: str) -> None:
    rows = cells_of("anthropic-console-cost.csv")
    cover = "Cost report, October, 2026\nMade by finance\n\n"

    found = read(cover + text_of(rows, delimiter))

    assert (found["rows"]["taken"], found["money"]["billed"]) == (6, {"USD": "0.9855"})


def test_a_bad_row_below_a_cover_has_the_number_of_its_file(read: Read) -> None:
    titles, first, *_more = cells_of("anthropic-console-cost.csv")
    bad = [*first]
    bad[titles.index("cost_usd")] = "abc"

    found = read(text_of([*COVER, titles, first, bad]))

    assert [each["row"] for each in found["refused"]] == [7]


def test_the_sheet_with_the_table_is_read_and_not_its_cover(read: Read) -> None:
    table = cells_of("anthropic-console-cost.csv")

    found = read(workbook_of(Cover=COVER, Empty=[], Data=[["Costs"], [], *table]), name="a.xlsx")

    assert (found["rows"]["taken"], found["money"]["billed"]) == (6, {"USD": "0.9855"})
    assert found["notes"] == [
        "read from the sheet “Data”",
        "titles found in row 3: what stands above them is not read",
    ]


def test_another_sheet_with_an_export_is_told_and_not_added(read: Read) -> None:
    cost, usage = (cells_of(f"{name}.csv") for name in ("openai-dashboard-cost", "openai-dashboard-usage"))

    found = read(workbook_of(Cost=cost, Usage=usage, Notes=COVER), name="a.xlsx")

    assert found["format"] == "openai-dashboard-cost"
    assert found["notes"][-1] == (
        "the sheet “Usage” holds an export too and is not read: save it as a file of its own"
    )


def test_a_sheet_whose_last_cells_are_blank_is_as_long_as_its_titles(read: Read) -> None:
    titles = ["usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd"]
    table: list[list[Any]] = [["Costs"], titles, ["2026-10-01", "m", "output", 1]]

    found = read(workbook_of(Data=[*table, ["2026-10-01", "m", "output", 1, 2]]), name="a.xlsx")

    assert found["rows"] == {"read": 2, "taken": 2, "set_aside": 0, "refused": 0}


@pytest.mark.parametrize("name", ["own.csv", "own.xlsx"])
def test_an_unknown_table_below_a_cover_asks_for_its_columns_and_is_read_by_them(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    rows = [*COVER, *LISTED]
    path.write_bytes(workbook_of(Cover=COVER, Own=rows) if name == "own.xlsx" else text_of(rows).encode())

    with pytest.raises(UnknownColumnsError) as refused:
        list(read_file(path))
    [reading] = read_file(path, columns=parse_mapping(OWN).rows())

    assert refused.value.header == ("day", "spent", "note", "kind") or name == "own.xlsx"
    assert (reading.taken, reading.money_taken()) == (1, {"USD": 4.5})


def test_a_table_without_the_chosen_columns_asks_again(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(text_of([["day", "cost"], ["2026-10-01", "1"]]))

    with pytest.raises(UnknownColumnsError):
        list(read_file(path, columns=parse_mapping(OWN).rows()))


def test_titles_beyond_the_first_rows_are_not_looked_for(read: Read) -> None:
    table = cells_of("anthropic-console-cost.csv")

    assert read(text_of([["a note"]] * (headers.MOST_ABOVE - 1) + table))["rows"]["taken"] == 6
    with pytest.raises(UnknownColumnsError):
        read(text_of([["a note"]] * headers.MOST_ABOVE + table))


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([["a", "b"], ["1", "2"]], (["a", "b"], 1)),
        ([[], ["", " "], ["a", "b"]], (["a", "b"], 3)),
        ([["sep=", ""], ["a"]], (["a"], 2)),
        ([["sep=;"], ["a"]], (["a"], 2)),
        ([["a"], ["sep="]], (["a"], 1)),
        ([["", "b", "c"], ["1", "2", "3"]], (["", "b", "c"], 1)),
        ([["note", "x"], ["a", "b", "c", "d"], ["1", "2", "3", "4"]], (["a", "b", "c", "d"], 2)),
        ([[], []], ([], 2)),
        ([], ([], 0)),
    ],
)
def test_unknown_titles_are_the_first_row_that_fills_most_columns(
    table: list[list[str]], found: tuple[list[str], int]
) -> None:
    read = headers.table_in(table)

    assert (read.header, read.place) == found


def test_blank_rows_before_a_table_are_not_held() -> None:
    read = headers.table_in(iter([[]] * 100_000 + [["a", "b"], ["1", "2"]]))

    assert (read.header, read.place, list(read.rows)) == (["a", "b"], 100_001, [["1", "2"]])


@pytest.mark.parametrize(
    ("start", "sign"),
    [
        ("a;b\r1,5;2\r", ";"),
        ('"a\r1,2,3";b;c\n', ";"),
        ('"a\n1";"b, c";d\r\n1;2;3', ";"),
        ("a,b" + "x" * 200_000 + "\n", ","),
        ("", ","),
        ("sep=;\na,b,c\n", ";"),
        ('"sep=\t"\r\na,b,c\n', "\t"),
        ("\r\n\na;b\n", ";"),
        ("One line\n\na;b\n", ";"),
    ],
)
def test_the_sign_between_cells_is_that_of_the_first_row_with_several(start: str, sign: str) -> None:
    csv.field_size_limit(131_072)  # as a process begins

    assert headers.delimiter(start.encode()) == sign
