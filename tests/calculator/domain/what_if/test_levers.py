"""Levers alone and together."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import estimate, numbers
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.levers import PULLED, pull_levers
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import agents, workloads

DESK = BY_KEY["support-desk"].workload
TOUCHED = ("tokens", "retries", "human_review")


def test_a_lever_saves_what_the_engine_says_about_its_change() -> None:
    found = {lever.key: lever.saving for lever in pull_levers(DESK).levers}

    time = {lever.key: lever.time for lever in pull_levers(DESK).levers}
    assert (found["review_sampling"], time["review_sampling"]) == (
        0,
        estimate(DESK).line("human_review").monthly / 2,
    )
    halved = estimate(parse_workload(DESK.as_json() | {"batch_share": "0.5"})).total_monthly
    assert found["batch"] == estimate(DESK).total_monthly - halved


def test_a_lever_is_pulled_as_far_as_its_name_says() -> None:
    base = numbers(DESK)
    changes = {lever.key: lever.changes for lever in pull_levers(DESK).levers}

    assert changes["batch"]["batch_share"] == PULLED["batch"]
    assert changes["routing"]["routed_share"] == PULLED["routing"]
    for key, name in (
        ("shorter_prompts", "input_tokens"),
        ("fewer_retries", "retry_rate"),
        ("review_sampling", "review_rate"),
    ):
        assert changes[key][name] == base[name] * (1 - PULLED[key])


def test_levers_overlap_so_together_is_less_than_their_sum() -> None:
    found = pull_levers(DESK)

    assert found.together < sum(lever.saving for lever in found.levers)
    assert found.total_after == found.total_before - found.together


BY_THE_MINUTE: dict[str, Any] = {"review_rate": "0.2", "review_minutes": 5, "reviewer_hourly_cost": 40}
ERRORS: dict[str, Any] = {"error_rate": "0.03", "error_cost": 150, "review_catch_rate": "0.7"}
APPLICATIONS: dict[str, Any] = {
    "units_per_month": 6000, "input_tokens": 8000, "output_tokens": 1200, "input_price": "2.5",
    "output_price": 15, "acceptance_rate": "0.9",
}  # fmt: skip


def test_reviewers_time_is_in_no_sum_of_cash_and_comes_last() -> None:
    """$441 was said to be saved, and $2,000 of this to be reviewers' time."""
    plain, minutes = (pull_levers(parse_workload(APPLICATIONS | more)) for more in ({}, BY_THE_MINUTE))

    assert (minutes.together, minutes.time, minutes.dear) == (plain.together, 2000, None)
    assert minutes.total_after == minutes.total_before - plain.together
    assert [lever.key for lever in minutes.levers] == [
        *(lever.key for lever in plain.levers),
        "review_sampling",
    ]


def test_errors_let_pass_count_against_the_lever_that_lets_them_pass() -> None:
    plain, found = (pull_levers(parse_workload(APPLICATIONS | more)) for more in ({}, BY_THE_MINUTE | ERRORS))

    assert found.dear is not None
    assert (found.dear.time, -found.dear.saving) == (2000, 600 * Fraction("0.9") * Fraction("3.15"))
    assert (found.together, found.time) == (plain.together, 0)
    assert "review_sampling" not in {lever.key for lever in found.levers}


def test_reviewers_who_are_staffed_are_cash_less_the_errors_let_pass() -> None:
    staff = {"review_rate": "0.2", "reviews_per_reviewer": 600, "reviewer_monthly_cost": 4800}
    found = {lever.key: lever for lever in pull_levers(parse_workload(APPLICATIONS | ERRORS | staff)).levers}

    errors = 600 * Fraction("0.9") * Fraction("3.15")
    assert (found["review_sampling"].saving, found["review_sampling"].time) == (4800 - errors, 0)


@given(st.one_of(workloads(), agents()))
def test_what_all_save_and_what_is_left_is_never_below_nothing_nor_above_the_whole(
    inputs: dict[str, Any],
) -> None:
    found = pull_levers(parse_workload(inputs))

    assert 0 <= found.together <= found.total_before
    assert found.time + found.together <= found.total_before
    assert [lever.key for lever in found.levers if lever.saving < 0 or (lever.saving and lever.time)] == []


def test_a_cache_without_a_price_of_its_own_is_no_lever() -> None:
    article = pull_levers(BY_KEY["article-small"].workload)

    assert "cache" not in {lever.key for lever in article.levers}


@given(st.one_of(workloads(), agents()))
def test_together_they_never_save_more_than_the_lines_they_touch(workload: dict[str, Any]) -> None:
    parsed = parse_workload(workload)
    found, today = pull_levers(parsed), estimate(parsed)

    touched = sum((today.line(key).monthly for key in TOUCHED), Fraction(0))
    assert found.together <= touched
    assert all(0 < lever.saving + lever.time <= touched for lever in found.levers)


PLAIN: dict[str, Any] = {
    "input_tokens": 1000,
    "output_tokens": 500,
    "input_price": 10,
    "output_price": 20,
    "units_per_month": 1000,
    "retry_rate": "0.2",
    "review_rate": "0.3",
    "review_minutes": 6,
    "reviewer_hourly_cost": 50,
    "cache_read_price": 1,
}


def changes(**fields: object) -> dict[str, dict[str, Fraction]]:
    found = pull_levers(parse_workload(PLAIN | fields))
    return {lever.key: dict(lever.changes) for lever in found.levers}


def test_each_lever_changes_just_its_own_inputs_and_the_largest_saving_comes_first() -> None:
    assert list(changes().items()) == [
        (
            "routing",
            {
                "routed_share": Fraction("0.5"),
                "routed_input_price": Fraction(2),
                "routed_output_price": Fraction(4),
            },
        ),
        ("cache", {"cache_read_share": Fraction("0.6")}),
        ("batch", {"batch_share": Fraction("0.5")}),
        ("shorter_prompts", {"input_tokens": Fraction(700)}),
        ("fewer_retries", {"retry_rate": Fraction("0.1")}),
        ("review_sampling", {"review_rate": Fraction("0.15")}),
    ]


def test_what_is_pulled_further_already_is_no_lever() -> None:
    pulled = {
        "cache_read_share": "0.6",
        "batch_share": "0.5",
        "routed_share": "0.5",
        "routed_input_price": 3,
        "routed_output_price": 4,
    }

    assert list(changes(**pulled)) == ["shorter_prompts", "fewer_retries", "review_sampling"]
    further = {"cache_read_share": "0.7", "batch_share": "0.8", "routed_share": "0.9"}
    assert list(changes(**pulled | further)) == ["shorter_prompts", "fewer_retries", "review_sampling"]


def test_prices_of_a_second_model_that_were_entered_are_taken() -> None:
    found = changes(routed_input_price=3, routed_output_price=7)

    assert found["routing"] == {
        "routed_share": Fraction("0.5"),
        "routed_input_price": Fraction(3),
        "routed_output_price": Fraction(7),
    }


def test_the_cache_is_read_as_far_as_writing_to_it_leaves_room() -> None:
    found = changes(cache_write_share="0.7", cache_write_price=1)

    assert found["cache"] == {"cache_read_share": Fraction("0.3")}


def test_totals_before_and_after_are_the_engines() -> None:
    uncached = {name: value for name, value in PLAIN.items() if name != "cache_read_price"}
    found = pull_levers(parse_workload(uncached))
    every = {name: value for lever in found.levers for name, value in lever.changes.items()}

    after = estimate(parse_workload(uncached | {name: str(float(value)) for name, value in every.items()}))
    assert found.total_before == estimate(parse_workload(uncached)).total_monthly
    assert found.total_after - found.time == after.total_monthly
    assert found.together == found.total_before - found.total_after


def test_together_with_a_cache_the_routed_half_reads_it_too() -> None:
    found = pull_levers(parse_workload(PLAIN))

    tokens = {"input_tokens": 700, "batch_share": "0.5", "retry_rate": "0.1", "review_rate": "0.15"}
    cached = PLAIN | tokens | {"cache_read_share": "0.6"}
    theirs = cached | {"input_price": 2, "output_price": 4, "cache_read_price": "0.2"}
    half = sum(estimate(parse_workload(each)).total_monthly for each in (cached, theirs)) / 2
    assert found.total_after - found.time == half


STEP: dict[str, Any] = {
    "calls": 2,
    "input_tokens": 1000,
    "output_tokens": 500,
    "input_price": 10,
    "output_price": 20,
}


def test_a_lever_is_pulled_in_every_step_and_a_cheaper_model_shares_its_prices() -> None:
    agent = parse_workload(
        {
            "units_per_month": 100,
            "steps": [
                STEP | {"cache_read_price": 1, "price_factor": "0.5"},
                STEP | {"batch_share": "0.8", "input_growth": 2000},
            ],
        }
    )

    found = {lever.key: dict(lever.changes) for lever in pull_levers(agent).levers}

    assert found == {
        # The first step pays half as much, so its model is the cheaper one; it is at the cheapest already.
        "routing": {"steps.2.input_price": Fraction("7.5"), "steps.2.output_price": 15},
        "cache": {"steps.1.cache_read_share": Fraction("0.6")},
        "batch": {"steps.1.batch_share": Fraction("0.5"), "steps.2.batch_share": Fraction("0.8")},
        "shorter_prompts": {
            "steps.1.input_tokens": 700,
            "steps.2.input_tokens": 700,
            "steps.2.input_growth": 1400,
        },
    }


def test_the_cache_is_read_as_far_as_both_kinds_of_writing_leave_room() -> None:
    written = {"cache_write_share": "0.3", "cache_write_1h_share": "0.5", "cache_write_price": 1}

    assert changes(**written)["cache"] == {"cache_read_share": Fraction("0.2")}
