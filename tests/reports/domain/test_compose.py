"""What a report says: in the reader's numbers, readable for one and none, nothing without basis."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.domain.answer_sheet import Sheet
from calculator.domain.units import plural_of
from calculator.domain.workload import Workload
from runrate.core import translation
from runrate.core.numbers import price
from runrate.core.text import listed
from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Content, Figure
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import WorthChanges
from runrate.reports.domain.sections.findings import summarise
from tests.reports.readers import LARGE, SMALL, ZEROS, article, sheet, source, workload


def sentences(content: Content) -> set[str]:
    """What the summary found, in sentences."""
    summary = content.summary
    return {summary.headline, summary.lede, *summary.found, *summary.verdict}


@pytest.mark.parametrize(
    ("company", "tokens", "total", "share"),
    [
        ({**SMALL, **ZEROS}, "$99.00", "$13,599.00", "0.7%"),
        ({**ZEROS, **LARGE}, "$49,500.00", "$744,500.00", "6.6%"),
    ],
)
def test_the_articles_companies_come_to_what_their_inputs_give(
    company: Mapping[str, object], tokens: str, total: str, share: str
) -> None:
    cost = compose(source(None, workload(company))).cost

    assert cost is not None
    assert (cost.rows[0].monthly, cost.total.monthly, cost.rows[0].share) == (tokens, total, share)


def test_the_headline_carries_the_cost_of_a_unit_and_what_the_invoice_shows_of_it() -> None:
    content = compose(source(None, workload(SMALL, **ZEROS)))

    assert content.summary.headline == "Each ticket costs $6.18, and the invoice shows 0.7% of it"


@pytest.mark.parametrize(
    ("left_out", "headline"),
    [
        (["upkeep_monthly"], "Each ticket costs at least $6.18, with one cost line still to be entered"),
        (
            ["upkeep_monthly", "build_cost"],
            "Each ticket costs at least $6.18, with 2 cost lines still to be entered",
        ),
    ],
)
def test_a_line_nobody_entered_makes_the_figure_a_least_one(left_out: list[str], headline: str) -> None:
    given_lines = {name: value for name, value in ZEROS.items() if name not in left_out}

    content = compose(source(None, workload(SMALL, **given_lines)))

    assert content.summary.headline == headline
    assert content.summary.figures[0].label == "a month, at least"


def test_cash_leads_and_reviewer_time_stands_beside_it() -> None:
    small, large = (compose(article(company)).summary for company in (SMALL, LARGE))

    assert small.things[1].worth == "$0 a month in cash; reviewer time worth $2,500 freed"
    assert large.things[0].worth == "$120,000 a month in cash; reviewer time worth $125,000 freed"
    assert large.together.startswith("8 steps save money: together they release $202,428 a month in cash")


@pytest.mark.parametrize(
    ("company", "ending", "label"),
    [
        (
            SMALL,
            (
                "(1 reviewer before and after), and free reviewer time worth $3,280. "
                "3 of them pay for their work within a year."
            ),
            "Reviewer time freed, at its cost",
        ),
        (
            LARGE,
            (
                "(50 reviewers to 34). The reviewer time freed, worth $164,000, overlaps with it: "
                "do not add the two."
            ),
            "Reviewer time freed, at its cost; not to be added to the cash",
        ),
    ],
)
def test_time_that_left_the_books_is_not_counted_beside_its_cash(
    company: Mapping[str, object], ending: str, label: str
) -> None:
    content = compose(article(company))

    assert content.recommendations is not None
    assert content.summary.together.partition(" a month in cash ")[2] == ending
    assert content.recommendations.totals[-1].label == label


def test_only_reviewer_time_is_called_that() -> None:
    answered, costed = sheet(4, q9=1), workload(LARGE, **{**ZEROS, "retry_rate": "0.2"})

    plan = compose(source(answered, costed)).recommendations

    assert plan is not None
    assert plan.headline == (
        "Begin with Retries and repairs: worth $55,960 a month, $52,000 of it reviewer time"
    )


def test_no_reviewers_are_counted_where_no_review_is_saved() -> None:
    answered, costed = sheet(4, q9=1), workload(LARGE, **{**ZEROS, "retry_rate": "0.2"})

    summary = compose(source(answered, costed, minimum_review_rate=Decimal("0.01"))).summary

    assert summary.things[0].worth == "$3,960 a month ($2,970 to $4,455)"


def test_what_brings_most_for_its_days_of_work_comes_first() -> None:
    """In the small company review brings five times as much as stored data, for five times the work."""
    topics = [
        [thing.topic for thing in compose(article(company)).summary.things] for company in (SMALL, LARGE)
    ]

    assert topics[0][:2] == ["Stored data and telemetry", "Human review"]
    assert topics[1][:2] == ["Human review", "Retries and repairs"]


def test_one_unit_costs_and_several_cost() -> None:
    per_month = {"units_per_day": None, "days_per_month": None}
    one, two = (
        compose(source(None, workload(SMALL, **ZEROS, **per_month, units_per_month=units))).summary.lede
        for units in (1, 2)
    )

    assert one == "1 ticket a month costs $13,500.05, of which tokens are $0.05."
    assert two == "2 tickets a month cost $13,500.09, of which tokens are $0.09."


def test_the_largest_line_is_named_where_its_name_is_a_plural_too() -> None:
    costed = workload(SMALL, **ZEROS, review_rate=0, integrations_monthly=5000)

    found = compose(source(None, costed)).summary.found

    assert found[0] == (
        "The largest line is integrations: $5,000.00 a month, 61.7% of $8,099.00, "
        "followed by observability with $2,000.00."
    )


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (
            {},
            (
                "25.7% of the total stays when volume falls, 73.5% moves only in whole steps; "
                "within a step the next ticket adds $0.045."
            ),
        ),
        (
            {"review_rate": 0, "infrastructure_step_units": 1000, "infrastructure_step_monthly": 300},
            (
                "77.8% of the total stays when volume falls, 20.0% moves only in whole steps; "
                "within a step the next ticket adds $0.045."
            ),
        ),
        (
            {"review_rate": 0},
            "97.2% of the total stays when volume falls; the next ticket adds $0.045.",
        ),
    ],
)
def test_reviewers_and_blocks_are_not_said_to_stay_when_volume_falls(
    inputs: dict[str, object], found: str
) -> None:
    content = compose(source(None, workload(SMALL, **{**ZEROS, **inputs})))

    assert content.summary.found[2] == found


def test_attempts_are_not_said_to_add_nothing() -> None:
    retried = {**SMALL, **ZEROS, "retry_rate": "0.08"}
    some, none = (
        compose(source(None, workload(retried, **volume))).summary.found
        for volume in ({"review_rate": 0}, {"units_per_day": 0})
    )

    assert [sentence for sentence in none if "attempts" in sentence] == []
    assert len(some) == 3


def test_a_workload_that_costs_nothing_is_found_to_cost_nothing() -> None:
    monthly = ("vector_db_monthly", "observability_monthly", "integrations_monthly")
    free = {**ZEROS, "review_rate": 0, **dict.fromkeys((*monthly, "input_price", "output_price"), 0)}

    assert compose(source(None, workload(SMALL, **free))).summary.found == (
        "Every line that was entered comes to $0.00.",
    )


FREE: Mapping[str, object] = {
    **SMALL,
    **ZEROS,
    "review_rate": 0,
    "vector_db_monthly": 0,
    "observability_monthly": 0,
    "integrations_monthly": 0,
}
"""Nothing but tokens is paid."""


@pytest.mark.parametrize(
    ("inputs", "headline", "lede"),
    [
        (
            {},
            "Volume does not make one ticket cheaper: it costs $0.045 at any scale",
            "There is next to no fixed cost to spread over more tickets; tokens are 100.0% of one.",
        ),
        (
            {"review_rate": "0.1"},
            "At ten times the volume one ticket still costs $4.59",
            (
                "Fixed cost spreads over more tickets; what each one adds does not. At 220,000 tickets "
                "a month one costs $4.59, and tokens are 1.0% of it."
            ),
        ),
        (
            {"upkeep_monthly": None, "vector_db_monthly": 1},
            "At ten times the volume one ticket costs $0.04505 instead of $0.04545",
            (
                "Fixed cost spreads over more tickets; what each one adds does not. At 220,000 tickets "
                "a month one costs $0.045, and tokens are 100.0% of it. "
                "Only the lines that were entered are counted."
            ),
        ),
    ],
)
def test_what_volume_does_is_said_as_the_table_shows_it(
    inputs: dict[str, object], headline: str, lede: str
) -> None:
    scale = compose(source(None, workload(FREE, **inputs))).scale

    assert scale is not None
    assert (scale.headline, scale.lede) == (headline, lede)


def test_a_month_that_costs_less_than_a_cent_is_not_shown_as_nothing() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 3}
    tiny = {"input_tokens": 10, "output_tokens": 1, "input_price": "0.01", "output_price": "0.02"}

    content = compose(source(None, workload(FREE, **per_month, **tiny)))

    assert content.cost is not None
    assert content.scale is not None
    assert content.summary.lede == "3 tickets a month cost $0.00000036, of which tokens are $0.00000036."
    assert (content.cost.rows[0].monthly, content.cost.total.monthly) == ("$0.00000036", "$0.00000036")
    assert content.scale.rows[2].total == "$0.00000036"
    assert content.scale.drivers[0].low == "$0.000000288"
    assert content.method.results[0].substituted == "$0.00000036 ÷ 3"


def test_a_month_of_a_few_dollars_keeps_its_cents_beside_each_other() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 100}

    scale = compose(source(None, workload(FREE, **per_month))).scale

    assert scale is not None
    assert (scale.drivers[0].low, scale.drivers[0].high, scale.drivers[0].swing) == (
        "$3.60",
        "$5.40",
        "$1.80",
    )


def test_volumes_below_one_are_not_shown_as_none() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 1}

    scale = compose(source(None, workload({**SMALL, **ZEROS, **per_month}))).scale

    assert scale is not None
    assert [row.volume for row in scale.rows] == ["0.01", "0.1", "1", "10", "100"]


def test_without_any_cost_nothing_is_scaled_and_the_report_says_so() -> None:
    content = compose(source(sheet(1), workload(FREE, input_price=0, output_price=0)))

    assert content.scale is None
    assert [part.title for part in content.missing] == ["What volume and cost would add"]


def test_what_to_do_first_pays_for_its_work_as_the_recommendations_say() -> None:
    content = compose(source(sheet(4, q8=1, q11=1, q13=1, q15=1), workload(SMALL, **ZEROS)))

    plan = content.recommendations
    assert plan is not None
    assert [row.topic for row in plan.worthwhile] == ["Stored data and telemetry"]
    assert [row.topic for row in plan.later] == ["Token budget", "Forecast"]
    assert [thing.topic for thing in content.summary.things] == [
        "Stored data and telemetry",
        "Owner of the figure",
    ]
    assert content.summary.together.endswith("One of them pays for its work within a year.")


@pytest.mark.parametrize("costed", [None, workload(SMALL, **ZEROS)])
def test_at_the_top_the_summary_says_what_is_left(costed: Workload | None) -> None:
    summary = compose(source(sheet(4), costed)).summary

    assert (summary.things_title, summary.things) == ("Nothing left to climb", ())
    assert summary.together == (
        "Every answer that applies stands at the top; what is left is to keep its evidence fresh."
    )


def test_where_no_step_pays_for_its_work_none_comes_first() -> None:
    content = compose(source(sheet(4, q8=3), workload(SMALL, **ZEROS)))

    assert content.recommendations is not None
    assert content.recommendations.headline == "No step saves as much in a year as its work costs"
    assert content.summary.things_title == "No step left that pays for its work within a year"
    assert content.summary.things == ()
    assert content.summary.together == (
        "One step saves money: $36 a month, $19 to $54 with cautious and hopeful figures. "
        "It does not pay for its work within a year."
    )


BY_THE_MINUTE: Mapping[str, object] = {
    **SMALL,
    **ZEROS,
    "reviews_per_reviewer": None,
    "reviewer_monthly_cost": None,
    "review_minutes": 6,
    "reviewer_hourly_cost": 50,
}


def test_a_saving_that_the_minimum_bounds_says_so_and_has_no_span() -> None:
    answered = sheet(4, q10=1, evidence={f"q{number}": "seen" for number in range(1, 16)})
    costed = workload(BY_THE_MINUTE, review_rate=1)

    content = compose(source(answered, costed, minimum_review_rate=Decimal("0.9")))

    assert content.recommendations is not None
    (row,) = content.recommendations.worthwhile
    assert (row.monthly, row.span) == ("$1,100", "")
    assert row.note == "The minimum share of reviews you entered holds this back."
    assert content.summary.things[0].worth == "$1,100 a month"
    assert content.summary.together == "One step saves money: $1,100 a month."


@pytest.mark.parametrize(
    ("question", "changes", "note"),
    [
        ("q3", {}, "Costs more at first: observability."),
        ("q7", {("q7", "tokens"): tuple(map(Fraction, (2, 1, 2, 2, 2)))}, "Costs more at first: tokens."),
        (
            "q7",
            {("q7", "tokens"): tuple(map(Fraction, (9, 8, 9, 1, 1)))},
            "Costs more at first: tokens. It pays once level 3 is reached.",
        ),
    ],
)
def test_a_step_that_costs_more_names_the_line_that_rises(
    question: str, changes: WorthChanges, note: str
) -> None:
    one_low: dict[str, Any] = {question: 1}
    answered, costed = sheet(4, **one_low), workload(LARGE, **ZEROS)

    plan = compose(source(answered, costed, worth_changes=changes)).recommendations

    assert plan is not None
    assert [row.note for row in (*plan.worthwhile, *plan.later)] == [note]


def test_a_note_without_lines_before_it_begins_without_a_full_stop() -> None:
    bounded = compose(
        source(sheet(1), workload(BY_THE_MINUTE), minimum_review_rate=Decimal("0.1"))
    ).recommendations

    assert bounded is not None
    page = render_to_string("reports/parts/measures.html", {"rows": asdict(bounded)["later"]})
    assert '<span class="evidence">The minimum share of reviews you entered holds this back.</span>' in page


def tasks(answered: Sheet) -> list[tuple[str, ...]]:
    plan = compose(source(answered)).recommendations
    assert plan is not None
    return [phase.tasks for phase in plan.phases]


BACKED = {f"q{number}": "seen" for number in range(1, 16)}


@pytest.mark.parametrize(
    ("answered", "first", "second"),
    [
        (
            sheet(4),
            "Add a note or a link to each answer of level 3 or 4 that has none.",
            "Keep the evidence of each answer fresh.",
        ),
        (
            sheet(4, evidence=BACKED),
            "Check that each note and each link still shows what it is there for.",
            "Keep the evidence of each answer fresh.",
        ),
        (
            sheet("dk"),
            "Find out 15 answers nobody knows.",
            "Answer again with what was found out, and take the steps that follow.",
        ),
    ],
)
def test_the_plan_asks_for_nothing_that_is_there(answered: Sheet, first: str, second: str) -> None:
    """An owner is named where every answer stands at the top, and what nobody knows has no evidence."""
    assert tasks(answered)[:2] == [(first,), (second,)]


def test_a_step_that_takes_a_quarter_is_only_begun_within_one() -> None:
    assert tasks(sheet(4, q2=2, q14=0))[:2] == [
        ("Runaway loops (platform engineer): Turn on the provider's monthly budget mail. It takes minutes.",),
        (
            (
                "Tracing spend (platform engineer), only begun here, as it takes a quarter: "
                "Report untagged calls weekly to those who make them, until 80 % is traced."
            ),
        ),
    ]


def test_a_saving_of_less_than_a_cent_is_none() -> None:
    pennies = {**ZEROS, "review_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0}
    costed = workload(SMALL, **pennies, integrations_monthly="0.05", input_tokens=0, output_tokens=0)

    content = compose(source(sheet(3), costed))

    assert content.summary.together == ""
    assert content.recommendations is not None
    assert content.recommendations.headline == "No single step saves money on the lines entered so far"


@pytest.mark.parametrize(
    ("answered", "headline"),
    [
        (sheet("dk"), "Begin with Token budget; no step left carries a figure"),
        (sheet(4), "Every answer stands at the highest level"),
        (sheet(4, q7={"na": "no model to choose"}), "Every answer that applies stands at the highest level"),
    ],
)
def test_where_nothing_can_be_priced_the_headline_says_why(answered: Sheet, headline: str) -> None:
    plan = compose(source(answered, workload(SMALL, **ZEROS))).recommendations

    assert plan is not None
    assert plan.headline == headline


def test_steps_whose_level_or_line_is_not_known_are_not_said_to_have_no_figure_of_their_own() -> None:
    known, unknown = (
        compose(source(answered, workload(SMALL, **ZEROS))).recommendations
        for answered in (sheet(1), sheet(1, q9="dk"))
    )

    assert known is not None
    assert unknown is not None
    assert known.enabling_title == "Steps without a figure of their own, which make the others possible"
    assert unknown.enabling_title == (
        "Steps without a figure: they make the others possible, or their level or cost line is not known"
    )


def test_zero_units_are_said_and_not_divided_by() -> None:
    content = compose(source(sheet(1), workload(SMALL, units_per_day=0)))

    assert content.summary.headline == "$3,500.00 a month is spent before the first ticket is finished"
    assert content.scale is None
    assert [part.title for part in content.missing] == ["What volume and cost would add"]


@pytest.mark.parametrize(
    ("value", "opening"),
    [
        ("8", "An accepted ticket is worth $8.00 and costs $6.18: a net gain of $4,001 per month."),
        ("6", "An accepted ticket is worth $6.00 and costs $6.18: a net loss of $399.00 per month."),
        (
            None,
            (
                "What one ticket is worth was not entered. "
                "It pays for itself once an accepted one brings at least $6.18."
            ),
        ),
    ],
)
def test_whether_a_unit_is_worth_it_is_said_in_a_sentence(value: str | None, opening: str) -> None:
    content = compose(source(None, workload(SMALL, **ZEROS, value_per_unit=value)))

    assert content.summary.verdict[0] == opening


@pytest.mark.parametrize(
    ("value", "opening"),
    [
        (
            "8",
            (
                "An accepted ticket is worth $8.00 and costs at least $6.18: "
                "a net gain of at most $4,001 per month."
            ),
        ),
        (
            "6",
            (
                "An accepted ticket is worth $6.00 and costs at least $6.18: "
                "a net loss of at least $399.00 per month."
            ),
        ),
    ],
)
def test_what_is_left_after_an_incomplete_cost_is_at_most_that(value: str, opening: str) -> None:
    without_upkeep = {**ZEROS, "upkeep_monthly": None}

    summary = compose(
        source(None, workload(SMALL, **without_upkeep, value_per_unit=value, human_cost_per_unit=9))
    ).summary

    assert (summary.verdict[0], summary.verdict[-1]) == (
        opening,
        "Saves at most $6,201 per month compared with people doing all of it at $9.00 each.",
    )
    assert summary.figures[-1] == Figure("$163,188", "a year at this volume, at least")


@pytest.mark.parametrize("nothing_accepted", [{"acceptance_rate": 0}, {"units_per_day": 0}])
def test_where_no_unit_is_accepted_the_cost_is_set_against_nothing(
    nothing_accepted: dict[str, object],
) -> None:
    costed = workload(SMALL, **ZEROS, value_per_unit=8, human_cost_per_unit=9, **nothing_accepted)

    verdict = compose(source(None, costed)).summary.verdict

    assert verdict[0] == "No ticket is accepted, so there is nothing to set the cost against."


def test_at_zero_units_nothing_is_said_about_people_doing_them() -> None:
    costed = workload(SMALL, **ZEROS, value_per_unit=8, human_cost_per_unit=9, units_per_day=0)

    verdict = compose(source(None, costed)).summary.verdict

    assert [sentence for sentence in verdict if "People doing" in sentence] == []


def test_without_fixed_cost_it_pays_from_the_first_unit() -> None:
    nothing_fixed = {"review_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0}
    costed = workload(SMALL, **ZEROS, **nothing_fixed, integrations_monthly=0, value_per_unit=1)

    verdict = compose(source(None, costed)).summary.verdict

    assert verdict[1] == "Nothing costs a fixed amount: it pays for itself from the first ticket."


def test_an_incomplete_cost_breaks_even_at_that_volume_or_later() -> None:
    by_the_minute = {**SMALL, "reviews_per_reviewer": None, "reviewer_monthly_cost": None}
    costed = workload(by_the_minute, review_minutes=6, reviewer_hourly_cost=40, value_per_unit=5)

    verdict = compose(source(None, costed)).summary.verdict

    assert verdict[1:] == (
        "At today's fixed cost it pays for itself from at least 769 tickets per month.",
        "Break-even review rate: at most 84.1%.",
    )


def test_not_even_without_review_is_said_in_words() -> None:
    by_the_minute = {**SMALL, "reviews_per_reviewer": None, "reviewer_monthly_cost": None}
    costed = workload(by_the_minute, review_minutes=6, reviewer_hourly_cost=40, value_per_unit="0.01")

    verdict = compose(source(None, costed)).summary.verdict

    assert "Not even without review would it break even." in verdict


@pytest.mark.parametrize(
    ("answered", "inputs", "topics"),
    [
        ({"q4": 3}, {"reviews_per_reviewer": None, "reviewer_monthly_cost": None}, ["Full cost of a unit"]),
        ({"q10": 4}, {"review_rate": 1}, ["Human review"]),
        ({"q9": 2}, {"retry_rate": 0}, ["Retries and repairs"]),
        (
            {"q11": 3},
            {"vector_db_monthly": 0, "observability_monthly": 0},
            ["Stored data and telemetry"],
        ),
        ({"q4": 2, "q9": 1, "q10": 3, "q11": 2}, {"review_rate": 1, "retry_rate": 0}, []),
    ],
)
def test_answers_that_the_scenario_contradicts_are_printed_and_the_score_stays(
    answered: dict[str, Any], inputs: dict[str, object], topics: list[str]
) -> None:
    costed = workload({**SMALL, "retry_rate": "0.08", **inputs})

    joined, alone = compose(source(sheet(1, **answered), costed)), compose(source(sheet(1, **answered)))

    assert joined.answers is not None
    assert joined.maturity is not None
    assert alone.maturity is not None
    assert [found.topic for found in joined.answers.contradictions] == topics
    assert joined.maturity.score == alone.maturity.score


@pytest.mark.parametrize(
    ("answered", "headline", "found", "chart", "marked"),
    [
        (
            sheet(1),
            "25.0 of 100: costs are tracked, and all five dimensions are even",
            "All five dimensions stand at 25.0: none is weaker than another.",
            "All five dimensions are even",
            [],
        ),
        (
            sheet(2, q7=1),
            "48.3 of 100: costs are allocated, and run efficiency is the weakest dimension",
            "Run efficiency is the weakest dimension at 41.7, against 48.3 overall.",
            "Run efficiency is the weakest of the five dimensions",
            ["Run efficiency"],
        ),
        (
            sheet(2, q1=1, q7=1),
            "46.7 of 100: costs are allocated, and visibility and run efficiency are the weakest dimensions",
            "Visibility and run efficiency are the weakest dimensions at 41.7 each, against 46.7 overall.",
            "Visibility and run efficiency are the weakest of the five dimensions",
            ["Visibility", "Run efficiency"],
        ),
    ],
)
def test_the_weakest_dimension_is_named_only_where_one_is_weaker(
    answered: Sheet, headline: str, found: str, chart: str, marked: list[str]
) -> None:
    content = compose(source(answered))

    assert content.maturity is not None
    assert (content.summary.headline, content.summary.found[0]) == (headline, found)
    assert content.charts["dimensions"]["title"] == chart
    assert [row.name for row in content.maturity.dimensions if row.weakest] == marked


def test_the_evidenced_score_is_said_to_be_what_it_is() -> None:
    """Nothing is backed here, and half the score remains: it counts claims as level 2, not as nothing."""
    content = compose(source(sheet(4)))

    assert content.maturity is not None
    assert content.summary.figures[1] == Figure("50.0", "of 100, claims without evidence at level 2")
    assert content.summary.found[1] == (
        "With claims of level 3 or 4 that nothing backs counted as level 2, 50.0 of the 100.0 remain."
    )
    assert content.maturity.lede.endswith("With claims that nothing backs counted as level 2, it is 50.0.")


def test_without_claims_nothing_is_said_about_what_backs_them() -> None:
    maturity = compose(source(sheet(1))).maturity

    assert maturity is not None
    assert maturity.lede == (
        "The score is the mean of five dimensions, each the mean of its answers from 0 to 100."
    )


@pytest.mark.parametrize(
    ("answered", "headline"),
    [
        (sheet(2), "Every answer stands at level 2"),
        (sheet(2, q1="dk"), "Every answer that names a level stands at level 2"),
        (sheet("dk"), "No answer names a level yet"),
    ],
)
def test_answers_that_are_not_known_stand_nowhere(answered: Sheet, headline: str) -> None:
    answers = compose(source(answered)).answers

    assert answers is not None
    assert answers.headline == headline


@pytest.mark.parametrize(
    ("answered", "step"),
    [
        (
            sheet(4),
            "Keep reconciling each month, and record the gap: a growing one is the first sign of a new",
        ),
        (sheet(4, q2=3), "Block untagged calls, or route them to an owner who pays for them."),
        (sheet(4, q2="dk"), "Find out: What share of last month's AI spend can you trace to a team, a use"),
    ],
)
def test_a_dimension_asks_for_what_its_lowest_answer_has_not_done(answered: Sheet, step: str) -> None:
    maturity = compose(source(answered)).maturity

    assert maturity is not None
    assert maturity.dimensions[0].next_step.startswith(step)


def test_the_way_out_of_a_weak_link_is_the_step_of_its_lowest_answer() -> None:
    maturity = compose(source(sheet(4, q10=2, q11=0, q12=0))).maturity

    assert maturity is not None
    (cap,) = maturity.caps
    assert cap.way_out == (
        "Nearest way out: Measure the size of the retrieval store and of the traces, "
        "and their growth in a month."
    )


def test_caps_are_named_in_words_with_the_nearest_way_out() -> None:
    maturity = compose(source(sheet(3, q4=1, q6=4))).maturity

    assert maturity is not None
    (cap,) = maturity.caps
    assert cap.title == "The cost of a unit is not known"
    assert cap.sentence.endswith("Allocated is the highest.")
    assert cap.way_out.startswith("Nearest way out: Full monthly cost")


def test_unknowns_give_a_range_and_a_list_to_find_out() -> None:
    content = compose(source(sheet(2, q1="dk", q2="dk")))

    assert content.maturity is not None
    assert content.answers is not None
    assert content.maturity.score_range == "43.3 to 56.7"
    assert len(content.answers.unknown) == 2


def test_an_assessment_alone_carries_no_dollar_and_says_what_a_scenario_would_add() -> None:
    content = compose(source(sheet(1)))

    assert "$" not in json.dumps(content.as_json())
    assert [part.title for part in content.missing] == ["What a scenario would add"]


def test_a_scenario_alone_says_what_an_assessment_would_add() -> None:
    content = compose(source(None, workload(SMALL)))

    assert (content.maturity, content.recommendations) == (None, None)
    assert [part.title for part in content.missing] == ["What an assessment would add"]


def test_what_the_reader_changed_in_the_planning_table_is_marked() -> None:
    own = {("q10", "human_review"): tuple(map(Fraction, (3, 2, 1, 1, 1)))}

    method = compose(article(SMALL, worth_changes=own)).method

    assert [row.question for row in method.worth if row.changed] == ["Human review"]
    assert "One row was changed by the reader and is marked." in method.worth_note


def test_every_entered_input_is_printed_with_its_origin() -> None:
    method = compose(article(SMALL, minimum_review_rate=Decimal("0.05"))).method

    printed = {row.name: (row.value, row.origin) for row in method.inputs}
    assert printed["Units per day"] == ("100", "you entered")
    assert printed["Maximum retries"] == ("2", "our default")
    assert printed["Input price"] == ("$3.00 per million tokens", "you entered")
    assert "Savings on review stop where 5% of the units are checked: the minimum you entered." in (
        method.assumptions
    )


def test_only_inputs_in_use_are_printed() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 2200}

    staffed, monthly = (
        compose(source(None, workload({**SMALL, **ZEROS, **inputs}))).method for inputs in ({}, per_month)
    )

    assert [
        name for name in ("minutes per review", "reviewer cost per hour") if name in staffed.left_out
    ] == []
    assert "Working days per month" in {row.name for row in staffed.inputs}
    assert "Working days per month" not in {row.name for row in monthly.inputs}


def test_a_report_says_of_which_day_its_answers_and_its_scenario_are() -> None:
    whole = article(SMALL)
    assert whole.assessed is not None
    assert whole.costed is not None
    answered = replace(whole.assessed, finished_on=date(2026, 7, 1))
    saved = replace(whole.costed, saved_on=date(2026, 9, 30))

    both = compose(replace(whole, assessed=answered, costed=saved)).method.assumptions
    undated = compose(replace(whole, assessed=None, costed=replace(saved, saved_on=None))).method.assumptions

    assert both[:2] == (
        "The answers are as they were finished on 1 July 2026.",
        "The scenario is as it was saved on 30 September 2026.",
    )
    assert undated == ()


def test_nothing_stored_is_said_to_have_no_cost_rather_than_to_be_free() -> None:
    unpaid = {**SMALL, "vector_db_monthly": None, "observability_monthly": None}

    answers = compose(source(sheet(1, q11=3), workload(unpaid))).answers

    assert answers is not None
    assert [found.sentence for found in answers.contradictions] == [
        (
            "Retention is said to be set for stored data and telemetry, yet the scenario has no cost "
            "of a vector database or of observability."
        )
    ]


def test_less_review_than_the_minimum_is_said() -> None:
    method = compose(article(SMALL, minimum_review_rate=Decimal("0.5"))).method

    assert method.assumptions[2] == (
        "10% of the units are checked, less than the minimum of 50% you entered: no saving on review is "
        "counted, and checking more would cost more."
    )


@pytest.mark.parametrize(("costed", "said"), [("Claims intake", 1), ("support desk", 0), ("", 0)])
def test_answers_and_costs_of_different_workloads_are_a_limit(costed: str, said: int) -> None:
    whole = article(SMALL)
    assert whole.costed is not None

    limits = compose(replace(whole, costed=replace(whole.costed, workload_name=costed))).method.limits

    warning = (
        f"The answers are about Support desk and the costs about {costed}: "
        "a saving holds only as far as both are managed alike."
    )
    assert limits.count(warning) == said


@pytest.mark.parametrize(("upkeep", "notes"), [(13, 0), (5, 1)])
def test_a_share_a_tenth_away_from_the_same_share_elsewhere_is_explained(upkeep: int, notes: int) -> None:
    """With $5 tokens are 2.747% of the whole: 2.7% alone, and 2.8% where ten shares make a hundred."""
    costed = workload(SMALL, **{**ZEROS, "review_rate": 0, "upkeep_monthly": upkeep})

    cost = compose(source(None, costed)).cost

    assert cost is not None
    assert len(cost.notes) == notes


def test_the_content_is_plain_data() -> None:
    content = compose(article(LARGE)).as_json()

    assert json.loads(json.dumps(content)) == json.loads(json.dumps(content, default=str))


def test_shares_of_the_cost_table_add_up_to_a_hundred() -> None:
    cost = compose(article(LARGE)).cost

    assert cost is not None
    shares = [Decimal(row.share.rstrip("%")) for row in cost.rows if row.entered]
    assert sum(shares) == Decimal("100.0")


LEVELS = st.fixed_dictionaries(
    {f"q{number}": st.one_of(st.integers(0, 4), st.just("dk")) for number in range(1, 16)}
)
AMOUNTS = st.fixed_dictionaries(
    {
        "units_per_day": st.integers(1, 10**5),
        "vector_db_monthly": st.decimals("0.01", "99999", places=2),
        "observability_monthly": st.decimals("0.01", "99999", places=2),
        "review_rate": st.decimals("0.01", "0.99", places=2),
        "input_price": st.decimals("0.10", "99", places=2),
    }
)


@given(levels=LEVELS, ours=AMOUNTS, theirs=AMOUNTS)
def test_two_readers_share_no_finding(
    levels: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    """Even with the same answers, what was found about the cost is told in each reader's own numbers."""
    assume(not any(ours[name] == theirs[name] for name in ours))
    readings = [read(source(sheet(0, **levels), workload({**SMALL, **each}))) for each in (ours, theirs)]
    # Two whose unit comes to the same cent by chance may read the same sentence about it: it is true of both.
    assume(
        len({price(found.scenario.estimate.cost_per_unit or 0) for found in readings if found.scenario}) == 2
    )
    one, other = map(summarise, readings)

    told = {one.headline, one.lede, *one.found[:2], *one.verdict}

    assert told & {other.headline, other.lede, *other.found, *other.verdict} == set()


@settings(max_examples=10)  # each is a whole report, its five thousand draws included
@given(levels=LEVELS, amounts=AMOUNTS)
def test_any_answers_and_any_workload_make_a_report(levels: dict[str, Any], amounts: dict[str, Any]) -> None:
    content = compose(source(sheet(0, **levels), workload({**SMALL, **amounts})))

    told = " ".join(sentences(content))
    assert [sign for sign in ("None", "Fraction", "{", "  ") if sign in told] == []


@pytest.mark.parametrize(
    ("unit", "units"),
    [
        ("ticket", "tickets"),
        ("query", "queries"),
        ("batch", "batches"),
        ("day", "days"),
        ("box", "boxes"),
        ("address", "addresses"),
        ("tickets", "tickets"),
        ("status", "statuses"),
        ("analysis", "analyses"),
    ],
)
def test_units_have_a_plural(unit: str, units: str) -> None:
    assert plural_of(unit) == units


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_well(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_the_text_can_be_spoken_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting(translation.English):
        def gettext(self, message: str) -> str:
            return message.upper() if "{" not in message else message

    with monkeypatch.context() as patch:
        patch.setattr(translation._Speaker, "translator", Shouting())
        shouted = compose(source(sheet(1)))

    assert shouted.title == "HOW WELL YOUR AI COSTS ARE MANAGED"
    assert compose(source(sheet(1))).title == "How well your AI costs are managed"
