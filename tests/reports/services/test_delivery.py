"""A stored file is handed over whole, or it is said that it is damaged or away."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from assessment.models import Submission
from runrate.accounts.models import User
from runrate.reports.models import Report
from tests.reports.conftest import Worker
from tests.reports.storing import answering, ready, store

pytestmark = pytest.mark.django_db


def test_a_file_that_the_store_has_not_is_the_report_damaged(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = ready(alice)

    with answering(404, 0) as port:
        monkeypatch.setattr(Report._meta.get_field("file"), "storage", store(port))
        answer = alice_client.get(f"{report.get_absolute_url()}download/")

    assert (answer.status_code, "damaged" in answer["Location"]) == (302, True)


def test_the_file_is_downloaded_by_its_owner_the_same_each_time(
    alice_client: Client, submission: Submission, worker: Worker
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    address = reverse("reports:download", args=[report.pk])

    first, second = alice_client.get(address), alice_client.get(address)

    assert first.content == second.content
    assert first["Content-Disposition"] == f'attachment; filename="{report.filename}"'
    assert first["X-Content-Type-Options"] == "nosniff"
    assert len(PdfReader(BytesIO(first.content)).pages) > 3
    assert DBTaskResult.objects.filter(task_path__endswith="make_report").count() == 1


def test_a_damaged_file_is_never_served_and_can_be_made_again(
    alice_client: Client, submission: Submission, worker: Worker
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    path = Path(report.file.path)
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])

    damaged = alice_client.get(reverse("reports:download", args=[report.pk]))
    alice_client.post(reverse("reports:retry", args=[report.pk]))
    worker(report)
    again = alice_client.get(reverse("reports:download", args=[report.pk]))

    assert damaged.status_code == 302
    assert again.content == whole
    assert report.edition == 1


def test_the_board_page_is_a_file_of_one_page_the_same_each_time(
    alice_client: Client, bob_client: Client, submission: Submission, worker: Worker
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    address = reverse("reports:board", args=[report.pk])

    first, second = alice_client.get(address), alice_client.get(address)

    assert first.content == second.content
    assert len(PdfReader(BytesIO(first.content)).pages) == 1
    assert first["Content-Disposition"] == f'attachment; filename="{report.board_filename}"'
    assert bob_client.get(address).status_code == 404


def test_a_report_from_before_board_pages_has_none_and_does_not_link_to_one(
    alice: User, alice_client: Client
) -> None:
    report = ready(alice)

    assert alice_client.get(reverse("reports:board", args=[report.pk])).status_code == 404
