"""How a price came about and how it goes on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from calculator.domain.workload import Workload
from calculator.models import Origin, Status
from calculator.prices.course import courses_of
from calculator.web.model_offers import price_in_force
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


def test_what_will_not_take_the_place_of_a_price_is_not_announced_for_it() -> None:
    ours = price_row("google", "flash", 1, 1, "2026-06-01", origin=Origin.STAFF)
    price_row("google", "flash", 2, 2, "2026-12-01")
    price_row("google", "flash", 3, 3, "2026-12-01", origin=Origin.STAFF, status=Status.CLOSED)
    price_row("vertex", "flash", 4, 4, "2026-12-01")
    next_one = price_row("google", "flash", 5, 5, "2026-12-02", origin=Origin.STAFF)
    price_row("google", "flash", 6, 6, "2026-12-03", origin=Origin.STAFF)

    assert courses_of([ours], TODAY)[ours.pk].announced == next_one


def test_a_price_is_as_old_as_its_figures_whatever_batch_price_began_since() -> None:
    """N21."""
    price_row("openai", "o3", 10, 40, None)
    price_row("openai", "o3", 2, 8, "2025-06-10")
    batch = price_row("openai", "o3", 2, 8, "2026-10-14", batch_input_price=1, batch_output_price=4)
    ours = price_row("openai", "o3", 2, 8, "2026-11-01", origin=Origin.STAFF)

    found = courses_of([batch, ours], TODAY)

    assert found[batch.pk].since == date(2025, 6, 10)
    assert found[ours.pk].since == date(2026, 11, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"cache_read_price": Decimal("0.2")},
        {"cache_read_price": Decimal("0.1"), "call_fee": Decimal(5)},
        {"cache_read_price": Decimal("0.1"), "long_context_threshold": 200_000},
        {},
    ],
)
def test_a_price_begins_anew_where_any_of_its_figures_is_another(
    fields: dict[str, Any], client: Client
) -> None:
    price_row("openai", "o3", 2, 8, None, cache_read_price=Decimal("0.1"))
    row = price_row("openai", "o3", 2, 8, "2026-10-19", **fields)

    (listed,) = client.get("/api/v1/models").json()["models"]

    assert courses_of([row], TODAY)[row.pk].since == date(2026, 10, 19)
    assert listed["effective_from"] == "2026-10-19"
    assert "since 19 October 2026" in price_in_force(row, Workload(units_per_month=Decimal(1)), TODAY)
