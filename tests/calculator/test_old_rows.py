"""Rows as older releases wrote them: every page bears them, and the migration repairs what a fault left."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from calculator.models import Scenario, ScenarioVersion
from runrate.accounts.models import User
from tests.calculator.lives import TYPED, changed, read_everywhere
from tests.calculator.pages import text
from tests.refusals import refused

pytestmark = pytest.mark.django_db
# What saving changes to typed prices used to leave: copied, from no row and on no day.
LEFT = {"filled": ["input_price", "output_price"], "notes": []}
COPIED = {
    "row": 7, "model": "openai/o3", "display_name": "o3", "effective_from": None, "checked_on": "2026-11-24",
    "source_url": "", "copied_on": "2026-11-24", "filled": ["input_price", "output_price"], "notes": [],
}  # fmt: skip
OLD: Mapping[str, dict[str, Any]] = {
    "typed prices as if copied": {"prices_copied": LEFT},
    "typed prices as if copied, with an origin": {
        "prices_copied": LEFT,
        "origins": {"input_price": "price:7", "output_price": "entered"},
    },
    "a copied price": {"prices_copied": COPIED, "origins": {"input_price": "price:7"}},
    "a copy that names no inputs and no notes": {
        "prices_copied": {name: COPIED[name] for name in ("row", "model", "checked_on", "copied_on")},
        "origins": {"input_price": "price:7"},
    },
    "a copy of an unknown day": {
        "prices_copied": {"row": 7, "model": "openai/o3"},
        "origins": {"input_price": "price:7", "output_price": "price:"},
    },
    "no origins at all": {"origins": {}},
    "an example that is gone": {"origins": {"input_price": "preset:of-last-year", "retry_rate": "odd"}},
    "guesses beyond all bounds": {
        "exploration": {"seed": "-1", "growth": "many", "low_review_rate": "7", "high_nothing": "1"}
    },
    "a currency without its rate": {"currency": "EUR"},
    "a status that is none": {"agent_status": "asleep"},
}


def old(owner: User, **fields: Any) -> Scenario:
    return Scenario.objects.create(**{"owner": owner, "name": "Desk", "inputs": TYPED, **fields})


@pytest.mark.parametrize("kind", OLD)
def test_an_old_row_opens_everywhere_and_after_a_change_too(
    alice: User, alice_client: Client, kind: str
) -> None:
    alice_client.raise_request_exception = False
    scenario = old(alice, **OLD[kind])

    before = read_everywhere(alice_client, scenario)
    after = read_everywhere(alice_client, changed(alice_client, scenario))

    assert (before, after) == ({}, {})


def test_typed_prices_are_never_noted_as_copied(alice: User, alice_client: Client) -> None:
    scenario = changed(alice_client, old(alice))

    assert scenario.prices_copied == {}


def repair() -> None:
    migration = import_module("calculator.migrations.0004_prices_copied_from_no_row")
    migration.copied_from_nowhere(apps, None)


def test_the_migration_takes_away_what_was_copied_from_nowhere_and_nothing_else(alice: User) -> None:
    inputs = dict.fromkeys(("input_price", "output_price"), "entered")
    left = old(alice, prices_copied=LEFT, origins=inputs)
    lost = old(alice, prices_copied=LEFT, origins={**inputs, "input_price": "price:7"})
    copied = old(alice, prices_copied=COPIED, origins={"input_price": "price:7"})
    touched = Scenario.objects.get(pk=left.pk).updated_at

    for _once_more in range(2):
        repair()

    left, lost, copied = (Scenario.objects.get(pk=scenario.pk) for scenario in (left, lost, copied))
    assert (left.prices_copied, left.origins, left.updated_at) == ({}, inputs, touched)
    assert (lost.prices_copied, lost.origins) == ({}, inputs)
    assert (copied.prices_copied, copied.origins) == (COPIED, {"input_price": "price:7"})


BEYOND = {"units_per_month": "2200"}
"""Inputs that this release refuses: tokens are missing."""


def test_a_row_that_cannot_be_worked_out_is_said_to_be_one_and_harms_no_other(
    alice: User, alice_client: Client
) -> None:
    bad, good = old(alice, name="Bad", inputs=BEYOND), old(alice, name="Good")
    alice_client.raise_request_exception = False

    pages = {
        path: alice_client.get(path)
        for path in (
            "/scenarios/",
            "/scenarios/portfolio/",
            f"/scenarios/compare/?id={bad.pk}&id={good.pk}",
            f"/scenarios/{bad.pk}/",
            f"/scenarios/{bad.pk}/costs.csv",
            f"/scenarios/{bad.pk}/edit/",
        )
    }

    said = {path: text(answer.content.decode()) for path, answer in pages.items()}
    assert {path: answer.status_code for path, answer in pages.items() if answer.status_code != 200} == {
        f"/scenarios/compare/?id={bad.pk}&id={good.pk}": 302
    }
    assert "Bad cannot be calculated" in said["/scenarios/"]
    assert (
        "“Bad” cannot be calculated as it was saved, so it is not counted here."
        in (said["/scenarios/portfolio/"])
    )
    assert "Input tokens per unit : Enter" in said[f"/scenarios/{bad.pk}/"]


def test_such_a_row_is_mended_in_the_calculator_or_by_an_earlier_version(
    alice: User, alice_client: Client
) -> None:
    bad = old(alice, inputs=BEYOND)
    kept = {"name": "Desk", "inputs": TYPED, "currency": "USD", "agent_status": "planned"}
    ScenarioVersion.objects.create(scenario=bad, kept=kept, saved_at=bad.updated_at, replaced_by="change")
    page = alice_client.get(f"/scenarios/{bad.pk}/").content.decode()
    door = re.findall(r'action="([^"]*/versions/[^"]*)"', page)[0]

    reported = refused(alice_client, "/reports/new/", {"scenario": str(bad.pk), "paper": "A4"})
    calculator = alice_client.get(f"/calculator/?units_per_month=2200&scenario={bad.pk}")
    alice_client.post(door)

    assert "It cannot be calculated as it was saved" in text(reported.content.decode())
    assert calculator.status_code == 422
    assert "an amount that cannot be calculated" in text(calculator.content.decode())
    assert Scenario.objects.get().inputs == TYPED
