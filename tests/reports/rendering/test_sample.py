"""The public sample: for everybody, marked as an example, drawn for phone and paper."""

from datetime import UTC, datetime
from io import BytesIO

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from runrate.reports.models import Report
from runrate.reports.rendering import sample
from runrate.reports.rendering.document import print_job


def test_the_sample_is_for_everybody_and_marked_as_an_example(client: Client, db: None) -> None:
    page = client.get(reverse("reports:sample"))
    first = client.get(reverse("reports:sample_download"))
    second = client.get(reverse("reports:sample_download"))

    assert "Example company" in page.content.decode()
    assert first.content == second.content
    text = PdfReader(BytesIO(first.content)).pages[0].extract_text()
    assert "Example company" in text
    assert not Report.objects.exists()


def test_a_phone_has_drawings_of_its_own_and_paper_the_wide_ones_alone(client: Client, db: None) -> None:
    page = client.get(reverse("reports:sample")).text
    paper = print_job(sample.content(), attachment="{}", created=datetime(2026, 11, 24, tzinfo=UTC)).html

    assert page.count('class="figure__drawing--narrow"') == 3
    assert page.count('class="figure__drawing--wide"') == 3
    assert "figure__drawing" not in paper
    assert ('viewBox="0 0 360' in page, 'viewBox="0 0 360' in paper) == (True, False)
