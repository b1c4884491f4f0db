"""Attempts over time in words: how a score moved, and whether two attempts are about one workload."""

from fractions import Fraction

import pytest

from assessment.domain.history_words import moved, pair, workload_of


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (Fraction(25, 3), "Up 8.3 points since 3 March 2026"),
        (Fraction(-50), "Down 50.0 points since 3 March 2026"),
        (Fraction(0), "The same score as on 3 March 2026"),
    ],
)
def test_a_score_moved_since_a_day(by: Fraction, said: str) -> None:
    assert moved(by, "3 March 2026") == said


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
