"""What people do with reports: asked for once, a queue with an end, deleted with their file."""

from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from assessment.models import Submission
from runrate.reports.models import Report
from tests.reports.conftest import Worker


def test_pressing_twice_makes_one_report(alice_client: Client, submission: Submission) -> None:
    first = alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    second = alice_client.post(reverse("reports:start"), {"submission": submission.pk})

    assert first["Location"] == second["Location"]
    assert Report.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_too_many_waiting_reports_are_answered_politely(
    alice_client: Client, submission: Submission, settings: Settings
) -> None:
    settings.REPORT_QUEUE_LIMIT = 0

    answer = alice_client.post(reverse("reports:start"), {"submission": submission.pk})

    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert not Report.objects.exists()


def test_a_deleted_report_takes_its_file_with_it(
    alice_client: Client,
    submission: Submission,
    worker: Worker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    storage, name = report.file.storage, report.file.name or ""

    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(reverse("reports:delete", args=[report.pk]))

    assert not Report.objects.exists()
    assert not storage.exists(name)
