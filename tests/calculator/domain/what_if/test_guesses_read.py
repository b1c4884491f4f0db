"""Guesses that fit: numbers from texts, which inputs are offered, and what is kept of them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.what_if.guesses import LARGEST_SEED, Exploration, GuessInput
from calculator.domain.what_if.uncertainty import Guess, assumed_ranges
from calculator.domain.workload_input import parse_workload
from tests.calculator.exploring import DESK

OUTSIDE_SHARE = "Enter a share from 0% to 100%, such as 7% or 0.07."
TOO_HIGH = "Enter a number from 0 to 4,294,967,295."
SAME_KIND = "Enter numbers of the same kind as the input itself."
NO_NUMBER = "This is not a number. Enter digits, such as {}."
NO_COUNT = NO_NUMBER.format("1,200")
NO_SHARE = NO_NUMBER.format("7% or 0.07")
TOO_LARGE_A_SHARE = "Enter a share from 0% to 100%, such as 7% or 0.07."
ABOVE_ZERO = "Enter a number above 0."
NOT_AROUND = "The low guess is at most, and the high one at least, what you entered."
BARE = parse_workload(
    {"units_per_month": 10, "input_tokens": 10, "output_tokens": 1, "input_price": 1, "output_price": 2}
)


def test_numbers_are_read_from_texts_and_what_is_empty_stays_as_it_is() -> None:
    typed = {"seed": " 7 ", "growth": " 0.5 ", "price_change": "-0.25", "review_rate_decay": "0.3"}

    given, empty = Exploration(typed, DESK), Exploration({}, DESK)

    assert (given.seed, given.growth, given.price_change, given.decay, given.errors) == (
        7,
        Fraction(1, 2),
        Fraction(-1, 4),
        Fraction(3, 10),
        {},
    )
    assert (empty.seed, empty.growth, empty.price_change, empty.decay, empty.errors, empty.guesses) == (
        1,
        0,
        0,
        0,
        {},
        (),
    )


@pytest.mark.parametrize(
    ("name", "lowest", "highest", "said"),
    [
        ("growth", "-1", "10", "Enter a number from −100% to 1,000%."),
        ("price_change", "-1", "10", "Enter a number from −100% to 1,000%."),
        ("review_rate_decay", "0", "2", "Enter a number from 0 to 2."),
    ],
)
def test_a_number_is_taken_up_to_both_its_ends_and_refused_beyond(
    name: str, lowest: str, highest: str, said: str
) -> None:
    def found(text: str) -> tuple[Fraction, Mapping[str, str]]:
        form = Exploration({name: text}, DESK)
        values = {"growth": form.growth, "price_change": form.price_change, "review_rate_decay": form.decay}
        return values[name], form.errors

    assert (found(lowest), found(highest)) == ((Fraction(lowest), {}), (Fraction(highest), {}))
    beyond = [str(Decimal(lowest) - Decimal("0.1")), str(Decimal(highest) + Decimal("0.1"))]
    assert [found(text) for text in beyond] == [(0, {name: said})] * 2
    assert found("many") == (0, {name: NO_NUMBER.format("0.3" if lowest == "0" else "−20% or 0.05")})


@pytest.mark.parametrize(
    ("text", "seed", "errors"),
    [
        ("0", 0, {}),
        (str(LARGEST_SEED), LARGEST_SEED, {}),
        (f"0{LARGEST_SEED}", LARGEST_SEED, {}),
        ("4,294,967,295", LARGEST_SEED, {}),
        (str(LARGEST_SEED + 1), 1, {"seed": TOO_HIGH}),
        ("-1", 1, {"seed": TOO_HIGH}),
        ("0000000012", 12, {}),
        ("2k", 2000, {}),
        ("1.5", 1, {"seed": "Enter a whole number, such as 12."}),
        ("\u0663", 3, {}),
        ("one", 1, {"seed": NO_NUMBER.format("1,200")}),
        (" ", 1, {}),
    ],
)
def test_a_seed_is_a_whole_number_of_32_bits(text: str, seed: int, errors: dict[str, str]) -> None:
    form = Exploration({"seed": text}, DESK)

    assert (form.seed, form.errors) == (seed, errors)


@pytest.mark.parametrize(
    ("typed", "guesses"),
    [
        (
            {"low_units_per_month": " 9000 ", "high_units_per_month": "20000"},
            (Guess("units_per_month", Fraction(9000), Fraction(18000), Fraction(20000)),),
        ),
        (
            {"low_units_per_month": "9000"},
            (Guess("units_per_month", Fraction(9000), Fraction(18000), Fraction(18000)),),
        ),
        (
            {"high_review_rate": "1"},
            (Guess("review_rate", Fraction(7, 100), Fraction(7, 100), Fraction(1)),),
        ),
        (
            {"low_review_rate": "0", "high_review_rate": "0.07", "low_units_per_month": "18000"},
            (
                Guess("review_rate", Fraction(0), Fraction(7, 100), Fraction(7, 100)),
                Guess("units_per_month", Fraction(18000), Fraction(18000), Fraction(18000)),
            ),
        ),
        ({"low_review_rate": " "}, ()),
    ],
)
def test_a_guess_reaches_from_low_to_high_around_what_was_entered(
    typed: dict[str, str], guesses: tuple[Guess, ...]
) -> None:
    form = Exploration(typed, DESK)

    assert (form.guesses, form.errors) == (guesses, {})


@pytest.mark.parametrize(
    ("typed", "errors", "left"),
    [
        ({"low_units_per_month": "18001"}, {"units_per_month": NOT_AROUND}, []),
        ({"high_units_per_month": "17999"}, {"units_per_month": NOT_AROUND}, []),
        ({"high_units_per_month": "nonsense"}, {"units_per_month": NO_COUNT}, []),
        ({"low_units_per_month": "-1"}, {"units_per_month": SAME_KIND}, []),
        ({"high_review_rate": "101%"}, {"review_rate": TOO_LARGE_A_SHARE}, []),
        ({"high_max_retries": "3"}, {"max_retries": SAME_KIND}, []),
        ({"low_build_months": "0"}, {"build_months": ABOVE_ZERO}, []),
        (
            {"low_units_per_month": "18001", "low_review_rate": "0.05"},
            {"units_per_month": NOT_AROUND},
            ["review_rate"],
        ),
        (
            {"low_units_per_month": "x", "low_review_rate": "0.05"},
            {"units_per_month": NO_COUNT},
            ["review_rate"],
        ),
        (
            {"low_review_rate": "0.08", "low_units_per_month": "9000"},
            {"review_rate": NOT_AROUND},
            ["units_per_month"],
        ),
        (
            {"low_review_rate": "x", "low_units_per_month": "9000"},
            {"review_rate": NO_SHARE},
            ["units_per_month"],
        ),
    ],
)
def test_one_guess_that_cannot_be_leaves_the_others(
    typed: dict[str, str], errors: dict[str, str], left: list[str]
) -> None:
    form = Exploration(typed, DESK)

    assert (form.errors, [guess.field for guess in form.guesses]) == (errors, left)


def test_what_was_saved_stands_until_the_form_is_sent() -> None:
    saved = {"low_review_rate": "0.05", "growth": "0.5", "seed": "3"}

    opened = Exploration({"growth": "1"}, DESK, saved)
    sent = Exploration({"growth": "1", "seed": "9"}, DESK, saved)

    assert opened.typed == {"low_review_rate": "0.05", "growth": "1", "seed": "3"}
    assert sent.typed == {"growth": "1", "seed": "9"}


def test_what_is_not_empty_is_kept_without_zero_bytes_and_cut() -> None:
    typed = {
        "low_review_rate": " 0.05\0 ",
        "high_review_rate": " ",
        "low_upkeep_monthly": " ",
        "high_upkeep_monthly": " 9000 ",
        "seed": "3",
        "growth": "1",
        "review_rate_decay": "0.2",
        "other_model": "m" * 241,
        "price_change": "0.1",
        "colour": "red",
    }

    assert Exploration(typed, DESK).kept() == {
        "low_review_rate": "0.05",
        "high_upkeep_monthly": "9000",
        "seed": "3",
        "growth": "1",
        "review_rate_decay": "0.2",
        "other_model": "m" * 240,
        "price_change": "0.1",
    }


def test_the_inputs_that_move_most_are_offered_then_those_guessed_and_the_value() -> None:
    typed = {"low_output_price": "1", "high_retry_rate": "nonsense", "high_output_price": "99"}
    form = Exploration(typed, DESK)

    assert [each.name for each in form.inputs()] == [
        "units_per_month",
        "review_rate",
        "review_minutes",
        "reviewer_hourly_cost",
        "upkeep_monthly",
        "build_months",
        "build_cost",
        "infrastructure_step_monthly",
        "retry_rate",
        "output_price",
        "value_per_unit",
    ]
    assert form.inputs()[8:10] == [
        GuessInput("retry_rate", "Retry rate", "5%", "", "nonsense", NO_SHARE, ours="4% to 6%", varied=False),
        GuessInput("output_price", "Output price", "$10.00", "1", "99", ""),
    ]


def test_a_value_that_has_a_guess_is_offered_once() -> None:
    form = Exploration({"low_value_per_unit": "1"}, DESK)

    assert [each.name for each in form.inputs()].count("value_per_unit") == 1


def test_inputs_that_move_nothing_and_a_value_that_was_not_entered_are_not_offered() -> None:
    form = Exploration({}, BARE)

    assert {each.name for each in form.inputs()} == {swing.field for swing in form.swings if swing.size}
    assert [each for each in form.inputs() if each.name == "value_per_unit"] == []
    assert form.inputs()[0] == GuessInput(
        "units_per_month", "Units per month", "10", "", "", "", ours="8 to 12"
    )


@pytest.mark.parametrize(
    "workload",
    [
        {"seats": 50, "seat_monthly": 30, "units_per_month": 100, "value_per_unit": 20},
        {"capacity_instances": 2, "capacity_hourly": "3.5", "units_per_month": 100, "acceptance_rate": "0.9"},
        DESK.as_json(),
        {"units_per_month": 10, "steps": [{"input_tokens": 9, "output_tokens": 9, "input_price": 3,
                                           "output_price": 15, "calls": 2, "cache_read_share": "0.5"}] * 20},
    ],
)  # fmt: skip
@pytest.mark.parametrize("typed", [{}, {"low_units_per_month": "1"}])
def test_each_input_that_is_varied_has_boxes_also_once_a_range_was_typed(
    workload: dict[str, Any], typed: dict[str, str]
) -> None:
    """Who types one range switches ours off: each of them can be typed again, with ours beside it."""
    form = Exploration(typed, parse_workload(workload))
    ours = {guess.field: guess for guess in assumed_ranges(form.workload)}

    rows = [*form.inputs(), *form.further()]

    assert len({row.name for row in rows}) == len(rows)
    assert {row.name for row in rows if row.ours} == {*ours}
    assert {row.name for row in rows if row.varied} == ({"units_per_month"} if typed else {*ours})


STEP = {"input_tokens": 1000, "output_tokens": 100, "input_price": 3, "output_price": 15}
AGENT = parse_workload(
    {
        "units_per_month": 100,
        "steps": [STEP, STEP | {"calls": 4, "price_factor": "1.1"}],
        "other_lines": [{"name": "Speech", "per_unit": 1}],
    }
)


def test_inputs_of_steps_and_own_lines_are_guessed_under_their_dotted_names() -> None:
    typed = {
        "low_steps.2.calls": "2",
        "high_steps.2.calls": "6.5",
        "high_steps.2.price_factor": "1.4",
        "low_other_lines.1.per_unit": "0.5",
    }
    form = Exploration(typed, AGENT)

    assert form.errors == {}
    assert {guess.field: guess for guess in form.guesses} == {
        "steps.2.calls": Guess("steps.2.calls", Fraction(2), Fraction(4), Fraction(13, 2)),
        "steps.2.price_factor": Guess(
            "steps.2.price_factor", Fraction(11, 10), Fraction(11, 10), Fraction(7, 5)
        ),
        "other_lines.1.per_unit": Guess("other_lines.1.per_unit", Fraction(1, 2), Fraction(1), Fraction(1)),
    }
    assert form.kept() == typed
    offered = {each.name: each for each in form.inputs()}
    assert offered["steps.2.calls"] == GuessInput(
        "steps.2.calls", "Step 2: calls per unit", "4", "2", "6.5", "", ours="3.2 to 4.8"
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"low_steps.2.calls": "0"}, {"steps.2.calls": ABOVE_ZERO}),
        ({"high_steps.1.cache_read_share": "110%"}, {"steps.1.cache_read_share": OUTSIDE_SHARE}),
        ({"high_steps.1.input_tokens": "-1"}, {"steps.1.input_tokens": SAME_KIND}),
        ({"high_steps.3.calls": "5"}, {}),
    ],
)
def test_a_guess_of_a_step_is_read_by_the_kind_of_its_input(
    typed: dict[str, str], errors: dict[str, str]
) -> None:
    form = Exploration(typed, AGENT)

    assert (form.errors, form.guesses) == (errors, ())


def test_the_inputs_of_four_model_steps_are_guessed_at_most_and_the_rest_is_told_so() -> None:
    long = parse_workload({"units_per_month": 1, "steps": [STEP] * 20})
    names = [f"steps.{number}.{name}" for number in range(1, 21) for name in STEP]
    form = Exploration({f"low_{name}": "0.5" for name in names}, long)

    said = "Guess the inputs of at most 4 model steps at once."
    beyond = [name for name, message in form.errors.items() if message == said]
    assert {guess.field.split(".")[1] for guess in form.guesses} == {"1", "2", "3", "4"}
    assert (len(form.guesses), len(beyond), len(form.errors)) == (
        4 * len(STEP),
        16 * len(STEP),
        16 * len(STEP),
    )
    assert {guess.field for guess in form.guesses} | set(beyond) == set(names)
