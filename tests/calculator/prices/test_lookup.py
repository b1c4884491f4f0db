"""From the name of a model and a day to the row in force."""

from datetime import date

import pytest

from calculator.domain.workload_input import WorkloadErrors
from calculator.models import PriceRow
from calculator.prices.lookup import find_price
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "price"), [(date(2025, 6, 9), 10), (date(2025, 6, 10), 2)])
def test_the_row_of_a_day_is_the_latest_that_had_begun(o3: list[PriceRow], day: date, price: int) -> None:
    row, notes = find_price("openai/o3", day)

    assert (row.input_price, notes) == (price, ())


def test_a_row_of_staff_wins_over_the_list(o3: list[PriceRow]) -> None:
    price_row("openai", "o3", 3, 9, "2025-06-10", origin="staff")

    assert find_price("openai/o3", date(2026, 1, 1))[0].input_price == 3


@pytest.mark.parametrize("model", [None, 5, "", " ", "o3\nmini", "x" * 161, "openai/o9", "nobody/o3"])
def test_what_names_no_model_is_refused_at_the_model(o3: list[PriceRow], model: object) -> None:
    with pytest.raises(WorkloadErrors) as found:
        find_price(model, date(2026, 1, 1))

    assert list(found.value.errors) == ["model"]
