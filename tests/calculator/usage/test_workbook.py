"""A sheet is read as the table that it is, and a workbook that would fill a machine is refused."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from calculator.usage import headers, workbook, workbook_parts
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
    monkeypatch.setattr(workbook_parts, "MOST_WORDS", 100_000)

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


def rows_of(content: bytes) -> Iterator[list[str]]:
    """Rows of every sheet, one after another."""
    return chain.from_iterable(found for _name, found in workbook.sheets(io.BytesIO(content)))


def test_a_cell_beyond_the_columns_that_are_read_is_named_and_not_dropped() -> None:
    with pytest.raises(UnreadableError) as refused:
        list(rows_of(with_cells(A1="model", ALL7="last", ALM9="beyond")))

    assert str(refused.value) == (
        "Row 9 of this workbook has a cell beyond column 1000: delete it, or save the sheet as CSV."
    )
    assert len(list(rows_of(with_cells(A1="model", ALL7="last")))[6]) == 1000


def test_rows_that_are_not_there_are_empty_so_that_each_has_its_number() -> None:
    found = list(rows_of(with_cells(B2="model", A20000="far")))

    assert (found[:3], found[-1], len(found)) == ([[], ["", "model"], []], ["far"], 20_000)


def test_a_bad_cell_is_named_by_the_row_of_its_sheet(read: Read) -> None:
    titles = ["usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd"]
    row = ["2026-10-01", "m", "output", 1, 1]

    found = read(saved([[], titles, [], row, ["2026-10-01", "m", "output", "abc", 1]]))

    assert [each["row"] for each in found["refused"]] == [5]
    assert found["rows"] == {"read": 2, "taken": 1, "set_aside": 0, "refused": 1}


def test_the_first_sheet_that_holds_anything_is_read() -> None:
    book = Workbook()
    book.create_sheet("second").append(["a", 1])
    book.create_sheet("third").append(["b", 2])
    held = io.BytesIO()
    book.save(held)

    found = headers.table_of(workbook.sheets(io.BytesIO(held.getvalue())))

    assert (found.header, found.sheet, list(found.rows)) == (["a", "1"], "", [])


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s'
ONE = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>'


def peak_of(content: bytes) -> tuple[str, int]:
    tracemalloc.start()
    with pytest.raises(UnreadableError) as refused:
        for _row in rows_of(content):
            pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return str(refused.value), peak


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("xl/worksheets/sheet1.xml", SHEET % (ONE % (b"x" * 6_000_000))),
        ("xl/worksheets/sheet1.xml", SHEET % b"<!--" + b"x" * 6_000_000),
        ("xl/worksheets/sheet1.xml", SHEET % b'<row r="' + b"1" * 6_000_000),
        ("xl/worksheets/sheet1.xml", SHEET % b"<a>" * 200),
        ("xl/worksheets/sheet1.xml", SHEET % b"".join(b"<a%d/>" % n for n in range(2_000))),
        ("xl/worksheets/sheet1.xml", SHEET % (b'<row r="1">' + b"<c><v>1</v></c>" * 2_000)),
        ("xl/styles.xml", b"<styleSheet>" + b"<a/>" * 2_200_000),
        ("xl/workbook.xml", b"<workbook>" + b"<a/>" * 2_200_000),
    ],
    ids=["cell", "comment", "attribute", "depth", "names", "row", "styles", "book"],
)
def test_what_would_have_to_be_held_is_refused_before_it_is(name: str, text: bytes) -> None:
    content = spoiled(saved([["a"]]), name, text)

    said, peak = peak_of(content)

    assert said in {
        "This workbook is too large: save the sheet as CSV.",
        "A cell of this workbook is longer than 1 MB: it is no export of usage.",
        "Row 1 of this workbook has a cell beyond column 1000: delete it, or save the sheet as CSV.",
    }
    assert peak < 24 * 1024**2


def test_a_list_of_words_is_bounded_whatever_it_is_called() -> None:
    content = saved([["a"]])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = book.read("xl/_rels/workbook.xml.rels")
    named = names.replace(
        b"</Relationships>",
        b'<Relationship Id="w" Target="w.bin" Type="http://x/sharedStrings"/></Relationships>',
    )
    content = spoiled(content, "xl/_rels/workbook.xml.rels", named)

    said, peak = peak_of(spoiled(content, "xl/w.bin", b"<sst>" + b" " * 34_000_000 + b"</sst>"))

    assert said == "This workbook is too large: save the sheet as CSV."
    assert peak < 6 * 1024**2


def test_rows_without_cells_are_not_held() -> None:
    content = spoiled(
        saved([["a"]]),
        "xl/worksheets/sheet1.xml",
        SHEET % (ONE % b"a") + b"<row/>" * 100_000 + b"</sheetData></worksheet>",
    )

    tracemalloc.start()
    found = list(rows_of(content))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == [["a"]]
    assert peak < 6 * 1024**2


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
]


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused_before_it_is_read(name: str, encoding: str) -> None:
    text = (b'<?xml version="1.0"?><!-- x -->' + LAUGHS).decode().encode(encoding)

    with pytest.raises(UnreadableError) as refused:
        list(rows_of(spoiled(saved([["a"]]), name, text)))

    assert str(refused.value) == (
        "This workbook declares entities, as no program does: save the sheet as CSV."
    )


def test_a_part_that_hides_its_beginning_declares_nothing_either() -> None:
    hidden = b"<!--" + b" " * 100_000 + b"-->" + LAUGHS

    with pytest.raises(UnreadableError, match="declares entities"):
        list(rows_of(spoiled(saved([["a"]]), "xl/worksheets/sheet1.xml", hidden)))


def test_a_picture_in_a_workbook_is_no_declaration() -> None:
    found = spoiled(saved([["a"]]), "xl/media/image1.png", b"\x89PNG\r\n\x1a\n<!DOCTYPE" + bytes(99_999))

    assert list(rows_of(found)) == [["a"]]


def test_a_formula_that_no_program_has_calculated_is_not_called_empty(read: Read) -> None:
    titles = ["usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd"]
    rows = [["2026-10-01", "m", "output", "=0.1+0.2", 3], ["2026-10-01", "m", "output", 1, 3]]

    found = read(saved([titles, *rows]))

    [refused] = found["refused"]
    said = "a formula that was never calculated: open the workbook, save it and send it again"
    assert (refused["row"], refused["column"], refused["reason"]) == (2, "cost_usd", said)
