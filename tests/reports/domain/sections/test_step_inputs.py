"""Which inputs a step changes, in words: shares before and after, tokens, a planned share of them."""

from typing import Any

import pytest

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.sections.step_inputs import said_change
from tests.reports.readers import SMALL, sheet, source, workload

CACHED = {"cache_read_share": "0.5", "cache_read_price": "0.3"}
SECOND = {"routed_share": "0.5", "routed_input_price": "0.3", "routed_output_price": "0.3"}
STEP = {"calls": 1, "input_tokens": 10, "output_tokens": 10, "input_price": 3, "output_price": 3}
IN_STEPS = {name: value for name, value in SMALL.items() if "put_" not in name}


@pytest.mark.parametrize(
    ("question", "inputs", "said"),
    [
        ("q10", {}, "Calculated with human review rate from 10% to 7.5%."),
        (
            "q9",
            {"retry_rate": "0.3"},
            "Calculated with retry rate from 30% to 20% and human review rate from 10% to 8.96%.",
        ),
        ("q8", {}, "Calculated with 14.3% fewer tokens per unit."),
        ("q7", {}, "Calculated with 18.8% lower token cost."),
        ("q7", CACHED, "Calculated with 18.8% lower token cost."),
        ("q7", SECOND, "Calculated with routed to a cheaper model from 50% to 59.4%."),
        (
            "q7",
            IN_STEPS | {"steps": [STEP | CACHED] * 3},
            "Calculated with 18.8% lower token cost.",
        ),
        ("q11", {}, ""),
        ("q12", {}, ""),
        (
            "q12",
            {"capacity_instances": 1, "capacity_hourly": 2, "capacity_units_per_instance": 800},
            "Reserved or self-hosted capacity is not in it: the planning table has no figure for that line.",
        ),
    ],
)
def test_a_step_says_what_it_changes(question: str, inputs: dict[str, Any], said: str) -> None:
    costed = workload(inputs) if "steps" in inputs else workload(SMALL, **inputs)
    one_low: dict[str, Any] = {question: 1}
    reading = read(source(sheet(4, **one_low), costed))

    (measure,) = reading.advice.measures

    assert said_change(reading, measure) == said


def test_an_unknown_level_and_a_report_without_a_scenario_say_nothing() -> None:
    unknown = read(source(sheet(4, q10="dk"), workload(SMALL)))
    alone = read(source(sheet(4, q10=1)))

    assert [said_change(each, each.advice.measures[0]) for each in (unknown, alone)] == ["", ""]
