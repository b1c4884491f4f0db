"""Whose word a price rests on: a list's, somebody's check, or that of this site's staff."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from calculator.models import Age, Origin, PriceRow, Scenario
from calculator.prices.how_known import day_of, known, known_of, set_by_staff, set_by_staff_of
from calculator.prices.importer import override_price, set_price
from runrate.accounts.models import User
from runrate.reports.services.gathering import how_known
from tests.calculator.pages import text
from tests.calculator.stored import TODAY, price_row

LISTED = {"listed_in": "genai-prices 0.2.3", "listed_on": date(2026, 11, 10), "checked_on": None}
FORM = {"provider": "openai", "model": "gpt-4o", "display_name": "gpt-4o", "status": "in_force"}


def test_a_price_that_staff_set_names_no_list_and_an_untouched_copy_names_its_own() -> None:
    listed = PriceRow(origin=Origin.STAFF, listed_in="genai-prices 0.2.3")
    ours = PriceRow(origin=Origin.STAFF, set_on=date(2026, 11, 20))

    assert [set_by_staff(row) for row in (listed, ours, PriceRow(origin=Origin.STAFF), PriceRow())] == [
        "",
        "set by this site's staff on 20 November 2026",
        "set by this site's staff",
        "",
    ]
    assert known(None, "", None, TODAY, staff=set_by_staff(ours)) == set_by_staff(ours)
    assert known(date(2026, 11, 21), "", None, TODAY, staff=set_by_staff(ours)) == (
        "set by this site's staff on 20 November 2026, checked 21 November 2026"
    )


def test_a_scenario_says_the_same_of_the_price_it_copied() -> None:
    copied = {"origin": "staff", "listed_in": "", "set_on": "2026-01-20"}

    assert known_of(copied, TODAY) == ("set by this site's staff on 20 January 2026", Age.RED)
    assert set_by_staff_of({"listed_in": ""}) == ""
    assert how_known(copied) == "set by this site's staff on 20 January 2026"
    assert (day_of("2026-01-20"), day_of(""), day_of(None)) == (date(2026, 1, 20), None, None)


@pytest.mark.django_db
def test_a_check_of_the_price_before_is_none_of_the_one_that_staff_set() -> None:
    row = override_price(row=price_row("openai", "gpt-4o", 2.5, 10, None))
    row.input_price = Decimal(2)

    set_price(row=row, today=timezone.now().date())

    assert (row.checked_on, row.set_on, row.listed_in) == (None, timezone.now().date(), "")


@pytest.mark.django_db
def test_a_price_that_staff_changed_is_said_to_be_theirs_at_every_door(
    staff_client: Client, alice: User, alice_client: Client
) -> None:
    copy = override_price(row=price_row("openai", "gpt-4o", 2.5, 10, None, **LISTED))
    change = f"/admin/calculator/pricerow/{copy.pk}/change/"
    query = "units_per_month=1&input_tokens=1&output_tokens=1&model=openai/gpt-4o"

    staff_client.post(change, {**FORM, "input_price": "2.5", "output_price": "10"})
    before = text(alice_client.get("/calculator/models/?q=gpt-4o").content.decode())
    staff_client.post(change, {**FORM, "input_price": "2", "output_price": "10"})
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Desk"})
    scenario = Scenario.objects.get(owner=alice)
    (listed,) = alice_client.get("/api/v1/models?q=gpt-4o").json()["models"]

    said = "set by this site's staff on"
    assert "listed in genai-prices 0.2.3 of 10 November 2026" in before
    for address in ("/calculator/models/?q=gpt-4o", f"/calculator/?{query}", scenario.get_absolute_url()):
        page = text(alice_client.get(address).content.decode())
        assert (said in page, "listed in genai-prices" in page) == (True, False)
    assert (listed["input_price"], listed["listed_in"], listed["listed_on"]) == ("2", "", None)
    assert (listed["origin"], listed["set_on"]) == ("staff", timezone.now().date().isoformat())


@pytest.mark.django_db
def test_an_upgrade_takes_the_list_s_name_from_copies_with_other_prices_and_from_no_others() -> None:
    def copy(model: str, **changed: object) -> PriceRow:
        row = override_price(row=price_row("openai", model, 2.5, 10, None, **LISTED))
        PriceRow.objects.filter(pk=row.pk).update(**changed)
        return row

    copies = {
        "as listed": copy("a"),
        "another price": copy("b", input_price=2),
        "a price the list has none for": copy("c", cache_read_price=1),
        "no list named": copy("d", listed_in="", listed_on=None, input_price=2),
    }
    PriceRow.objects.create(
        provider="own",
        model="e",
        display_name="e",
        origin=Origin.STAFF,
        input_price=1,
        output_price=1,
        **LISTED,
    )
    PriceRow.objects.update(set_on=None)

    import_module("calculator.migrations.0008_prices_set_by_staff").no_list_has_them(apps, None)

    after = {kind: PriceRow.objects.get(pk=row.pk) for kind, row in copies.items()}
    assert {kind: (row.listed_in, row.listed_on) for kind, row in after.items()} == {
        "as listed": ("genai-prices 0.2.3", date(2026, 11, 10)),
        "another price": ("", None),
        "a price the list has none for": ("", None),
        "no list named": ("", None),
    }
    assert PriceRow.objects.get(provider="own").listed_in == "genai-prices 0.2.3"
    assert set(PriceRow.objects.filter(origin=Origin.BUNDLED).values_list("listed_in", flat=True)) == {
        "genai-prices 0.2.3"
    }
