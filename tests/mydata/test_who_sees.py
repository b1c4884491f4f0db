"""No page promises more than /privacy/: wherever it says who sees something, staff are not left out."""

import re
from pathlib import Path

import pytest
from django.test import Client

from runrate.reports.models import Report

TEMPLATES = Path(__file__).parents[2] / "templates"
ALONE = re.compile(
    r"nobody else|to nobody|no one else|only you\b|nobody sees|never shown|yours alone", re.IGNORECASE
)
OF_MEMBERS = "Each member answers alone and sees no one else's answers."
"""Of the members of a round, whom it names."""


def test_staff_can_open_what_the_privacy_page_says(staff_client: Client, alices_report: Report) -> None:
    scenario = alices_report.scenario
    assert scenario is not None

    opened = [
        staff_client.get(address).status_code
        for address in (
            f"/admin/assessment/submission/{alices_report.submission_id}/change/",
            f"/admin/calculator/scenario/{scenario.pk}/change/",
            "/admin/reports/report/",
        )
    ]

    assert opened == [200, 200, 200]
    said = " ".join(staff_client.get("/privacy/").text.split())
    assert (
        "Staff can read finished assessments, with their notes, to review them, saved scenarios, and in the "
        "list of reports their titles;"
    ) in said


@pytest.mark.django_db
def test_signing_up_names_staff_and_leads_to_who_sees_what(client: Client) -> None:
    page = " ".join(client.get("/account/signup/").text.split())

    assert "of some things this site's staff can, too" in page
    assert 'href="/privacy/"' in page.split("<h1")[1].split("<form")[0]


def test_no_page_says_that_nobody_sees_it_without_naming_staff() -> None:
    said = {
        " ".join(sentence.split())
        for path in TEMPLATES.rglob("*.html")
        for sentence in re.split(r"(?<=[.;])\s|[{}]%?", path.read_text())
        if ALONE.search(sentence) and "staff" not in sentence
    }

    assert said == {OF_MEMBERS}
