"""What a lever is called, and what it changes from what to what."""

from fractions import Fraction

import pytest
from hypothesis import example, given

from calculator.domain.costs import estimate
from calculator.domain.what_if.lever_words import (
    left,
    lever_name,
    no_lever,
    not_cash,
    row_name,
    saved_alone,
    saved_together,
    saves_more,
    what_changes,
)
from calculator.domain.what_if.levers import Lever, Levers, pull_levers
from calculator.domain.workload_input import parse_workload
from runrate.core.numbers import money
from tests.calculator.workloads import workloads

ASSUMED = (
    "Step 1: 50% by a cheaper model, which we assume to cost 20% of the price entered: "
    "$2.00 in / $4.00 out per million tokens"
)
SHORTER = "Step 1: input tokens per call: 1,000 → 700; Step 1: input growth per call: 500 → 350"
WORKLOAD = parse_workload(
    {
        "units_per_month": 1000,
        "retry_rate": "0.2",
        "review_rate": "0.3",
        "review_minutes": 6,
        "reviewer_hourly_cost": 50,
        "steps": [
            {"input_tokens": 1000, "output_tokens": 10, "input_price": 10, "output_price": 20, "calls": 3,
             "input_growth": 500, "cache_read_price": 1},
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "name", "changes"),
    [
        ("batch", "Send 50% as batch", "Step 1: batch share: 0% → 50%"),
        (
            "shorter_prompts",
            "Shorten the prompts by 30%",
            SHORTER,
        ),
        ("fewer_retries", "Cut failing attempts by 50%", "Retry rate: 20% → 10%"),
        ("review_sampling", "Review 50% fewer", "Human review rate: 30% → 15%"),
        ("cache", "Read the stable part of the prompt from a cache", "Step 1: cached input (read): 0% → 60%"),
        (
            "routing",
            "Let a cheaper model answer 50%",
            ASSUMED,
        ),
    ],
)
def test_each_lever_says_how_far_it_is_pulled_and_what_that_changes(
    key: str, name: str, changes: str
) -> None:
    found = {lever.key: lever for lever in pull_levers(WORKLOAD).levers}

    assert (lever_name(key), what_changes(WORKLOAD, found[key])) == (name, changes)


@pytest.mark.parametrize(
    ("total", "saved", "said"),
    [
        ("15", "10.275", ("$10.28", "$4.72")),
        ("11620.727", "2191.3", ("$2,191", "$9,430")),
        ("15000.4", "10.28", ("$10", "$14,990")),
        ("1155.4999", "729.69", ("$730", "$425")),
        ("15000.4", "0.28", ("$0.28", "$15,000")),
    ],
)
def test_what_is_left_adds_up_to_the_total_with_what_is_saved(
    total: str, saved: str, said: tuple[str, str]
) -> None:
    before, less = Fraction(total), Fraction(saved)

    pulled = Levers((), less, before, before - less)
    assert (saved_together(pulled), left(pulled)) == said


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        ({}, ""),
        ({"call_fee": 5}, "; call fees and web searches are counted for these too"),
        (
            {"searches_per_unit": 3, "search_price": 10},
            "; call fees and web searches are counted for these too",
        ),
        ({"searches_per_unit": 0, "search_price": 10}, ""),
    ],
)
def test_a_lever_says_that_fees_are_paid_for_what_goes_to_another_model_too(
    paid: dict[str, object], said: str
) -> None:
    flat = parse_workload(
        {"units_per_month": 1000, "input_tokens": 10_000, "output_tokens": 1000, "input_price": 2,
         "output_price": 10, "routed_input_price": "0.4", "routed_output_price": 2, **paid}
    )  # fmt: skip

    found = {lever.key: lever for lever in pull_levers(flat).levers}

    assert what_changes(flat, found["routing"]) == f"Routed to a cheaper model: 0% → 50%{said}"


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ([None], ""),
        ([0], ""),
        (["3.75"], "; cache writes beyond those entered are not counted ($3.75 per million tokens)"),
        (
            ["3.75", "12.5"],
            "; cache writes beyond those entered are not counted ($3.75 to $12.50 per million tokens)",
        ),
        (
            ["3.75", "3.75"],
            "; cache writes beyond those entered are not counted ($3.75 per million tokens)",
        ),
    ],
)
def test_a_cache_that_is_paid_for_when_it_is_written_says_what_is_not_counted(
    prices: list[str | int | None], said: str
) -> None:
    step: dict[str, object] = {"input_tokens": 1000, "output_tokens": 10, "input_price": 10, "calls": 1}
    step |= {"output_price": 20, "cache_read_price": 1}
    steps = [step | ({} if price is None else {"cache_write_price": price}) for price in prices]
    agent = parse_workload({"units_per_month": 1000, "steps": steps})

    found = {lever.key: lever for lever in pull_levers(agent).levers}

    changes = "; ".join(f"Step {n}: cached input (read): 0% → 60%" for n in range(1, len(prices) + 1))
    assert what_changes(agent, found["cache"]) == changes + said


@pytest.mark.parametrize(
    ("entered", "more"),
    [
        ({}, ("cache", "batch", "routing", "shorter_prompts")),
        ({"retry_rate": "0.1"}, ()),
        ({"retry_rate": 0}, ()),
    ],
)
def test_a_lever_on_tokens_saves_at_least_that_where_retries_are_missing(
    entered: dict[str, object], more: tuple[str, ...]
) -> None:
    tokens = {"input_tokens": 1000, "output_tokens": 10, "input_price": 10, "output_price": 20}
    found = estimate(parse_workload({"units_per_month": 1000, **tokens, **entered}))

    keys = ("cache", "batch", "routing", "shorter_prompts", "fewer_retries", "review_sampling")
    assert tuple(key for key in keys if saves_more(key, found)) == more
    assert no_lever(found) == "None of the usual levers saves anything on what is entered so far."


@pytest.mark.parametrize(
    ("total", "entered", "said"),
    [
        (15_000, {"retry_rate": 0}, ["$40", "under $1"]),
        (15_000, {}, ["at least $40", "at least $0.25"]),
        (900, {"retry_rate": 0}, ["$39.60", "$0.25"]),
    ],
)
def test_levers_are_told_in_whole_dollars_where_all_of_them_are(
    total: int, entered: dict[str, object], said: list[str]
) -> None:
    tokens = {"input_tokens": 1000, "output_tokens": 10, "input_price": 10, "output_price": 20}
    found = estimate(parse_workload({"units_per_month": 1000, **tokens, **entered}))
    each = tuple(Lever(key, {}, Fraction(saving)) for key, saving in (("batch", "39.6"), ("cache", "0.25")))

    pulled = Levers(each, Fraction("39.8"), Fraction(total), total - Fraction("39.8"))
    assert list(saved_alone(pulled, found)) == said


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"retry_rate": 0}, ["$150.00", "$0.43", "under $0.01"]),
        ({}, ["at least $150.00", "at least $0.43", "at least $0.00004"]),
    ],
)
def test_a_tiny_saving_gives_the_others_no_decimals(entered: dict[str, object], said: list[str]) -> None:
    """$150.00000 and $0.43321 stood above a lever of a few thousandths of a cent."""
    tokens = {"input_tokens": 1000, "output_tokens": 10, "input_price": 10, "output_price": 20}
    found = estimate(parse_workload({"units_per_month": 1000, **tokens, **entered}))
    each = [Lever(key, {}, Fraction(saving)) for key, saving in (("batch", "150"), ("cache", "0.43321"))]
    each.append(Lever("routing", {}, Fraction("0.00004")))

    pulled = Levers(tuple(each), Fraction(150), Fraction(900), Fraction(750))
    assert list(saved_alone(pulled, found)) == said


def decimals(said: str) -> int:
    return len(said.rpartition("$")[2].partition(".")[2])


@given(workloads())
@example(
    {
        "units_per_month": 100,
        "input_tokens": 1000,
        "output_tokens": 1000,
        "input_price": 3,
        "output_price": 15,
        "retry_rate": "0.1",
    }
)
@example(
    {
        "units_per_month": 3,
        "input_tokens": 1000,
        "output_tokens": 10,
        "input_price": 10,
        "output_price": 20,
        "infrastructure_monthly": 2000,
        "retry_rate": 0,
    }
)
@example(
    {
        "units_per_month": 1,
        "input_tokens": 1000,
        "output_tokens": 10,
        "input_price": 10,
        "output_price": 20,
        "cache_read_price": 1,
        "retry_rate": 0,
    }
)
def test_rows_and_footer_of_the_levers_have_one_precision_below_a_thousand_dollars_too(
    inputs: dict[str, object],
) -> None:
    """W31: rows of $0.9000 stood above $1.23. What is bounded from the other side has digits of its own."""
    costed = parse_workload(inputs)
    found, pulled = estimate(costed), pull_levers(costed)
    places = decimals(saved_together(pulled))

    rows = list(saved_alone(pulled, found))

    last = Fraction(1, 10**places)
    told = [row for row, lever in zip(rows, pulled.levers, strict=True) if lever.saving + lever.time >= last]
    assert {decimals(row) for row in told} <= {places}
    assert [row for row in rows if row.startswith("under ") and decimals(row) != places] == []


@pytest.mark.parametrize(
    ("entered", "rows", "beside"),
    [
        (
            {},
            ["$2,000"],
            (
                "Reviewing 50% fewer frees reviewers' time of $2,000 per month, which becomes cash only "
                "where reviewers are paid by the hour."
            ),
        ),
        (
            {"error_rate": "0.03", "error_cost": 150, "review_catch_rate": "0.7", "acceptance_rate": "0.9"},
            [],
            (
                "Reviewing 50% fewer would free reviewers' time of $2,000 per month and let errors of $1,701 "
                "pass: that pays only where reviewers are paid by the hour."
            ),
        ),
        ({"error_rate": "0.03", "error_cost": 800}, [], ""),
    ],
)
def test_time_stands_beside_the_cash_and_errors_let_pass_against_it(
    entered: dict[str, object], rows: list[str], beside: str
) -> None:
    """What all levers save was less than the reviewers' time that was said to be a part of it."""
    tokens = {"input_tokens": 8000, "output_tokens": 1200, "input_price": "2.5", "output_price": 15}
    minutes = {"review_rate": "0.2", "review_minutes": 5, "reviewer_hourly_cost": 40}
    applications = {"units_per_month": 6000, "retry_rate": 0, **tokens}
    plain = pull_levers(parse_workload(applications))

    costed = parse_workload(applications | minutes | entered)
    pulled = pull_levers(costed)

    assert not_cash(pulled) == beside
    assert saved_together(pulled) == money(plain.together, places=0)
    names = [row_name(lever) for lever in pulled.levers]
    said = dict(zip(names, saved_alone(pulled, estimate(costed)), strict=True))
    assert [told for name, told in said.items() if name.endswith("(reviewers' time, not cash)")] == rows
