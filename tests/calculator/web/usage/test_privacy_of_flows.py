"""After every flow of a bill nothing of what people wrote, or of who they are, is kept anywhere."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from calculator.models import Scenario, UsageUpload
from calculator.uploads.job import read_upload
from calculator.uploads.samples import FOLDER
from calculator.usage.command import run
from runrate.accounts.models import User
from runrate.mydata.export import archive as archive_of
from runrate.mydata.services import delete_account
from runrate.reports.models import Report
from runrate.reports.tasks import make_report
from tests.calculator.uploads.test_privacy import MARKS, everything_kept
from tests.calculator.usage.test_privacy import ADDRESSES, MARKER, PRIVATE, cells_of, marked, written
from tests.calculator.usage.test_workbook import saved
from tests.calculator.web.usage.conftest import Send
from tests.calculator.web.usage.test_columns_form import CHOSEN, mapped
from tests.calculator.web.usage.test_take_views import choose, every, take

USAGE, COST, FOCUS = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv", "focus-1.0-aws-bedrock.csv"
OWN = written(
    [
        ["month", "billed_usd", "units", PRIVATE[0], "note"],
        ["2025-09", "420", "10000", "x", PRIVATE[0]],
        ["2025-10", MARKER, "1", "x", "x"],
        [PRIVATE[0], "5", "1", ADDRESSES[0], "x"],
        ["2025-11", "448", ADDRESSES[1], "x", "x"],
    ]
)


def spoiled(name: str, *, refused: bool = True) -> list[list[str]]:
    """A sample with private columns, and rows in which what people wrote stands where amounts belong."""
    header, *rows = cells_of(name)
    more = [[*row, *PRIVATE[:2]] for row in rows]
    shifted = [[PRIVATE[0], *rows[-1][:-1], *PRIVATE[:2]], [PRIVATE[1]]] if refused else []
    return [[*header, "prompt", "user_email"], *more, *shifted]


def backup() -> str:
    """All rows of all tables as a dump has them, with what the sessions hold."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join([*rows, *(str(each.get_decoded()) for each in Session.objects.all())])


def leaks(log: str, *answers: str) -> list[str]:
    kept = "\n".join([everything_kept(log), backup(), *answers]).lower()
    return [mark for mark in MARKS if mark in kept]


def test_a_mark_in_a_session_would_be_found(client: Client, db: None) -> None:
    session = client.session
    session["typed"] = MARKER
    session.save()

    assert leaks("") == [MARKER.lower()]


def test_a_workbook_leaves_nothing(alice_client: Client, send: Send, caplog: Any) -> None:
    upload = send(alice_client, f"{ADDRESSES[0]}.xlsx", saved(spoiled(FOCUS)))
    page = alice_client.get(upload.get_absolute_url()).text

    assert (upload.exports.get().rows_taken, upload.file.name) == (9, "")
    assert leaks(caplog.text, page) == []


def test_columns_of_ones_own_leave_nothing_chosen_refused_changed_or_forgotten(
    alice_client: Client, send: Send, caplog: Any, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(alice_client, "own.csv", OWN)
    asked = alice_client.get(upload.get_absolute_url()).text
    alice_client.post(upload.get_absolute_url(), CHOSEN | {"column_date": "", "currency": MARKER[:4]})
    upload = mapped(alice_client, upload, django_capture_on_commit_callbacks)
    again = {"again": str(upload.pk), **CHOSEN, "column_units": ""}
    alice_client.post("/usage/", {**again, "file": SimpleUploadedFile("x.csv", PRIVATE[0].encode())})
    refused = alice_client.get(f"/usage/{upload.pk}/columns/").text
    with django_capture_on_commit_callbacks(execute=True):
        answer = alice_client.post("/usage/", {**again, "file": SimpleUploadedFile("own.csv", OWN.encode())})
        read_upload.func(str(upload.pk))
    page = alice_client.get(upload.get_absolute_url()).text
    alice_client.post(f"/usage/{upload.pk}/columns/forget/")
    rows = alice_client.get(f"/usage/{upload.pk}/refused/0.csv").content.decode()

    assert answer["Location"] == upload.get_absolute_url()
    assert upload.exports.get().rows_refused == 2
    assert leaks(caplog.text, refused, page, rows) == []
    # Before a choice titles that are no sentence are shown to whoever sent them, and kept to choose from.
    assert "Day or month" in asked


def test_a_pair_that_is_taken_reported_undone_taken_out_and_deleted_leaves_nothing(
    alice: User, alice_client: Client, send: Send, caplog: Any, django_capture_on_commit_callbacks: Any
) -> None:
    send(alice_client, COST, written(spoiled(COST, refused=False)))
    upload = send(alice_client, USAGE, written(spoiled(USAGE, refused=False)))
    choose(alice_client, upload, units="5", alias_0="")
    take(alice_client, upload, *every(alice_client, upload))
    scenario = Scenario.objects.get()
    choose(alice_client, upload, units="9", alias_0="")
    take(alice_client, upload, "units_per_month", scenario=str(scenario.pk), over="1")
    alice_client.post(f"/scenarios/{scenario.pk}/versions/1/")
    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post("/reports/new/", {"scenario": str(scenario.pk)})
    report = Report.objects.get()
    make_report.func(str(report.pk))
    report.refresh_from_db()
    bill = f"/usage/{upload.pk}/"
    addresses = (f"{bill}inputs/", f"{bill}against/", report.get_absolute_url())
    pages = [alice_client.get(address).text for address in addresses]
    with archive_of(user=alice, now=timezone.now()) as packed:
        taken_out = unpacked(packed.read())

    assert report.file.name
    assert leaks(caplog.text, *pages, taken_out) == []

    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user=alice)
    assert (leaks(caplog.text), UsageUpload.objects.count(), Report.objects.count()) == ([], 0, 0)


def unpacked(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return "\n".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())


def test_refused_replaced_and_deleted_files_leave_nothing(
    alice_client: Client, send: Send, caplog: Any
) -> None:
    first = send(alice_client, FOCUS, written(spoiled(FOCUS)))
    second = send(alice_client, FOCUS, written(spoiled(FOCUS)) + "\n")
    page = alice_client.get(second.get_absolute_url()).text
    rows = alice_client.get(f"/usage/{second.pk}/refused/0.csv").content.decode()
    alice_client.post(f"/usage/{second.pk}/replace/{first.pk}/")
    failed = send(alice_client, f"{ADDRESSES[1]}.csv", f'{{"prompt": "{PRIVATE[0]}"')
    shown = alice_client.get(failed.get_absolute_url()).text
    kept = leaks(caplog.text, page, rows, shown)
    for each in (second, failed):
        alice_client.post(f"/usage/{each.pk}/delete/")

    assert len(list(csv.reader(io.StringIO(rows)))) == 3
    assert (kept, leaks(caplog.text), UsageUpload.objects.count()) == ([], [], 0)


def test_the_command_lines_answer_leaves_nothing_even_with_marks_put_into_it(
    alice_client: Client, send: Send, caplog: Any, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_text(written(spoiled(FOCUS)))
    answer = io.StringIO()
    run([str(tmp_path / "x.csv")], answer)
    whole = marked(json.loads(answer.getvalue()), PRIVATE[0])
    upload = send(alice_client, "sums.json", json.dumps(whole | {"notes": list(PRIVATE)}))
    page = alice_client.get(upload.get_absolute_url()).text

    assert leaks(caplog.text, page) == []
    assert leaks(answer.getvalue()) == []


@pytest.mark.parametrize("call", ["usage", "variances"])
def test_the_api_keeps_nothing_of_what_it_is_sent(
    client: Client, db: None, caplog: Any, tmp_path: Path, call: str
) -> None:
    answer = io.StringIO()
    run([str(FOLDER / FOCUS)], answer)
    body: dict[str, Any] = {"usage": json.loads(answer.getvalue()), "units": 1000}
    if call == "variances":
        body = {"bill": body, "estimate": {"input_tokens": PRIVATE[0]}}

    for sent in (body, marked(body, PRIVATE[0]), {"prompt": PRIVATE[0]}, PRIVATE[0]):
        client.post(f"/api/v1/{call}", json.dumps(sent), content_type="application/json")

    assert leaks(caplog.text) == []
