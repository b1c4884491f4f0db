"""Three months ahead by the way that was least wrong, with its error and its band."""

import csv
from fractions import Fraction

import pytest

from calculator.usage.analysis.forecast import Candidate, forecast, quantile
from tests.calculator.usage.expected import SAMPLES


@pytest.fixture(scope="module")
def months() -> tuple[list[Fraction], list[Fraction]]:
    with (SAMPLES / "monthly-actuals.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [Fraction(row["billed_usd"]) for row in rows], [Fraction(row["units"]) for row in rows]


def shown(each: Candidate) -> tuple[str, list[str], str, str]:
    error = each.mean_absolute_error
    return (
        f"{float(error or 0):.3f}",
        [f"{float(month):.2f}" for month in each.months],
        f"{float(min(each.errors)):.2f}",
        f"{float(max(each.errors)):.2f}",
    )


def test_each_way_with_its_errors_and_the_least_wrong_is_taken(months: tuple) -> None:
    found = forecast(*months)
    assert found is not None

    assert {each.key: shown(each) for each in found.candidates} == {
        "last_month": ("44.125", ["930.40", "930.40", "930.40"], "19.50", "71.70"),
        "drift": ("18.148", ["969.66", "1008.92", "1048.18"], "-18.88", "36.65"),
        "damped_trend": ("31.590", ["943.32", "974.47", "1002.49"], "13.22", "54.46"),
        "units": ("24.122", ["944.63", "978.02", "1011.42"], "2.83", "44.47"),
    }
    assert (found.taken.key, found.taken.name) == ("drift", "The average change so far goes on")
    assert found.last_month.key == "last_month"


def test_a_band_is_around_each_month_by_past_errors(months: tuple) -> None:
    found = forecast(*months)
    assert found is not None
    assert found.band is not None

    assert [
        low < month < high for month, (low, high) in zip(found.taken.months, found.band, strict=True)
    ] == [True] * 3


def test_without_units_the_others_are_compared(months: tuple) -> None:
    found = forecast(months[0])
    assert found is not None

    assert [each.key for each in found.candidates] == ["last_month", "drift", "damped_trend"]


@pytest.mark.parametrize("known", [1, 2, 5, 6])
def test_under_seven_months_it_is_last_month_without_a_band(months: tuple, known: int) -> None:
    found = forecast(months[0][:known], months[1][:known])
    assert found is not None

    assert (found.taken.key, found.taken.mean_absolute_error, found.band) == ("last_month", None, None)


def test_under_six_errors_there_is_no_band(months: tuple) -> None:
    eleven, twelve = (forecast(months[0][:known]) for known in (11, 12))
    assert eleven is not None
    assert twelve is not None

    assert (eleven.band is None, twelve.band is None) == (True, False)


def test_of_no_month_nothing_is_said() -> None:
    assert forecast([]) is None


def test_a_month_without_units_says_nothing_by_units() -> None:
    found = forecast([Fraction(1)] * 8, [Fraction(0)] * 8)
    assert found is not None

    assert "units" not in [each.key for each in found.candidates]


@pytest.mark.parametrize(("share", "value"), [("0", "1"), ("1", "5"), ("0.5", "3"), ("0.1", "1.4")])
def test_a_quantile_lies_between_its_neighbours(share: str, value: str) -> None:
    assert quantile([Fraction(each) for each in (5, 1, 4, 2, 3)], Fraction(share)) == Fraction(value)
