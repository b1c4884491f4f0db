"""What is said about a scenario beside its inputs: kept as typed, a currency with its rate and day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from calculator.domain.formulas.outcomes import outcomes
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.models import Scenario
from calculator.web.forms import WorkloadForm
from calculator.web.scenario_forms import ScenarioForm
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_renaming_and_notes_are_kept(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    form = {"name": "Night desk", "notes": "<b>From Monday</b>", "currency": "usd", "agent_status": "live"}

    alice_client.post(f"/scenarios/{scenario.pk}/edit/", form)

    html = alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()
    assert "Night desk" in html
    assert "&lt;b&gt;From Monday&lt;/b&gt;" in html


def test_a_currency_needs_its_rate_and_the_day_of_it(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    form = {"name": "Desk", "currency": "EUR", "agent_status": "live", "notes": "typed"}

    response = refused(alice_client, f"/scenarios/{scenario.pk}/edit/", form)

    assert list(response.context["form"].errors) == ["exchange_rate", "exchange_rate_on"]
    assert "typed" in response.content.decode()


def test_a_rate_or_a_day_that_was_refused_is_not_called_missing_too(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice)
    form = {"name": "Desk", "currency": "EUR", "agent_status": "live"}
    typed = {"exchange_rate": "0,92", "exchange_rate_on": "someday"}

    errors = refused(alice_client, f"/scenarios/{scenario.pk}/edit/", form | typed).context["form"].errors

    assert {name: list(said) for name, said in errors.items()} == {
        "exchange_rate": ["“0,92” can mean 0.92 or 92. Write the one you mean."],
        "exchange_rate_on": ["Enter a valid date."],
    }


def test_no_rate_is_known_of_a_day_that_has_not_come(alice: User, alice_client: Client) -> None:
    address = f"/scenarios/{saved(alice).pk}/edit/"
    form = {"name": "Desk", "currency": "KWD", "agent_status": "live", "exchange_rate": "0.3071"}
    ahead = (timezone.now() + timedelta(days=2)).date()

    response = refused(alice_client, address, form | {"exchange_rate_on": ahead.isoformat()})
    today = alice_client.post(address, form | {"exchange_rate_on": timezone.now().date().isoformat()})

    assert dict(response.context["form"].errors) == {
        "exchange_rate_on": ["No rate is known of a day in the future."]
    }
    assert today.status_code == 302


def test_names_are_one_line_and_one_that_nobody_sees_is_none(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    form = {"name": "Night\ndesk\u2066", "currency": "USD", "agent_status": "live", "agent_owner": "Ann\nLee"}

    unseen = refused(alice_client, f"/scenarios/{scenario.pk}/edit/", form | {"name": "\u200b"})
    alice_client.post(f"/scenarios/{scenario.pk}/edit/", form)

    scenario.refresh_from_db()
    assert unseen.context["form"].errors["name"] == ["Give the scenario a name."]
    assert (scenario.name, scenario.agent_owner) == ("Night desk", "Ann Lee")


@pytest.mark.parametrize("typed", ["-5", "9" * 20, "9" * 30, "1e16", "5%", "35,00"])
def test_the_last_invoice_is_refused_alike_where_an_estimate_and_where_a_scenario_asks(typed: str) -> None:
    """M6."""
    on_the_page = WorkloadForm({"units_per_month": "1", LAST_INVOICE: typed}).errors[LAST_INVOICE]

    assert ScenarioForm({LAST_INVOICE: typed}).errors[LAST_INVOICE] == on_the_page


def test_a_trigger_is_not_saved_before_a_thousand_is_asked_about() -> None:
    """H1."""
    typed = {"productivity_target": "10.000", "last_invoice": "35.000", "retire_cost_above": "1.500"}

    errors = ScenarioForm(typed).errors

    assert {name: str(errors[name][0]).partition(". ")[2].partition(",")[0] for name in typed} == {
        "productivity_target": "If you mean 10",
        "last_invoice": "If you mean $35",
        "retire_cost_above": "If you mean $1",
    }


def test_a_limit_on_the_margin_has_the_name_of_the_figure_it_is_held_against(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice, "Desk", "support-desk")
    Scenario.objects.filter(pk=scenario.pk).update(retire_margin_below=Decimal(99))
    costed = Scenario.objects.get(pk=scenario.pk)

    named = [each.name for each in outcomes(costed.workload(), costed.estimate()) if "argin" in each.name]
    box = text(alice_client.get(f"/scenarios/{scenario.pk}/edit/").content.decode())
    column = text(alice_client.get("/scenarios/portfolio/").content.decode())
    page = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert named == ["Margin of the next ticket"]
    assert "Retire when the margin of the next unit is below" in box
    assert "Fixed costs and started blocks are not in it." in box
    assert "Margin of the next unit" in column
    assert "Retirement trigger: the next ticket leaves $" in page
