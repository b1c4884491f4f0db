"""A sign-in leads back to a page, never to the address of a button."""

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from runrate.accounts.models import User
from runrate.reports.models import Report
from tests.accounts.in_hand import WAYS, answers, landed_on
from tests.accounts.ways_in import Way, confirmed, sign_in
from tests.sharing.things import THINGS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_way_back_to_what_is_gone_says_so_and_leads_on(alice: User, way: Way) -> None:
    hand = answers(alice, held_already=False)
    Submission.objects.all().delete()

    page = way(hand.client, alice, hand.then)

    assert page.status_code == 404
    assert "You are signed in" in page.content.decode()
    assert f'href="{reverse("mydata:account")}"' in page.content.decode()


def test_a_press_that_asked_for_a_sign_in_leads_back_to_the_page_with_the_button(alice: User) -> None:
    thing = THINGS["report"](alice)
    report = Report.objects.get(pk=thing.link.target)
    page, client = report.get_absolute_url(), Client()

    refused = client.post(
        reverse("reports:delete", args=[report.pk]), headers={"referer": f"http://testserver{page}"}
    )
    then = parse_qs(urlsplit(refused["Location"]).query)["next"][0]
    landed = sign_in(client, confirmed(alice), then)

    assert (landed.status_code, landed_on(landed)) == (200, page)
    assert Report.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize("referer", ["https://elsewhere.example/reports/", ""])
def test_a_press_from_nowhere_or_another_site_leads_to_the_account(alice: User, referer: str) -> None:
    client = Client()

    refused = client.post(reverse("reports:delete", args=[uuid4()]), headers={"referer": referer})
    then = parse_qs(urlsplit(refused["Location"]).query).get("next", [""])[0]
    landed = sign_in(client, alice, then)

    assert (landed.status_code, landed_on(landed)) == (200, reverse("mydata:account"))
