"""The form that chooses a part of a bill."""

from typing import Any

from calculator.models import UsageUpload
from calculator.uploads import samples
from calculator.uploads.bills import Bill, bills_of
from calculator.web.usage.forms import ChoiceForm
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture


def form_of(upload: UsageUpload, user: User, sent: dict[str, Any] | None = None) -> ChoiceForm:
    bill: Bill
    [bill] = bills_of(upload, user=user)
    return ChoiceForm(sent, bill=bill, upload=upload)


def test_the_sample_says_how_many_units_its_month_had(alice: User, give: Give) -> None:  # noqa: F811  # same
    upload = give(samples.BILL, samples.bill().read(), is_sample=True)

    form = form_of(upload, alice)

    assert form.initial["units"] == "9000"
    assert "The made-up month had 9,000 tickets." in str(form.fields["units"].help_text)


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


def test_shares_of_parts_say_of_what_they_are(alice: User, give: Give) -> None:  # noqa: F811  # same
    usage, money = (
        form_of(give(name, text), alice).fields["slice"].choices  # type: ignore[attr-defined]  # a choice
        for name, text in (
            ("openai-dashboard-usage.csv", None),
            (
                "a.csv",
                (
                    "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,"
                    'project_id\n1790812800,1790899200,,,4,usd,"gpt-4.1, input",proj_a\n'
                ),
            ),
        )
    )

    assert "key: key_syn1 (68.7% of the tokens)" in dict(usage).values()
    assert "project: proj_a (100.0% of the money)" in dict(money).values()
