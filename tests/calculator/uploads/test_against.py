"""Which bill a scenario was measured by, where several of one month were kept."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario, UsageUpload
from calculator.scenarios import services
from calculator.uploads.against import Against, measured_workload, newest_against, not_compared_because
from calculator.uploads.bills import bills_of
from calculator.uploads.choosing import Chosen, choose, derived
from calculator.uploads.taking import names_to_take, take
from calculator.usage.analysis.bill import usage_money
from calculator.usage.analysis.derived import Derived
from calculator.usage.analysis.variance import ai_usage
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import SAMPLES, Give

NAME = "openai-dashboard-cost.csv"
DEARER = (SAMPLES / NAME).read_text().replace(",0.0", ",0.1")
CHOSEN = Chosen(source="openai", month="2026-10", units="5", days="whole")


def found_in(upload: UsageUpload, owner: User) -> Derived:
    [bill] = bills_of(upload, user=owner)
    return derived(bill, CHOSEN)


def measured_by(upload: UsageUpload, owner: User) -> Scenario:
    """A scenario that has all its inputs from a bill, and nothing else that leads to it."""
    [bill] = bills_of(upload, user=owner)
    found = derived(bill, CHOSEN)
    taken = take(found, {}, names_to_take(found, {}), upload=upload, bill=bill, chosen=CHOSEN)
    priced = taken.priced()
    workload = parse_workload(priced.inputs)
    return services.save_scenario(
        id=uuid4(), user=owner, name="mine", workload=workload, priced=priced, preset=""
    )


@pytest.fixture
def two(give: Give) -> tuple[UsageUpload, UsageUpload]:
    """Two bills of one month, the second newer and dearer."""
    first, second = give(NAME), give(NAME, DEARER)
    for each in (first, second):
        choose(upload=each, chosen=CHOSEN)
    return first, second


@pytest.mark.parametrize("which", [0, 1])
def test_a_scenario_is_set_against_the_bill_that_measured_it(
    alice: User, two: tuple[UsageUpload, UsageUpload], which: int
) -> None:
    scenario = measured_by(two[which], alice)

    for each in (scenario, services.duplicate_scenario(scenario=scenario)):
        found = newest_against(each)
        assert found is not None
        assert (found.upload, found.among) == (two[which], 1)


def test_one_that_was_saved_before_signing_in_and_one_that_came_back_too(
    alice: User, two: tuple[UsageUpload, UsageUpload]
) -> None:
    scenario = measured_by(two[0], alice)
    Scenario.objects.update(owner=None)
    services.claim_all(user=alice, ids=[scenario.pk])
    scenario.refresh_from_db()
    services.delete_scenario(scenario=scenario)
    scenario.refresh_from_db()

    found = newest_against(services.restore_scenario(scenario=scenario))

    assert found is not None
    assert (found.upload, found.among) == (two[0], 1)


def test_where_nothing_tells_which_it_was_the_newest_is_taken_and_that_is_known(
    alice: User, two: tuple[UsageUpload, UsageUpload]
) -> None:
    scenario = measured_by(two[0], alice)
    same = {name: "1" if "token" in name or "price" in name else value for name, value in inputs_of(scenario)}
    Scenario.objects.filter(pk=scenario.pk).update(inputs=same)
    scenario.refresh_from_db()

    found = newest_against(scenario)

    assert found is not None
    assert (found.upload, found.among) == (two[1], 2)


def inputs_of(scenario: Scenario) -> list[tuple[str, str]]:
    return list(scenario.inputs.items())


def test_what_stands_in_the_way_of_a_comparison_is_named(alice: User, give: Give) -> None:
    found = found_in(give(NAME), alice)
    below = replace(found, inputs=tuple(each for each in found.inputs if each.name != "output_price"))

    assert not_compared_because(found, {}) == {}
    assert not_compared_because(below, {}) == {"output_price": []}
    spent = replace(found, inputs=tuple(replace(each, value="-1") for each in found.inputs))
    assert all(not_compared_because(spent, {}).values())
    assert Decimal({each.name: each.value for each in found.inputs}["output_price"]) == 8


def test_steps_that_a_bill_has_no_prices_for_have_those_of_the_scenarios_step(
    alice: User, give: Give
) -> None:
    upload = give("anthropic-usage-report.json")
    [bill] = bills_of(upload, user=alice)
    found = derived(bill, Chosen(source="anthropic", month="2026-10", units="5000"))
    prices = {"input_price": "3", "output_price": "15", "search_price": "10"}
    priced = [{**step, **prices} for step in found.steps]

    actual = measured_workload(found, {"steps": priced})

    assert actual is not None
    assert [step.name for step in actual.steps] == [step["name"] for step in found.steps]
    assert measured_workload(found, {"steps": [{**priced[0], "name": "another"}, priced[1]]}) is None


def test_a_month_of_the_bill_is_what_the_bill_beside_it_is(alice: User, give: Give) -> None:
    upload = give("gcp-billing-export.jsonl")
    [bill] = bills_of(upload, user=alice)
    rates = {"EUR": {"rate": "1.1", "on": "2026-10-02"}}
    chosen = Chosen(source=bill.source, month="2026-10", units="100", rates=rates)
    found = derived(bill, chosen)
    actual = measured_workload(found, {})
    assert actual is not None

    months = Against(upload, bill, chosen, found, actual).months()

    # $0.99 of what was billed is storage, which stands in another input than those that are compared.
    assert usage_money(found.parts) - months["2026-10"] == Fraction("0.99")
    assert abs(ai_usage(actual) - months["2026-10"]) < Fraction(1, 10**9)
