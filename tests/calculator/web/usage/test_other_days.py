"""A usage and a cost of different days make no price: refused, and said on every page and on paper."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.uploads.bills import bills_of
from calculator.uploads.cover import cover_of
from runrate.accounts.models import User
from runrate.reports.services.gathering import billed_for
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_join_views import days
from tests.calculator.web.usage.test_take_views import choose, every, take

USAGE_HEADER = (
    "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,"
    "batch,service_tier,input_tokens,output_tokens,input_cached_tokens\n"
)
OCTOBER = 1790726400
REASON = (
    "“usage.csv” has tokens of 1 October 2026 to 15 October 2026, “cost.csv” money of 1 October 2026 to 31 "
    "October 2026. Money and tokens of different days make no price, so nothing is calculated from both: "
    "export both for the same days."
)


def usage(*of: int) -> str:
    rows = (
        f"{OCTOBER + day * 86400},{OCTOBER + day * 86400 + 86400},2026-10-{day:02}T00:00:00Z,,desk,1,,,"
        f"gpt-4.1,,,{day}000000,0,0\n"
        for day in of
    )
    return USAGE_HEADER + "".join(rows)


@pytest.fixture
def views(alice_client: Client, send: Send) -> tuple[UsageUpload, UsageUpload]:
    """Tokens of the first half of October, and the money of all of it."""
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    return send(alice_client, "usage.csv", usage(*range(1, 16))), send(alice_client, "cost.csv", days(1, 31))


def page(client: Client, name: str, upload: UsageUpload) -> Any:
    return client.get(reverse(f"usage:{name}", args=[upload.pk]), follow=True)


def test_no_price_follows_from_different_days_whatever_was_said(
    alice: User, alice_client: Client, views: tuple[UsageUpload, UsageUpload]
) -> None:
    half = views[0]
    together = {"source": "openai", "together": "yes"}
    alice_client.post(reverse("usage:together", args=[half.pk]), together)

    shown = text_of(alice_client.get(half.get_absolute_url()))
    choose(alice_client, half, units="100", alias_0="openai/gpt-4.1")
    offers = {each.name for each in page(alice_client, "inputs", half).context["offers"]}

    [bill] = bills_of(UsageUpload.objects.get(pk=half.pk), user=alice)
    assert bill.costs == ()
    assert REASON in shown
    assert "They are of the same work" not in shown
    assert "input_tokens" in offers
    assert "input_price" not in offers


def test_it_is_said_where_inputs_are_taken_and_compared_and_in_the_report(
    alice_client: Client, views: tuple[UsageUpload, UsageUpload]
) -> None:
    half = views[0]
    choose(alice_client, half, units="100", alias_0="openai/gpt-4.1")
    alice_client.post(reverse("usage:days", args=[half.pk]), {"days": "whole"})
    inputs = page(alice_client, "inputs", half)
    take(alice_client, half, *every(alice_client, half))

    billed = billed_for(Scenario.objects.get())

    assert REASON in text_of(inputs)
    assert REASON in text_of(page(alice_client, "against", half))
    assert billed is not None
    assert "without the file of different days" in billed.source


def test_days_missing_between_others_are_different_days_too(
    alice: User, alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, "usage.csv", usage(*range(1, 8)))
    more = send(alice_client, "more.csv", usage(*range(21, 32)))
    alice_client.post(reverse("usage:joined", args=[upload.pk]), {"other": str(more.pk)})
    send(alice_client, "cost.csv", days(1, 31))
    partner = {"source": "openai", "partner": "all"}
    alice_client.post(reverse("usage:partner", args=[upload.pk]), partner)

    shown = text_of(alice_client.get(upload.get_absolute_url()))

    assert "1 October 2026 to 7 October 2026 and 21 October 2026 to 31 October 2026" in shown
    assert "make no price" in shown


def test_a_day_that_one_of_both_alone_has_is_told_wherever_prices_are(
    alice_client: Client, send: Send
) -> None:
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    upload = send(alice_client, "usage.csv", usage(*range(1, 31)))
    send(alice_client, "cost.csv", days(1, 31))
    said = "The usage is of 1 October 2026 to 30 October 2026, the cost of 1 October 2026 to 31 October 2026."

    understood = text_of(alice_client.get(upload.get_absolute_url()))
    choose(alice_client, upload, units="100", alias_0="openai/gpt-4.1")
    alice_client.post(reverse("usage:days", args=[upload.pk]), {"days": "whole"})
    inputs = text_of(page(alice_client, "inputs", upload))
    take(alice_client, upload, *every(alice_client, upload))
    against = text_of(page(alice_client, "against", upload))

    billed = billed_for(Scenario.objects.get())

    assert [said in each for each in (understood, inputs, against)] == [True] * 3
    assert billed is not None
    assert "usage and cost not of just the same" in billed.source


def test_halves_that_are_read_as_one_are_one_on_the_page_of_their_cost_too(
    alice: User, alice_client: Client, send: Send
) -> None:
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    first = send(alice_client, "first.csv", usage(*range(1, 16)))
    second = send(alice_client, "second.csv", usage(*range(16, 32)))
    alice_client.post(reverse("usage:joined", args=[second.pk]), {"other": str(first.pk)})
    cost = send(alice_client, "cost.csv", days(1, 31))

    held = []
    for each in (first, second, cost):
        [bill] = bills_of(UsageUpload.objects.get(pk=each.pk), user=alice)
        held.append((len(bill.usage), len(bill.costs), bill.pair, cover_of(bill, "2026-10")))

    assert held == [(2, 1, None, None)] * 3
