"""Rows of a comparison: whoever subtracts what is printed finds the difference that stands beside it."""

import pytest
from django.test import Client

from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.pages import text

pytestmark = pytest.mark.django_db


def test_what_lies_between_two_is_the_difference_of_what_is_printed(
    alice: User, alice_client: Client
) -> None:
    """8.555 and 8.617 months to pay back; $8.555 and $8.5649, of which both are $8.56."""
    tokens = {"units_per_month": "1", "input_tokens": "1000000", "output_tokens": "0", "output_price": "0"}
    lines = [f"{line}_monthly" for line in ("vector_db", "observability", "tools", "integrations")]
    zeros = dict.fromkeys(
        [*lines, "infrastructure_monthly", "upkeep_monthly", "retry_rate", "review_rate"], "0"
    )
    both = [
        Scenario.objects.create(
            owner=alice,
            name=price,
            inputs={**tokens, **zeros, "input_price": price, "build_cost": cost, "value_per_unit": value},
        )
        for price, cost, value in (("8.555", "8.555", "9.555"), ("8.5649", "8.617", "9.5649"))
    ]

    ids = [str(scenario.pk) for scenario in both]
    html = text(alice_client.get("/scenarios/compare/", {"id": ids}).content.decode())

    assert "Payback of the build (months) 8.56 8.62 +0.06" in html
    assert "Tokens $8.56 $8.56 +$0.0099" in html
