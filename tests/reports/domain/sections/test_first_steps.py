"""What to do first, in sentences: cash before freed time, and only what pays for its work."""

from decimal import Decimal

import pytest

from calculator.domain.workload import Workload
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.sections.first_steps import things
from runrate.reports.rendering.sample import source as sample
from tests.reports.readers import LARGE, SMALL, ZEROS, article, sheet, source, workload


def test_cash_leads_and_reviewer_time_stands_beside_it() -> None:
    small, large = (compose(article(company)) for company in (SMALL, LARGE))

    assert small.recommendations is not None
    review = next(row for row in small.recommendations.later if row.topic == "Human review")
    assert (review.monthly, review.payback) == ("$0", "–")
    assert review.note == (
        "Calculated with human review rate from 10% to 7.5%. Reviewers' time freed, $2,500 per month; cash "
        "released, $0 per month: 1 reviewer before and after. What errors that fewer reviews let pass cost "
        "is not in it."
    )
    assert large.summary.things[0].worth == (
        "$120,000 per month in cash ($50,000 to $150,000) for $9,000 of work, earned back within the first "
        "month after the work"
    )


def test_a_thing_that_the_ask_does_not_pay_for_says_so() -> None:
    summary = compose(source(sheet(4, q11=1, q15=1), workload(SMALL, **ZEROS))).summary

    assert [(thing.topic, thing.worth.rpartition(";")[2]) for thing in summary.things][1:] == [
        ("Owner of the figure", " not in the ask")
    ]


def test_time_that_left_the_books_is_not_counted_beside_its_cash() -> None:
    content = compose(article(LARGE))

    assert content.recommendations is not None
    assert [(total.label, total.monthly) for total in content.recommendations.totals] == [
        ("Cash released by each alone, added up", "$216,774"),
        ("Cash released together: steps overlap (50 reviewers to 34)", "$203,356"),
        ("Beside it, reviewers' time freed, at its cost; not to be added", "$164,000"),
    ]


def test_no_reviewers_are_counted_where_no_review_is_saved() -> None:
    answered, costed = sheet(4, q9=1), workload(LARGE, **{**ZEROS, "retry_rate": "0.2"})

    summary = compose(source(answered, costed, minimum_review_rate=Decimal("0.01"))).summary

    assert summary.things[0].worth == (
        "$4,400 per month in cash ($2,255 to $5,091) for $9,000 of work, earned back 2.0 months after the "
        "work (1.8 to 4.0 months)"
    )


def test_what_pays_and_leads_to_the_next_stage_comes_first() -> None:
    """In the small company the other two of the way do not pay for their work: they come last."""
    topics = [
        [thing.topic for thing in compose(article(company)).summary.things] for company in (SMALL, LARGE)
    ]

    assert topics[0][:2] == ["Stored data and telemetry", "Owner of the figure"]
    assert topics[1][0] == "Human review"


def test_what_to_do_first_pays_for_its_work_as_the_recommendations_say() -> None:
    content = compose(source(sheet(4, q8=1, q11=1, q13=1, q15=1), workload(SMALL, **ZEROS)))

    plan = content.recommendations
    assert plan is not None
    assert [row.topic for row in plan.worthwhile] == ["Stored data and telemetry"]
    assert [row.topic for row in plan.later] == ["Forecast", "Token budget"]
    assert [thing.topic for thing in content.summary.things] == [
        "Stored data and telemetry",
        "Owner of the figure",
    ]


@pytest.mark.parametrize("made", [article(SMALL), article(LARGE), sample()])
def test_the_things_to_do_begin_with_what_the_ask_rests_on_by_its_cash(made: Source) -> None:
    reading = read(made)
    asked = sorted(reading.advice.paying, key=lambda m: m.saving.cash.base if m.saving else 0, reverse=True)

    named = [thing.topic for thing in things(reading)]

    assert named[: len(asked)] == [each.question.topic for each in asked][:3]
    assert asked


def test_why_a_weakest_dimension_waits_names_the_ask_where_that_stands_before_it() -> None:
    """Its first step is number 1 of all, and not among the three that bring the cash."""
    summary = compose(source(sheet(2, q1=1, q2=1, q3=1, q10=0), workload(LARGE, **ZEROS))).summary

    assert summary.why_later == (
        "The first step in Visibility (step 1) comes later: what the ask rests on stands before it."
    )


@pytest.mark.parametrize("costed", [None, workload(SMALL, **ZEROS)])
def test_at_the_top_the_summary_says_what_is_left(costed: Workload | None) -> None:
    summary = compose(source(sheet(4), costed)).summary

    assert (summary.things_title, summary.things) == ("", ())
    assert summary.ask.beside == "What is left is to add evidence to each answer that has none."


def test_where_no_step_pays_for_its_work_none_comes_first() -> None:
    content = compose(source(sheet(4, q8=3), workload(SMALL, **ZEROS)))

    assert content.recommendations is not None
    assert (
        content.recommendations.headline
        == "At the middle figures no step releases as much cash in a year as its work costs"
    )
    assert (
        content.summary.things_title
        == "No step left that pays for its work within a year, at the middle figure"
    )
    assert content.summary.things == ()
    assert content.recommendations.totals == ()


@pytest.mark.parametrize("made", [article(SMALL), article(LARGE), sample()])
def test_a_thing_to_do_has_the_number_of_its_step(made: Source) -> None:
    content = compose(made)

    plan = content.recommendations
    assert plan is not None
    numbers = {row.topic: row.number for row in (*plan.worthwhile, *plan.later, *plan.enabling)}
    assert [each.number for each in content.summary.things] == [
        numbers[each.topic] for each in content.summary.things
    ]
