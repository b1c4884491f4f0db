"""A saved scenario as people read it: versions, currency, invoice and where prices were read."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.overwriting import change
from tests.calculator.pages import text
from tests.calculator.stored import price_row, saved

pytestmark = pytest.mark.django_db


def test_the_page_says_when_a_version_was_saved_and_what_its_replacement_changed(
    alice_client: Client, scenario: Scenario
) -> None:
    first = f"{scenario.updated_at:%Y-%m-%d %H:%M} UTC"
    change(alice_client, scenario, tools_monthly="300")
    change(alice_client, scenario, tools_monthly="100")

    page = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    changed = r"changes in the calculator \d{4}-\d\d-\d\d \d\d:\d\d UTC"
    assert re.search(rf"UTC at least \$13,899 {changed} -\$200 Restore", page.replace("−", "-"))
    assert re.search(rf"{first} at least \$13,599 {changed} \+\$300 Restore", page)


def test_the_total_is_shown_in_ones_own_currency_with_the_day_of_the_rate(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice)
    rate = {"currency": "EUR", "exchange_rate": Decimal("0.5"), "exchange_rate_on": date(2026, 11, 20)}
    Scenario.objects.update(**rate)

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert "€6,799.50 a month at 0.5 EUR for a dollar, rate of 20 Nov 2026." in html


def test_the_last_invoice_is_explained_in_part(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    Scenario.objects.update(last_invoice=Decimal(198))

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert "Tokens and retries come to $99.00: 50.0% of your last invoice of $198.00." in html


def test_where_a_copied_price_was_read_is_said_with_both_days(alice: User, alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    query = "units_per_month=1&input_tokens=1&output_tokens=1&model=openai%2Fo3"
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Priced"})

    html = text(alice_client.get(f"/scenarios/{Scenario.objects.get().pk}/").content.decode())

    today = date_format(timezone.now().date(), "j M Y")
    assert f"$10.00 per million tokens openai/o3, checked 24 Nov 2026 (example.com), copied {today}" in html
