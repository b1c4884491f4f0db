"""Exports are chosen, noted in the staff log, and downloaded by whoever asked."""

import io

from django.test import Client
from openpyxl import load_workbook

from assessment.models import Export
from assessment.staff import export_job
from runrate.audit.models import AuditEntry
from tests.assessment.exporting import EXPORT, rows_of, text_of
from tests.assessment.submitted import submitted
from tests.signing_in import SignedIn


def test_only_what_was_chosen_is_exported(analyst: Client) -> None:
    submitted("Low", 0)
    submitted("High", 4)

    rows = rows_of(text_of(analyst, kind="csv", stage__exact="invisible"))

    assert [row["stage"] for row in rows] == ["invisible"]


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
