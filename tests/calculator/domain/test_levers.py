"""Levers alone and together."""

from fractions import Fraction
from typing import Any

from hypothesis import given

from calculator.domain.costs import estimate, numbers
from calculator.domain.levers import PULLED, pull_levers
from calculator.domain.presets import BY_KEY
from calculator.domain.workload import parse_workload
from tests.calculator.workloads import workloads

DESK = BY_KEY["support-desk"].workload
TOUCHED = ("tokens", "retries", "human_review")


def test_a_lever_saves_what_the_engine_says_about_its_change() -> None:
    found = {lever.key: lever.saving for lever in pull_levers(DESK).levers}

    assert found["review_sampling"] == estimate(DESK).line("human_review").monthly / 2
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


def test_a_cache_without_a_price_of_its_own_is_no_lever() -> None:
    article = pull_levers(BY_KEY["article-small"].workload)

    assert "cache" not in {lever.key for lever in article.levers}


@given(workloads())
def test_together_they_never_save_more_than_the_lines_they_touch(workload: dict[str, Any]) -> None:
    parsed = parse_workload(workload)
    found, today = pull_levers(parsed), estimate(parsed)

    touched = sum((today.line(key).monthly for key in TOUCHED), Fraction(0))
    assert found.together <= touched
    assert all(0 < lever.saving <= touched for lever in found.levers)
