"""A limit is said with its amount and when to try again, never earlier than it goes on."""

import pytest

from runrate.limits.words import ACCOUNT, limit_in_words, wait_in_words


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "1 second"),
        (1.2, "2 seconds"),
        (90, "90 seconds"),
        (90.1, "2 minutes"),
        (121, "3 minutes"),
        (5400, "90 minutes"),
        (5401, "2 hours"),
        (86_400, "24 hours"),
    ],
)
def test_a_wait_is_never_said_shorter_than_it_is(seconds: float, said: str) -> None:
    assert wait_in_words(seconds) == said


def test_a_limit_says_how_often_in_which_time_and_whose() -> None:
    assert limit_in_words(1200, 60) == "At most 1,200 requests per minute from one address are answered."
    assert limit_in_words(6, 3600, ACCOUNT) == "At most 6 requests per hour from one account are answered."
    assert limit_in_words(5, 300) == "At most 5 requests in 5 minutes from one address are answered."
