"""Guesses around a scenario as they are read, written and refused."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.domain.what_if.uncertainty import Guess
from runrate.reports.domain.guesses import Guessed, GuessedError, parse_guessed
from tests.reports.readers import SMALL, workload

SHAPE = "Guesses are an object: the low and the high figure of each input."
SEED = "The seed is a whole number."
DECAY = "The decay of the review rate is a number from 0 to 2."
ORDER = "the low guess is at most, and the high one at least, what was entered."
OUTSIDE = "the guesses are outside what this input can be."


def ranges(**pairs: object) -> dict[str, object]:
    return {"ranges": pairs}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (5, SHAPE),
        ([], SHAPE),
        ({"ranges": [1]}, SHAPE),
        ({"seed": -1}, SEED),
        ({"seed": 2**32}, SEED),
        ({"seed": True}, SEED),
        ({"seed": "1"}, SEED),
        ({"review_rate_decay": 2.1}, DECAY),
        ({"review_rate_decay": -1}, DECAY),
        ({"review_rate_decay": "x"}, "Enter a number, such as 1200 or 0.05."),
        (ranges(colour=["1", "2"]), "colour is no input that can be guessed."),
        (ranges(**{"c" * 70: ["1", "2"]}), f"{'c' * 60} is no input that can be guessed."),
        (ranges(value_per_unit=["1", "2"]), "value_per_unit is no input that can be guessed."),
        (ranges(max_retries=["1", "2"]), "max_retries is no input that can be guessed."),
        (ranges(review_rate="0.1"), "review_rate: give a low and a high figure."),
        (ranges(review_rate=["0.1"]), "review_rate: give a low and a high figure."),
        (ranges(review_rate=["0.1", "0.2", "0.3"]), "review_rate: give a low and a high figure."),
        (ranges(review_rate=["x", "0.2"]), f"review_rate: {ORDER}"),
        (ranges(review_rate=["0.05", "x"]), f"review_rate: {ORDER}"),
        (ranges(review_rate=["0.11", "0.2"]), f"review_rate: {ORDER}"),
        (ranges(review_rate=["0.05", "0.09"]), f"review_rate: {ORDER}"),
        (ranges(review_rate=["-0.05", "0.2"]), f"review_rate: {ORDER}"),
        (ranges(review_rate=["0.05", "1.01"]), f"review_rate: {OUTSIDE}"),
        (ranges(calls_per_unit=["0", "2"]), f"calls_per_unit: {OUTSIDE}"),
    ],
)
def test_a_guess_that_fits_no_input_is_refused_in_words(data: object, message: str) -> None:
    with pytest.raises(GuessedError) as refused:
        parse_guessed(data, workload(SMALL))

    assert str(refused.value) == message


def test_the_last_guesses_that_fit_are_taken() -> None:
    data = {
        "ranges": {
            "review_rate": ["0", "1"],
            "calls_per_unit": ["0.1", "1"],
            "input_tokens": ["5000", "5000"],
        },
        "seed": 2**32 - 1,
        "review_rate_decay": "2.0",
    }

    found = parse_guessed(data, workload(SMALL))

    assert found == Guessed(
        {
            "review_rate": (Decimal(0), Decimal(1)),
            "calls_per_unit": (Decimal("0.1"), Decimal(1)),
            "input_tokens": (Decimal(5000), Decimal(5000)),
        },
        2**32 - 1,
        Decimal(2),
    )
    assert found.as_json() == {
        "ranges": {
            "calls_per_unit": ["0.1", "1"],
            "input_tokens": ["5000", "5000"],
            "review_rate": ["0", "1"],
        },
        "seed": 2**32 - 1,
        "review_rate_decay": "2",
    }


def test_nothing_guessed_is_written_as_nothing() -> None:
    assert parse_guessed(None, workload(SMALL)) == parse_guessed({}, workload(SMALL)) == Guessed()
    assert (Guessed().as_json(), Guessed().seed, Guessed().review_rate_decay) == ({}, 1, 0)
    assert parse_guessed({"seed": 0}, workload(SMALL)).as_json() == {
        "ranges": {},
        "seed": 0,
        "review_rate_decay": "0",
    }


def test_guesses_are_drawn_in_the_order_of_the_inputs() -> None:
    guessed = Guessed(
        {
            "review_rate": (Decimal("0.05"), Decimal("0.2")),
            "input_tokens": (Decimal(4000), Decimal(9000)),
            "gone": (Decimal(1), Decimal(2)),
        }
    )

    found = guessed.guesses(workload(SMALL))

    # Those with a default come first: another order would be another draw.
    assert found == (
        Guess("review_rate", Fraction("0.05"), Fraction("0.1"), Fraction("0.2")),
        Guess("input_tokens", Fraction(4000), Fraction(5000), Fraction(9000)),
    )
