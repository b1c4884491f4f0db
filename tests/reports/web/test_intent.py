"""A report asked for before there is an account starts once, for whoever signs in."""

from urllib.parse import quote
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from runrate.accounts.models import User
from runrate.core import visitor_cookie
from runrate.reports.models import Report
from runrate.reports.web.intent import intend
from tests.reports.conftest import submission_of


def test_without_an_account_the_report_starts_by_itself_after_sign_up(client: Client, alice: User) -> None:
    """The browser that answered has no account; signing in claims its answers and starts its report."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    mine = submission_of(None)
    remembering = HttpResponse()
    visitor_cookie.remember(remembering, RequestFactory().get("/"), "assessment", mine.pk)
    client.cookies.update(remembering.cookies)

    asked = client.post(reverse("reports:start"), {"submission": mine.pk})
    written = Report.objects.count()
    client.post(reverse("account_login"), {"login": alice.email, "password": "correct horse battery"})

    report = Report.objects.get()
    assert (asked.status_code, written) == (302, 0)
    assert asked["Location"].startswith(reverse("account_signup"))
    assert quote(reverse("reports:asked"), safe="") in asked["Location"]
    assert (report.owner, report.submission) == (alice, mine)
    landed = client.get(report.get_absolute_url())
    assert landed.status_code == 200
    assert landed.cookies["report"].value == ""


def test_what_a_browser_asked_for_is_started_once(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    mine = submission_of(alice)
    remembering = HttpResponse()
    intend(remembering, submission=mine.pk, report=uuid4())

    for _ in range(2):
        client.cookies.update(remembering.cookies)
        client.post(reverse("account_login"), {"login": alice.email, "password": "correct horse battery"})
        client.post(reverse("account_logout"))

    assert Report.objects.count() == 1


def test_asking_for_a_strangers_assessment_before_signing_in_is_a_404(client: Client, alice: User) -> None:
    hers = submission_of(alice)

    answer = client.post(reverse("reports:start"), {"submission": hers.pk})

    assert answer.status_code == 404
