"""How old a price is, and on which day which price is in force."""

from datetime import date

import pytest

from calculator.models import Age, search_words
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "age"), [(90, Age.FRESH), (91, Age.AMBER), (180, Age.AMBER), (181, Age.RED)]
)
def test_a_price_ages(days: int, age: Age) -> None:
    day = date.fromordinal(TODAY.toordinal() - days)
    checked = price_row("openai", "o3", 1, 1, None, checked_on=day)
    listed = price_row("openai", "o4", 1, 1, None, checked_on=None, listed_in="a list 1", listed_on=day)

    assert (checked.age(TODAY), listed.age(TODAY)) == (age, age)


def test_a_price_of_a_day_not_known_is_amber_and_a_check_counts_before_the_list() -> None:
    neither = price_row("openai", "o3", 1, 1, None, checked_on=None)
    both = price_row(
        "openai", "o4", 1, 1, None, checked_on=TODAY, listed_in="a list 1", listed_on=date(2020, 1, 1)
    )

    assert (neither.age(TODAY), both.age(TODAY)) == (Age.AMBER, Age.FRESH)


def test_a_search_has_few_words_and_none_that_a_database_refuses() -> None:
    assert search_words("a a\0b " * 100) == ["a", "b"]
    assert search_words(" ".join("abcdefghijkl")) == ["a", "b", "c", "d", "e", "f"]
    assert len(" ".join(search_words("x" * 5000))) == 100
