"""A sheet is read as the table that it is, and a workbook that would fill a machine is refused."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from calculator.usage import workbook
from calculator.usage.files import UnreadableError
from calculator.usage.summary import as_json
from tests.calculator.usage.conftest import Read, read_one
from tests.calculator.usage.expected import SAMPLES
from tests.calculator.usage.test_variants import TABLES, cells_of, told


def saved(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_a_sheet_says_what_its_csv_says(read: Read, name: str) -> None:
    assert told(read(saved(cells_of(name)), name="export.xlsx")) == told(as_json(read_one(SAMPLES / name)))


def test_numbers_and_dates_of_a_sheet_are_what_was_typed(read: Read) -> None:
    titles = ["usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd"]
    rows = [[date(2026, 10, 1), "m", "output", 0.1, 3], [datetime(2026, 10, 2, 5), "m", "output", 1e-7, 2.50]]  # noqa: DTZ001

    found = read(saved([titles, *rows]))

    assert found["money"] == {"billed": {"USD": "0.1000001"}, "list": {"USD": "5.5"}}
    assert found["period"] == {"first": "2026-10-01", "last": "2026-10-02", "zone": "UTC"}


def test_empty_cells_at_the_end_of_rows_and_empty_rows_are_as_in_a_table(read: Read) -> None:
    titles = ["usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd", None]
    found = read(
        saved([titles, ["2026-10-01", "m", "output", 1], [], ["2026-10-01", "m", "output", 1, 2, None]])
    )

    assert found["rows"] == {"read": 2, "taken": 2, "set_aside": 0, "refused": 0}


def spoiled(content: bytes, name: str, text: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, text if info.filename == name else old.read(info))
        if name not in old.namelist():
            new.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/media/image1.png"])
def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_does(
    read: Read, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_WORDS", 100_000)

    with pytest.raises(UnreadableError) as refused:
        read(spoiled(saved([["a"]]), name, b" " * 1_000_000))

    assert str(refused.value) == "This workbook is too large: save the sheet as CSV."


@pytest.mark.parametrize(
    "text", [b"<broken", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>']
)
def test_a_broken_sheet_is_refused_in_words(read: Read, text: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(spoiled(saved([["a"]]), "xl/worksheets/sheet1.xml", text))


def test_without_openpyxl_it_is_said_how_to_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    path = tmp_path / "a.xlsx"
    path.write_bytes(saved([["a"]]))
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(UnreadableError, match="save the sheet as CSV first"):
        read_one(path)


def with_cells(**cells: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, text in cells.items():
        sheet[place] = text
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_cell_beyond_the_columns_that_are_read_is_named_and_not_dropped() -> None:
    with pytest.raises(UnreadableError) as refused:
        list(workbook.rows(io.BytesIO(with_cells(A1="model", ALL7="last", ALM9="beyond"))))

    assert str(refused.value) == (
        "Row 9 of this workbook has a cell beyond column 1000: delete it, or save the sheet as CSV."
    )
    assert len(list(workbook.rows(io.BytesIO(with_cells(A1="model", ALL7="last"))))[1]) == 1000


def test_a_cell_at_the_end_of_a_sheet_costs_no_rows_in_between() -> None:
    found = list(workbook.rows(io.BytesIO(with_cells(A1="model", A1048576="far"))))

    assert found == [["model"], ["far"]]


def test_sparse_cells_cost_as_much_as_there_are_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr(workbook, "_text", lambda value: made.append(1) or str(value))  # type: ignore[func-returns-value]
    sheet = with_cells(**{f"ALL{row}": "x" for row in range(1, 200)})

    assert len(list(workbook.rows(io.BytesIO(sheet)))) == 199
    assert len(made) == 199


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
]


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused_before_it_is_read(name: str, encoding: str) -> None:
    text = (b'<?xml version="1.0"?><!-- x -->' + LAUGHS).decode().encode(encoding)

    with pytest.raises(UnreadableError) as refused:
        list(workbook.rows(io.BytesIO(spoiled(saved([["a"]]), name, text))))

    assert str(refused.value) == (
        "This workbook declares entities, as no program does: save the sheet as CSV."
    )


def test_a_part_that_hides_its_beginning_is_refused() -> None:
    hidden = b"<!--" + b" " * workbook.LONGEST_PROLOG + b"-->" + LAUGHS

    with pytest.raises(UnreadableError, match="too large"):
        list(workbook.rows(io.BytesIO(spoiled(saved([["a"]]), "xl/worksheets/sheet1.xml", hidden))))


def test_a_picture_in_a_workbook_is_no_declaration() -> None:
    found = spoiled(saved([["a"]]), "xl/media/image1.png", b"\x89PNG\r\n\x1a\n<!DOCTYPE" + bytes(99_999))

    assert list(workbook.rows(io.BytesIO(found))) == [["a"]]
