"""A report wanted before there is an account: whoever signs in lands on a page that shows it."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from runrate.reports.models import Report
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import start_report, today
from tests.reports.asking import browser_with, wanted
from tests.reports.conftest import submission_of

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
type Way = Callable[[Client, User, str], HttpResponse]


def sign_in(client: Client, alice: User, then: str) -> HttpResponse:
    return client.post(  # type: ignore[return-value]  # the test client's answer is one
        reverse("account_login"), {"login": alice.email, "password": PASSWORD, "next": then}, follow=True
    )


def sign_up(client: Client, alice: User, then: str) -> HttpResponse:
    sent = {"email": "new@example.com", "password1": "a long walk before breakfast", "next": then}
    client.post(reverse("account_signup"), sent)
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    return client.post(  # type: ignore[return-value]
        reverse("account_email_verification_sent"), {"code": code[1]}, follow=True
    )


@pytest.fixture
def alice_can_sign_in(alice: User) -> User:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


@pytest.mark.parametrize("way", [sign_in, sign_up])
def test_the_report_is_there_after_the_sign_in(alice_can_sign_in: User, way: Way) -> None:
    mine = submission_of(None)
    client = browser_with(mine)

    landed = way(client, alice_can_sign_in, wanted(client, mine))

    report = Report.objects.get()
    assert (landed.status_code, landed.wsgi_request.path) == (200, report.get_absolute_url())  # type: ignore[attr-defined]


def test_who_has_the_same_report_already_lands_on_that_one(alice_can_sign_in: User) -> None:
    earlier = submission_of(alice_can_sign_in)
    known = start_report(
        owner=alice_can_sign_in,
        source=gather(made_on=today(), submission=earlier, scenario=None),
        submission=earlier,
    )
    mine = submission_of(None)
    client = browser_with(mine)

    landed = sign_in(client, alice_can_sign_in, wanted(client, mine))

    assert Report.objects.count() == 1
    assert (landed.status_code, landed.wsgi_request.path) == (200, known.get_absolute_url())  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", [sign_in, sign_up])
def test_with_a_full_queue_the_page_offers_to_ask_again(
    alice_can_sign_in: User, way: Way, settings: Settings
) -> None:
    settings.REPORT_QUEUE_LIMIT = 0
    mine = submission_of(None)
    client = browser_with(mine)

    landed = way(client, alice_can_sign_in, wanted(client, mine))

    html = landed.content.decode()
    assert (landed.status_code, landed.wsgi_request.path) == (200, reverse("reports:start"))  # type: ignore[attr-defined]
    assert f'name="submission" value="{mine.pk}"' in html
    settings.REPORT_QUEUE_LIMIT = 10
    again = client.post(reverse("reports:start"), {"submission": mine.pk})
    assert again["Location"] == Report.objects.get().get_absolute_url()


def test_a_reload_of_the_page_behind_leads_to_the_same_report(
    alice_can_sign_in: User,
) -> None:
    mine = submission_of(None)
    client = browser_with(mine)
    sign_in(client, alice_can_sign_in, wanted(client, mine))

    answers = [client.get(reverse("reports:asked")) for _twice in range(2)]

    assert [answer["Location"] for answer in answers] == [Report.objects.get().get_absolute_url()] * 2


def test_without_anything_asked_for_it_leads_to_the_list(alice_client: Client) -> None:
    assert alice_client.get(reverse("reports:asked"))["Location"] == reverse("reports:list")


def test_another_account_is_led_to_nobody_elses_report(alice_can_sign_in: User, bob_client: Client) -> None:
    mine = submission_of(None)
    client = browser_with(mine)
    sign_in(client, alice_can_sign_in, wanted(client, mine))
    bob_client.cookies["report"] = client.cookies["report"].value if "report" in client.cookies else ""

    assert bob_client.get(reverse("reports:asked"))["Location"] == reverse("reports:list")
    assert isinstance(Report.objects.get().pk, UUID)
