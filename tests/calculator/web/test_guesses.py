"""Guesses as typed: refused at their place, left out of the drawing, kept in their field."""

import pytest
from django.test import Client

from calculator.models import Scenario
from calculator.web.guesses import ExploreForm
from runrate.accounts.models import User
from tests.calculator.exploring import DESK, explored
from tests.calculator.pages import text
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db


def test_the_same_seed_shows_the_same_range(client: Client) -> None:
    guesses = {"low_units_per_month": "9000", "high_units_per_month": "30000"}

    first, again, other = (explored(client, **guesses, seed=seed) for seed in ("5", "5", "6"))

    assert text(first) == text(again)
    assert text(first) != text(other)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"low_units_per_month": "20000"}, "units_per_month"),
        ({"high_units_per_month": "nonsense"}, "units_per_month"),
        ({"price_change": "-2"}, "price_change"),
        ({"high_review_rate": "1.5"}, "review_rate"),
        ({"low_build_months": "0"}, "build_months"),
        ({"seed": "-1"}, "seed"),
        ({"growth": "lots"}, "growth"),
        ({"review_rate_decay": "9"}, "review_rate_decay"),
    ],
)
def test_a_guess_that_cannot_be_is_said_at_its_place_and_left_out(typed: dict[str, str], wrong: str) -> None:
    form = ExploreForm(typed, DESK)

    assert list(form.errors) == [wrong]
    assert form.guesses == ()


@pytest.mark.parametrize("name", ["seed", "growth", "review_rate_decay", "price_change", "low_input_tokens"])
def test_a_guess_that_cannot_be_stays_in_its_field(client: Client, name: str) -> None:
    html = explored(client, **{name: "0.333x"})

    assert 'value="0.333x"' in html.partition(f'name="{name}"')[2].partition(">")[0]


def test_no_guess_keeps_what_a_database_cannot(alice: User, alice_client: Client) -> None:
    fields = hidden_fields(explored(alice_client, low_units_per_month="9\x0000", other_model="\0"))

    alice_client.post("/calculator/save/", fields | {"name": "Desk"})

    kept = Scenario.objects.get().exploration
    assert (kept["low_units_per_month"], "other_model" in kept) == ("900", False)
