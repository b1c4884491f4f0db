"""Files in an S3-compatible store, chosen by one setting: kept, served through the site, deleted."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import boto3
import pytest
from django.test import Client, override_settings
from django.urls import reverse
from moto import mock_aws
from pytest_django import DjangoCaptureOnCommitCallbacks

from assessment.models import Submission
from runrate.reports.models import Report
from runrate.reports.tasks import make_report

BUCKET = "runrate-reports"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    options = {
        "bucket_name": BUCKET,
        "region_name": "us-east-1",
        "access_key": "testing",
        "secret_key": "testing",
        "default_acl": None,
        "file_overwrite": False,
    }
    files = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    statics = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with ExitStack() as stack:
        stack.enter_context(mock_aws())
        store = boto3.resource("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        stack.enter_context(override_settings(STORAGES={"default": files, "staticfiles": statics}))
        yield store


def test_a_report_lives_in_the_bucket_and_leaves_it_again(
    bucket: Any,
    alice_client: Client,
    bob_client: Client,
    submission: Submission,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": str(submission.pk)})
    report = Report.objects.get()

    make_report.call(str(report.pk))
    report.refresh_from_db()
    (stored,) = bucket.objects.all()
    hers = alice_client.get(reverse("reports:download", args=[report.pk]))
    his = bob_client.get(reverse("reports:download", args=[report.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(reverse("reports:delete", args=[report.pk]))

    assert stored.key == report.file.name
    assert (hers.status_code, hers.content[:5]) == (200, b"%PDF-")
    assert his.status_code == 404
    assert list(bucket.objects.all()) == []
