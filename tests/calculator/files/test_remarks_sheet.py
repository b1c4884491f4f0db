"""Remarks have a sheet of their own, and none where there is nothing to say."""

from openpyxl import Workbook

from calculator.domain.cost_lines import Note
from calculator.files.remarks_sheet import write_remarks


def test_each_remark_has_its_row_beside_the_input_it_is_about() -> None:
    book = Workbook()

    write_remarks(book, [Note("model", "Image output costs more."), Note("batch_factor", "=1+1")])

    rows = [[cell.value for cell in row] for row in book["Remarks"]]
    assert rows == [
        ["Input", "Remark"],
        ["Model", "Image output costs more."],
        ["Batch price as a share of the price", "'=1+1"],
    ]


def test_without_remarks_there_is_no_sheet() -> None:
    book = Workbook()

    write_remarks(book, [])

    assert book.sheetnames == ["Sheet"]
