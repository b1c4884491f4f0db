"""An estimate in words: what is missing is never taken for nothing, and nobody's work for free."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from calculator.domain.cost_lines import PER_UNIT_LINES, Note
from calculator.domain.presets import BY_KEY
from calculator.domain.prices.telling_notes import NOTHING_REVIEWED
from calculator.domain.workload_input import parse_workload
from calculator.web.estimate import read
from tests.calculator.pages import SMALL, page, rows, text
from tests.pseudo import CLOSE, OPEN, spoken

pytestmark = pytest.mark.django_db


def test_the_announcement_is_one_sentence_for_translators_whether_complete_or_not(client: Client) -> None:
    desk = BY_KEY["support-desk"].workload.as_form()

    with spoken():
        htmx = {"HX-Request": "true"}
        complete, partial = (
            client.get("/calculator/", query, headers=htmx).content.decode() for query in (desk, SMALL)
        )

    assert f">{OPEN}Updated: $11,621 per month, $0.6456 per ticket.{CLOSE}<" in complete
    assert f">{OPEN}Updated: at least $13,599 per month, at least $6.18 per ticket.{CLOSE}<" in partial


def test_without_any_volume_what_is_missing_is_not_taken_for_nothing(client: Client) -> None:
    html = text(page(client, **SMALL | {"units_per_day": "0"}))

    assert "Without any ticket it still costs at least $3,500 per month." in html


def test_a_review_without_anybodys_pay_is_remarked_upon(client: Client) -> None:
    unpaid = {"units_per_month": "10", "input_tokens": "1", "output_tokens": "1", "review_rate": "0.1",
              "input_price": "1", "output_price": "1"}  # fmt: skip
    paid = unpaid | {"review_minutes": "4", "reviewer_hourly_cost": "45"}

    said = "Human review rate: No reviewer's time has a price yet"
    assert said in text(page(client, **unpaid))
    assert said not in text(page(client, **paid))


def test_a_line_of_half_a_review_says_why_it_has_no_amount_instead_of_a_sum_of_zeros() -> None:
    half = parse_workload(
        {"units_per_month": 10, "input_tokens": 1, "output_tokens": 1, "input_price": 1, "output_price": 1}
        | {"review_minutes": 6, "reviewer_hourly_cost": 48}
    )

    [row] = [row for row in read(half).rows if row.key == "human_review"]

    assert (row.formula, row.figures, row.share) == (NOTHING_REVIEWED, "", "")


def test_the_answers_say_what_they_leave_out(client: Client) -> None:
    first = {"units_per_month": "1000", "input_tokens": "4000", "output_tokens": "800", "input_price": "2",
             "output_price": "8", "value_per_unit": "2"}  # fmt: skip

    partial, complete = text(page(client, **first)), text(page(client, preset="support-desk"))

    said = "The lines that were not entered are not counted: each can only add to the cost."
    assert "so far it pays for itself from the first unit." in partial
    assert "per unit, at least" in partial
    assert "At least $172.80 per year and $0.0144 per accepted unit." in partial
    assert said in partial
    assert said not in complete
    assert "at least" not in complete


def test_which_volumes_pay_is_drawn_and_stands_in_a_table(client: Client) -> None:
    html = page(client, **SMALL, value_per_unit="8")
    said = text(html)

    assert "As far as entered, it pays between 1,698 and 2,200 tickets per month, and from 2,955 on" in said
    rows = ("0 to 1,697 does not pay", "1,698 to 2,200 today pays", "2,201 to 2,954 does not pay")
    assert [row for row in rows if row not in said] == []
    assert html.count("<desc>0 to 1,697: does not pay; 1,698 to 2,200: pays; ") == 2


def test_without_a_value_or_an_acceptance_that_can_be_no_volume_is_said_to_pay(client: Client) -> None:
    never = {"retry_rate": "1", "max_retries": "5"}

    unvalued, unreachable = (
        text(page(client, **SMALL, **more)) for more in ({}, {"value_per_unit": "8", **never})
    )

    assert "Which volumes pay" not in unvalued
    assert "Which volumes pay" not in unreachable
    assert "pays between" not in unreachable


ZEROS = dict.fromkeys(
    (*(f"{key}_monthly" for key in PER_UNIT_LINES), "retry_rate", "review_rate", "infrastructure_monthly",
     "upkeep_monthly", "build_cost"),
    "0",
)  # fmt: skip
SEATS = {"unit_name": "developer day", "units_per_month": "15640", "seats": "888", "seat_monthly": "39"}


def test_what_is_paid_by_the_seat_is_on_the_invoice_and_asks_for_no_tokens(client: Client) -> None:
    html = page(client, **SEATS | ZEROS)

    assert "Each developer day costs $2.21, all of it seats." in text(html)
    assert rows(html)["Seats"] == "$34,632.00"
    assert "is seats, above the waterline" in text(html)
    assert "Retries are drawn below the waterline" not in text(html)
    assert "tokens, above the waterline" not in text(html)


def test_what_is_paid_by_the_hour_is_on_the_invoice_too(client: Client) -> None:
    hourly = {"units_per_month": "1000", "capacity_instances": "2", "capacity_hourly": "10"}

    html = page(client, **hourly | ZEROS)

    assert "all of it reserved or self-hosted capacity" in text(html)
    assert rows(html)["Reserved or self-hosted capacity"] == "$14,600.00"


def test_lines_nobody_entered_are_not_listed_and_errors_are_named_as_left_out(client: Client) -> None:
    desk = BY_KEY["support-desk"].workload.as_form()
    without, with_errors = page(client, **desk), page(client, **desk, error_rate="0.01", error_cost="5")

    left_out = "and the cost of wrong answers that nobody caught."
    assert not {"Seats", "Reserved or self-hosted capacity", "Errors that pass"} & rows(without).keys()
    assert (left_out in text(without), left_out in text(with_errors)) == (True, False)
    assert rows(with_errors)["Errors that pass"] == "$627.75"


def test_a_line_of_ones_own_is_listed_by_its_name(client: Client) -> None:
    own = {"other_lines.1.name": "Lawyer <b>", "other_lines.1.monthly": "1,200"}

    assert rows(page(client, **SEATS | own))["Lawyer <b>"] == "$1,200.00"


def test_the_last_invoice_is_set_against_everything_that_vendors_bill(client: Client) -> None:
    html = text(page(client, **SEATS | {"last_invoice": "69264"}))

    assert "What vendors bill comes to $34,632.00: 50.0% of your last invoice of $69,264.00." in html


def test_an_acceptance_that_cannot_be_reached_pays_nothing_back(client: Client) -> None:
    html = text(page(client, **BY_KEY["support-desk"].workload.as_form() | {"retry_rate": "1"}))

    assert "This acceptance rate cannot be reached" in html
    assert "net gain" not in html
    assert "paid back" not in html


def test_an_example_is_worked_out_once_for_everybody_and_never_with_what_somebody_added() -> None:
    desk = BY_KEY["support-desk"].workload
    dearer = replace(desk, output_price=Decimal(99))
    first = read(desk, preset="support-desk")

    assert read(desk, preset="support-desk") is first
    own = [
        read(dearer, preset="support-desk"),
        read(desk, preset="support-desk", last_invoice=Decimal(100)),
        read(desk, preset="support-desk", notes=(Note("input_price", "Mine."),)),
        read(desk, preset=""),
    ]
    assert [each is first for each in own] == [False] * 4
    assert [each.of_example for each in own] == [False, True, True, False]
    assert own[1].invoice.endswith(
        "of your last invoice of $100.00. That is more than was invoiced: check tokens, prices and the month "
        "of the invoice."
    )
    assert own[2].remarks[0].message == "Mine."
    assert (first.invoice, first.remarks, first.price_row, first.converted) == ("", (), "", "")


def test_an_example_is_worked_out_for_each_language() -> None:
    desk = BY_KEY["support-desk"].workload
    with spoken():
        said = read(desk, preset="support-desk").headline

    assert said.startswith(OPEN)
    assert not read(desk, preset="support-desk").headline.startswith(OPEN)
