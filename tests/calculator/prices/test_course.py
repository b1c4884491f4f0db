"""How a price came about and how it goes on."""

from datetime import date

import pytest

from calculator.models import Origin, Status
from calculator.prices.course import courses_of
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


def test_a_price_is_as_old_as_its_two_figures_whatever_began_since() -> None:
    price_row("openai", "o3", 10, 40, None)
    price_row("openai", "o3", 2, 8, "2025-06-10")
    batch = price_row("openai", "o3", 2, 8, "2026-10-14", batch_input_price=1, batch_output_price=4)
    ours = price_row("openai", "o3", 2, 8, "2026-11-01", origin=Origin.STAFF)

    found = courses_of([batch, ours], TODAY)

    assert found[batch.pk].since == date(2025, 6, 10)
    assert found[ours.pk].since == date(2026, 11, 1)
