"""From the name of a model and a day to the row in force."""

from datetime import date

import pytest
from time_machine import travel

from calculator.domain.workload_input import WorkloadErrors
from calculator.models import PriceRow
from calculator.prices.lookup import find_price
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "price"), [(date(2025, 6, 9), 10), (date(2025, 6, 10), 2)])
def test_the_row_of_a_day_is_the_latest_that_had_begun(o3: list[PriceRow], day: date, price: int) -> None:
    assert find_price("openai/o3", day)[0].input_price == price


def test_a_row_of_staff_wins_over_the_list(o3: list[PriceRow]) -> None:
    price_row("openai", "o3", 3, 9, "2025-06-10", origin="staff")

    assert find_price("openai/o3", date(2026, 1, 1))[0].input_price == 3


@pytest.mark.parametrize("model", [None, 5, "", " ", "o3\nmini", "x" * 161, "openai/o9", "nobody/o3"])
def test_what_names_no_model_is_refused_at_the_model(o3: list[PriceRow], model: object) -> None:
    with pytest.raises(WorkloadErrors) as found:
        find_price(model, date(2026, 1, 1))

    assert list(found.value.errors) == ["model"]


@travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("start", "said"),
    [("2027-10-24", ["From 24 October 2027 another price is announced: $1.50 in and $9.00 out."]),
     ("2027-11-24", []), ("2027-12-24", [])],
)  # fmt: skip
def test_a_price_is_announced_for_an_estimate_only_where_its_year_has_it(start: str, said: list[str]) -> None:
    """Eleven months ahead, a year to the day, and thirteen months."""
    price_row("google", "flash", 1, 6, "2026-06-01")
    price_row("google", "flash", 1.5, 9, start)

    assert [note.message for note in find_price("google/flash", TODAY)[1]] == said
