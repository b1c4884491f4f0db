"""Every table that leaves the site: no cell computes in a spreadsheet, and the program knows its letters."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessment.domain.scoring import NotApplicable
from assessment.models import Export, Submission
from assessment.services import submissions
from assessment.staff import export_job
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core.csv_safety import inert
from tests.assessment.sheets import sheet
from tests.journeys.fresh import forget_counts

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_json()
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "−", "\t", "\r")
UNSEEN = ("", "\ufeff", "\u200b", "\u2060", "\u00ad", " ", "\u00a0", "\u3000", "\u3164", "\u202e", "\u0301")
STAFF_EXPORT = "/admin/assessment/submission/export/"
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


def sent(answer: Any) -> bytes:
    return b"".join(answer)


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


def submitted(start: str, owner: User) -> Submission:
    words = f"{start}cmd()"
    answered = sheet(2, {"q1": words}, q7=NotApplicable(f"{words} applies"))
    return submissions.record(
        sheet=answered, owner=owner, context={"workload_name": words, "team_name": words}
    )


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


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_found_behind_whatever_cannot_be_seen(sign: str, unseen: str) -> None:
    assert inert(f"{unseen}{sign}cmd()") == f"'{unseen}{sign}cmd()"


@pytest.mark.parametrize(
    "text", ["", "Claims", " Claims", "\u0301Claims", "5 = 5", "'=quoted", "Überblick", "数", "\u200b"]
)
def test_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_table_for_people_says_that_it_is_utf_8(
    alice: User, alice_client: Client, staff_client: Client
) -> None:
    submission = submitted("Überblick ", alice)
    scenario = Scenario.objects.create(owner=alice, name="Überblick", inputs=SMALL)

    bodies = [
        sent(alice_client.get("/calculator/costs.csv", {**SMALL, "unit_name": "Überblick"})),
        sent(alice_client.get(f"/scenarios/{scenario.pk}/costs.csv")),
        sent(alice_client.get(f"/assessment/{submission.pk}/export.csv")),
        sent(staff_client.post(STAFF_EXPORT, {"kind": "csv"})),
        sent(staff_client.post(STAFF_EXPORT, {"kind": "research"})),
    ]

    assert [body[:3] for body in bodies] == [b"\xef\xbb\xbf"] * 5
    assert [body.count(b"\xef\xbb\xbf") for body in bodies] == [1] * 5
    assert "Überblick" in bodies[0].decode("utf-8-sig")
