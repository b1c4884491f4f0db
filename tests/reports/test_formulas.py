"""Every formula that a report prints comes to the figure beside it, and no figure goes without one."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Content
from tests.calculator.pocket_calculator import worked_out
from tests.calculator.workloads import agents, workloads
from tests.reports.composed import COMPOSED
from tests.reports.readers import LEVELS, sheet, source, workload

NUMBER = re.compile(r"(−|-)?\$?(\d[\d,]*(?:\.\d+)?)(%?)")
MINUS = ("-", "−")


def value_of(printed: str) -> tuple[Fraction, Fraction]:
    """The number in a printed figure, and half a unit of its last digit."""
    found = NUMBER.search(printed)
    assert found is not None, printed
    sign, digits, share = found.groups()
    number = Decimal(digits.replace(",", "")) * (-1 if sign else 1)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Fraction(1, 2) * Fraction(10) ** min(exponent, 0)
    scale = 100 if share else 1
    return Fraction(number) / scale, half / scale


def reckoned(figures: str) -> Fraction:
    return worked_out(figures.replace("round up(", "ceil("))


def printed_formulas(content: Content) -> Iterator[tuple[str, str, str]]:
    """Name, formula with its figures, and what stands beside it."""
    units = None
    if content.cost:
        units = content.cost.total.basis
        for row in content.cost.rows:
            if row.entered:
                yield row.name, row.basis, row.monthly
                if row.per_unit != "–":
                    yield f"{row.name}, each", f"({row.basis}) ÷ ({value_of(units)[0]})", row.per_unit
    for found in (*content.method.formulas, *content.method.results):
        yield found.name, found.substituted, found.monthly


def wrong(content: Content) -> list[str]:
    """What does not come to what is printed; a volume that pays only has to cover what is fixed."""
    found = []
    for name, figures, printed in printed_formulas(content):
        if "≥" in figures:
            left, right = map(reckoned, figures.split("≥"))
            found += [] if left >= right else [f"{name}: {figures}"]
        elif "…" not in figures:
            value, half = value_of(printed)
            if abs(reckoned(figures) - value) > half:
                found.append(f"{name}: {figures} = {float(reckoned(figures))}, not {printed}")
    return found


@pytest.mark.parametrize("name", COMPOSED)
def test_every_formula_comes_to_its_figure(name: str) -> None:
    assert wrong(compose(COMPOSED[name])) == []


@settings(max_examples=500, suppress_health_check=list(HealthCheck), deadline=None)
@given(inputs=st.one_of(workloads(), agents()), levels=LEVELS)
def test_every_formula_of_random_reports_comes_to_its_figure(
    inputs: dict[str, Any], levels: dict[str, Any]
) -> None:
    assert wrong(compose(source(sheet(0, **levels), workload(inputs)))) == []


def test_a_formula_that_does_not_is_found() -> None:
    assert value_of("$1,234.50 a month") == (Fraction("1234.5"), Fraction(1, 200))
    assert reckoned("round up(7 ÷ 2) × $3") == 12
