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


def test_one_cell_at_the_end_of_a_sheet_is_refused_before_a_million_rows_are_made(read: Read) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "model"
    sheet["A1002"] = "still near enough"
    near = io.BytesIO()
    book.save(near)
    sheet["XFD1048576"] = "far"
    far = io.BytesIO()
    book.save(far)

    assert len(list(workbook.rows(io.BytesIO(near.getvalue())))) == 2
    with pytest.raises(UnreadableError, match="too many empty rows"):
        list(workbook.rows(io.BytesIO(far.getvalue())))
