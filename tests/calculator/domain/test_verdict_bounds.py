"""Each sentence of the verdict at its edges: small sums, bounds of an incomplete cost, nothing gained."""

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate
from calculator.domain.verdict import headline, retries_billed, verdict, visible_name
from calculator.domain.workload_input import parse_workload

TOKENS = {"input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5}
LINES = ("vector_db", "observability", "tools", "integrations", "infrastructure", "upkeep")
NOTHING_ELSE = {f"{line}_monthly": 0 for line in LINES} | {"review_rate": 0, "retry_rate": 0, "build_cost": 0}
BY_THE_MINUTE = {"review_rate": "0.1", "review_minutes": 6, "reviewer_hourly_cost": 10}


def said(**inputs: object) -> tuple[str, ...]:
    workload = parse_workload({**TOKENS, "unit_name": "claim", "units_per_month": 1000, **inputs})
    return verdict(workload, estimate(workload))


def found_with(inputs: dict[str, object], **changed: object) -> tuple[str, ...]:
    workload = parse_workload(
        {**TOKENS, **NOTHING_ELSE, "unit_name": "claim", "units_per_month": 1000, **inputs}
    )
    found: Estimate = replace(estimate(workload), **changed)  # type: ignore[arg-type]
    return verdict(workload, found)


def test_a_value_that_was_not_entered_is_asked_for_with_the_least_it_has_to_be() -> None:
    assert said() == (
        (
            "What one claim is worth was not entered. "
            "With what is entered, it pays for itself once an accepted one brings at least $0.0015."
        ),
    )
    assert said(input_price=0, output_price=0) == ("What one claim is worth was not entered.",)


def test_more_volume_does_not_help_where_the_next_unit_costs_more_than_it_brings() -> None:
    lost = {"value_per_unit": "0.001", "acceptance_rate": "0.5", "vector_db_monthly": 10}

    assert said(**{**NOTHING_ELSE, **lost}) == (
        "An accepted claim is worth $0.001 and costs $0.023: a net loss of $11.00 per month.",
        "No volume pays: each further claim costs more than it brings.",
    )
    assert said(**{**NOTHING_ELSE, **lost, "upkeep_monthly": None})[1] == (
        "No volume pays: each further claim costs more than it brings."
    )


def test_a_value_that_equals_the_cost_is_neither_a_gain_nor_a_loss() -> None:
    """W14."""
    even = {**NOTHING_ELSE, "value_per_unit": "0.0015", "human_cost_per_unit": "0.0015"}

    assert said(**even) == (
        "An accepted claim is worth $0.0015 and costs $0.0015: it just breaks even.",
        "It just breaks even at every volume: a claim brings what it costs.",
        "Costs the same as people doing all of it at $0.0015 each.",
    )
    assert said(**{**even, "upkeep_monthly": None}) == (
        (
            "An accepted claim is worth $0.0015 and costs at least $0.0015: "
            "with what is entered, it just breaks even."
        ),
        "As far as entered, it just breaks even at every volume: a claim brings what it costs.",
        "As far as entered, it costs the same as people doing all of it at $0.0015 each.",
    )


def test_a_value_a_hair_above_the_cost_shows_the_digits_that_tell_them_apart() -> None:
    assert said(**NOTHING_ELSE, value_per_unit="0.00150004")[0] == (
        "An accepted claim is worth $0.00150004 and costs $0.00150000: a net gain of $0.00004 per month."
    )


def test_a_value_not_entered_is_asked_for_within_what_is_known() -> None:
    assert said(**NOTHING_ELSE)[0].endswith(
        "entered. It pays for itself once an accepted one brings at least $0.0015."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("0.0015", "At today's volume it breaks even only without any review."),
        ("0.00149", "At today's volume it would not break even without any review either."),
        ("1.0015", "At today's volume it would still break even with every claim reviewed."),
        ("1.00149999", "Break-even review rate: 99.999999%."),
        ("0.00150001", "Break-even review rate: 0.000001%."),
    ],
)
def test_at_the_ends_of_the_review_rate_each_sentence_is_exact(value: str, sentence: str) -> None:
    assert said(**{**NOTHING_ELSE, **BY_THE_MINUTE, "value_per_unit": value})[2] == sentence


def test_an_incomplete_cost_breaks_even_without_review_only_as_far_as_entered() -> None:
    missing = {**NOTHING_ELSE, "upkeep_monthly": None, **BY_THE_MINUTE}

    assert said(**missing, value_per_unit="0.0015")[2] == (
        "As far as entered, at today's volume it breaks even only without any review."
    )


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        (NOTHING_ELSE, "Each claim costs $0.0015, all of it tokens"),
        ({}, "Each claim costs at least $0.0015, with 9 cost lines still to be entered"),
        (
            {**NOTHING_ELSE, "upkeep_monthly": None},
            "Each claim costs at least $0.0015, with one cost line still to be entered",
        ),
        ({**NOTHING_ELSE, "input_price": 0, "output_price": 0}, "Nothing is paid for one claim"),
        ({"input_price": 0, "output_price": 0}, "Nothing that was entered costs anything so far"),
        ({**NOTHING_ELSE, "units_per_month": 0}, "Without any claim it costs nothing"),
        ({"units_per_month": 0}, "Without any claim, nothing that was entered costs anything"),
        (
            {**NOTHING_ELSE, "units_per_month": 0, "upkeep_monthly": 9},
            "Without any claim it still costs $9.00 per month",
        ),
        (
            {"units_per_month": 0, "upkeep_monthly": "0.004"},
            "Without any claim it still costs at least $0.004 per month",
        ),
    ],
)
def test_the_headline_holds_without_units_without_cost_and_without_lines(
    inputs: dict[str, object], sentence: str
) -> None:
    """W14."""
    workload = parse_workload({**TOKENS, "unit_name": "claim", "units_per_month": 1000, **inputs})

    assert headline("claim", estimate(workload)) == sentence


def test_a_sum_has_cents_up_to_a_thousand_dollars() -> None:
    below, from_there = (
        found_with({"value_per_unit": 3}, net_monthly=Fraction(amount, 100))[0] for amount in (99949, 100000)
    )

    assert (below, from_there) == (
        "An accepted claim is worth $3.00 and costs $0.0015: a net gain of $999.49 per month.",
        "An accepted claim is worth $3.00 and costs $0.0015: a net gain of $1,000 per month.",
    )


def test_an_incomplete_cost_makes_each_sentence_a_bound() -> None:
    """W8."""
    missing = {**NOTHING_ELSE, "upkeep_monthly": None, **BY_THE_MINUTE}

    assert said(**missing, value_per_unit=2, human_cost_per_unit=1) == (
        (
            "An accepted claim is worth $2.00 and costs at least $0.1015: "
            "a net gain of at most $1,899 per month."
        ),
        "No line entered costs a fixed amount: so far it pays for itself from the first claim.",
        "As far as entered, at today's volume it would still leave a gain with every claim reviewed.",
        "Saves at most $898.50 per month compared with people doing all of it at $1.00 each.",
    )
    assert said(
        **{**missing, "value_per_unit": "0.1", "human_cost_per_unit": "0.05", "vector_db_monthly": 9}
    ) == (
        (
            "An accepted claim is worth $0.10 and costs at least $0.1105: "
            "a net loss of at least $10.50 per month."
        ),
        "No volume pays: each further claim costs more than it brings.",
        "Break-even review rate: at most 9.0%.",
        "People doing all of it at $0.05 each would cost at least $60.50 per month less.",
    )


def test_a_review_rate_beyond_every_unit_or_below_none_is_no_figure() -> None:
    every, none = (
        said(**{**NOTHING_ELSE, **BY_THE_MINUTE, "value_per_unit": value}) for value in (2, "0.001")
    )

    assert every[2] == "At today's volume it would still leave a gain with every claim reviewed."
    assert none[2] == "At today's volume it would not break even without any review either."


def test_where_all_lines_are_entered_the_review_rate_is_no_bound() -> None:
    assert said(**{**NOTHING_ELSE, **BY_THE_MINUTE, "value_per_unit": "0.1"})[2] == (
        "Break-even review rate: 9.9%."
    )


def test_an_acceptance_that_cannot_be_reached_is_all_that_is_said() -> None:
    assert said(retry_rate="0.25", max_retries=2, value_per_unit=9, acceptance_rate=1) == (
        "This acceptance rate cannot be reached: more units fail even after retries than it allows.",
    )
    assert said(retry_rate="0.25", max_retries=2, value_per_unit=9) == (
        (
            "No acceptance rate was entered, and our default of 100% cannot be reached with this retry rate: "
            "enter at most 98.4%."
        ),
    )


@pytest.mark.parametrize(
    ("speed", "first"), [(19, "The instances cannot do this work: "), (20, "An accepted ")]
)
def test_capacity_that_cannot_do_the_work_is_all_that_is_said(speed: int, first: str) -> None:
    # 20 tokens a second for two hours: 7,200 units of 20 tokens.
    hours = {"capacity_instances": 1, "capacity_hourly": 3, "capacity_hours": 2, "input_price": 0}
    work = {"units_per_month": 7200, "input_tokens": 20, "output_tokens": 0, "output_price": 0}

    found = said(**NOTHING_ELSE, **hours, **work, value_per_unit=9, capacity_tokens_per_second=speed)

    assert (found[0].startswith(first), len(found) > 1) == (True, speed == 20)


def test_a_block_of_ones_own_is_called_by_its_name() -> None:
    block = {"name": "Licences", "step_units": 1000, "step_monthly": 9000}

    assert said(**NOTHING_ELSE, value_per_unit=10, other_lines=[block])[1] == (
        "Pays between 901 and 1,000 claims per month, between 1,801 and 2,000 and in 7 more ranges, "
        "and from 9,002 on: at 1,001 another block of “Licences” starts."
    )


@pytest.mark.parametrize(
    ("inputs", "name"),
    [
        ({}, "tokens"),
        ({"seats": 2, "seat_monthly": 5}, "tokens and seats"),
        ({"seats": 2, "seat_monthly": 0}, "tokens"),
        ({"input_price": 0, "output_price": 0}, "tokens"),
        ({"input_price": 0, "output_price": 0, "seats": 2, "seat_monthly": 3}, "seats"),
        ({"units_per_month": 0, "seats": 1, "seat_monthly": 0}, "what a vendor bills"),
        (
            {
                "seats": 2,
                "seat_monthly": 5,
                "other_lines": [
                    {"name": "Speech API", "monthly": 4, "visible": True},
                    {"name": "Rent", "monthly": 4},
                ],
            },
            "tokens, seats and Speech API",
        ),
    ],
)
def test_what_stands_above_the_waterline_is_named_where_it_costs_something(
    inputs: dict[str, object], name: str
) -> None:
    workload = parse_workload({**TOKENS, "units_per_month": 1000, **inputs})

    assert visible_name(estimate(workload)) == name


def test_at_no_units_people_are_not_spoken_of() -> None:
    assert said(**NOTHING_ELSE, units_per_month=0, value_per_unit=2, human_cost_per_unit=1)[0] == (
        "There are no claims at this volume, so there is nothing to set the cost against."
    )


@pytest.mark.parametrize(
    ("fees", "name"),
    [
        ({}, "Tokens"),
        ({"call_fee": 3}, "Tokens and fees"),
        ({"call_fee": 3, "calls_per_unit": 2, "retry_rate": "0.1"}, "Tokens and fees"),
        ({"searches_per_unit": 2, "search_price": 10}, "Tokens and fees"),
        ({"searches_per_unit": 0, "search_price": 10}, "Tokens"),
        ({"call_fee": 3, "routed_share": 1, "routed_input_price": 1, "routed_output_price": 1}, "Tokens"),
        ({"steps": [{**TOKENS, "calls": 2, "searches": 1, "search_price": 10}]}, "Tokens and fees"),
        ({"steps": [{**TOKENS, "calls": 2}, {**TOKENS, "calls": 1, "call_fee": 1}]}, "Tokens and fees"),
    ],
)
def test_a_line_that_holds_fees_is_not_said_to_be_tokens(fees: dict[str, object], name: str) -> None:
    flat = {} if "steps" in fees else TOKENS
    workload = parse_workload({**flat, **NOTHING_ELSE, "units_per_month": 1000, **fees})

    found = estimate(workload)

    assert (found.line("tokens").name, visible_name(found)) == (name, name.lower())
    assert found.line("tokens").as_json()["name"] == name
    assert retries_billed(found) == "" or f"per month as {name.lower()}, and no" in retries_billed(found)


def test_where_nothing_entered_costs_anything_yet_no_bound_of_zero_is_told() -> None:
    free = {"input_tokens": 0, "output_tokens": 0, "input_price": 1, "output_price": 1}
    workload = parse_workload({"unit_name": "claim", "units_per_month": 10, "value_per_unit": 5, **free})

    assert verdict(workload, estimate(workload))[0] == (
        "An accepted claim is worth $5.00; nothing that was entered costs anything so far."
    )
