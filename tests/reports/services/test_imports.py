"""A report's data comes back from its JSON or its PDF, and nothing else comes in."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from runrate.reports.domain.inputs import SourceErrors, parse_source
from runrate.reports.models import Report
from runrate.reports.rendering.document import attachment_of
from runrate.reports.services.imports import read_back
from tests.refusals import refused
from tests.reports.readers import SMALL, article

TODAY = date(2026, 11, 28)
DATA: dict[str, Any] = article(SMALL).as_json()


def changed(**fields: Any) -> dict[str, Any]:
    return json.loads(json.dumps({**DATA, **fields}))  # type: ignore[no-any-return]  # it was a dict before


def test_data_read_back_is_the_same_source() -> None:
    assert read_back(attachment_of(DATA).encode(), today=TODAY) == article(SMALL)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (changed(format=2), "format"),
        (changed(made_on="yesterday"), "made_on"),
        (changed(paper="A0"), "paper"),
        (changed(minimum_review_rate="1.2"), "minimum_review_rate"),
        (changed(minimum_review_rate="NaN"), "minimum_review_rate"),
        (changed(day_cost=-1), "day_cost"),
        (changed(assessment=None, scenario=None), "__all__"),
        (changed(worth_changes={"q1.tokens": ["1", "1", "1", "1", "1"]}), "worth_changes"),
        (changed(worth_changes={"q7.tokens": ["0", "1", "1", "1", "1"]}), "worth_changes"),
        (changed(worth_changes={"q7.tokens": ["1/0"]}), "worth_changes"),
        (changed(scenario={"workload": {"units_per_month": -1}}), "scenario.units_per_month"),
        (changed(assessment={"sheet": {"version": "1", "answers": {"q1": 5}}}), "assessment.q1"),
        (changed(assessment={"sheet": {"version": "1", "answers": {"q1": 1}}}), "assessment"),
        ({**DATA, "assessment": {**DATA["assessment"], "team_name": "x" * 121}}, "team_name"),
        (
            {**DATA, "assessment": {**DATA["assessment"], "team": {"raters": 2, "spreads": {}}}},
            "assessment.team",
        ),
        ([], "__all__"),
    ],
)
def test_what_is_no_data_of_a_report_is_refused_at_its_field(data: Any, field: str) -> None:
    with pytest.raises(SourceErrors) as refused:
        parse_source(data)

    assert field in refused.value.errors


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
