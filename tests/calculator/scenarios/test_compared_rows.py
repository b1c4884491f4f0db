"""Rows of a comparison: whoever subtracts what is printed finds the difference that stands beside it."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.labels import label_of
from calculator.models import Scenario
from calculator.scenarios.compared_rows import Compared, places_apart
from calculator.scenarios.comparison import compare
from runrate.accounts.models import User
from runrate.core.numbers import half_up
from tests.calculator.pages import text
from tests.truth.readers import workloads

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


NUMBER: Final = re.compile(r"[+−-]?\$?\d[\d,]*(?:\.\d+)?")
WORDS: Final = ("under", "over", "any volume")


def read(said: str) -> Fraction:
    [found] = NUMBER.findall(said)
    return Fraction(found.replace("−", "-").replace("$", "").replace(",", "").replace("+", ""))


def compared(one: dict[str, Any], other: dict[str, Any]) -> list[Compared]:
    day = datetime(2026, 11, 24, tzinfo=UTC)
    both = [Scenario(name=name, inputs=each, updated_at=day) for name, each in (("A", one), ("B", other))]
    found = compare(both)
    return [*found.results, *found.lines, *found.inputs]


def subtracted(rows: list[Compared]) -> dict[str, tuple[Fraction, Fraction]]:
    """By row what its difference is, and what is found by whoever subtracts; not of what is printed alike."""
    found = {}
    for row in rows:
        first, second = row.cells
        if not NUMBER.search(second.difference) or any(
            word in cell.value for word in WORDS for cell in row.cells
        ):
            continue
        if (by := read(second.value) - read(first.value)) != 0:
            found[row.name] = read(second.difference), by
    return found


@given(workloads(), workloads())
def test_whoever_subtracts_in_any_row_finds_its_difference(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    rows = subtracted(compared(one, other))

    assert {name: told for name, (told, _by) in rows.items()} == {
        name: by for name, (_told, by) in rows.items()
    }


def shares_of(*seats: str) -> list[Compared]:
    """Scenarios whose seats are that much of $1,000, the rest being upkeep."""
    return compared(
        *(
            {
                "units_per_month": "100",
                "seats": "1",
                "seat_monthly": each,
                "upkeep_monthly": str(Decimal(1000) - Decimal(each)),
            }
            for each in seats
        )
    )


@pytest.mark.parametrize(
    ("seats", "values", "difference"),
    [
        (("866.5", "833.4"), ("86.65%", "83.34%"), "-3.31 points"),
        (("866", "833"), ("86.6%", "83.3%"), "-3.3 points"),
        (("866.1", "866.2"), ("86.61%", "86.62%"), "+0.01 points"),
        (("0.1", "0.4"), ("0.01%", "0.04%"), "+0.03 points"),
        (("0.1", "500"), ("under 0.1%", "50.0%"), "+50.0 points"),
        (("500", "500"), ("50.0%", "50.0%"), "same"),
    ],
)
def test_a_difference_of_shares_is_the_exact_one_rounded_once(
    seats: tuple[str, str], values: tuple[str, str], difference: str
) -> None:
    """86.7% less 83.3% would be 3.4 points, and it is 3.3."""
    [row] = [row for row in shares_of(*seats) if row.name == "Above the waterline"]

    bare = tuple(cell.value.removesuffix(" of what is entered") for cell in row.cells)
    assert (bare, row.cells[1].difference.replace("−", "-")) == (values, difference)
    assert row.differs is (difference != "same")


def test_where_no_number_of_decimals_does_what_is_printed_is_subtracted() -> None:
    assert places_apart([Fraction(1, 3), Fraction(2, 3)]) == 1


@given(st.lists(st.fractions(0, 100, max_denominator=997), min_size=2, max_size=3))
def test_the_digits_of_a_row_tell_its_numbers_apart(amounts: list[Fraction]) -> None:
    places = places_apart(amounts)

    for amount in amounts:
        assert (half_up(amount, places) == half_up(amounts[0], places)) is (amount == amounts[0])


@pytest.mark.parametrize(
    ("rates", "difference"),
    [
        (("0.07", "0.0702"), "+0.02 points"),
        (("0.0725", "0.071"), "-0.15 points"),
        (("0.2", "0.33"), "+13.0 points"),
    ],
)
def test_a_small_difference_of_entered_shares_is_not_nothing(rates: tuple[str, str], difference: str) -> None:
    sides = [
        {"units_per_month": "100", "seats": "1", "seat_monthly": "50", "review_rate": each} for each in rates
    ]
    [row] = [row for row in compared(*sides) if row.name == label_of("review_rate")]

    assert row.cells[1].difference.replace("−", "-") == difference
