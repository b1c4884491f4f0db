"""A report's data comes back from its JSON or its PDF, and nothing else comes in."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from runrate.reports.domain.inputs import SourceErrors
from runrate.reports.models import Report
from runrate.reports.rendering.document import attachment_of
from runrate.reports.services.imports import read_back
from tests.refusals import refused
from tests.reports.data import DATA
from tests.reports.readers import SMALL, article

TODAY = date(2026, 11, 28)


def test_data_read_back_is_the_same_source() -> None:
    assert read_back(attachment_of(DATA).encode(), today=TODAY) == article(SMALL)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"%PDF-1.7 but not really", b"x" * 300_000, b'{"format": 1}'],
)
def test_a_broken_file_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(SourceErrors):
        read_back(body, today=TODAY)


def test_a_downloaded_report_comes_back_as_the_same_report(alice_client: Client) -> None:
    sent = SimpleUploadedFile("report.json", attachment_of(DATA).encode())
    first = alice_client.post(reverse("reports:import"), {"file": sent})
    sent.seek(0)
    second = alice_client.post(reverse("reports:import"), {"file": sent})

    report = Report.objects.get()
    assert first["Location"] == second["Location"] == report.get_absolute_url()
    assert report.read_source() == article(SMALL)


def test_a_file_that_is_none_is_refused_at_the_field(alice_client: Client) -> None:
    sent = SimpleUploadedFile("report.pdf", b"%PDF-1.4 nothing")

    answer = refused(alice_client, reverse("reports:import"), {"file": sent})

    assert answer.context["form"].errors == {"file": ["This PDF cannot be read."]}
