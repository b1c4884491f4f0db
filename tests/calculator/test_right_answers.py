"""Answers that were wrong once - days, volumes, invoices, names, a year - at each way in."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.volume_curve import twelve_months
from calculator.domain.workload_input import lists_from, parse_workload
from calculator.prices.genai_prices import listed_prices
from calculator.prices.importer import import_prices
from runrate.reports.domain.compose import compose
from tests.calculator.pages import text
from tests.calculator.test_right_figures import file, in_workbook, sent
from tests.reports.readers import source

pytestmark = pytest.mark.django_db

LOANS = BY_KEY["loan-applications"].workload.as_form() | {
    "input_price": "3",
    "output_price": "15",
    "cache_read_price": "0.3",
    "cache_write_price": "3.75",
    "routed_input_price": "1",
    "routed_output_price": "5",
}
"""At the prices of the day on which it was found."""
CALL = {"units_per_month": "5000", "input_tokens": "5000", "output_tokens": "2000", "input_price": "3",
        "output_price": "15", "infrastructure_step_units": "1000"}  # fmt: skip
DESK = BY_KEY["support-desk"].workload.as_form()
AT_THE_PRICES_OF_THEN = {
    "input_price": "3", "output_price": "15", "cache_read_price": "0.3", "cache_write_price": "3.75",
}  # fmt: skip
"""Of the support desk's model when the finding was written."""
SMALL_AT_EIGHT = BY_KEY["article-small"].workload.as_form() | {"value_per_unit": "8"}
NEVER = BY_KEY["support-desk"].workload.as_form() | {
    "infrastructure_step_units": "1000", "infrastructure_step_monthly": "50000", "value_per_unit": "60",
}  # fmt: skip
SEATS = {
    "unit_name": "developer day",
    "units_per_month": "15640",
    "seats": "888",
    "seat_monthly": "39",
    "retry_rate": "0",
    "vector_db_monthly": "0",
    "observability_monthly": "0",
    "tools_monthly": "0",
    "integrations_monthly": "0",
    "review_rate": "0",
    "infrastructure_monthly": "0",
    "upkeep_monthly": "0",
    "build_cost": "0",
}


@pytest.mark.parametrize(
    ("fields", "runs", "said"),
    [
        (LOANS, [[1022, 1200], [1219, None]], ("1,022", "1,200", "1,219")),
        (
            CALL | {"infrastructure_step_monthly": "2000", "value_per_unit": "3.045"},
            [[667, 1000], [1334, None]],
            ("667", "1,000", "1,334"),
        ),
        (NEVER, [], ("No volume pays",)),
        (
            CALL | {"units_per_month": "900", "infrastructure_step_monthly": "2500", "value_per_unit": "3"},
            [[847, 1000], [1693, 2000], [2539, 3000], [3385, 4000], [4231, 5000], [5077, None]],
            ("847", "1,000", "1,693", "5,077"),
        ),
        (SMALL_AT_EIGHT, [[1698, 2200], [2955, None]], ("1,698", "2,200", "2,955")),
        (DESK | AT_THE_PRICES_OF_THEN | {"units_per_month": "0"}, [[5076, None]], ("5,076",)),
    ],
    ids=["loan applications", "three dollars", "never", "900 units", "the small company", "no units today"],
)
def test_volumes_that_pay_are_the_same_at_each_way_in(
    client: Client, fields: Mapping[str, str], runs: list[list[int | None]], said: tuple[str, ...]
) -> None:
    """N4: from 1,219 was said, where 1,022 to 1,200 pay and 1,201 to 1,218 do not."""
    page = text(client.get("/calculator/", fields).content.decode())
    workbook = " ".join(in_workbook(file(client, fields, "xlsx")))
    report = compose(source(None, parse_workload(lists_from(fields))))
    in_report = " ".join((*report.summary.verdict, *(report.scale.paying if report.scale else ())))

    assert sent(client, fields)["paying_volumes"] == runs
    for told in (page, workbook, in_report):
        assert [words for words in said if words not in told] == []


def test_a_bill_by_the_seat_is_all_on_the_invoice(client: Client) -> None:
    """N5: $2.21 a developer day, and the invoice showed 0.0% of it."""
    page = text(client.get("/calculator/", SEATS | {"last_invoice": "34632"}).content.decode())
    report = compose(source(None, parse_workload(lists_from(SEATS))))
    found = sent(client, SEATS)

    assert "Each developer day costs $2.21, all of it seats." in page
    assert "What vendors bill comes to $34,632.00: 100.0% of your last invoice of $34,632.00." in page
    assert (found["invoice_share"], found["visible_share"], found["hidden_share"]) == ("1", "1", "0")
    assert [row.monthly for row in report.method.results[:2]] == ["$2.21", "100.0%"]


def test_the_range_lies_around_its_estimate_where_a_team_is_exactly_full(client: Client) -> None:
    """N16: 700.0000000000001 reviews over 100 made an eighth reviewer."""
    team = BY_KEY["article-small"].workload.as_form() | {
        "units_per_month": "10000", "review_rate": "0.07", "reviews_per_reviewer": "100",
    }  # fmt: skip
    del team["units_per_day"]
    team.pop("days_per_month", None)
    guess = {"low_input_tokens": "4500", "high_input_tokens": "5500", "seed": "1"}

    explored = text(client.get("/calculator/explore/", team | guess).content.decode())

    assert sent(client, team)["total_monthly"] == "73950"
    assert [amount for amount in ("$73,940", "$73,960") if amount not in explored] == []


def test_a_build_is_paid_once_in_a_year(client: Client) -> None:
    """N19: $60,000 over six months were $120,000 in twelve."""
    built: dict[str, Any] = {
        **CALL,
        "units_per_month": "0",
        "infrastructure_step_monthly": "1",
        "build_cost": "60000",
        "build_months": "6",
    }
    workload = parse_workload(lists_from(built))

    assert sent(client, built)["total_yearly"] == "60000"
    assert twelve_months(workload)[-1].so_far == 60_000
    assert "$60,000" in text(client.get("/calculator/", built).content.decode())


def test_no_model_of_the_list_has_a_day_of_a_check_or_the_start_of_its_batch_price(client: Client) -> None:
    """N2, N21: days nobody stated are null, and each row says which list names it."""
    import_prices(listed=listed_prices())

    models = {row["model"]: row for row in client.get("/api/v1/models").json()["models"]}

    assert {row["checked_on"] for row in models.values()} == {None}
    assert {row["listed_on"] for row in models.values()} == {"2026-11-10"}
    assert models["openai/gpt-4"]["effective_from"] is None
    assert [
        name
        for name, row in models.items()
        if row["batch_listed_from"] and row["effective_from"] == row["batch_listed_from"]
    ] == []


def test_a_file_says_where_its_prices_come_from_and_what_reads_it_says_so_again(client: Client) -> None:
    """N32: a JSON file had inputs alone."""
    [row] = [row for row in listed_prices() if row.model == "gpt-4o" and row.provider == "openai"][-1:]
    import_prices(listed=[row])
    query = {"units_per_month": "1", "input_tokens": "10", "output_tokens": "10", "model": "openai/gpt-4o"}

    body = json.loads(file(client, query, "json"))
    sources = [each["origin"] for each in body["origins"] if "listed in" in each["origin"]]
    answer = client.post("/api/v1/estimates", body, content_type="application/json").json()

    assert [said.partition(", copied")[0] for said in sources] == [
        f"openai/gpt-4o, listed in {row.listed_in} of 10 November 2026 (developers.openai.com)"
    ]
    assert sources[0] in [note["message"] for note in answer["notes"]]


@pytest.mark.parametrize(
    ("errors", "last"),
    [
        ({}, "and the cost of wrong answers that nobody caught."),
        ({"error_rate": "0.01", "error_cost": "5"}, "and the time value of money."),
    ],
)
def test_what_has_no_input_is_said_not_to_be_included_at_each_way_in(
    client: Client, errors: Mapping[str, str], last: str
) -> None:
    """N30: tiers, minimum charges, ramp-up and what repeated attempts cost beside tokens were in no words."""
    fields = {**DESK, **errors}

    said = sent(client, fields)["not_included"]

    unnamed = ("repeated attempts", "volume discounts", "free tiers", "minimum charges", "ramp-up", last)
    assert [words for words in unnamed if words not in said] == []
    assert said in text(client.get("/calculator/", fields).content.decode())
    assert said in compose(source(None, parse_workload(lists_from(fields)))).method.limits
