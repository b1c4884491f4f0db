"""The sentence about paying volumes, in each of its forms."""

from fractions import Fraction

import pytest

from calculator.domain.break_even.search import StepCost
from calculator.domain.break_even.volumes import TOO_MANY_STARTS, paying_volumes
from calculator.domain.break_even.words import paying_sentence
from tests.calculator.domain.break_even.counting import not_searched

NAMES = {"other_1": "Licences"}


def step(line: str, every: int, cost: int, minimum: int = 0) -> StepCost:
    return StepCost(Fraction(every), Fraction(cost), minimum, line)


def infrastructure(every: int, cost: int) -> StepCost:
    return step("infrastructure", every, cost)


def reviewers(every: int, cost: int) -> StepCost:
    return step("human_review", every, cost)


def said(
    *steps: StepCost,
    fixed: int | Fraction = 0,
    margin: int | str,
    today: int | str = 0,
    complete: bool = True,
    unit: str = "ticket",
) -> str:
    found = paying_volumes(steps, fixed=Fraction(fixed), margin_per_unit=Fraction(margin))
    return paying_sentence(found, unit=unit, today=Fraction(today), complete=complete, names=NAMES)


def test_where_it_pays_for_good_already_that_comes_first() -> None:
    signed = (reviewers(400, 9500),)

    assert [
        said(*signed, fixed=Fraction(62000, 3), margin="48.14", today=today, unit="application")
        for today in ("1219", "1218.9")
    ] == [
        "Pays from 1,219 applications per month on, and between 1,022 and 1,200.",
        (
            "Pays between 1,022 and 1,200 applications per month, and from 1,219 on: "
            "at 1,201 another reviewer starts."
        ),
    ]


def test_a_second_reviewer_is_called_so() -> None:
    assert said(reviewers(2200, 10000), fixed=3500, margin="7.955", today=2200) == (
        "Pays between 1,698 and 2,200 tickets per month, and from 2,955 on: "
        "at 2,201 a second reviewer starts."
    )


@pytest.mark.parametrize(
    ("today", "cause"),
    [
        (0, "at 1,001 another block of infrastructure starts"),
        (900, "at 1,001 another block of infrastructure starts"),
        (1500, "at 1,001 another block of infrastructure starts"),
        (1680, "at 2,001 another block of infrastructure starts"),
        (5001, "at 5,001 another block of infrastructure starts"),
    ],
)
def test_of_several_ends_the_one_that_today_is_in_or_past_is_explained(today: int, cause: str) -> None:
    assert said(infrastructure(1000, 2500), fixed=40, margin=3, today=today) == (
        "Pays between 847 and 1,000 tickets per month, between 1,680 and 2,000, between 2,514 and 3,000, "
        f"between 3,347 and 4,000 and between 4,180 and 5,000, and from 5,014 on: {cause}."
    )


def test_many_runs_are_counted_after_the_first_two() -> None:
    assert said(infrastructure(1000, 2500), fixed=40, margin="2.8", today=10**6) == (
        "Pays from 8,050 tickets per month on, and between 908 and 1,000, between 1,800 and 2,000 "
        "and in 6 more ranges."
    )
    assert said(infrastructure(1000, 2500), fixed=40, margin="2.55", today=10**6) == (
        "Pays from 50,016 tickets per month on, and between 997 and 1,000, between 1,977 and 2,000 "
        "and in many more ranges."
    )


@pytest.mark.parametrize(
    ("steps", "margin", "sentence"),
    [
        (
            [reviewers(100, 500), infrastructure(100, 300)],
            15,
            (
                "Pays between 60 and 100 tickets per month, and from 114 on: "
                "at 101 a second reviewer and another block of infrastructure start."
            ),
        ),
        (
            [step("capacity", 100, 300, 1)],
            5,
            "Pays between 80 and 100 tickets per month, and from 140 on: at 101 another instance starts.",
        ),
        (
            [step("other_1", 100, 300)],
            5,
            (
                "Pays between 80 and 100 tickets per month, and from 140 on: "
                "at 101 another block of “Licences” starts."
            ),
        ),
    ],
)
def test_what_ends_a_run_is_named(steps: list[StepCost], margin: int, sentence: str) -> None:
    assert said(*steps, fixed=100, margin=margin) == sentence


def test_a_run_of_one_volume_and_one_from_the_first_unit() -> None:
    assert said(infrastructure(10, 20), infrastructure(14, 1), fixed=9, margin=3, today=99) == (
        "Pays from 24 tickets per month on, and at 10 and between 17 and 20."
    )
    assert said(infrastructure(10, 20), infrastructure(14, 1), fixed=9, margin=3) == (
        "Pays at 10 tickets per month and between 17 and 20, and from 24 on: "
        "at 11 another block of infrastructure starts."
    )
    assert said(infrastructure(3, 2), reviewers(10, 21), fixed=0, margin=23, today=0) == (
        "Pays from the first ticket on."
    )


def test_one_run_without_end_is_said_by_its_first_volume() -> None:
    assert said(fixed=34632, margin="37.5", unit="developer day") == (
        "Pays from 924 developer days per month on."
    )
    assert said(fixed=8, margin=7) == "Pays from 2 tickets per month on."
    assert said(fixed=5, margin=7) == "Pays from the first ticket on."
    assert said(infrastructure(7, 2), margin=2) == "Pays from the first ticket on."
    assert said(margin=7) == "Nothing costs a fixed amount: it pays for itself from the first ticket."


@pytest.mark.parametrize(
    ("steps", "fixed", "margin", "sentence"),
    [
        (
            [infrastructure(1000, 50000)],
            0,
            "44.73",
            "No volume pays: each started block costs more than its tickets earn.",
        ),
        (
            [infrastructure(1000, 1000)],
            10,
            "1",
            "No volume pays: full blocks cost all that their tickets earn, and more is fixed.",
        ),
        (
            [reviewers(220, 10000)],
            0,
            "3",
            "No volume pays: each reviewer costs more than the tickets of one reviewer earn.",
        ),
        (
            [step("capacity", 1000, 5000, 1)],
            0,
            "3",
            "No volume pays: each instance costs more than the tickets of one instance earn.",
        ),
        (
            [infrastructure(100, 200), reviewers(300, 500)],
            0,
            "3",
            "No volume pays: started blocks cost more than their tickets earn.",
        ),
        ([], 10, "-1", "No volume pays: each further ticket costs more than it brings."),
        ([], 10, "0", "No volume pays: each further ticket costs what it brings, and more is to be paid."),
    ],
)
def test_where_no_volume_pays_the_reason_is_given_however_much_was_entered(
    steps: list[StepCost], fixed: int, margin: str, sentence: str
) -> None:
    assert [said(*steps, fixed=fixed, margin=margin, complete=complete) for complete in (True, False)] == [
        sentence
    ] * 2


def test_a_unit_that_brings_what_it_costs_just_breaks_even() -> None:
    assert said(margin=0) == "It just breaks even at every volume: a ticket brings what it costs."
    assert said(infrastructure(1000, 500), margin="0.5") == (
        "It just breaks even at full blocks: 1,000 tickets per month, 2,000, 3,000 and so on."
    )


def test_what_was_not_entered_can_only_make_it_pay_later() -> None:
    assert [
        said(*steps, fixed=fixed, margin=margin, today=today, complete=False)
        for steps, fixed, margin, today in (
            ([reviewers(2200, 10000)], 3500, "7.955", 2200),
            ([reviewers(2200, 10000)], 3500, "7.955", 4000),
            ([], 10, "1", 0),
            ([], 1, "1", 0),
            ([], 0, "1", 0),
            ([], 0, "0", 0),
            ([infrastructure(1000, 500)], 0, "0.5", 0),
        )
    ] == [
        (
            "As far as entered, it pays between 1,698 and 2,200 tickets per month, and from 2,955 on: "
            "at 2,201 a second reviewer starts."
        ),
        "As far as entered, it pays from 2,955 tickets per month on, and between 1,698 and 2,200.",
        "As far as entered, it pays from 10 tickets per month on.",
        "As far as entered, it pays from the first ticket on.",
        "No line entered costs a fixed amount: so far it pays for itself from the first ticket.",
        "As far as entered, it just breaks even at every volume: a ticket brings what it costs.",
        (
            "As far as entered, it just breaks even at full blocks: 1,000 tickets per month, 2,000, 3,000 "
            "and so on."
        ),
    ]


def test_what_was_not_worked_out_is_said() -> None:
    found = not_searched()

    assert paying_sentence(found, unit="ticket", today=Fraction(0), complete=True) == TOO_MANY_STARTS
