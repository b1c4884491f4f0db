"""What is said in a second currency has its formula: the total and one unit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from runrate.reports.domain.compose import compose
from runrate.reports.domain.currency import Exchange
from tests.reports.readers import SMALL, source, workload


def test_total_and_unit_in_a_second_currency_come_to_what_the_body_says() -> None:
    made = source(None, workload(SMALL))
    assert made.costed is not None
    euros = Exchange("EUR", Decimal("0.9"), date(2026, 11, 20))

    content = compose(replace(made, costed=replace(made.costed, exchange=euros)))

    found = [(row.name, row.substituted, row.monthly) for row in content.method.results if "EUR" in row.name]
    assert found == [
        ("Total per month in EUR, at least", "$13,599.00 × 0.9", "€12,239.10"),
        ("Cost of one ticket in EUR, at least", "$13,599.00 × 0.9 ÷ 2,200", "€5.56"),
    ]
    assert content.cost is not None
    assert any("€5.56 per ticket" in note for note in content.cost.notes)
