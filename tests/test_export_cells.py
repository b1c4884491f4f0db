"""Every table that leaves the site: no cell computes in a spreadsheet, and the program knows its letters."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessment.models import Export
from assessment.staff import export_job
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.cells import SIGNS, SMALL, STAFF_EXPORT, UNSEEN, sent, submitted
from tests.journeys.fresh import forget_counts

pytestmark = pytest.mark.django_db


STARTS = [*SIGNS, *(f"{unseen}=" for unseen in UNSEEN if unseen), "\ufeff\u200b＝"]


type Cells = Iterable[object]


type Exports = Callable[[User, Client, Client], Iterator[tuple[str, Cells]]]


def table(body: bytes) -> Cells:
    return [cell for row in csv.reader(StringIO(body.decode("utf-8-sig"), newline="")) for cell in row]


def workbook(body: bytes) -> Cells:
    """What stands in a workbook as text; what we mean as a formula is one."""
    cells = (cell for page in load_workbook(BytesIO(body)) for row in page.iter_rows() for cell in row)
    return [
        f"=cmd() {cell.value}" if "cmd()" in str(cell.value) and cell.data_type == "f" else cell.value
        for cell in cells
    ]


def in_an_address(alice: User, hers: Client, staff: Client) -> Iterator[tuple[str, Cells]]:
    """The page's own exports: what is counted is free text, as far as it can be printed."""
    for start in (start for start in STARTS if start == start.strip() and start.isprintable()):
        forget_counts()  # the limit has a test of its own
        asked = {**SMALL, "unit_name": f"{start}cmd()"}
        yield "csv", table(sent(hers.get("/calculator/costs.csv", asked)))
        yield "xlsx", workbook(sent(hers.get("/calculator/costs.xlsx", asked)))


def of_a_scenario(alice: User, hers: Client, staff: Client) -> Iterator[tuple[str, Cells]]:
    for start in STARTS:
        printed = {"unit_name": f"{start}cmd()"} if start == start.strip() and start.isprintable() else {}
        scenario = Scenario.objects.create(owner=alice, name=f"{start}cmd()", inputs={**SMALL, **printed})
        yield "csv", table(sent(hers.get(f"/scenarios/{scenario.pk}/costs.csv")))
        yield "xlsx", workbook(sent(hers.get(f"/scenarios/{scenario.pk}/costs.xlsx")))


def of_an_assessment(alice: User, hers: Client, staff: Client) -> Iterator[tuple[str, Cells]]:
    for submission in [submitted(start, alice) for start in STARTS]:
        yield "csv", table(sent(hers.get(f"/assessment/{submission.pk}/export.csv")))


def of_staff(alice: User, hers: Client, staff: Client) -> Iterator[tuple[str, Cells]]:
    for start in STARTS:
        submitted(start, alice)
    yield "csv", table(sent(staff.post(STAFF_EXPORT, {"kind": "csv"})))
    yield "research", table(sent(staff.post(STAFF_EXPORT, {"kind": "research"})))
    staff.post(STAFF_EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()
    export_job.write_workbook.call(str(export.pk))
    export.refresh_from_db()
    with export.file.open() as stored:
        yield "xlsx", workbook(stored.read())


def computes(cell: object) -> bool:
    """As the most eager program would: after all that cannot be seen, one of the signs."""
    return str(cell).lstrip("".join(UNSEEN)).startswith(SIGNS)


@pytest.mark.parametrize(
    ("export", "least"), [(in_an_address, 20), (of_a_scenario, 40), (of_an_assessment, 50), (of_staff, 150)]
)
def test_no_cell_of_any_export_starts_a_formula(
    alice: User, alice_client: Client, staff_client: Client, export: Exports, least: int
) -> None:
    free = [
        (name, str(cell))
        for name, cells in export(alice, alice_client, staff_client)
        for cell in cells
        if "cmd()" in str(cell)
    ]

    assert [(name, ascii(cell)) for name, cell in free if computes(cell)] == []
    assert len(free) >= least
