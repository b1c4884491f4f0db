"""Forms of a bill that are sent twice: nobody is warned of oneself, and of others as before."""

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
    [mark, *_others] = re.findall(r'name="shown" value="(\w+)"', client.get(address).content.decode())
    return str(mark)


def sent(client: Client, address: str, **fields: str) -> Any:
    return text_of(client.post(address, fields, follow=True))


def test_units_sent_twice_are_taken_once_and_warn_of_nothing(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    address = f"{reverse('usage:against', args=[bill.pk])}?scenario={scenario.pk}"
    mark = shown_mark(alice_client, address)

    pages = [sent(alice_client, address, shown=mark, units=units) for units in ("155", "155", "200")]

    assert [WARNED in page for page in pages] == [False, False, True]
    bill.refresh_from_db()
    assert bill.choice["units"] == "155"


def test_the_same_units_from_a_page_of_another_part_are_refused(
    alice_client: Client, bill: UsageUpload
) -> None:
    address = reverse("usage:against", args=[bill.pk])
    mark = shown_mark(alice_client, address)
    choose(alice_client, bill, units="155", slice="app=ticket-bot")

    assert WARNED in sent(alice_client, address, shown=mark, units="155")


def test_a_comparison_before_anything_was_chosen_says_what_is_to_be_done(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(alice_client, FOCUS)
    address = f"{reverse('usage:against', args=[upload.pk])}?scenario={scenario.pk}"

    page = sent(alice_client, address, units="155")

    assert "First choose which part of this file is your workload." in page


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


@pytest.mark.parametrize("days", ["scaled", "whole"])
def test_inputs_taken_with_a_word_on_the_days_are_taken_once_and_warn_of_nothing(
    alice_client: Client, send: Send, days: str
) -> None:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload, days="")
    page = alice_client.get(reverse("usage:inputs", args=[upload.pk]))
    form = hidden_in(page) | {"input": [each.name for each in page.context["offers"]], "days": days}
    address = reverse("usage:take", args=[upload.pk])

    first, again = (alice_client.post(address, form) for _time in range(2))
    other = alice_client.post(
        address, form | {"days": "whole" if days == "scaled" else "scaled"}, follow=True
    )

    assert (first.status_code, first["Location"]) == (302, again["Location"])
    assert Scenario.objects.count() == 1
    assert WARNED in text_of(other)


def hidden_in(page: Any) -> dict[str, Any]:
    """What the page's large form sends besides what somebody enters."""
    [_before, form] = page.content.decode().split('<form class="form"', 1)
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}
