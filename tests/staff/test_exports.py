"""Exports: whole, inert in a spreadsheet, anonymous where promised, noted in the staff log."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.scoring import NotApplicable, score
from assessment.models import Export, Submission
from assessment.services import submissions
from assessment.staff import export_job
from runrate.accounts.models import User
from runrate.audit.models import AuditEntry
from tests.assessment.sheets import sheet
from tests.staff.conftest import SignedIn
from tests.staff.submissions import submitted

EXPORT = "/admin/assessment/submission/export/"


@pytest.fixture
def analyst(signed_in: SignedIn) -> Client:
    return signed_in("Analyst")


def text_of(client: Client, **form: str) -> str:
    return b"".join(client.post(EXPORT, form).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def administrator(signed_in: SignedIn) -> Client:
    return signed_in("Administrator")


def test_the_csv_holds_context_result_and_answers(administrator: Client, alice: User) -> None:
    submissions.record(
        sheet=sheet(2, {"q1": "Cost sheet"}, q7=NotApplicable("decided elsewhere"), q2="dk"),
        owner=alice,
        context={"workload_name": "Claims"},
    )

    row = rows_of(text_of(administrator, kind="csv"))[0]

    assert (row["owner"], row["workload_name"], row["stage"]) == ("alice@example.com", "Claims", "allocated")
    assert [row[key] for key in ("q1", "q2", "q7", "q1_evidence")] == ["2", "dk", "na", "Cost sheet"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_starts_a_formula(administrator: Client, start: str) -> None:
    submitted(f"{start}cmd()")

    assert rows_of(text_of(administrator, kind="csv"))[0]["workload_name"] == f"'{start}cmd()"


def test_only_what_was_chosen_is_exported(analyst: Client) -> None:
    submitted("Low", 0)
    submitted("High", 4)

    rows = rows_of(text_of(analyst, kind="csv", stage__exact="invisible"))

    assert [row["stage"] for row in rows] == ["invisible"]


def test_drafts_stay_where_they_are(analyst: Client) -> None:
    submissions.start()

    assert rows_of(text_of(analyst, kind="csv")) == []


def test_each_json_line_scores_the_same_again(analyst: Client) -> None:
    submission = submitted("Claims", 3)

    line = json.loads(text_of(analyst, kind="jsonl"))

    again = parse_sheet({name: line[name] for name in ("version", "answers", "evidence")})
    assert score(again).as_json() == line["result"] == submission.result


def test_the_research_export_names_nobody_and_merges_small_groups(analyst: Client, alice: User) -> None:
    for number in range(10):
        submitted(f"Secret {number}", 2, owner=alice, industry="banking")
    for industry in ("health", "retail", "public", "software", "telecom"):
        submitted("Rare", 2, industry=industry)
    for industry in ("transport", "education", "services", "insurance", "other"):
        submitted("Rare", 2, industry=industry)
    alone = submitted("Alone", 2, industry="health")
    Submission.objects.filter(pk=alone.pk).update(finished_at=datetime(2020, 2, 2, tzinfo=UTC))

    text = text_of(analyst, kind="research")

    rows = rows_of(text)
    assert sorted(row["industry"] for row in rows) == ["banking"] * 10 + ["suppressed"] * 10
    assert {row["role"] for row in rows if row["industry"] == "suppressed"} == {"suppressed"}
    assert [word for word in ("Secret", "Rare", "alice", "2020", str(alone.pk)) if word in text] == []


def test_the_workbook_is_written_by_the_worker_and_downloaded_by_who_asked(
    administrator: Client, signed_in: SignedIn
) -> None:
    submitted("=cmd()")
    submitted("Control \x07 bell")
    asked = administrator.post(EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()
    before = administrator.get(asked.url)  # type: ignore[attr-defined]

    export_job.write_workbook.call(str(export.pk))

    done = administrator.get(asked.url)  # type: ignore[attr-defined]
    file = b"".join(administrator.get(f"{EXPORT}{export.pk}/workbook/").streaming_content)  # type: ignore[attr-defined]
    sheet_ = load_workbook(io.BytesIO(file)).active
    assert sheet_ is not None
    column = [cell.value for cell in sheet_[1]].index("workload_name")
    assert "<progress" in before.text
    assert "2 rows." in done.text
    assert sorted(str(row[column].value) for row in sheet_.iter_rows(min_row=2)) == [
        "'=cmd()",
        "Control  bell",
    ]
    other = signed_in("Analyst", email="other@example.com")
    assert other.get(f"{EXPORT}{export.pk}/").status_code == 404
    assert other.get(f"{EXPORT}{export.pk}/workbook/").status_code == 404


def test_a_workbook_stops_at_its_most_rows_and_says_so(
    analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_job, "MOST_ROWS", 2)
    for _ in range(3):
        submitted()
    analyst.post(EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()

    export_job.write_workbook.call(str(export.pk))

    export.refresh_from_db()
    assert (export.written, export.cut) == (2, True)


def test_a_workbook_is_written_once(analyst: Client) -> None:
    submitted()
    analyst.post(EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()

    said = [export_job.write_workbook.call(str(export.pk)) for _time in range(2)]

    assert said == ["done", "not waiting"]


@pytest.mark.parametrize("form", [{"kind": "exe"}, {"kind": "csv", "stage__exact": "wrong"}, {}])
def test_what_cannot_be_exported_is_refused(analyst: Client, form: dict[str, str]) -> None:
    assert analyst.post(EXPORT, form).status_code == 422


def test_every_export_is_in_the_staff_log(analyst: Client) -> None:
    text_of(analyst, kind="research", stage__exact="tracked")

    logged = AuditEntry.objects.get(did="exported")
    assert (logged.by_name, logged.detail) == (
        "analyst@example.com",
        "research: stage__exact=tracked; without notes and addresses",
    )


def test_a_workbook_whose_file_is_gone_is_not_there(administrator: Client) -> None:
    submitted()
    administrator.post(EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()
    export_job.write_workbook.call(str(export.pk))
    export.refresh_from_db()
    export.file.storage.delete(str(export.file.name))

    assert administrator.get(f"{EXPORT}{export.pk}/workbook/").status_code == 404
