"""A bill rides along with a report's data and comes back the same; what is no bill is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import PARTS
from calculator.usage.analysis.variance import ai_usage
from runrate.reports.domain.billed import Billed, BilledError, InFile, parse_billed

MONTHS_REFUSED = "The months of a bill are an object: dollars by month, such as 2026-10."
NOTHING = dict.fromkeys(PARTS, Fraction(0))
WORKLOAD = {
    "units_per_month": "1000",
    "input_tokens": "4000",
    "output_tokens": "500",
    "input_price": "2",
    "output_price": "8",
}
BILLED = Billed(
    parse_workload(WORKLOAD),
    NOTHING | {"tokens": Fraction(12), "tax": Fraction("2.4"), "hours": Fraction(3)},
    {"hours": "infrastructure_monthly"},
    "FOCUS bill, October 2026",
)


def test_a_bill_comes_back_the_same() -> None:
    assert parse_billed(BILLED.as_json()) == BILLED
    assert parse_billed(None) is None


def test_its_months_come_back_in_order_and_one_without_them_keeps_its_key() -> None:
    months = {"2026-10": Fraction(12), "2026-09": Fraction("8.5")}
    billed = replace(BILLED, months=months)

    found = parse_billed(billed.as_json())

    assert found == billed
    assert found is not None
    assert list(found.months) == ["2026-09", "2026-10"]
    assert "months" not in BILLED.as_json()


EURO = InFile("EUR", Fraction("43.965"), Decimal("1.08"), date(2026, 10, 31))
FILLED = replace(BILLED, days="1 of 31 days", filled=True, in_file=(InFile("USD", Fraction(2)), EURO))


def test_the_money_of_its_file_comes_back_with_rates_and_days() -> None:
    assert parse_billed(FILLED.as_json()) == FILLED
    assert (FILLED.times, BILLED.times, replace(FILLED, filled=False).times) == (31, 1, 1)
    assert not {"filled", "in_file"} & BILLED.as_json().keys()


def test_a_part_of_a_bill_comes_back_as_one() -> None:
    part = replace(BILLED, of_part=True)

    assert parse_billed(part.as_json()) == part
    assert "of_part" not in BILLED.as_json()


@pytest.mark.parametrize(
    "change",
    [
        {"currency": "euro"},
        {"amount": "x"},
        {"rate": "0"},
        {"rate": None},
        {"day": "1 October"},
        {"day": None},
    ],
)
def test_money_of_a_file_without_currency_rate_or_day_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BilledError, match="An amount in a bill's file has a currency"):
        parse_billed(BILLED.as_json() | {"in_file": [EURO.as_json() | change]})


def test_money_of_a_file_is_a_list_that_ends() -> None:
    for wrong in ({"currency": "EUR"}, [EURO.as_json()] * 21):
        with pytest.raises(BilledError, match="is a list: an amount by currency"):
            parse_billed(BILLED.as_json() | {"in_file": wrong})


def test_sums_without_an_end_are_cut_far_below_the_cent() -> None:
    third = Billed(BILLED.workload, NOTHING | {"tokens": Fraction(1, 3)}, {}, "x")

    assert third.as_json()["parts"] == {"tokens": "0.333333333333"}


def test_all_of_the_bill_is_usage_apart_or_unexplained() -> None:
    found = BILLED.against(parse_workload({**WORKLOAD, "units_per_month": "900"}))

    assert (found.variance.actual, found.total, found.unexplained) == (12, Fraction("17.4"), 0)
    assert {each.key: each.amount for each in found.apart} == {"tax": Fraction("2.4"), "hours": 3}
    assert found.variance.estimated == ai_usage(BILLED.workload) * Fraction(9, 10)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"workload": 5}, "A bill is an object with the measured workload and its parts."),
        ({"workload": {"colour": 1}}, "The measured workload of the bill cannot be read."),
        ({"source": 5}, "Name the bill in at most 120 characters."),
        ({"source": "x" * 121}, "Name the bill in at most 120 characters."),
        ({"parts": {"gold": "1"}}, "The parts of a bill are an object: dollars by what they are for."),
        ({"parts": {"tax": "much"}}, "The parts of a bill are an object: dollars by what they are for."),
        ({"parts": None}, "The parts of a bill are an object: dollars by what they are for."),
        (
            {"elsewhere": {"hours": "x"}},
            "What stands elsewhere is an object: the input by the part of the bill.",
        ),
        ({"months": [1]}, MONTHS_REFUSED),
        ({"months": {"2026-13": "1"}}, MONTHS_REFUSED),
        ({"months": {"2026-10": None}}, MONTHS_REFUSED),
        ({"months": {f"{year}-01": "1" for year in range(1800, 1921)}}, MONTHS_REFUSED),
        ({"elsewhere": [1]}, "What stands elsewhere is an object: the input by the part of the bill."),
    ],
)
def test_what_is_no_bill_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BilledError, match=f"^{said}$"):
        parse_billed({**BILLED.as_json(), **change})


def test_data_that_is_no_object_is_refused() -> None:
    with pytest.raises(BilledError):
        parse_billed([1])
