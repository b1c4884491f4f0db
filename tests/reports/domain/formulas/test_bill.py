"""A bill's total is reckoned again from what its file has."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from runrate.reports.domain.billed import Billed, InFile
from runrate.reports.domain.formulas.bill import of_bill
from tests.reports.domain.test_billed import BILLED, FILLED

EURO = InFile("EUR", Fraction("43.965"), Decimal("1.08"), date(2026, 10, 31))


def told(billed: Billed) -> list[tuple[str, str, str]]:
    return [(row.name, row.substituted, row.monthly) for row in of_bill(billed)]


def test_money_of_some_days_in_two_currencies_is_the_total_of_the_month() -> None:
    assert told(FILLED) == [
        ("Total of the bill", "($2.00 + 43.965 × $1.08) × 31", "$1,533.95"),
        ("Units of the bill", "(1,000 ÷ 31) × 31", "1,000"),
    ]


def test_a_whole_month_in_another_currency_has_its_rate_alone() -> None:
    assert told(replace(BILLED, in_file=(EURO,))) == [("Total of the bill", "43.965 × $1.08", "$47.48")]
    [part] = told(replace(BILLED, in_file=(EURO,), of_part=True))
    assert part[0] == "Total of this part of the bill"


def test_several_days_stand_for_the_month_by_their_share_of_it() -> None:
    four = replace(FILLED, days="4 of 31 days", in_file=(InFile("USD", Fraction(4)),))

    assert told(four)[0] == ("Total of the bill", "$4.00 × 7.75", "$31.00")


def test_a_bill_in_dollars_with_its_whole_month_has_no_formula() -> None:
    assert told(BILLED) == told(replace(BILLED, in_file=(InFile("USD", Fraction(12)),))) == []
