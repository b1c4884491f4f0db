"""What to do first, in sentences: cash before freed time, and only what pays for its work."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from calculator.domain.workload import Workload
from runrate.reports.domain.compose import compose
from tests.reports.readers import LARGE, SMALL, ZEROS, article, sheet, source, workload


def test_cash_leads_and_reviewer_time_stands_beside_it() -> None:
    small, large = (compose(article(company)).summary for company in (SMALL, LARGE))

    assert small.things[1].worth == "$0 per month in cash; reviewer time worth $2,500 freed"
    assert large.things[0].worth == "$120,000 per month in cash; reviewer time worth $125,000 freed"
    assert large.together.startswith("8 steps save money: together they release $202,428 per month in cash")


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
    assert content.summary.together.partition(" per month in cash ")[2] == ending
    assert content.recommendations.totals[-1].label == label


def test_no_reviewers_are_counted_where_no_review_is_saved() -> None:
    answered, costed = sheet(4, q9=1), workload(LARGE, **{**ZEROS, "retry_rate": "0.2"})

    summary = compose(source(answered, costed, minimum_review_rate=Decimal("0.01"))).summary

    assert summary.things[0].worth == "$3,960 per month ($1,980 to $4,620)"


def test_what_brings_most_for_its_days_of_work_comes_first() -> None:
    """In the small company review brings five times as much as stored data, for five times the work."""
    topics = [
        [thing.topic for thing in compose(article(company)).summary.things] for company in (SMALL, LARGE)
    ]

    assert topics[0][:2] == ["Stored data and telemetry", "Human review"]
    assert topics[1][:2] == ["Human review", "Retries and repairs"]


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

    assert (summary.things_title, summary.things) == ("Every step is taken", ())
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
        "One step saves money: $36 per month, $11 to $60 with cautious and hopeful figures. "
        "It does not pay for its work within a year."
    )
