"""A price of another day than today says so: of which day it is, and what holds today."""

from datetime import date

import pytest
from time_machine import travel

from calculator.prices.lookup import find_price
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db

PAST = "This is the price of 5 September 2026. Since 18 October 2026 it is $2.00 in and $8.00 out."
TO_COME = (
    "This price is announced, not in force yet: it begins on 1 December 2026. On 24 November 2026 it is "
    "$2.00 in and $8.00 out."
)


def said(model: str, day: date) -> list[str]:
    return [note.message for note in find_price(model, day)[1] if note.field == "priced_on"]


@travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 5), [PAST]),
        (
            date(2026, 10, 20),
            ["This is the price of 20 October 2026, and still the one of 24 November 2026."],
        ),
        (TODAY, []),
        (
            date(2026, 11, 30),
            ["The price of 30 November 2026 is not known yet: the one in force on 24 November 2026 is used."],
        ),
        (date(2026, 12, 15), [TO_COME]),
    ],
)
def test_a_price_says_of_which_day_it_is_and_what_holds_today(day: date, told: list[str]) -> None:
    price_row("openai", "o3", 1, 4, "2026-06-01")
    price_row("openai", "o3", 2, 8, "2026-10-18")
    price_row("openai", "o3", 4, 16, "2026-12-01")

    assert said("openai/o3", day) == told


@travel(TODAY, tick=False)
def test_a_row_that_begins_for_its_batch_price_alone_is_no_other_price() -> None:
    price_row("openai", "o3", 2, 8, "2026-06-01")
    price_row("openai", "o3", 2, 8, "2026-10-18", batch_input_price=1, batch_output_price=4)
    price_row("openai", "o3", 2, 8, "2026-12-01", batch_input_price=1, batch_output_price=3)

    assert [said("openai/o3", day) for day in (date(2026, 9, 5), date(2026, 12, 15))] == [
        ["This is the price of 5 September 2026, and still the one of 24 November 2026."],
        ["The price of 15 December 2026 is not known yet: the one in force on 24 November 2026 is used."],
    ]


@travel(TODAY, tick=False)
def test_another_price_with_the_same_two_and_a_first_one_to_come_are_said() -> None:
    price_row("openai", "o3", 2, 8, "2026-06-01")
    price_row("openai", "o3", 2, 8, "2026-10-18", cache_read_price=1)
    price_row("openai", "o9", 2, 8, "2026-12-01")

    [past] = said("openai/o3", date(2026, 9, 5))
    [to_come] = said("openai/o9", date(2026, 12, 15))
    assert past.endswith("Since 18 October 2026 it is another one, with the same prices in and out.")
    assert to_come.endswith("it begins on 1 December 2026. On 24 November 2026 there is none.")


@travel(TODAY, tick=False)
def test_what_follows_a_price_to_come_begins_after_it() -> None:
    for price, start in ((2, "2026-06-01"), (3, "2026-12-01"), (4, "2026-12-10"), (5, "2026-12-20")):
        price_row("openai", "o3", price, 8, start)

    [note] = [note for note in find_price("openai/o3", date(2026, 12, 15))[1] if note.field == "model"]

    assert note.message.startswith("From 20 December 2026 another price is announced: $5.00 in")
