"""Attempts over time in words: how a score moved, and whether two attempts are about one workload."""

from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.history_words import moved, pair, workload_of


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ((25, 25), "Up 25.0 points since 3 March 2026"),
        ((-50, -50), "Down 50.0 points since 3 March 2026"),
        ((0, 0), "The same score as on 3 March 2026"),
        ((Fraction(80, 3), Fraction(100, 3)), "Up 26.7 to 33.3 points since 3 March 2026"),
        ((-20, -5), "Down 5.0 to 20.0 points since 3 March 2026"),
        ((0, 5), "Up 0.0 to 5.0 points since 3 March 2026"),
        ((-5, 0), "Down 0.0 to 5.0 points since 3 March 2026"),
        ((-5, 20), "Between 5.0 points down and 20.0 points up since 3 March 2026"),
    ],
)
def test_a_score_moved_since_a_day_as_far_as_it_is_known(by: tuple[Any, Any], said: str) -> None:
    assert moved((Fraction(by[0]), Fraction(by[1])), "3 March 2026") == said


def test_a_name_is_told_from_others_without_case_and_spaces() -> None:
    assert [workload_of(name) for name in (" Claims  desk", "claims desk", " ")] == [
        "claims desk",
        "claims desk",
        "",
    ]


@pytest.mark.parametrize(
    ("before", "after", "begins"),
    [
        ("Claims", "claims ", "Both attempts are about"),
        ("Claims", "Desk", "The attempts are about two workloads, Claims and Desk:"),
        ("", "Desk", "Only one attempt names its workload, Desk,"),
        ("", "", "Neither attempt names its workload,"),
    ],
)
def test_two_attempts_are_about_one_workload_only_where_both_name_it(
    before: str, after: str, begins: str
) -> None:
    assert pair(before, after).startswith(begins)
