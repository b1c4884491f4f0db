"""What is asked for where no step pays: groundwork in proportion, missing lines, or no money."""

import pytest

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.steps import of_steps
from runrate.reports.domain.sections.ask import ask
from runrate.reports.domain.sections.first_steps import things
from runrate.reports.domain.sections.groundwork import rest_of_the_way
from runrate.reports.domain.sections.ninety_days import phases, planned
from tests.reports.readers import FREE, SMALL, ZEROS, sheet, source, workload

NO_LINES = {name: 0 for name in FREE if name.endswith("_monthly")}
SEATS = {"unit_name": "day", "units_per_month": 880, "seats": 40, "seat_monthly": 19, **NO_LINES}
SEATS |= {"retry_rate": 0, "review_rate": 0, "build_cost": 0}
OUT = ("upkeep_monthly", "build_cost")
DEARER = "The first three steps of groundwork would cost $27,000, more than "
KNOWN = "The steps below that carry no figure can still be taken for what they make known. "


def test_no_money_never_stands_above_things_that_cost_work() -> None:
    reading = read(source(sheet(4, q8=3, q6=2, q15=2), workload(SMALL)))

    assert [each.days for each in reading.advice.worth_taking] == [3, 15]
    assert ask(reading).sentence == (
        "Approve about $10,800 (18 working days) for two steps of groundwork by January 2027: on the lines "
        "entered and at the middle figures, no step releases as much cash in a year as its work costs."
    )
    assert ask(reading).beside == (
        "The steps below that carry no figure can still be taken for what they make known."
    )


def test_groundwork_that_is_asked_for_is_not_said_to_be_left_out() -> None:
    asked = ask(read(source(sheet("dk"), workload(SMALL))))

    assert asked.sentence == (
        "Approve about $5,400 (9 working days) for three steps of groundwork by December 2026: on the lines "
        "entered and at the middle figures, no step releases as much cash in a year as its work costs."
    )
    assert asked.beside == (
        "The steps below that carry no figure can still be taken for what they make known. The full "
        "ninety-day plan takes $27,000 (45 working days), of which $21,600 (36) for 12 pieces of work "
        "without cash of their own, not asked for here. The way to the next stage also needs Token budget "
        "from level 0 to 4, Stored data and telemetry from level 0 to 4 and Forecast from level 0 to 4; 36 "
        "working days in all, $21,600."
    )


def test_what_the_next_stage_needs_beside_the_ask_is_said_with_its_work() -> None:
    """W6: of a step that is begun by the ask only the levels after it count."""
    said = ask(read(source(sheet(1, q8=2), workload(SMALL)))).beside

    assert said.partition(" The way to the next stage also needs ")[2] == (
        "Token budget from level 2 to 4, Stored data and telemetry from level 2 to 4 and Forecast from level "
        "1 to 4; 21 working days in all, $12,600."
    )


@pytest.mark.parametrize(
    ("left_out", "sentence", "beside"),
    [
        (
            (),
            (
                "No money for this workload alone: at the middle figures no step releases as much cash "
                "in a year as its work costs."
            ),
            (f"{DEARER}a year of the workload, $9,120: worth it only for several workloads. {KNOWN}"),
        ),
        (
            OUT[:1],
            (
                "Enter the cost line that is missing before any money is asked for: no step pays by what is "
                "entered."
            ),
            (f"{DEARER}what is entered for a year, $9,120. {KNOWN}"),
        ),
        (
            OUT,
            (
                "Enter the 2 cost lines that are missing before any money is asked for: no step pays by what "
                "is entered."
            ),
            (f"{DEARER}what is entered for a year, $9,120. {KNOWN}"),
        ),
    ],
)
def test_groundwork_dearer_than_a_year_of_the_workload_is_not_asked_for(
    left_out: tuple[str, ...], sentence: str, beside: str
) -> None:
    inputs = {name: value for name, value in SEATS.items() if name not in left_out}
    reading = read(source(sheet(2, q1=3, q15=3), workload(inputs)))

    asked, formulas = ask(reading), [each.name for each in of_steps(reading)]
    assert asked.sentence == sentence
    assert asked.beside.partition(" The way to the next stage")[0] == (
        f"{beside}The ninety-day plan holds 6 pieces of work without cash of their own: 123 working days "
        "($73,800), not asked for here."
    )
    assert ["The first steps of groundwork: cost of work" in formulas, "What is asked for" in formulas] == [
        True,
        False,
    ]


def test_groundwork_of_less_than_a_year_of_the_workload_is_asked_for() -> None:
    asked = ask(read(source(sheet(2, q1=3, q15=3), workload({**SEATS, "seat_monthly": 190}))))

    assert asked.sentence.startswith(
        "Approve about $27,000 (45 working days) for three steps of groundwork by "
    )
    assert asked.beside.startswith(KNOWN)


HALF = {name: value for name, value in {**SMALL, **ZEROS}.items() if not name.startswith("review")}


@pytest.mark.parametrize(
    ("half", "enter"),
    [
        ({"review_rate": "0.25"}, "Enter what a review costs"),
        (
            {"review_minutes": 6, "reviewer_hourly_cost": 48},
            "Enter which share of the tickets is reviewed",
        ),
    ],
)
def test_a_review_that_is_half_entered_is_asked_for_before_money(half: dict[str, object], enter: str) -> None:
    reading = read(source(sheet(2, q11=4, q13=4), workload(HALF, **half)))

    first, *others = things(reading)
    told = {each.question.key: each.saving for each in reading.advice.measures}

    assert ask(reading).sentence == (
        f"{enter} before any money is asked for: on the lines entered and at the middle figures, no step "
        "releases as much cash in a year as its work costs."
    )
    assert (first.topic, first.action) == ("Human review", f"{enter}: until then this line has no figure.")
    assert (len(others), told["q10"]) == (2, None)


def test_where_lines_are_entered_first_they_are_the_first_thing_and_no_work_is_in_the_ask() -> None:
    reading = read(source(sheet(2, q1=3, q15=3), workload({k: v for k, v in SEATS.items() if k not in OUT})))

    first, *others = things(reading)

    assert (first.topic, first.action) == (
        "Missing cost lines",
        "Enter maintenance (people) and build, or zero where nothing is paid.",
    )
    assert {thing.worth.rpartition(";")[2] for thing in others} == {" not in the ask"}
    assert reading.assessment is not None
    first_weeks, *_later = phases(reading, reading.assessment)
    assert first_weeks.tasks[0] == "Missing cost lines (to enter before all else)"


def test_what_the_plan_holds_is_not_counted_again_on_the_way_to_the_next_stage() -> None:
    reading = read(source(sheet("dk"), workload(SMALL)))
    held = {each.question.key: each.to for each in planned(reading)}

    rest = rest_of_the_way(reading, ())

    assert [each for each in rest if each.question.key in held and each.frm != held[each.question.key]] == []
    assert {each.question.key for each in rest} & held.keys()


def test_no_money_is_asked_for_what_the_report_itself_does() -> None:
    reading = read(source(sheet(4, q4=1, q6=2), workload(SMALL, **ZEROS)))

    told = {thing.topic: thing.worth for thing in things(reading)}

    assert ask(reading).sentence.startswith(
        "Approve about $9,000 (15 working days) for one step of groundwork by "
    )
    assert told == {
        "Full cost per unit": "The first figure is in this report: no money is asked for this",
        "When a unit loses money": "$9,000 of work, without cash of its own",
    }
