"""Models as the page offers them: a price that is announced is said with its day, before it is in force."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from calculator.models import Origin, PriceRow, Status
from calculator.prices import announced_for
from tests.calculator.test_prices import TODAY, price_row
from tests.calculator.test_views import text

pytestmark = pytest.mark.django_db
SAID = "From 1 Jan 2027 another price is announced: $1.5 in and $9 out."
PRICED = {"units_per_month": "1", "input_tokens": "1000", "output_tokens": "1", "model": "google/flash"}


@pytest.fixture
def flash() -> PriceRow:
    price_row("google", "flash", 1.5, 9, "2027-01-01")
    return price_row("google", "flash", 1, 6, "2026-06-01")


@travel(TODAY, tick=False)
def test_an_announced_price_is_said_with_its_day(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED).content.decode())
    listed = text(client.get("/calculator/models/", {"q": "flash"}).content.decode())

    assert (
        f"google/flash: $1 in and $6 out per million tokens, since 1 Jun 2026, checked 24 Nov 2026. {SAID}"
        in (page)
    )
    assert f"since 1 Jun 2026 {SAID}" in listed


@travel("2027-01-01", tick=False)
def test_once_in_force_it_is_no_announcement_any_more(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED).content.decode())

    assert "google/flash: $1.5 in and $9 out" in page
    assert "announced" not in page


@travel(TODAY, tick=False)
def test_a_price_of_a_day_to_come_says_that_it_is_announced(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED | {"priced_on": "2027-02-01"}).content.decode())

    assert "google/flash: $1.5 in and $9 out" in page
    assert "Announced, not in force yet." in page
    assert "another price" not in page


def test_what_will_not_take_the_place_of_a_price_is_not_announced_for_it() -> None:
    ours = price_row("google", "flash", 1, 1, "2026-06-01", origin=Origin.STAFF)
    price_row("google", "flash", 2, 2, "2026-12-01")
    price_row("google", "flash", 3, 3, "2026-12-01", origin=Origin.STAFF, status=Status.CLOSED)
    price_row("vertex", "flash", 4, 4, "2026-12-01")
    next_one = price_row("google", "flash", 5, 5, "2026-12-02", origin=Origin.STAFF)
    price_row("google", "flash", 6, 6, "2026-12-03", origin=Origin.STAFF)

    assert announced_for([ours], TODAY) == {ours.pk: next_one}


def test_announcements_cost_one_query_however_many_models_are_listed(
    client: Client, flash: PriceRow, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        with django_assert_num_queries(2):
            client.get("/calculator/models/", {"q": "flash"})
        price_row("google", f"flash-{number}", 1, 6, None)
        price_row("google", f"flash-{number}", 2, 6, f"{timezone.now().year + 1}-01-01")
