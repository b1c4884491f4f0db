"""A range in sentences: each is there where it is true, hedged where lines are missing."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.chances import chance_sentences
from calculator.domain.what_if.quantiles import Percentiles, percentiles
from calculator.domain.what_if.range_words import (
    accepted_sentence,
    beyond_sentence,
    full_sentences,
    known_sentence,
    month_sentence,
    varied_sentence,
    varied_sentences,
)
from calculator.domain.what_if.ranges import HangsOn, Range, ranged
from calculator.domain.what_if.uncertainty import Guess, assumed_ranges
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload

DESK = BY_KEY["support-desk"].workload
BARE: dict[str, Any] = {
    "unit_name": "claim", "units_per_month": 100, "input_tokens": 10, "output_tokens": 1, "input_price": 1,
    "output_price": 2,
}  # fmt: skip
BARELY = parse_workload(BARE)


def found(pays: Fraction | None = None, hangs_on: HangsOn | None = None, *totals: float) -> Range:
    p10, p50, p90 = totals or (100.0, 2000.0, 30000.0)
    return Range(1, 5000, Percentiles(p10, p50, p90), Percentiles(0.5, 0.5, 0.5), pays, hangs_on)


def test_the_month_is_told_without_cents_from_a_thousand_dollars_up() -> None:
    assert month_sentence(found(), complete=True) == (
        "In 8 of 10 cases the month costs between about $100 and $30,000; the median is $2,000."
    )
    assert month_sentence(found(), complete=False).startswith("As far as entered, the month costs between")


def test_a_range_of_no_width_is_one_figure() -> None:
    flat = found(None, None, 12.0, 12.0, 12.0)

    assert month_sentence(flat, complete=True) == "The month costs $12.00 in every case."
    assert month_sentence(flat, complete=False) == "The month costs at least $12.00 in every case."
    assert accepted_sentence(flat, "claim", complete=True) == "An accepted claim costs $0.50 in every case."


def test_every_case_is_said_only_of_what_all_draws_agree_on() -> None:
    """Instances come in whole ones: 9 of 10 draws may need as many, and the rest another."""
    some = Range(1, 100, percentiles([17.0] * 3 + [26.0] * 91 + [35.0] * 6), percentiles([0.5] * 99 + [0.7]),
                 None)  # fmt: skip

    assert month_sentence(some, complete=True) == (
        "The month costs $26.00 in 8 of 10 cases or more; of all cases the lowest is $17.00, the highest "
        "$35.00."
    )
    assert month_sentence(some, complete=False) == (
        "The month costs at least $26.00 in 8 of 10 cases or more; of all cases the lowest is at least "
        "$17.00, the highest at least $35.00."
    )
    assert accepted_sentence(some, "claim", complete=True) == (
        "An accepted claim costs $0.50 in 8 of 10 cases or more; of all cases the lowest is $0.50, the "
        "highest $0.70."
    )
    alike = replace(some, total=percentiles([26.0] * 100), accepted=percentiles([0.5] * 100))
    assert month_sentence(alike, complete=True) == "The month costs $26.00 in every case."
    assert accepted_sentence(alike, "claim", complete=True) == "An accepted claim costs $0.50 in every case."


INSTANCES: dict[str, Any] = {
    "unit_name": "document", "units_per_month": 250_000, "input_tokens": 4000, "output_tokens": 300,
    "capacity_instances": 2, "capacity_hourly": "12.29", "capacity_units_per_instance": 100_000,
    "value_per_unit": "0.25", "retry_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0,
    "tools_monthly": 0, "integrations_monthly": 0, "infrastructure_monthly": 0, "upkeep_monthly": 0,
    "build_cost": 0, "review_rate": 0,
}  # fmt: skip


@pytest.mark.parametrize("without", [(), ("upkeep_monthly", "build_cost")])
@pytest.mark.parametrize("seed", [1, 77])
def test_draws_that_start_another_instance_are_told(seed: int, without: tuple[str, ...]) -> None:
    workload = parse_workload({name: each for name, each in INSTANCES.items() if name not in without})
    drawn = ranged(workload, assumed_ranges(workload), seed=seed)
    said = month_sentence(drawn, complete=estimate(workload).complete)

    assert "in every case" not in said
    assert ("$17,943" in said, "$26,915" in said, "$35,887" in said) == (True, True, True)


def test_months_that_the_instances_cannot_do_are_told_apart_from_those_with_a_cost() -> None:
    some, every = (replace(found(None, None, 12.0, 12.0, 12.0), beyond=beyond) for beyond in (1755, 5000))

    assert beyond_sentence(some) == (
        "In 1,755 of 5,000 simulated months the instances cannot do the work: no cost and no gain is counted "
        "of these."
    )
    assert month_sentence(some, complete=True) == (
        "Of the months that the instances can do: The month costs $12.00 in every case."
    )
    assert accepted_sentence(some, "claim", complete=True) == (
        "Of the months that the instances can do: An accepted claim costs $0.50 in every case."
    )
    assert beyond_sentence(every) == "In all of 5,000 simulated months the instances cannot do the work."
    assert (month_sentence(every, complete=True), beyond_sentence(found())) == ("", "")


@pytest.mark.parametrize(
    ("pays", "said"),
    [
        (Fraction(0), "In none of 5,000 simulated months do the tickets earn more than they cost."),
        (Fraction(1), "In all of 5,000 simulated months the tickets earn more than they cost."),
        (
            Fraction(4999, 5000),
            "In more than 99% of 5,000 simulated months the tickets earn more than they cost.",
        ),
        (
            Fraction(1, 5000),
            "In less than 1% of 5,000 simulated months the tickets earn more than they cost.",
        ),
        (Fraction(1, 2), "In 50% of 5,000 simulated months the tickets earn more than they cost."),
    ],
)
def test_the_chance_is_none_all_or_a_share_of_the_cases(pays: Fraction, said: str) -> None:
    """W13, N25."""
    desk = parse_workload(DESK.as_json())
    complete = estimate(desk).complete

    assert complete
    assert chance_sentences(desk, estimate(desk), found(pays)) == (said,)


@pytest.mark.parametrize(("pays", "said"), [("0.01", 1), ("0.5", 2), ("0.99", 1)])
def test_what_decides_is_said_only_where_it_is_open(pays: str, said: int) -> None:
    decides = HangsOn(("value_per_unit",), Fraction(0), Fraction(1))

    assert len(chance_sentences(DESK, estimate(DESK), found(Fraction(pays), decides))) == said


def test_no_chance_is_told_without_a_value_or_where_the_acceptance_cannot_be() -> None:
    never = parse_workload(DESK.as_json() | {"retry_rate": 1, "max_retries": 5})

    assert chance_sentences(DESK, estimate(DESK), found()) == ()
    assert estimate(never).out_of_reach
    assert chance_sentences(never, estimate(never), found(Fraction(1, 2))) == ()


STAFFED = {"reviews_per_reviewer": 100, "reviewer_monthly_cost": 10_000}


def team(units: int) -> Workload:
    return parse_workload(BARE | STAFFED | {"review_rate": "0.07", "units_per_month": units})


def test_a_team_that_is_full_is_named_with_what_another_reviewer_costs() -> None:
    """N25: with seven full reviewers half of the cases need the eighth."""
    full, roomy = team(10_000), team(9_000)

    assert full_sentences(full, estimate(full)) == (
        "7 reviewers are enough for 10,000 claims per month; more need another, at $10,000 per month.",
    )
    assert full_sentences(roomy, estimate(roomy)) == ()


@pytest.mark.parametrize(("rate", "units", "room"), [("0.06", 1666, "1,666"), ("0.07", 1420, "1,428")])
def test_the_room_of_a_full_team_is_the_last_volume_that_it_manages(rate: str, units: int, room: str) -> None:
    full = parse_workload(BARE | STAFFED | {"review_rate": rate, "units_per_month": units})
    (said,) = full_sentences(full, estimate(full))
    last = int(room.replace(",", ""))

    assert f" enough for {room} claims " in said
    assert [
        estimate(parse_workload(BARE | STAFFED | {"review_rate": rate, "units_per_month": each}))
        .line("human_review")
        .monthly
        for each in (last, last + 1)
    ] == [10_000, 20_000]


def test_what_was_varied_and_what_was_not_are_both_named() -> None:
    """W22: what was left out of an answer stands beside it."""
    assert varied_sentence(BARELY, assumed_ranges(BARELY), assumed=True) == (
        "We assume that what is not known yet may turn out up to 20% lower or higher: input tokens per unit "
        "and output tokens per unit; units per month. Inputs named together move together."
    )
    assert known_sentence(parse_workload(BARE)) == (
        "Taken as known, from price lists, contracts, payroll and the calendar: input price and output price."
    )


def test_what_lines_of_ones_own_were_varied_is_told_with_their_names() -> None:
    """Amounts of different lines are no one amount, as the tokens of several steps are."""
    own = [{"name": "Audit", "monthly": 9}, {"name": "Voice", "per_unit": 1, "monthly": 5}]

    lines = parse_workload(BARE | {"other_lines": own})

    said = varied_sentence(lines, assumed_ranges(lines), assumed=True)

    assert "amount per month of “Audit” and “Voice” and amount per unit of “Voice”" in said


def test_lines_of_one_name_are_told_by_their_numbers() -> None:
    own = [{"name": "Audit", "monthly": 9}, {"name": "Audit", "monthly": 5}]
    lines = parse_workload(BARE | {"other_lines": own})

    said = varied_sentence(lines, assumed_ranges(lines), assumed=True)

    assert "amount per month of “Audit” (1) and “Audit” (2)" in said


def test_a_share_that_a_fifth_more_would_take_too_far_is_said_to_stop() -> None:
    """All claims are reviewed: the rate cannot turn out higher."""
    full = parse_workload(BARE | {"review_rate": 1, "review_minutes": 6, "reviewer_hourly_cost": 50})
    part = parse_workload(BARE | {"review_rate": "0.8", "review_minutes": 6, "reviewer_hourly_cost": 50})

    assert varied_sentence(full, assumed_ranges(full), assumed=True).endswith(
        "No share is varied beyond 100%: human review rate."
    )
    assert "beyond 100%" not in varied_sentence(part, assumed_ranges(part), assumed=True)


def test_typed_ranges_are_told_with_their_ends() -> None:
    typed = (Guess("review_rate", Fraction(5, 100), Fraction(1, 10), Fraction(2, 10)),)

    assert varied_sentence(BARELY, typed, assumed=False) == (
        "Varied: human review rate from 5% to 20%. Every other input stays as it is."
    )


def test_a_workload_of_facts_alone_says_that_nothing_is_varied() -> None:
    seats = parse_workload({"seats": 10, "seat_monthly": 30, "units_per_month": 0})

    assert assumed_ranges(seats) == ()
    assert varied_sentence(seats, (), assumed=True).endswith("so nothing is varied.")
    assert ranged(seats, (), seed=1).total.p50 == 300


def test_what_is_hedged_says_so_from_its_first_word_to_its_last() -> None:
    """Each sentence of an estimate that lacks a line, whole."""
    lacking, halves = parse_workload(BARE | {"value_per_unit": 1}), (Fraction(1), Fraction(1, 2))
    spread = Range(1, 5000, found().total, Percentiles(0.5, 1.25, 3.75), None, None)

    assert not estimate(lacking).complete
    assert month_sentence(found(), complete=False) == (
        "As far as entered, the month costs between about $100 and $30,000 in 8 of 10 cases; the median is "
        "$2,000."
    )
    assert accepted_sentence(spread, "claim", complete=True) == (
        "An accepted claim costs about $0.50 to $3.75 in 8 of 10 cases; the median is $1.25."
    )
    assert accepted_sentence(spread, "claim", complete=False) == (
        "As far as entered, an accepted claim costs between about $0.50 and $3.75 in 8 of 10 cases; the "
        "median is $1.25."
    )
    assert [chance_sentences(lacking, estimate(lacking), found(part))[0] for part in halves] == [
        "As far as entered, the claims earn more than they cost in all of 5,000 simulated months.",
        "As far as entered, in 50% of 5,000 simulated months the claims earn more than they cost.",
    ]


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        ("0.994", "In 99% of"),
        ("0.995", "In more than 99% of"),
        ("0.005", "In 1% of"),
        ("0.00499", "In less than 1% of"),
    ],
)
def test_a_share_is_all_or_none_only_where_it_is(draws: str, said: str) -> None:
    assert chance_sentences(DESK, estimate(DESK), found(Fraction(draws)))[0].startswith(said)


def stepped(**fields: Any) -> tuple[str, ...]:
    workload = parse_workload(BARE | fields)
    return full_sentences(workload, estimate(workload))


def test_each_line_that_comes_in_steps_is_told_by_its_own_words() -> None:
    gpu = {"capacity_hourly": 2, "capacity_instances": 1, "capacity_units_per_instance": 100}
    small = {"review_rate": 1, "reviews_per_reviewer": "0.5", "reviewer_monthly_cost": 1000}
    two = {"reviewer_monthly_cost": 10_000, "reviews_per_reviewer": 100, "review_rate": 1}
    own = {"name": "Vector search", "step_units": 100, "step_monthly": 70}

    assert stepped(**two) == (
        "1 reviewer is enough for 100 claims per month; more need another, at $10,000 per month.",
    )
    assert stepped(**gpu) == (
        "1 instance is enough for 100 claims per month; more need another, at $1,460 per month.",
    )
    assert stepped(**gpu | {"units_per_month": 200}) == (
        "2 instances are enough for 200 claims per month; more need another, at $1,460 per month.",
    )
    assert stepped(**small | {"units_per_month": "0.5"}) == (
        "1 reviewer is enough for 0.5 claims per month; more need another, at $1,000 per month.",
    )
    assert stepped(infrastructure_step_units=100, infrastructure_step_monthly=50, units_per_month=95) == (
        "Infrastructure is enough for 100 claims per month; more cost another $50.00 per month.",
    )
    assert stepped(infrastructure_step_units=100, infrastructure_step_monthly=50, units_per_month=94) == ()
    assert stepped(other_lines=[own]) == (
        "“Vector search” is enough for 100 claims per month; more cost another $70.00 per month.",
    )


def test_measured_ranges_are_told_apart_from_ours_only_where_nobody_typed_one() -> None:
    days = Guess("output_tokens", Fraction(5), Fraction(10), Fraction(20))
    ours = Guess("review_rate", Fraction(8, 100), Fraction(1, 10), Fraction(12, 100))
    measured = (
        "Measured from day to day: output tokens per unit from 5 to 20. These are ranges of single days: the "
        "mean of a month usually varies less. A day's tokens per unit are its tokens per call, at the calls "
        "per unit of the whole month."
    )

    assert varied_sentences(BARELY, [days, ours], {"output_tokens"}, assumed=True) == (
        measured,
        varied_sentence(BARELY, [ours], assumed=True),
    )
    assert varied_sentences(BARELY, [days], {"output_tokens"}, assumed=True) == (measured,)
    assert varied_sentences(BARELY, [ours], (), assumed=True) == (
        varied_sentence(BARELY, [ours], assumed=True),
    )
    assert varied_sentences(BARELY, [days, ours], {"output_tokens"}, assumed=False) == (
        varied_sentence(BARELY, [days, ours], assumed=False),
    )
