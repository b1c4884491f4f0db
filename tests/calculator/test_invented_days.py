"""Days of checks that nobody made go from rows and from copies in scenarios; staff's own stay."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from calculator.models import Origin, PriceRow, Scenario
from runrate.accounts.models import User
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
MIGRATION = import_module("calculator.migrations.0002_price_facts")
INVENTED = "2026-11-04"


def scenario(owner: User, row: object) -> Scenario:
    copied = {"row": row, "model": "openai/o3", "checked_on": INVENTED, "copied_on": "2026-11-05"}
    return Scenario.objects.create(owner=owner, name="Desk", inputs={}, prices_copied=copied)


def test_an_invented_day_goes_and_a_day_that_staff_entered_stays(alice: User) -> None:
    listed = price_row("openai", "o3", 2, 8, None, checked_on=date(2026, 11, 4))
    ours = price_row("openai", "o3", 1, 4, None, checked_on=date(2026, 11, 4), origin=Origin.STAFF)
    of_list, of_staff, of_nothing = (scenario(alice, row) for row in (listed.pk, ours.pk, None))
    typed = Scenario.objects.create(owner=alice, name="Typed", inputs={}, prices_copied={})

    for _twice in range(2):
        MIGRATION.forget_invented_days(apps, None)

    kept = dict(PriceRow.objects.values_list("origin", "checked_on"))
    days = {row.pk: row.prices_copied.get("checked_on") for row in Scenario.objects.all()}
    assert kept == {"bundled": None, "staff": date(2026, 11, 4)}
    assert days == {of_list.pk: None, of_staff.pk: INVENTED, of_nothing.pk: None, typed.pk: None}


def test_going_back_leaves_every_row_with_a_day_as_old_code_needs_it() -> None:
    price_row("openai", "o3", 2, 8, None, checked_on=None, listed_in="a list", listed_on=date(2026, 11, 10))
    price_row("openai", "o4", 2, 8, None, checked_on=None)

    MIGRATION.keep_as_it_is(apps, None)

    days = dict(PriceRow.objects.values_list("model", "checked_on"))
    assert days == {"o3": date(2026, 11, 10), "o4": date(2000, 1, 1)}
