"""An estimate in words: what is missing is never taken for nothing, and nobody's work for free."""

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from tests.calculator.pages import SMALL, page, text
from tests.pseudo import CLOSE, OPEN, spoken

pytestmark = pytest.mark.django_db


def test_the_announcement_is_one_sentence_for_translators_whether_complete_or_not(client: Client) -> None:
    desk = BY_KEY["support-desk"].workload.as_json()

    with spoken():
        htmx = {"HX-Request": "true"}
        complete, partial = (
            client.get("/calculator/", query, headers=htmx).content.decode() for query in (desk, SMALL)
        )

    assert f">{OPEN}Updated: $11,620.73 a month, $0.6456 per ticket.{CLOSE}<" in complete
    assert f">{OPEN}Updated: at least $13,599.00 a month, $6.18 per ticket.{CLOSE}<" in partial


def test_without_any_volume_what_is_missing_is_not_taken_for_nothing(client: Client) -> None:
    html = text(page(client, **SMALL | {"units_per_day": "0"}))

    assert "Without any ticket it still costs at least $3,500.00 a month." in html


def test_a_review_without_anybodys_pay_is_remarked_upon(client: Client) -> None:
    unpaid = {"units_per_month": "10", "input_tokens": "1", "output_tokens": "1", "review_rate": "0.1",
              "input_price": "1", "output_price": "1"}  # fmt: skip
    paid = unpaid | {"review_minutes": "4", "reviewer_hourly_cost": "45"}

    said = "Human review rate: No reviewer's time has a price yet"
    assert said in text(page(client, **unpaid))
    assert said not in text(page(client, **paid))


def test_the_answers_say_what_they_leave_out(client: Client) -> None:
    first = {"units_per_month": "1000", "input_tokens": "4000", "output_tokens": "800", "input_price": "2",
             "output_price": "8", "value_per_unit": "2"}  # fmt: skip

    partial, complete = text(page(client, **first)), text(page(client, preset="support-desk"))

    said = "None of this counts the lines that were not entered: each would make it dearer."
    assert "so far it pays for itself from the first unit." in partial
    assert "per unit, at least" in partial
    assert "At least $173 a year and $0.0144 per accepted unit." in partial
    assert said in partial
    assert said not in complete
    assert "at least" not in complete
