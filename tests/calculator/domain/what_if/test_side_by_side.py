"""What sets two workloads apart, in sentences whose figures are computed again here."""

from fractions import Fraction
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.side_by_side import Side, common_total, finding, same_lines
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import workloads

DESK = BY_KEY["support-desk"].workload
TOKENS = {
    "units_per_month": 1000, "input_tokens": 1000, "output_tokens": 0, "input_price": 2, "output_price": 0
}  # fmt: skip
REVIEW = {"review_rate": "0.5", "review_minutes": 1, "reviewer_hourly_cost": 30}
WRONG = {"error_rate": "0.1", "error_cost": 20}


def side(name: str, inputs: dict[str, Any] | None = None, models: str = "", **changes: object) -> Side:
    workload = parse_workload((DESK.as_json() if inputs is None else inputs) | changes)
    return Side(name, workload, estimate(workload), models)


def test_one_input_that_differs_is_named_with_what_it_does_to_total_unit_and_net() -> None:
    """W21."""
    assert finding(side("Desk"), side("Careful", review_rate="0.14")) == (
        "“Careful” costs $3,780 per month more than “Desk” (+32.5%).",
        "An accepted ticket costs $0.28 more: $1.14 instead of $0.8608.",
        "“Desk” nets $3,780 per month more than “Careful”: $18,079 against $14,299.",
        "One input differs, human review rate: 14% instead of 7%.",
    )


def test_wrong_results_that_only_one_counts_are_told_beside_the_headline() -> None:
    inputs: dict[str, Any] = {**DESK.as_json(), **WRONG}
    counted, left_out = side("Counted", inputs), side("Left out")
    told = (
        "Wrong results (errors that pass) are counted for “Counted” alone: for “Left out” none were entered."
    )

    for one, other in ((counted, left_out), (left_out, counted)):
        assert finding(one, other)[0].endswith(f". {told}")
    assert "Wrong results" not in "".join(finding(counted, counted) + finding(left_out, left_out))


def test_of_several_lines_that_differ_the_largest_is_named() -> None:
    found = finding(side("Desk"), side("Leaner", review_rate="0.035", upkeep_monthly=2000))

    assert found[-2:] == (
        "2 inputs differ: human review rate and maintenance (people).",
        "The largest difference is in the line human review: $1,890 per month less in “Leaner”.",
    )


def test_the_models_are_named_where_both_are_known() -> None:
    one, other = side("A", models="openai/gpt-5"), side("B", models="anthropic/claude", input_price=1)

    assert "“A” runs on openai/gpt-5, “B” on anthropic/claude." in finding(one, other)
    assert [said for said in finding(one, side("B", input_price=1)) if "runs on" in said] == []


def test_equal_workloads_are_said_to_be_equal() -> None:
    assert finding(side("A"), side("B")) == (
        "“B” costs as much per month as “A”: $11,621.",
        "An accepted ticket costs $0.8608 in both.",
        "Both net $18,079 per month.",
        "Their inputs are the same.",
    )


def test_what_is_not_entered_marks_each_figure() -> None:
    """W8."""
    short = {name: value for name, value in DESK.as_json().items() if name != "upkeep_monthly"}

    found = finding(side("Shorter", short), side("Short", short | {"review_rate": "0.14"}))

    assert [said.startswith("As far as entered: ") for said in found] == [True, True, True, False]


def test_totals_of_other_lines_are_not_set_against_each_other() -> None:
    """$11,532 less, of which all but the tokens were lines that nobody had entered."""
    short = {name: value for name, value in DESK.as_json().items() if name != "review_rate"}
    unreviewed = {name: value for name, value in short.items() if "review" not in name}
    tokens = {name: unreviewed[name] for name in unreviewed if "token" in name or name.endswith("_price")}
    bare = tokens | {"unit_name": "ticket", "units_per_month": "18000"}
    bare |= {"cache_read_share": "0.4", "cache_write_share": "0.05"}

    less = finding(side("Desk"), side("Unreviewed", unreviewed | {"vector_db_monthly": "2"}))
    same = finding(side("Desk"), side("Bare", bare))

    assert less[0] == (
        "In the lines entered in both (tokens, retries, vector database, observability, tools and "
        "guardrails, integrations, infrastructure, maintenance (people) and build, amortised), “Unreviewed” "
        "costs $348.00 per month less than “Desk”. "
        "Their totals are not compared: one lacks lines that the other has."
    )
    assert same[0] == (
        "In the lines entered in both (tokens), “Bare” costs as much per month as “Desk”. "
        "Their totals are not compared: one lacks lines that the other has."
    )
    assert [said for said in less[1:] if "accepted" in said or "nets" in said] == []


def test_a_line_not_entered_is_no_zero_and_no_difference() -> None:
    inputs = DESK.as_json() | {"observability_monthly": "3", "vector_db_monthly": "2"}
    unreviewed = {name: value for name, value in inputs.items() if "review" not in name}

    found = finding(side("Desk"), side("Other", unreviewed))

    assert [said for said in found if "human review" in said and "The largest difference" in said] == []
    assert found[-1].startswith(
        "The largest difference is in the line vector database: $348.00 per month less"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"value_per_unit": None},
            "Which of them brings more is not known: “B” has no value per accepted unit.",
        ),
        ({"unit_name": "claim"}, "“A” counts tickets, “B” claims: what one of them costs is not compared."),
    ],
)
def test_what_cannot_be_compared_is_said(changes: dict[str, object], said: str) -> None:
    inputs = {name: value for name, value in (DESK.as_json() | changes).items() if value is not None}

    assert said in finding(side("A"), side("B", inputs))


def test_lines_that_stand_in_one_alone_are_in_neither_sum() -> None:
    """Guess was $3,837 less, by seats, capacity and errors that it does not have."""
    bought = {"seats": 5, "seat_monthly": 30, "capacity_instances": 1, "capacity_hourly": 4}
    own = {"other_lines": [{"name": "Legal check", "monthly": 500, "per_unit": 0}]}
    agent = side("Agent", TOKENS | REVIEW | bought | WRONG | own, retry_rate="0.1", upkeep_monthly=9)
    guess = side("Guess", TOKENS | REVIEW, retry_rate="0.1", input_price=40)

    found = finding(agent, guess)

    assert found[0] == (
        "In the lines entered in both (tokens, retries and human review), “Guess” costs $42.18 per month "
        "more than “Agent”. Their totals are not compared: one lacks lines that the other has."
    )
    assert found[-1] == "The largest difference is in the line tokens: $38.00 per month more in “Guess”."


def test_tokens_with_fees_on_one_side_alone_are_one_line_with_one_name() -> None:
    """“Tokens and fees, retries and tokens”, it said of two lines."""
    fees = side("Fees", TOKENS | REVIEW, retry_rate="0.1", call_fee=5, upkeep_monthly=9)
    none = side("None", TOKENS | REVIEW, retry_rate="0.1")

    for one, other in ((fees, none), (none, fees)):
        said = finding(one, other)

        assert said[0].startswith("In the lines entered in both (tokens and fees, retries and human review)")
        assert said[-1].startswith("The largest difference is in the line tokens and fees: ")


OPTIONAL = [
    {"seats": 5, "seat_monthly": 30},
    {"capacity_instances": 1, "capacity_hourly": 4},
    WRONG,
    {"other_lines": [{"name": "Legal check", "monthly": 500, "per_unit": 0}]},
    {"other_lines": [{"name": "Audit", "monthly": 70, "per_unit": 1}, {"name": "Legal check"}]},
    {"upkeep_monthly": 900, "observability_monthly": 3},
    {"vector_db_monthly": 0, "tools_monthly": 11},
]


@given(*(st.lists(st.sampled_from(OPTIONAL)) for _side in "ab"), st.integers(0, 9), st.integers(0, 9))
def test_the_sum_of_the_lines_in_both_and_its_largest_are_those_of_the_table(
    some: list[dict[str, Any]], others: list[dict[str, Any]], price: int, minutes: int
) -> None:
    first = side("A", TOKENS | REVIEW | dict(chain(*map(dict.items, some))))
    changes: dict[str, Any] = {"input_price": price, "upkeep_monthly": minutes}
    second = side("B", TOKENS | dict(chain(*map(dict.items, others))), **changes)
    rows = [
        {line.name: line.monthly for line in each.estimate.listed if line.entered} for each in (first, second)
    ]
    by = {name: rows[1][name] - amount for name, amount in rows[0].items() if name in rows[1]}

    one, other, names = common_total(first.estimate, second.estimate)
    last = finding(first, second)[-1]

    assert other - one == sum(by.values())
    assert {name for name in by if rows[0][name] or rows[1][name]} == {
        name for name in by if name.lower() in names
    }
    largest = max((abs(each) for each in by.values()), default=Fraction(0))
    if sum(map(bool, by.values())) > 1:
        named = {name for name in by if f"the line {name.lower()}:" in last}
        assert {abs(by[name]) for name in named} == {largest}
        assert ("more in" in last) == (by[named.pop()] > 0)
    else:
        assert "The largest difference" not in last


@given(workloads(), workloads())
def test_more_and_less_are_those_of_the_totals(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = side("A", one), side("B", other)
    estimates = (first.estimate, second.estimate)
    by = estimates[1].total_monthly - estimates[0].total_monthly
    before = after = Fraction(0)
    if not same_lines(*estimates):
        before, after, _names = common_total(*estimates)
        by = after - before

    said = finding(first, second)[0]

    if "cannot work" in said:
        assert any(each.out_of_reach for each in estimates)
        return
    if "only half entered" in said:
        assert estimates[0].review_too_low is not estimates[1].review_too_low
        return
    if "more is paid for" in said:
        assert any(each.tokens_too_low for each in estimates)
        return
    if "no line with a cost in common" in said:
        assert not before
        assert not after
        return
    assert ("more than" in said, "less than" in said, "as much" in said) == (by > 0, by < 0, by == 0)
