"""Prices far off the list are not taken as measured until somebody says that they are right."""

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of

COST = "openai-dashboard-cost.csv"
PRICES = ["input_price", "output_price"]
REST = ["units_per_month", "input_tokens", "output_tokens"]


@pytest.fixture
def far_off(alice_client: Client, send: Send) -> UsageUpload:
    """A bill whose money is a hundred times too much, chosen for 100 units."""
    price_row("openai", "gpt-4.1-2025-04-14", 0.02, 0.08, "2025-04-14")
    upload = send(alice_client, COST)
    sent = {"month": "2026-10", "units_by": "typed", "units": "100"}
    assert alice_client.post(upload.get_absolute_url(), sent).status_code == 302
    return upload


def take(client: Client, upload: UsageUpload, names: list[str], **more: str) -> int:
    return client.post(
        reverse("usage:take", args=[upload.pk]), {"input": names, "days": "whole", **more}
    ).status_code


def test_the_page_says_both_prices_and_asks(alice_client: Client, far_off: UsageUpload) -> None:
    page = text_of(alice_client.get(reverse("usage:inputs", args=[far_off.pk])))

    assert "Can these prices be right?" in page
    said = "Output price of openai/gpt-4.1-2025-04-14: $8.00 per million tokens by this bill, $0.08 on the"
    assert page.count(said) == 1


def test_they_are_taken_by_who_says_that_they_are_right(alice_client: Client, far_off: UsageUpload) -> None:
    assert take(alice_client, far_off, [*REST, *PRICES]) == 422
    assert Scenario.objects.count() == 0

    assert take(alice_client, far_off, [*REST, *PRICES], odd_prices="on") == 302
    assert Scenario.objects.count() == 1


def test_without_them_nobody_is_asked(alice_client: Client, far_off: UsageUpload) -> None:
    assert take(alice_client, far_off, REST) == 302


def test_prices_near_the_list_are_taken_as_before(alice_client: Client, send: Send) -> None:
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14")
    upload = send(alice_client, COST)
    sent = {"month": "2026-10", "units_by": "typed", "units": "100"}
    alice_client.post(upload.get_absolute_url(), sent)

    assert "Can these prices be right?" not in text_of(
        alice_client.get(reverse("usage:inputs", args=[upload.pk]))
    )
    assert take(alice_client, upload, [*REST, *PRICES]) == 302
