"""A bill's total is reckoned again from what its file has."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.billed import Billed, InFile
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.bill import of_bill, of_invoice
from tests.reports.domain.test_billed import BILLED, FILLED
from tests.reports.readers import source

TOKENS: dict[str, object] = {
    "unit_name": "claim", "units_per_month": 1000, "input_tokens": 10_000, "output_tokens": 2000,
    "input_price": 3, "output_price": 80,
}  # fmt: skip
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


def of_last_invoice(invoice: str | None, **inputs: object) -> list[tuple[str, str, str, str]]:
    found = read(source(None, parse_workload(TOKENS | inputs))).scenario
    assert found is not None
    typed = replace(found, last_invoice=None if invoice is None else Decimal(invoice))
    return [(row.name, row.formula, row.substituted, row.monthly) for row in of_invoice(typed)]


def test_the_part_of_the_last_invoice_that_is_explained_is_reckoned_from_its_lines() -> None:
    assert of_last_invoice("1000", seats=3, seat_monthly=20, tools_monthly=5) == [
        ("What vendors bill", "Tokens + Seats", "$190.00 + $60.00", "$250.00"),
        ("Share of the last invoice", "what vendors bill ÷ the last invoice", "$250.00 ÷ $1,000.00", "25.0%"),
    ]
    assert of_last_invoice("8", input_price=0, output_price=0) == [
        ("What vendors bill", "no line that costs anything", "$0", "$0.00"),
        ("Share of the last invoice", "what vendors bill ÷ the last invoice", "$0.00 ÷ $8.00", "0.0%"),
    ]


def test_without_an_invoice_nothing_is_reckoned_of_it() -> None:
    assert of_last_invoice(None) == of_last_invoice("0") == []
