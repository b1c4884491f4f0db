"""The bundled list goes into the table: added and closed, never rewritten."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from calculator.models import Origin, PriceRow, Status
from calculator.prices.genai_prices import ListedPrice, listed_prices
from calculator.prices.importer import import_prices, mark_checked, override_price

pytestmark = pytest.mark.django_db


LISTED = ListedPrice(
    provider="openai",
    model="o3",
    display_name="o3",
    input_price=Decimal(2),
    output_price=Decimal(8),
    cache_read_price=Decimal("0.5"),
    cache_write_price=None,
    batch_input_price=None,
    batch_output_price=None,
    batch_cache_factor=None,
    long_context_threshold=None,
    long_context_input_price=None,
    long_context_output_price=None,
    long_context_cache_read_price=None,
    long_context_cache_write_price=None,
    context_window=200_000,
    deprecated=False,
    text=True,
    effective_from=date(2025, 6, 10),
    listed_in="a list 1",
    listed_on=date(2026, 10, 14),
    source_url="https://example.com",
    note="",
    match={"equals": "o3"},
)


def test_the_same_list_twice_changes_nothing() -> None:
    import_prices(listed=[LISTED])
    again = import_prices(listed=[LISTED])

    assert (len(again.changes), again.unchanged, PriceRow.objects.count()) == (0, 1, 1)


def test_another_price_closes_the_row_and_adds_one() -> None:
    import_prices(listed=[LISTED])
    first = PriceRow.objects.get()

    import_prices(listed=[replace(LISTED, output_price=Decimal(9))])

    rows = list(PriceRow.objects.order_by("pk").values_list("pk", "output_price", "status"))
    assert rows[0] == (first.pk, Decimal(8), Status.CLOSED)
    assert rows[1][1:] == (Decimal(9), Status.IN_FORCE)


def test_a_model_no_longer_listed_is_closed_and_a_staff_row_stays() -> None:
    import_prices(listed=[LISTED])
    staff = override_price(row=PriceRow.objects.get())

    done = import_prices(listed=[])

    assert [row.origin for row in done.withdrawn] == [Origin.BUNDLED]
    staff.refresh_from_db()
    assert (staff.origin, staff.status) == (Origin.STAFF, Status.IN_FORCE)


def test_a_newer_list_of_the_same_price_names_itself_and_nobody_checked_it() -> None:
    import_prices(listed=[LISTED])
    first = PriceRow.objects.get()
    newer = replace(
        LISTED, listed_in="a list 2", listed_on=date(2026, 11, 1), deprecated=True, note="Soon gone."
    )

    done = import_prices(listed=[newer])

    row = PriceRow.objects.get()
    assert (done.unchanged, row.pk) == (1, first.pk)
    assert (row.listed_in, row.listed_on, row.deprecated, row.note) == (
        "a list 2",
        date(2026, 11, 1),
        True,
        "Soon gone.",
    )
    assert row.checked_on is None


def test_what_somebody_checked_stays_checked_when_the_list_is_read_again() -> None:
    import_prices(listed=[LISTED])
    mark_checked(rows=PriceRow.objects.all(), today=date(2026, 11, 20))

    import_prices(listed=[replace(LISTED, listed_in="a list 2")])

    assert PriceRow.objects.get().checked_on == date(2026, 11, 20)


def test_overriding_twice_gives_the_same_staff_row() -> None:
    import_prices(listed=[LISTED])
    row = PriceRow.objects.get()

    assert override_price(row=row).pk == override_price(row=row).pk


def test_the_bundled_list_knows_the_dates_of_o3() -> None:
    rows = [price for price in listed_prices() if (price.provider, price.model) == ("openai", "o3")]

    prices = [(row.effective_from, row.input_price, row.output_price) for row in rows[:2]]
    assert prices == [
        (date(2025, 4, 16), Decimal(10), Decimal(40)),
        (date(2025, 6, 10), Decimal(2), Decimal(8)),
    ]
    assert [row.batch_input_price for row in rows[:2]] == [None, None]
