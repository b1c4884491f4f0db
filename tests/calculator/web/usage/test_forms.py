"""The form that chooses a part of a bill."""

from typing import Any

from calculator.models import Scenario, UsageUpload
from calculator.uploads.bills import Bill, bills_of
from calculator.web.usage.forms import ChoiceForm
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture


def form_of(upload: UsageUpload, user: User, sent: dict[str, Any] | None = None) -> ChoiceForm:
    bill: Bill
    [bill] = bills_of(upload, user=user)
    return ChoiceForm(sent, bill=bill, upload=upload)


def test_units_are_those_of_the_scenario_it_was_given_for(
    alice: User,
    give: Give,  # noqa: F811  # same
    scenario: Scenario,
) -> None:
    upload = give("openai-dashboard-usage.csv", scenario=scenario)

    assert form_of(upload, alice).initial["units"] == f"{scenario.estimate().units_per_month}"


def test_a_part_is_chosen_by_one_word_of_the_bill(alice: User, give: Give) -> None:  # noqa: F811  # same
    sent = {"month": "2026-10", "slice": "key=key_syn1", "units_by": "typed", "units": "5k"}
    form = form_of(give("openai-dashboard-usage.csv"), alice, sent)

    assert form.is_valid(), form.errors
    assert (form.chosen.slice, form.chosen.units) == ({"key": "key_syn1"}, "5000")


def test_a_part_that_the_bill_does_not_have_is_refused(alice: User, give: Give) -> None:  # noqa: F811  # same
    sent = {"month": "2026-09", "slice": "key=nobody", "units_by": "typed", "units": "5"}

    assert set(form_of(give("openai-dashboard-usage.csv"), alice, sent).errors) == {"month", "slice"}


def test_a_model_is_named_as_the_price_list_does(alice: User, give: Give) -> None:  # noqa: F811  # same
    price_row("openai", "o3", 2, 8, "2025-06-10")
    upload = give("openai-dashboard-usage.csv")
    sent = {"month": "2026-10", "units_by": "calls", "units": ""}

    named, wrong = (form_of(upload, alice, {**sent, "alias_0": name}) for name in ("o3", "no such model"))

    assert named.is_valid(), named.errors
    assert named.chosen.aliases == {"gpt-4.1-2025-04-14": "openai/o3"}
    assert set(wrong.errors) == {"alias_0"}
