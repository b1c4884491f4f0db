"""Attempts over time in words: how a score moved, and whether two attempts are about one workload."""

from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.history_words import chosen, moved, none_chosen, pair, workload_of


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


def test_which_attempts_a_trend_is_drawn_of_is_said_and_why_none_is() -> None:
    assert chosen("Claims", "1.2", 3) == (
        "Score from 0 to 100 of the 3 attempts on Claims with version 1.2 of the questions. "
        "Attempts on other workloads, without a workload name or with another version are not in it."
    )
    assert none_chosen() == (
        "No trend is drawn: no two of your finished attempts name the same workload and have the same "
        "version of the questions."
    )
