"""The inputs in the appendix: where each came from, and which step or line of one's own it belongs to."""

import re
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby

import pytest

from runrate.reports.domain.compose import compose
from tests.flat import flat
from tests.reports.billed_sources import against
from tests.reports.composed import AGENT, COMPOSED, MIXED
from tests.reports.readers import BY_THE_MINUTE, source, workload

OWN = [{"name": "Lawyer", "monthly": 100}, {"name": "Audit", "per_unit": "0.01"}]
LONG = {
    **BY_THE_MINUTE, "units_per_day": "813.272727273", "input_tokens": "5123.456789012",
    "cache_read_price": "0.3", "cache_read_share": "0.26820954792", "retry_rate": "0.0712345678",
    "review_rate": "0.1312345678",
    "acceptance_rate": "0.9523456789", "value_per_unit": "3.123456789", "batch_share": "0.1234567891",
}  # fmt: skip
"""As inputs are that came out of a bill."""
READ = re.compile(r"(?<![\d,.])\d[\d,]*\.\d+")
IN_FORMULAS = re.compile(r"\.(basis|substituted)\b|\.charts\.")
COUNTED = re.compile(r"(\d+|one) inputs? (?:of the scenario|left at our defaults?)", re.IGNORECASE)


def test_inputs_of_a_step_and_of_an_own_line_stand_under_its_name() -> None:
    steps = [{**step, "batch_share": "0.1"} for step in AGENT["steps"][:2]]  # type: ignore[index]
    costed = workload({**AGENT, "steps": steps, "other_lines": OWN})

    rows = compose(source(None, costed)).method.inputs

    entered = [row for row in rows if row.origin == "you entered"]
    groups = [group for group, _rows in groupby(row.group for row in entered)]
    assert groups == ["", "Step 1: plan", "Step 2: look things up", "Own line 1: Lawyer", "Own line 2: Audit"]
    assert [(row.name, row.value) for row in entered if row.group == "Step 2: look things up"][:2] == [
        ("Calls per unit", "8"),
        ("Input tokens per call", "4,000"),
    ]
    ours = [row.group for row in rows if row.origin == "our default" and row.name.startswith("Batch price")]
    assert ours == ["Step 1: plan", "Step 2: look things up"]
    assert [row.name for row in rows if row.name.startswith(("Step ", "Own line "))] == []


def test_a_step_without_a_name_has_its_number() -> None:
    steps = [{name: value for name, value in step.items() if name != "name"} for step in AGENT["steps"][:1]]  # type: ignore[index]

    rows = compose(source(None, workload({**AGENT, "steps": steps}))).method.inputs

    assert {row.group for row in rows} == {"", "Step 1"}


@pytest.mark.parametrize("name", [name for name, made_from in COMPOSED.items() if made_from.costed])
def test_the_board_page_counts_as_many_inputs_as_the_appendix_lists(name: str) -> None:
    made_from = COMPOSED[name]
    content = compose(made_from)

    said = " ".join(row.figures for row in content.summary.basis)
    counted = [1 if number.lower() == "one" else int(number) for number in COUNTED.findall(said)]
    listed = [row for row in content.method.inputs if row.origin in {"you entered", "our default"}]
    assert sum(counted) == len(listed) or made_from.imported


@pytest.mark.parametrize("least", [None, Decimal("0.1012345678"), Decimal("0.1512345678")])
def test_no_long_number_of_a_bill_is_read_outside_of_formulas(least: Decimal | None) -> None:
    made = [
        source(MIXED, workload(LONG), minimum_review_rate=least),
        source(None, workload(LONG)),
        against({**LONG, "cache_read_share": "0.4"}, LONG, answered=True),
    ]

    said = [line for each in made for line in flat(asdict(compose(each)), "report")]

    told = [line.partition(" = ") for line in said if not IN_FORMULAS.search(line.partition(" = ")[0])]
    numbers = [(where, found) for where, _is, text in told for found in READ.findall(text)]
    assert len(numbers) > 100
    assert [each for each in numbers if len(each[1].partition(".")[2].lstrip("0")) > 5] == []
