"""Words that every chapter needs: days and small letters."""

from datetime import date

import pytest

from runrate.reports.domain.wording import in_a_row, long_date, uncapital


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 1), "1 January 2026"),
        (date(2026, 2, 28), "28 February 2026"),
        (date(2026, 11, 24), "24 November 2026"),
        (date(2027, 12, 31), "31 December 2027"),
    ],
)
def test_a_day_is_said_in_words(day: date, said: str) -> None:
    assert long_date(day) == said


@pytest.mark.parametrize(
    ("text", "inside"), [("", ""), ("A", "a"), ("Nobody Owns it", "nobody Owns it"), ("EU", "eU")]
)
def test_a_sentence_stands_inside_another_with_a_small_letter(text: str, inside: str) -> None:
    assert uncapital(text) == inside


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([4], "4"),
        ([1, 2], "1 and 2"),
        ([1, 2, 3, 9], "1 to 3 and 9"),
        ([2, 4, 5, 7, 8, 9], "2, 4, 5 and 7 to 9"),
    ],
)
def test_numbers_that_follow_each_other_are_said_by_their_ends(numbers: list[int], said: str) -> None:
    assert in_a_row(numbers) == said
