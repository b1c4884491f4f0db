"""Whether a unit is worth it: the same sentences on the page and in the report."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from calculator.domain.costs import estimate
from calculator.domain.verdict import verdict, year_sentence
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.compose import compose
from tests.reports.readers import SMALL, ZEROS, source, workload

BY_THE_MINUTE = {"reviews_per_reviewer": None, "reviewer_monthly_cost": None}
PAID = {**BY_THE_MINUTE, "review_minutes": 6, "reviewer_hourly_cost": 40}


def said(**inputs: object) -> tuple[str, ...]:
    given = {name: value for name, value in {**SMALL, **ZEROS, **inputs}.items() if value is not None}
    found = parse_workload(given)
    return verdict(found, estimate(found))


def test_a_unit_worth_its_cost_is_said_with_the_gain_the_volume_and_the_review_rate() -> None:
    assert said(**PAID, value_per_unit=8, human_cost_per_unit=8) == (
        "An accepted ticket is worth $8.00 and costs $2.04: a net gain of $13,121 per month.",
        "Pays from 464 tickets per month on.",
        "At today's volume it would still leave a gain with every ticket reviewed.",
        "Saves $13,121 per month compared with people doing all of it at $8.00 each.",
    )


DEARER = (
    "People at $9.00 each cost more than the $8.00 that one is worth: this saving counts only "
    "where the work has to be done anyway."
)


def test_what_is_saved_against_people_who_cost_more_than_it_is_worth_is_no_gain_by_itself() -> None:
    people, dearer = said(**PAID, value_per_unit=8, human_cost_per_unit=9)[-2:]

    assert people == "Saves $15,321 per month compared with people doing all of it at $9.00 each."
    assert dearer == DEARER


@pytest.mark.parametrize(
    ("accepted", "rest"),
    [
        (
            "0.2",
            (
                "With the people who handle tickets the AI does not resolve, one ticket costs $9.24, more "
                "than the $8.00 it is worth."
            ),
        ),
        # With one in ten left to people a ticket costs $2.94.
        ("0.9", DEARER),
    ],
)
def test_people_who_do_the_rest_are_told_where_they_make_a_unit_dearer_than_it_is_worth(
    accepted: str, rest: str
) -> None:
    assert said(**PAID, value_per_unit=8, human_cost_per_unit=9, acceptance_rate=accepted)[-1] == rest


def test_a_unit_not_worth_its_cost_is_said_with_the_loss() -> None:
    assert said(**PAID, value_per_unit=2, human_cost_per_unit=1) == (
        "An accepted ticket is worth $2.00 and costs $2.04: a net loss of $79.00 per month.",
        "Pays from 2,251 tickets per month on.",
        "Break-even review rate: 9.1%.",
        "People doing all of it at $1.00 each would cost $2,279 per month less.",
    )


@pytest.mark.parametrize(
    ("review", "outcome"),
    [
        ({}, "Nothing costs a fixed amount: it pays for itself from the first ticket."),
        (
            {"upkeep_monthly": None},
            "No line entered costs a fixed amount: so far it pays for itself from the first ticket.",
        ),
    ],
)
def test_without_fixed_cost_it_pays_from_the_first_unit(review: Mapping[str, object], outcome: str) -> None:
    nothing_fixed = dict.fromkeys(("vector_db_monthly", "observability_monthly", "integrations_monthly"), 0)

    assert said(**PAID, **nothing_fixed, **review, value_per_unit=5)[1] == outcome


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["2", "8", ""])
def test_the_page_says_what_the_report_says(client: Client, value: str) -> None:
    costed = workload(SMALL, **ZEROS, **PAID, **({"value_per_unit": value} if value else {}))

    page = client.get("/calculator/", costed.as_form()).content.decode()
    report = compose(source(None, costed)).summary.verdict

    assert report == verdict(costed, estimate(costed))
    assert [sentence for sentence in report if sentence.replace("'", "&#x27;") not in page] == []


OTHERS = ("vector_db_monthly", "observability_monthly", "integrations_monthly", "review_rate")
ALL: dict[str, Any] = {**ZEROS, **dict.fromkeys(OTHERS, 0)}


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({**ALL, "seats": 40}, "$9,120 per year. $0.76 per accepted claim."),
        ({"seats": 40}, "At least $9,120 per year and $0.76 per accepted claim."),
        ({**ALL, "seats": 40, "units_per_month": 0}, "$9,120 per year."),
        ({"seats": 0, "units_per_month": 0}, ""),
    ],
)
def test_a_year_is_told_with_an_accepted_unit_where_there_is_one(inputs: dict[str, Any], said: str) -> None:
    paid = {"unit_name": "claim", "units_per_month": 1000, "seat_monthly": 19, **inputs}
    bought = {"input_tokens": 1, "output_tokens": 1, "input_price": 0, "output_price": 0}
    found = parse_workload(paid | (bought if not inputs["seats"] else {}))

    assert year_sentence(found, estimate(found)) == said
