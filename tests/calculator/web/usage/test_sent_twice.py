"""Forms of a bill that are sent twice, or from a page that one came back to: nobody is warned of oneself."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import FOCUS, choose

WARNED = "was chosen of this file meanwhile"


@pytest.fixture
def bill(alice_client: Client, send: Send) -> UsageUpload:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    return upload


def shown_mark(client: Client, address: str) -> str:
    [mark, *_others] = re.findall(r'name="shown" value="([0-9a-f.]+)"', client.get(address).content.decode())
    return str(mark)


def sent(client: Client, address: str, **fields: str) -> Any:
    return text_of(client.post(address, fields, follow=True))


def test_units_sent_twice_and_others_after_going_back_are_taken(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    address = f"{reverse('usage:against', args=[bill.pk])}?scenario={scenario.pk}"
    mark = shown_mark(alice_client, address)

    pages = [sent(alice_client, address, shown=mark, units=units) for units in ("155", "155", "200")]

    assert [WARNED in page for page in pages] == [False] * 3
    bill.refresh_from_db()
    assert bill.choice["units"] == "200"


def test_units_typed_for_another_month_or_for_other_days_are_still_refused(
    alice_client: Client, bill: UsageUpload
) -> None:
    address = reverse("usage:against", args=[bill.pk])
    mark = shown_mark(alice_client, address)
    alice_client.post(reverse("usage:days", args=[bill.pk]), {"days": "scaled"})

    page = sent(alice_client, address, shown=mark, units="155")

    bill.refresh_from_db()
    assert (WARNED in page, bill.choice["units"]) == (True, "10000")


def test_a_press_on_fill_it_up_counts_once_and_warns_of_nothing(
    alice_client: Client, bill: UsageUpload
) -> None:
    address = reverse("usage:days", args=[bill.pk])
    mark = shown_mark(alice_client, reverse("usage:inputs", args=[bill.pk]))

    pages = [sent(alice_client, address, shown=mark, days="scaled") for _time in range(2)]
    other = sent(alice_client, address, shown=mark, days="whole")

    assert [WARNED in page for page in (*pages, other)] == [False, False, True]
    bill.refresh_from_db()
    assert bill.choice["days"] == "scaled"
