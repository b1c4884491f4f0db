"""Every formula that a report prints comes to the figure beside it, and no figure goes without one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Content
from tests.calculator.pocket_calculator import worked_out
from tests.calculator.workloads import agents, workloads
from tests.flat import flat
from tests.reports.billed_sources import BILLED
from tests.reports.composed import COMPOSED
from tests.reports.readers import LEVELS, sheet, source, workload

NUMBER = re.compile(r"(−|-)?\$?(\d[\d,]*(?:\.\d+)?)(%?)")
FIGURE = re.compile(r"(?:−|-)?\$\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?%")
WHOLE = {"100%", "100.0%"}
SIDES = re.compile(r"\bunder 0\.1%|\bover 99\.9%|\bunder \$0\.0*1\b")
SIDE_OF: dict[str, Callable[[Fraction], bool]] = {
    "under 0.1%": lambda share: 0 < share < Fraction(1, 1000),
    "over 99.9%": lambda share: Fraction(999, 1000) < share < 1,
}
"""A share of nearly nothing, or of nearly all, is told by its side: a formula has to come to that side."""
GENERAL = re.compile(
    r"\.(action|next_step|meaning|about|tasks|range_note|ranges)\b|^cost\.rows\[\d+\]\.(share|basis|formula)"
    r"|^scale\.(rows\[\d+\]|drivers\[\d+\]\.swing)|^bill\.months"
)
"""Advice and statements of the questionnaire, draws, and shares made to add up to a hundred; and what only
the tables of reports of before print; and each month's sum, which is the bill's own."""


def on_its_side(side: str, number: Fraction) -> bool:
    """Whether a number is what `side` says: an amount is below the one that is named, a share on its side."""
    if told := SIDE_OF.get(side):
        return told(number)
    return 0 < number < Fraction(side.removeprefix("under $"))


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
    shares = re.sub(r"(\d[\d,]*(?:\.\d+)?)%", r"(\1 ÷ 100)", figures)
    return worked_out(shares.replace("round up(", "ceil(").replace("round down(", "floor("))


def printed_formulas(content: Content) -> Iterator[tuple[str, str, str]]:
    """Name, formula with its figures, and what stands beside it."""
    units = None
    if content.cost:
        units = content.cost.total.basis
        for row in content.cost.rows:
            if row.entered and row.monthly != "–":  # of a review that is half entered there is no figure yet
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
        elif side := SIDES.fullmatch(printed):
            found += [] if on_its_side(side[0], reckoned(figures)) else [f"{name}: {figures}, not {printed}"]
        elif "…" not in figures:
            value, half = value_of(printed)
            if abs(reckoned(figures) - value) > half:
                found.append(f"{name}: {figures} = {float(reckoned(figures))}, not {printed}")
    return found


def known(content: Content) -> list[Fraction]:
    """Every number that a formula comes to or is made of, and every input."""
    found = []
    for _name, figures, printed in printed_formulas(content):
        found.append(value_of(printed)[0])
        if "…" not in figures:
            found += [reckoned(side) for side in figures.split("≥")]
            found += [value_of(figure)[0] for figure in FIGURE.findall(figures)]
    told = [*(row.value for row in content.method.inputs), *content.method.assumptions]
    return found + [value_of(figure)[0] for text in told for figure in FIGURE.findall(text)]


def unexplained(content: Content) -> set[str]:
    """Money and shares in the body that no formula comes to; what is drawn by chance has a seed instead."""
    found, numbers = set(), known(content)
    for part in ("summary", "maturity", "cost", "scale", "recommendations", "bill"):
        for line in flat(asdict(content)[part] or "", part):
            path, _equals, text = line.partition(" = ")
            if GENERAL.search(path):
                continue
            for side in SIDES.findall(text):
                if not any(on_its_side(side, abs(number)) for number in numbers):
                    found.add(f"{path}: {side} in {text}")
            for figure in set(FIGURE.findall(SIDES.sub("", text))) - WHOLE:
                value, half = value_of(figure)
                if not any(abs(abs(number) - abs(value)) <= half for number in numbers):
                    found.add(f"{path}: {figure} in {text}")
    return found


@pytest.mark.parametrize("name", COMPOSED)
def test_no_figure_of_money_and_no_share_goes_without_a_formula(name: str) -> None:
    """N17."""
    assert unexplained(compose(COMPOSED[name])) == set()


def test_a_figure_without_a_formula_is_found() -> None:
    content = compose(COMPOSED["small company"])
    broken = replace(content, method=replace(content.method, results=()))

    assert unexplained(broken) != set()


@pytest.mark.parametrize("name", COMPOSED)
def test_every_formula_comes_to_its_figure(name: str) -> None:
    """N17."""
    assert wrong(compose(COMPOSED[name])) == []


@pytest.mark.parametrize("name", BILLED)
def test_the_figures_of_a_bill_have_their_formulas_and_come_to_them(name: str) -> None:
    content = compose(BILLED[name])

    assert content.bill is not None
    assert (wrong(content), unexplained(content)) == ([], set())


CENTS = {"units_per_month": 294, "input_tokens": 280, "output_tokens": 341, "input_price": "0.593"}
CENTS |= {"output_price": "0.001", "infrastructure_step_units": 2, "infrastructure_step_monthly": "0.01"}
FAILING = CENTS | {"retry_rate": "0.011", "max_retries": 0}
NEARLY_ALL = CENTS | {"infrastructure_monthly": "1250.00", "input_price": "0.01", "output_tokens": 1}


@settings(max_examples=500, suppress_health_check=list(HealthCheck), deadline=None)
@example(inputs=FAILING, levels={})  # what our default acceptance rate can be at most
@example(inputs=CENTS, levels={"q8": 2, "q9": 0})  # cash below a dollar, in a column with more decimals
@example(inputs=NEARLY_ALL, levels={"q1": 0})  # one line is nearly all of the cost, but not quite
@given(inputs=st.one_of(workloads(), agents()), levels=LEVELS)
def test_every_formula_of_random_reports_comes_to_its_figure(
    inputs: dict[str, Any], levels: dict[str, Any]
) -> None:
    content = compose(source(sheet(0, **levels), workload(inputs)))

    assert (wrong(content), unexplained(content)) == ([], set())


def test_a_formula_that_does_not_is_found() -> None:
    assert value_of("$1,234.50 per month") == (Fraction("1234.5"), Fraction(1, 200))
    assert reckoned("round up(7 ÷ 2) × $3") == 12
