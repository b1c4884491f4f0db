"""When a score may be set beside those of others, and where it stands among them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assessment.domain.percentile import may_look, may_publish, percentile, rounded

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("score", "counted"),
    [("0", 0), ("2.4", 0), ("2.5", 5), ("7.5", 10), ("52.4", 50), ("52.5", 55), ("97.5", 100), ("100", 100)],
)
def test_a_score_is_counted_to_the_nearest_five_a_half_up(score: str, counted: int) -> None:
    assert rounded(Decimal(score)) == counted


@pytest.mark.parametrize(
    ("counts", "score", "found"),
    [
        ({"20": 49}, "50", None),
        ({"20": 50}, "50", 100),
        ({"20": 25, "60": 25}, "60", 50),
        ({"20": 25, "60": 25}, "57.4", 50),
        ({"20": 25, "60": 25}, "22.4", 0),
        ({"20": 25, "60": 25}, "62.5", 100),
        ({"20": 29, "60": 21}, "60", 50),
        ({"20": 30, "60": 20}, "60", 60),
        ({"20": 99, "60": 1}, "60", 90),
        ({"20": 179, "60": 21}, "60", 80),
        ({"18": 10, "22": 10, "60": 30}, "20", 0),
        ({}, "20", None),
    ],
)
def test_a_place_is_told_in_steps_of_ten_among_fifty_at_least(
    counts: dict[str, int], score: str, found: int | None
) -> None:
    assert percentile(counts, Decimal(score)) == found


@pytest.mark.parametrize(
    ("ago", "looks"),
    [(None, True), (timedelta(days=7), True), (timedelta(days=6, hours=23, seconds=3599), False)],
)
def test_it_is_published_anew_after_a_week(ago: timedelta | None, looks: bool) -> None:
    assert may_look(published_at=None if ago is None else NOON - ago, now=NOON) is looks


@pytest.mark.parametrize(
    ("submissions", "accounts", "changed", "was_published", "may"),
    [
        (50, 50, 0, False, True),
        (49, 50, 50, False, False),
        (50, 49, 50, False, False),
        (0, 0, 10, True, True),
        (90, 90, 9, True, False),
    ],
)
def test_the_first_time_takes_enough_of_enough_people_and_later_enough_that_changed(
    submissions: int, accounts: int, changed: int, was_published: bool, may: bool
) -> None:
    assert (
        may_publish(submissions=submissions, accounts=accounts, changed=changed, was_published=was_published)
        is may
    )
