"""What volume does to the cost per unit, in sentences that agree with the table beside them."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from calculator.domain.cost_lines import Note
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.cost import of_costs
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import Costed
from runrate.reports.domain.sections.scaling import what_stays
from tests.reports.readers import BY_THE_MINUTE, DAY, FREE, SMALL, ZEROS, source, workload


@pytest.mark.parametrize(
    ("inputs", "headline", "lede"),
    [
        (
            {},
            "Volume does not make one ticket cheaper: it costs $0.045 at any scale",
            "There is next to no fixed cost to spread over more tickets; 100.0% of one is tokens.",
        ),
        (
            {"review_rate": "0.1"},
            "At ten times the volume one ticket still costs $4.59",
            # W15: reviewers come with volume, so nothing is fixed.
            "At 220,000 tickets per month one ticket costs $4.59, 1.0% of it tokens.",
        ),
        (
            {"review_rate": "0.1", "upkeep_monthly": 400},
            "At ten times the volume one ticket costs $4.61 instead of $4.77",
            (
                "Fixed cost spreads over more tickets; what each one adds does not. At 220,000 tickets "
                "per month one costs $4.59, 1.0% of it tokens."
            ),
        ),
        (
            {"upkeep_monthly": None, "vector_db_monthly": 1},
            "At ten times the volume one ticket costs at least $0.04505 instead of at least $0.04545",
            (
                "Fixed cost spreads over more tickets; what each one adds does not. At 220,000 tickets "
                "per month one costs at least $0.045; over 99.9% of what is entered is tokens. "
                "Only the lines that were entered are counted."
            ),
        ),
    ],
)
def test_what_volume_does_is_said_as_the_table_shows_it(
    inputs: dict[str, object], headline: str, lede: str
) -> None:
    """W15."""
    scale = compose(source(None, workload(FREE, **inputs))).scale

    assert scale is not None
    assert (scale.headline, scale.lede) == (headline, lede)


def test_which_volumes_pay_is_said_and_drawn_where_a_unit_has_a_value() -> None:
    valued, unvalued = (
        compose(source(None, workload(SMALL, **ZEROS, **value))) for value in ({"value_per_unit": 8}, {})
    )

    assert valued.scale is not None
    assert unvalued.scale is not None
    assert (valued.scale.paying, unvalued.scale.paying) == (
        (
            (
                "Pays between 1,698 and 2,200 tickets per month, and from 2,955 on: "
                "at 2,201 a second reviewer starts."
            ),
        ),
        (),
    )
    assert [row["volumes"] for row in valued.charts["paying"]["rows"]] == [
        "0 to 1,697",
        "1,698 to 2,200",
        "2,201 to 2,954",
        "2,955 and more",
    ]
    assert valued.charts["paying_narrow"]["width"] == "360"
    assert {"paying", "paying_narrow"} & set(unvalued.charts) == set()


def test_a_month_of_a_few_dollars_keeps_its_cents_beside_each_other() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 100}

    scale = compose(source(None, workload(FREE, **per_month))).scale

    assert scale is not None
    assert (scale.drivers[0].low, scale.drivers[0].high, scale.drivers[0].swing) == (
        "$3.60",
        "$5.40",
        "$1.80",
    )


@pytest.mark.parametrize("more", [{}, {"units_per_day": 1}, FREE, {**FREE, "units_per_day": "0.01"}])
def test_each_column_of_sums_has_one_number_of_decimals(more: dict[str, object]) -> None:
    """W31: $516.94 and $1,698 stood below each other, and $0.1258 above $1.26."""
    scale = compose(source(None, workload({**SMALL, **ZEROS, **more}))).scale

    assert scale is not None
    lows, highs = [row.low for row in scale.drivers], [row.high for row in scale.drivers]
    columns = ([row.total for row in scale.rows], [row.per_unit for row in scale.rows], lows + highs)
    decimals = [{len(each.partition(".")[2]) for each in column} for column in columns]
    assert [len(each) for each in decimals] == [1, 1, 1]
    assert [column for column in columns if re.fullmatch(r"\$0(\.0+)?", column[0])] == []


def test_volumes_below_one_are_not_shown_as_none() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 1}

    scale = compose(source(None, workload({**SMALL, **ZEROS, **per_month}))).scale

    assert scale is not None
    assert [row.volume for row in scale.rows] == ["0.01", "0.1", "1", "10", "100"]


def test_sums_are_whole_from_just_a_thousand_dollars_a_month_on() -> None:
    costed = workload(FREE, input_price=0, output_price=0, upkeep_monthly=1000)

    content = compose(source(None, costed))

    assert content.scale is not None
    assert {row.total for row in content.scale.rows} == {"$1,000"}
    assert [driver.swing for driver in content.scale.drivers] == ["$400"]
    assert content.summary.figures[0].value == "$1,000"


@pytest.mark.parametrize(
    ("missing", "names", "pays"),
    [
        (
            {},
            ["Total per month", "One accepted ticket"],
            "simulated months the tickets earn more than they cost.",
        ),
        (
            {"upkeep_monthly": None},
            ["Total per month, at least", "One accepted ticket, at least"],
            "simulated months the tickets earn more than they cost.",
        ),
    ],
)
def test_a_range_is_a_lower_bound_while_lines_are_missing(
    missing: dict[str, object], names: list[str], pays: str
) -> None:
    scale = compose(source(None, workload(SMALL, **{**ZEROS, **missing}, value_per_unit=8))).scale

    assert scale is not None
    assert [row.name for row in scale.ranges] == names
    assert pays in scale.range_note
    assert ("As far as entered, in " in scale.range_note) == bool(missing)


def test_no_draw_is_said_to_pay_where_the_acceptance_cannot_be_reached() -> None:
    costed = workload(SMALL, **{**ZEROS, "retry_rate": 1}, value_per_unit=9)

    scale = compose(source(None, costed)).scale

    assert scale is not None
    assert "earn" not in scale.range_note


def test_no_fixed_cost_is_said_to_spread_where_none_is_fixed() -> None:
    """W15."""
    falling = Guessed({}, 1, Decimal("0.4"))
    by_the_minute = workload(
        BY_THE_MINUTE, vector_db_monthly=0, observability_monthly=0, integrations_monthly=0
    )

    scale = compose(
        replace(source(None), costed=Costed(by_the_minute, "", "", {}, DAY, guessed=falling))
    ).scale

    assert scale is not None
    assert scale.lede.startswith("At 220,000 tickets per month one ticket costs $0.")


def test_what_the_instances_cannot_do_is_said_and_has_no_cost() -> None:
    own = {"input_price": None, "output_price": None, "capacity_instances": 1, "capacity_hourly": 10}
    costed = workload(FREE, **own, capacity_tokens_per_second=10)

    content = compose(source(None, costed))

    assert content.scale is not None
    assert content.scale.headline == (
        "The instances cannot do ten times the volume: they do 3,754 tickets per month at most"
    )
    assert [row.volume for row in content.scale.rows] == ["22", "220", "2,200"]
    assert "At 2,200 tickets per month one costs $3.32, 100.0% of it" in content.scale.lede
    assert content.method is not None


def test_a_year_at_another_price_is_said_with_the_price_that_is_announced() -> None:
    said = "From 1 Jan 2027 another price is announced: $1.50 in and $9.00 out."
    costed = Costed(workload(FREE), "", "", {}, DAY, notes=(Note("model", said),))

    scale = compose(replace(source(None), costed=costed)).scale

    assert scale is not None
    assert f"A year is counted at today's prices. {said}" in scale.lede


def test_a_total_that_no_draw_moves_is_no_row_of_the_range() -> None:
    """Forty seats at $19: the same $760 three times said nothing."""
    seats = {"unit_name": "day", "units_per_month": 880, "seats": 40, "seat_monthly": 19, **ZEROS}
    scale = compose(source(None, workload(seats))).scale

    assert scale is not None
    assert [row.name for row in scale.ranges] == ["One accepted day, at least"]


def test_a_total_that_some_draws_move_is_told_where_it_has_no_row() -> None:
    """Nearly all draws need three instances, some two or four."""
    kept = {"units_per_day": 11_364, "capacity_instances": 2, "capacity_hourly": "12.29",
            "capacity_units_per_instance": 100_000}  # fmt: skip

    scale = compose(source(None, workload(FREE, input_price=None, output_price=None, **kept))).scale

    assert scale is not None
    assert "Total per month" not in [row.name for row in scale.ranges]
    assert (
        "The month costs $26,915 in 8 of 10 cases or more; of all cases the lowest is $17,943, the highest "
        "$35,887."
    ) in scale.range_note


def test_a_review_rate_that_falls_with_volume_is_in_each_answer_about_volumes() -> None:
    """Curve, sentences, strip, swings and advice: ten times the volume pays, so none says that none does."""
    falling, steady = (
        compose(
            replace(
                source(None),
                costed=Costed(
                    workload(BY_THE_MINUTE, review_rate="0.6", value_per_unit="2.9"),
                    "", "", {}, DAY, guessed=Guessed({}, 1, Decimal(decay)),
                ),
            )
        )
        for decay in ("0.3", "0")
    )  # fmt: skip

    assert falling.scale is not None
    assert steady.scale is not None
    assert [row.per_unit for row in falling.scale.rows][2:4] == ["$4.6359", "$1.7077"]
    [said] = falling.scale.paying
    assert said == (
        "With a share reviewed that falls as volume grows, it pays between 5,762 and 220,000 tickets per "
        "month, of volumes up to 220,000."
    )
    assert said in falling.summary.verdict
    assert ("o volume pays" in str(falling), "o volume pays" in str(steady)) == (False, True)
    assert falling.charts["paying"]["rows"][-1]["outcome"] == "pays"
    moved = [{row.name: row.swing for row in each.scale.drivers}["Units per day"]
             for each in (falling, steady) if each.scale]  # fmt: skip
    assert moved == ["$1,892", "$2,680"]


def test_what_the_instances_cannot_do_today_is_no_row_and_in_the_headline() -> None:
    own = {"input_price": None, "output_price": None, "capacity_instances": 1, "capacity_hourly": 10}
    content = compose(source(None, workload(FREE, **own, capacity_tokens_per_second=2)))

    assert content.scale is not None
    assert content.scale.headline == (
        "The instances cannot do today's volume: they do 750 tickets per month at most"
    )
    assert [row.volume for row in content.scale.rows] == ["22", "220"]
    assert "At 220 tickets per month one costs $33.18" in content.scale.lede
    assert content.method is not None
    none = compose(source(None, workload(FREE, **own, capacity_tokens_per_second="0.05")))
    assert (none.scale, none.method is None) == (None, False)


def test_what_stays_is_told_by_its_side_where_it_is_nearly_nothing_or_nearly_all() -> None:
    """0.0% of the total stays when volume falls, it said beside a fixed cost of a dollar."""
    found = read(source(None, workload(FREE, upkeep_monthly="0.01"))).scenario

    assert found is not None
    assert what_stays(found).startswith("Under 0.1% of the total stays when volume falls; ")
    shown = {row.name: row.monthly for row in of_costs(found)}
    assert shown["Share that stays when volume falls"] == "under 0.1%"
