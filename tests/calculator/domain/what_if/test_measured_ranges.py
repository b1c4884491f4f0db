"""Ranges that days measured: read back as they were written, and true of the measured values alone."""

from fractions import Fraction

from calculator.domain.what_if.guesses import Exploration
from calculator.domain.what_if.measured_ranges import (
    MEASURED_RANGES,
    measured_in,
    taken_over,
    with_assumed,
    with_guesses,
    written,
)
from calculator.domain.what_if.range_words import varied_sentences
from calculator.domain.what_if.uncertainty import Guess, assumed_ranges
from calculator.domain.workload_input import parse_workload

WORKLOAD = parse_workload(
    {
        "units_per_month": "1000",
        "input_tokens": "2500",
        "output_tokens": "300",
        "review_rate": "0.1",
        "review_minutes": "4",
        "reviewer_hourly_cost": "60",
        "input_price": "2",
        "output_price": "8",
    }
)
TOKENS = Guess("input_tokens", Fraction(2190), Fraction(2500), Fraction(2910))
TEXT = "input_tokens:2190:2500:2910"
OURS = {guess.field: guess for guess in assumed_ranges(WORKLOAD)}


def test_what_was_written_is_read_back() -> None:
    assert written([TOKENS]) == TEXT
    assert measured_in(TEXT, WORKLOAD) == (TOKENS,)
    assert (written([]), measured_in("", WORKLOAD)) == ("", ())


def test_an_input_that_was_changed_since_is_no_longer_measured() -> None:
    assert measured_in("input_tokens:2190:2400:2910", WORKLOAD) == ()


def test_what_is_no_range_of_an_input_is_nothing() -> None:
    texts = (
        "input_tokens:2600:2500:2910", "input_tokens:2500:2500:2500", "input_tokens:-1:2500:2910",
        "nobody:1:2:3", "input_tokens:a:2500:2910", "input_tokens:2190:2500", "max_retries:1:2:3", ":::",
    )  # fmt: skip

    assert [measured_in(text, WORKLOAD) for text in texts] == [()] * len(texts)


def test_what_was_not_measured_keeps_our_fifth_either_way() -> None:
    found = {guess.field: guess for guess in with_assumed((TOKENS,), WORKLOAD)}

    assert found == OURS | {"input_tokens": TOKENS}
    assert (found["output_tokens"].low, found["output_tokens"].high) == (240, 360)


def test_a_guess_stands_before_what_was_measured_of_the_same_input() -> None:
    guess = Guess("input_tokens", Fraction(1000), Fraction(2500), Fraction(9000))
    other = Guess("review_rate", Fraction(0), Fraction(1, 10), Fraction(1, 5))

    assert with_guesses((TOKENS,), (guess,)) == (guess,)
    assert with_guesses((TOKENS,), (other,)) == (other, TOKENS)


def test_explore_draws_measured_ranges_and_ours_for_the_rest() -> None:
    form = Exploration({MEASURED_RANGES: TEXT}, WORKLOAD)

    assert form.assumed
    assert form.drawn == with_assumed((TOKENS,), WORKLOAD)
    assert form.kept() == {MEASURED_RANGES: TEXT}
    shown = {each.name: (each.ours, each.measured) for each in form.inputs()}
    assert shown["input_tokens"] == ("2,190 to 2,910", True)
    assert shown["output_tokens"] == ("240 to 360", False)


def test_with_a_guess_of_ones_own_the_measured_range_stays() -> None:
    form = Exploration({MEASURED_RANGES: TEXT, "high_review_rate": "20%"}, WORKLOAD)

    assert not form.assumed
    assert [guess.field for guess in form.drawn] == ["review_rate", "input_tokens"]


DAYS = "These are ranges of single days: the mean of a month usually varies less."
BY_CALLS = "A day's tokens per unit are its tokens per call, at the calls per unit of the whole month."


def test_a_share_that_days_tell_needs_no_calls() -> None:
    share = Guess("cache_read_share", Fraction(1, 5), Fraction(3, 10), Fraction(2, 5))

    assert varied_sentences(WORKLOAD, [share], ["cache_read_share"], assumed=True) == (
        f"Measured from day to day: cached input (read) from 20% to 40%. {DAYS}",
    )


def test_measured_ranges_are_said_apart_from_what_we_assume() -> None:
    form = Exploration({MEASURED_RANGES: TEXT}, WORKLOAD)

    days, ours = varied_sentences(WORKLOAD, form.drawn, {"input_tokens"}, assumed=True)

    assert days == f"Measured from day to day: input tokens per unit from 2,190 to 2,910. {DAYS} {BY_CALLS}"
    assert ours.startswith("We assume that what is not known yet may turn out up to 20% lower or higher: ")
    assert "input tokens" not in ours
    assert varied_sentences(WORKLOAD, [TOKENS], {"input_tokens"}, assumed=True) == (days,)


def test_newly_measured_ranges_stand_beside_earlier_ones_and_end_guesses_about_the_same() -> None:
    kept = {
        "seed": "7",
        "low_input_tokens": "1",
        "low_review_rate": "0",
        MEASURED_RANGES: "cache_read_share:0:0:1",
    }

    assert taken_over(kept, {MEASURED_RANGES: TEXT}) == {
        "seed": "7",
        "low_review_rate": "0",
        MEASURED_RANGES: f"cache_read_share:0:0:1,{TEXT}",
    }
    assert taken_over({MEASURED_RANGES: "input_tokens:1:2:3"}, {MEASURED_RANGES: TEXT}) == {
        MEASURED_RANGES: TEXT
    }
    assert taken_over({"seed": "7"}, {}) == {"seed": "7"}


def test_each_part_of_several_is_read_and_one_that_is_none_ends_nothing() -> None:
    rate = Guess("review_rate", Fraction(0), Fraction(1, 10), Fraction(1, 5))
    text = f"nobody:1:2:3,{TEXT},input_price:a:2:3,input_price:1:2:b,review_rate:0:0.1:0.2"

    assert measured_in(text, WORKLOAD) == (TOKENS, rate)


def test_a_range_may_start_at_the_value_itself() -> None:
    assert measured_in("input_tokens:2500:2500:2910", WORKLOAD) == (
        Guess("input_tokens", Fraction(2500), Fraction(2500), Fraction(2910)),
    )


def test_a_value_is_as_it_was_measured_to_the_digits_that_a_box_shows() -> None:
    near = ("2500.000000025", "2500.000000026", "2500.0000002")

    assert [len(measured_in(f"input_tokens:2190:{value}:2910", WORKLOAD)) for value in near] == [1, 0, 0]


HELD = Guess("output_tokens", Fraction(300), Fraction(300), Fraction(300))


def test_what_was_measured_without_days_is_held_as_it_is() -> None:
    form = Exploration({MEASURED_RANGES: f"{TEXT},output_tokens:300"}, WORKLOAD)

    assert form.measured == (TOKENS, HELD)
    assert [each.field for each in form.drawn] == [name for name in (*OURS,) if name != "output_tokens"]
    assert form.kept() == {MEASURED_RANGES: f"{TEXT},output_tokens:300"}
    shown = {each.name: (each.ours, each.held, each.varied) for each in (*form.inputs(), *form.further())}
    assert shown["output_tokens"] == ("", True, False)


def test_what_is_held_is_varied_again_once_it_was_changed_or_somebody_guesses_about_it() -> None:
    changed = Exploration({MEASURED_RANGES: "output_tokens:299"}, WORKLOAD)
    guessed = Exploration({MEASURED_RANGES: "output_tokens:300", "high_output_tokens": "900"}, WORKLOAD)

    assert changed.drawn == (*OURS.values(),)
    assert [(each.field, each.high) for each in guessed.drawn] == [("output_tokens", 900)]
    assert [each.held for each in guessed.inputs() if each.name == "output_tokens"] == [False]


def test_what_is_held_is_said_apart() -> None:
    form = Exploration({MEASURED_RANGES: f"{TEXT},output_tokens:300"}, WORKLOAD)

    days, held, ours = varied_sentences(
        WORKLOAD, form.drawn, [each.field for each in form.measured], assumed=True
    )

    assert days.startswith("Measured from day to day: ")
    assert held == (
        "Measured without days that say how far it varies, and so not varied: output tokens per unit."
    )
    assert "output" not in ours
    assert varied_sentences(WORKLOAD, [], ["output_tokens"], assumed=True) == (held,)


def test_both_ends_of_a_guess_about_a_measured_input_end() -> None:
    two = f"cache_read_share:0:0:1,{TEXT}"
    guessed = {"low_input_tokens": "1", "high_input_tokens": "9", "high_cache_read_share": "1", "low_": "x"}

    assert taken_over(guessed, {MEASURED_RANGES: two}) == {"low_": "x", MEASURED_RANGES: two}
    assert taken_over({MEASURED_RANGES: two}, {}) == {MEASURED_RANGES: two}


def test_of_model_steps_it_is_said_that_days_are_not_told_by_model() -> None:
    """The file has days: that there were none was said of it, and was false."""
    step = {"input_tokens": "100", "output_tokens": "10", "input_price": "1", "output_price": "2"}
    workload = parse_workload(
        {"units_per_month": "1000", "steps": [step | {"name": "a"}, step | {"name": "b"}]}
    )
    measured = ["steps.1.input_tokens", "steps.2.input_tokens"]

    (held,) = varied_sentences(workload, [], measured, assumed=True)

    assert held == (
        "Measured by model, while days are not told by model, and so not varied: input tokens per call."
    )
