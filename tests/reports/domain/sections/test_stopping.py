"""A board whose workload loses money is told its other choice, and what doing nothing costs."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.domain.savings import Gain
from calculator.domain.break_even.retirement import Triggers
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.savings import Saving
from runrate.reports.domain.sections.ask import ask
from runrate.reports.domain.sections.recommendations import recommend
from runrate.reports.domain.sections.stopping import otherwise
from tests.reports.readers import BY_THE_MINUTE, SMALL, sheet, source, workload

HOPELESS: dict[str, object] = {"value_per_unit": 1, "acceptance_rate": "0.5"}
STOP = "The other choice is to stop: as it is, no volume pays. "
FIRST = "Decide first whether it goes on:"
THEN = "Only if it does, approve about "
LOSES = "at today's volume it loses money."
CONTRACTS = "Before it stops, find out which contracts and pay would run on."


def reading(level: int | None, /, **inputs: object) -> Reading:
    answered = None if level is None else sheet(level)
    return read(source(answered, workload(BY_THE_MINUTE, **inputs)))


def with_cash(released: int, **inputs: object) -> Reading:
    """A loss of 3,599 dollars, and one step that is asked for with so much cash."""
    found = reading(1, **HOPELESS | inputs)
    each = Gain(*[Fraction(released)] * 3)
    return replace(found, advice=replace(found.advice, together=Saving({"tokens": each})))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            reading(1, **HOPELESS),
            (
                f"{STOP}If nothing is done, it keeps losing $3,599 per month at today's volume. With the "
                f"step asked for it still loses $3,099 per month. {CONTRACTS}"
            ),
        ),
        (
            reading(None, **HOPELESS),
            f"{STOP}If nothing is done, it keeps losing $3,599 per month at today's volume. {CONTRACTS}",
        ),
        (
            reading(None, **HOPELESS, human_cost_per_unit=9, build_cost=2400),
            (
                "The other choice, where the work need not be done, is to stop: as it is, no volume pays. If "
                "nothing is done, it loses $3,799 per month at today's volume, and keeps losing $3,599 "
                "once its build is written off. "
                f"{CONTRACTS} What its build cost is spent either way."
            ),
        ),
        (
            reading(1, value_per_unit="1.2"),
            (
                "If nothing is done, it keeps losing $2,059 per month at today's volume. With the step "
                "asked for it still loses $1,559 per month."
            ),
        ),
        (
            read(source(None, workload(SMALL, value_per_unit=1))),
            (
                f"{STOP}If nothing is done, it keeps losing at least $11,399 per month at today's volume. "
                f"{CONTRACTS}"
            ),
        ),
    ],
)
def test_a_workload_that_loses_has_its_other_choice_and_the_price_of_doing_nothing(
    found: Reading, said: str
) -> None:
    assert ask(found).otherwise == said


@pytest.mark.parametrize(
    "found",
    [
        reading(1, value_per_unit=9),
        reading(1),
        read(source(sheet(1))),
        reading(1, value_per_unit=1, retry_rate=1),
    ],
)
def test_where_nothing_is_lost_or_nobody_can_say_no_other_choice_is_offered(found: Reading) -> None:
    assert ask(found).otherwise == ""


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (
            {"value_per_unit": 9},
            (
                "Running it earns $15,101 per month at today's volume: the loss is a month's part of its "
                "build, which is not paid back yet."
            ),
        ),
    ],
)
def test_a_loss_that_ends_with_the_build_is_no_reason_to_stop(inputs: dict[str, object], said: str) -> None:
    built = {"build_cost": 1_000_000, "build_months": 6}
    asked = [ask(reading(level, **inputs, **built)) for level in (None, 4)]

    assert [each.otherwise for each in asked] == [said, said]
    assert asked[1].sentence == "Nothing: every answer that applies stands at the top."
    found = reading(4, **inputs, **built)
    assert found.assessment is not None
    assert "whether it stops" not in str(recommend(found, found.assessment))


@pytest.mark.parametrize(
    ("released", "said"),
    [
        (3000, "With the step asked for it still loses $599.00 per month."),
        (3599, "With the step asked for it would just break even, as far as entered."),
        (4700, "With the step asked for it would bring a net gain of $1,101 per month."),
    ],
)
def test_what_the_steps_leave_of_the_loss_is_said(released: int, said: str) -> None:
    assert said in otherwise(with_cash(released))


def test_what_is_left_after_the_steps_may_be_the_build_alone() -> None:
    built = {"build_cost": 12_000}

    said = "With the step asked for it loses $999.00 per month until its build is written off."
    assert said in otherwise(with_cash(3600, **built))
    assert "it still loses $1,001 per month." in otherwise(with_cash(3598, **built))


def test_a_board_without_a_step_left_is_asked_whether_a_losing_workload_goes_on() -> None:
    asked = [ask(reading(4, **given)) for given in (HOPELESS, {"value_per_unit": "1.2"}, {})]

    assert [each.sentence for each in asked] == [
        "Decide whether to stop: every step is taken, and as it is, no volume pays.",
        (
            "Decide whether to continue at another volume or to stop: every step is taken, and at today's "
            "volume it loses money."
        ),
        "Nothing: every answer that applies stands at the top.",
    ]
    assert [each.otherwise for each in asked] == [
        f"If nothing is done, it keeps losing $3,599 per month at today's volume. {CONTRACTS}",
        "If nothing is done, it keeps losing $2,059 per month at today's volume.",
        "",
    ]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Triggers(), "Approve about "),
        (Triggers(cost_above=Decimal(500)), "Approve about "),
        (
            Triggers(cost_above=Decimal(1)),
            f"{FIRST} a limit that was set for retiring it is passed. {THEN}",
        ),
        (
            Triggers(cost_above=Decimal(1), review_above=Decimal("0.01")),
            f"{FIRST} 2 limits that were set for retiring it are passed. {THEN}",
        ),
    ],
)
def test_what_is_past_its_owners_limits_is_decided_on_before_money_is_asked_for(
    limits: Triggers, said: str
) -> None:
    """The board page asked for money in bold, and named the condition below it in small print."""
    made = source(sheet(2), workload(BY_THE_MINUTE, value_per_unit=8))
    assert made.costed is not None

    told = ask(read(replace(made, costed=replace(made.costed, triggers=limits))))

    assert told.sentence.startswith(said)
    assert told.otherwise == ""


def test_what_asks_for_no_money_is_no_matter_of_whether_it_goes_on() -> None:
    """Questions are answered either way; of a loss that every step left, to stop is the ask itself."""
    limits = Triggers(cost_above=Decimal(1))
    asked = []
    for answered, value in ((None, 8), (sheet(4), 1), (sheet(4), 8)):
        made = source(answered, workload(BY_THE_MINUTE, value_per_unit=value))
        assert made.costed is not None
        asked.append(ask(read(replace(made, costed=replace(made.costed, triggers=limits)))).sentence)

    first = f"{FIRST} a limit that was set for retiring it is passed."
    assert asked == [
        f"{first} Answer the fifteen questions about this workload; no money is asked for before that.",
        f"Decide whether to continue at another volume or to stop: every step is taken, and {LOSES}",
        f"{first} Nothing else: every answer that applies stands at the top.",
    ]


def test_it_is_not_told_to_stop_where_it_would_pay_with_all_reviewed() -> None:
    """Three in ten are wrong at $40 each, and a review at $5 avoids $12."""
    wrong = {"value_per_unit": 8, "error_rate": "0.3", "error_cost": 40, "acceptance_rate": 1}

    said = otherwise(reading(None, **wrong))

    assert said.startswith("As it is, no volume pays; with every ticket reviewed it could. If nothing")
    assert "to stop" not in said
    assert CONTRACTS not in said


def test_with_a_line_missing_nobody_says_that_the_build_is_all_of_the_loss() -> None:
    inputs = {**BY_THE_MINUTE, "build_cost": 1_000_000, "build_months": 6, "value_per_unit": 9}
    known = {name: value for name, value in inputs.items() if name != "upkeep_monthly"}

    assert otherwise(read(source(None, workload(known)))) == (
        "If nothing is done, it loses at least $151,566 per month at today's volume; once its build is "
        "written off, it earns at most $15,101."
    )
