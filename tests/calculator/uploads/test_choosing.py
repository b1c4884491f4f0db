"""What is chosen of a bill: slices, stand-ins for units, rates."""

from fractions import Fraction

import pytest

from calculator.models import ModelAlias
from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.choosing import (
    CALLS,
    SEEN,
    Chosen,
    NoUnitsError,
    choose,
    chosen_of,
    derived,
    foreign,
    proxies,
    units_of,
)
from calculator.usage.analysis.bill import Choice, NoRateError
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give


def bill_of(name: str, give: Give, alice: User) -> Bill:
    [found] = bills_of(give(name), user=alice)
    return found


def test_what_was_counted_may_stand_for_units(alice: User, give: Give) -> None:
    bill = bill_of("langfuse-observations.jsonl", give, alice)

    assert [(each.name, each.count) for each in proxies(bill, Choice("2026-10"))] == [(SEEN, 2), (CALLS, 3)]
    chosen = Chosen(source=bill.source, month="2026-10", units_by=SEEN)
    assert units_of(bill, chosen) == 2


@pytest.mark.parametrize("units", ["", "0", "-1", "x"])
def test_units_that_are_no_number_above_zero_are_refused(alice: User, give: Give, units: str) -> None:
    bill = bill_of("openai-dashboard-usage.csv", give, alice)

    with pytest.raises(NoUnitsError):
        units_of(bill, Chosen(source=bill.source, month="2026-10", units=units))


def test_a_stand_in_that_the_file_does_not_count_is_refused(alice: User, give: Give) -> None:
    bill = bill_of("openai-dashboard-usage.csv", give, alice)

    with pytest.raises(NoUnitsError, match="counts none"):
        units_of(bill, Chosen(source=bill.source, month="2026-10", units_by=SEEN))


def test_money_of_another_currency_needs_its_rate(alice: User, give: Give) -> None:
    bill = bill_of("focus-1.3-saas-eur.csv", give, alice)
    chosen = Chosen(source=bill.source, month="2026-10", units="1000")

    assert foreign(bill) == ["EUR"]
    with pytest.raises(NoRateError):
        derived(bill, chosen)
    rated = Chosen(
        source=bill.source,
        month="2026-10",
        units="1000",
        rates={"EUR": {"rate": "2", "on": "2026-10-31"}},
    )
    assert derived(bill, rated).parts["tokens"] == Fraction("87.93")


def test_a_bill_that_says_dollars_beside_needs_none(alice: User, give: Give) -> None:
    assert foreign(bill_of("azure-cost-details-mca.csv", give, alice)) == []


def test_a_choice_is_kept_with_its_upload_and_names_with_the_account(alice: User, give: Give) -> None:
    upload = give("openai-dashboard-usage.csv")
    chosen = Chosen(source="openai", month="2026-10", units="5", aliases={"gpt": "openai/gpt-4.1"})
    assert chosen_of(upload) is None

    choose(upload=upload, chosen=chosen)

    upload.refresh_from_db()
    assert chosen_of(upload) == chosen
    assert [(each.owner, each.name, each.reference) for each in ModelAlias.objects.all()] == [
        (alice, "gpt", "openai/gpt-4.1")
    ]


def test_a_part_on_which_usage_and_cost_disagree_has_what_the_cost_states_and_says_so(
    alice: User, give: Give
) -> None:
    """The cost states all of its money for the first key; the usage has tokens of two."""
    give("openai-dashboard-cost.csv")
    bill = bill_of("openai-dashboard-usage.csv", give, alice)

    one, other = (
        derived(bill, Chosen(source="openai", month="2026-10", units="5", slice={"key": key}))
        for key in ("key_syn1", "key_syn2")
    )

    assert one.notes[0] == (
        "“openai-dashboard-usage.csv” and “openai-dashboard-cost.csv” do not agree on “key_syn1”: its money "
        "is what the cost states for it, its tokens are those of the usage, and its prices follow from both."
    )
    assert one.parts["tokens"] == Fraction("0.03064")
    assert other.notes[0] == (
        "“openai-dashboard-usage.csv” has tokens of “key_syn2” for which “openai-dashboard-cost.csv” states "
        "no money, though it states some for others."
    )
    assert other.parts["tokens"] == 0


def test_the_whole_of_a_bill_says_nothing_of_parts(alice: User, give: Give) -> None:
    give("openai-dashboard-cost.csv")
    bill = bill_of("openai-dashboard-usage.csv", give, alice)

    found = derived(bill, Chosen(source="openai", month="2026-10", units="5"))

    assert not any("do not agree" in note for note in found.notes)
