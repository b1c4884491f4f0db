"""What a step is worth is the estimate before it less the one after it, by a second computation by hand."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.savings import CASES, Case, table
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.changes import Moves
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import Savings
from tests.calculator.by_hand import ByHand
from tests.calculator.workloads import agents
from tests.reports.readers import LEVELS, sheet, source

PRICED = ("q3", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14")
SHARE = st.decimals("0", "1", places=2)
MOVES = st.dictionaries(
    st.sampled_from(PRICED), st.tuples(st.integers(0, 4), st.integers(0, 4)).map(sorted).map(tuple)
)
PRICES = ("input_price", "output_price", "cache_read_price", "cache_write_price", "cache_write_1h_price")
ALL_PRICES = (*PRICES, *(f"long_context_{name}" for name in PRICES), "call_fee", "search_price")
LINES: Mapping[str, tuple[str, ...]] = {
    "vector_db": ("vector_db_monthly", "vector_db_per_unit"),
    "observability": ("observability_monthly", "observability_per_unit"),
    "integrations": ("integrations_monthly", "integrations_per_unit"),
    "infrastructure": ("infrastructure_monthly", "infrastructure_step_monthly"),
}


def number(inputs: Mapping[str, Any], name: str, usual: object = 0) -> Fraction:
    return Fraction(str(inputs.get(name, usual)))


def calls_of(inputs: dict[str, Any]) -> list[dict[str, Any]]:
    """The model steps, or the flat fields themselves."""
    return inputs["steps"] if inputs.get("steps") else [inputs]


def cheaper_model(inputs: dict[str, Any], factor: Fraction) -> bool:
    """A second model takes more; whether there is one at a lower price."""
    if not inputs.get("steps") and "routed_input_price" in inputs:
        all_second = ByHand({**inputs, "routed_share": 1}).attempt()
        if all_second < ByHand({**inputs, "routed_share": 0}).attempt():
            inputs["routed_share"] = 1 - (1 - number(inputs, "routed_share")) * factor
            return True
    return False


def dearer(inputs: dict[str, Any], factor: Fraction) -> None:
    """Everything that an attempt is charged for at another price."""
    for call in [inputs, *inputs.get("steps", ())]:
        for name in (*ALL_PRICES, "routed_input_price", "routed_output_price"):
            if name in call:
                call[name] = number(call, name) * factor


def move(inputs: dict[str, Any], question: str, line: str, factor: Fraction) -> Fraction:
    """Changes the inputs by one row of the planning table; what is left for the prices of an attempt."""
    if line == "tokens" and question == "q8":
        for call in calls_of(inputs):
            sent = [name for name in ("input_tokens", "output_tokens", "input_growth") if name in call]
            call.update({name: number(call, name) * factor for name in sent})
    elif line == "tokens":
        return Fraction(1) if question == "q7" and cheaper_model(inputs, factor) else factor
    else:
        names = {"retries": ("retry_rate",), "human_review": ("review_rate",), **LINES}[line]
        inputs |= {name: number(inputs, name) * factor for name in names if name in inputs}
    return Fraction(1)


def after(inputs: Mapping[str, Any], savings: Savings, moves: Moves, case: Case) -> dict[str, Any]:
    """The inputs once these moves are made, one after the other; prices of an attempt go last."""
    found: dict[str, Any] = {**inputs}
    if found.get("steps"):
        found["steps"] = [{**step} for step in found["steps"]]
    of_all = Fraction(1)
    for question, (frm, to) in moves.items():
        for line in savings.worth.lines(question):
            if line in savings.amounts:
                before, then = (savings.worth.factor(question, line, level, case) for level in (frm, to))
                of_all *= move(found, question, line, then / before)
    dearer(found, of_all)
    if savings.minimum_review_rate is not None and "review_rate" in inputs:
        least = min(savings.minimum_review_rate, number(inputs, "review_rate"))
        found["review_rate"] = max(number(found, "review_rate"), least)
    return found


def reading_of(inputs: dict[str, Any], levels: Mapping[str, Any], **others: Any) -> Reading:
    return read(source(sheet(0, **levels), parse_workload(inputs), **others))


@given(agents(), LEVELS, st.none() | SHARE, st.booleans())
def test_each_step_is_worth_the_estimate_before_it_less_the_one_after_it(
    inputs: dict[str, Any], levels: dict[str, Any], minimum: Any, hourly: bool
) -> None:
    reading = reading_of(inputs, levels, minimum_review_rate=minimum, reviewers_by_the_hour=hourly)
    before, savings = ByHand(inputs), reading.savings
    assert savings is not None

    for measure in reading.advice.measures:
        if measure.saving is None or measure.frm is None:
            continue
        moves = {measure.question.key: (measure.frm, measure.to)}
        for case in CASES:
            then = ByHand(after(inputs, savings, moves, case))
            given = before.total() - then.total()
            review = before.lines()["human_review"] - then.lines()["human_review"]
            paid_all_the_same = "reviews_per_reviewer" not in inputs and not hourly
            assert getattr(measure.saving.cash, case) == given - (review if paid_all_the_same else 0)
            if paid_all_the_same:
                assert getattr(measure.saving.time_freed, case) == review


@given(agents(), MOVES)
def test_steps_together_are_worth_the_estimate_with_all_of_them_made(
    inputs: dict[str, Any], moves: dict[str, tuple[int, int]]
) -> None:
    workload = parse_workload(inputs)
    savings = Savings(source().worth, workload, estimate(workload), None, paid_by_the_hour=True)
    before = ByHand(inputs).lines()

    found = savings.of(moves).lines

    # A dearer or cheaper second model is told by the scenario as it is, whatever else moves.
    if "q7" not in moves or len(moves) == 1:
        then = ByHand(after(inputs, savings, moves, "base")).lines()
        assert {key: gain.base for key, gain in found.items() if gain.base} == {
            key: before[key] - then[key] for key in before if before[key] != then[key]
        }
    assert savings.of(dict(reversed(moves.items()))).lines == found


CALL: dict[str, Any] = {
    "units_per_month": 1000,
    "input_tokens": 10_000,
    "output_tokens": 0,
    "input_price": 10,
    "output_price": 10,
}
"""An attempt costs ten cents, a month a hundred dollars."""


@pytest.mark.parametrize(
    ("beside", "changed", "worth"),
    [
        # 1.3 ÷ 1.6 of what is sent to the dearer model still is: 18.75% of 50% at a tenth of the price.
        (
            {"routed_share": "0.5", "routed_input_price": 1, "routed_output_price": 1},
            {"routed_share": Fraction("0.59375")},
            Fraction("8.4375"),
        ),
        # A dearer one is nothing to move to, and the factor is on the price.
        (
            {"routed_share": "0.5", "routed_input_price": 99, "routed_output_price": 99},
            {},
            Fraction("102.1875"),
        ),
        # A cache or a batch is no other model: the factor is on what tokens cost with it, $55 and $90.
        ({"cache_read_share": "0.5", "cache_read_price": 1}, {}, Fraction("10.3125")),
        ({"batch_share": "0.2"}, {}, Fraction("16.875")),
        ({}, {}, Fraction("18.75")),
    ],
)
def test_a_better_model_is_worth_what_the_second_model_takes_and_never_a_cache_or_a_batch(
    beside: dict[str, Any], changed: dict[str, Fraction], worth: Fraction
) -> None:
    reading = reading_of(CALL | beside, {"q7": 1})
    savings = reading.savings
    assert savings is not None

    assert savings.changed({"q7": (1, 2)}, "base").values == changed
    assert savings.cash({"q7": (1, 2)}) == worth


def test_shorter_prompts_fall_below_the_threshold_of_long_context() -> None:
    long = {"long_context_threshold": 9000, "long_context_input_price": 20, "long_context_output_price": 20}
    savings = reading_of(CALL | long, {"q8": 1}).savings
    assert savings is not None

    # From $200 at the long price to 8,571.43 tokens at the plain one.
    assert savings.cash({"q8": (1, 2)}) == 200 - Fraction(100) * Fraction("1.2") / Fraction("1.4")


def test_what_was_not_entered_does_not_change() -> None:
    savings = reading_of(CALL, {}).savings
    assert savings is not None
    every = {question: (0, 4) for question in PRICED if question not in ("q7", "q8", "q13", "q14")}

    assert savings.changed(every, "base").values == {}
    assert savings.of(every).lines == {}
    assert set(table(reading_of(CALL, {}).questionnaire).base) == set(PRICED)
