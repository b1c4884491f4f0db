"""No page promises more than /privacy/: wherever it says who sees something, staff are not left out."""

import re
from pathlib import Path
from typing import Final

import pytest
from django.contrib import admin
from django.test import Client

from runrate.reports.models import Report

TEMPLATES = Path(__file__).parents[2] / "templates"
ALONE = re.compile(
    r"nobody else|to nobody|no one else|only you\b|nobody sees|never shown|yours alone", re.IGNORECASE
)
SHOWN: Final = {
    # By table of the administration: the columns of its list, and what the privacy page says of them.
    "accounts.user": (
        "email is_staff is_active date_joined last_login",
        "email addresses and whether they are confirmed, when you joined and last signed in",
    ),
    "account.emailaddress": (
        "email user primary verified",
        "email addresses and whether they are confirmed",
    ),
    "usersessions.usersession": (
        "user created_at last_seen_at ip user_agent",
        "where you are signed in (network address, browser, times)",
    ),
    "mfa.authenticator": (
        "user type created_at last_used_at",
        "which second factors you have, with the times of their use",
    ),
    "mail.letter": (
        "id subject state attempts failure created_at next_try_at sent_at",
        "of mails that are not deleted yet, subject, state and times, not the text",
    ),
    "assessment.submission": (
        "what review stage score day reviewer who weakest industry size_band",
        "finished assessments, with their notes, to review and export them",
    ),
    "assessment.teamround": (
        "team_name workload_name owner opened_at closed_at",
        "who opened a team round when, its team and its workload",
    ),
    "calculator.scenario": ("name owner agent_status updated_at deleted_at", "saved scenarios"),
    "reports.report": (
        "title owner state attempts failure created_at ready_at size",
        "in the list of reports their titles",
    ),
    "pages.vote": (
        "article helpful comment updated_at",
        "answers about articles, without who gave them",
    ),
    "audit.auditentry": ("at by_name did kind subject_name detail", "everything they change is logged"),
}
ABOUT_NO_CUSTOMER: Final = {
    # Of the site, of staff or of a worker.
    "assessment.benchmarksnapshot",
    "assessment.export",
    "auth.group",
    "calculator.pricerow",
    "django_tasks_database.dbtaskresult",
}
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
        "Staff can read finished assessments, with their notes, to review and export them, saved scenarios, "
        "and in the list of reports their titles."
    ) in said


@pytest.mark.django_db
def test_all_that_the_administration_lists_of_somebody_stands_on_the_privacy_page(client: Client) -> None:
    pages = {model._meta.label_lower: page for model, page in admin.site._registry.items()}

    said = " ".join(client.get("/privacy/").text.split())

    assert pages.keys() - ABOUT_NO_CUSTOMER == SHOWN.keys()
    assert {name: " ".join(map(str, pages[name].list_display)) for name in SHOWN} == {
        name: columns for name, (columns, _words) in SHOWN.items()
    }
    assert [words for _columns, words in SHOWN.values() if words not in said] == []


@pytest.mark.django_db
def test_signing_up_names_staff_and_leads_to_who_sees_what(client: Client) -> None:
    page = " ".join(client.get("/account/signup/").text.split())

    assert "Staff of this site can see some of it: see" in page
    assert 'href="/privacy/"' in page.split("<h1")[1].split("<form")[0]


def test_no_page_says_that_nobody_sees_it_without_naming_staff() -> None:
    said = {
        " ".join(sentence.split())
        for path in TEMPLATES.rglob("*.html")
        for sentence in re.split(r"(?<=[.;])\s|[{}]%?", path.read_text())
        if ALONE.search(sentence) and "staff" not in sentence
    }

    assert said == {OF_MEMBERS}
