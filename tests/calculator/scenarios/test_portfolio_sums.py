"""What agents come to together, and how each of their amounts is printed beside the sum."""

from decimal import Decimal

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios.portfolio import portfolio
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved
from tests.truth.known import FREE, TOKENS, ZEROS

pytestmark = pytest.mark.django_db


def test_a_column_has_cents_at_most_and_nothing_is_a_zero(alice: User) -> None:
    agent, claims = saved(alice, "Agent", "claims-agent"), saved(alice, "Claims", "insurance-claims")
    agent.inputs = BY_KEY["claims-agent"].workload.as_json()

    found = portfolio([agent, claims])

    sums = [(each.total, each.net) for each in found.sums]
    assert (sums, found.rounded) == ([("$0", "–"), ("$67,062.69", "$24,777.31")], True)
    assert [each.total for each in found.agents] == ["$34,981.38", "$32,081.32"]


def test_sums_are_those_of_the_exact_amounts_and_their_column_has_cents_where_it_needs_them(
    alice: User,
) -> None:
    for number, cost in enumerate(("0.5", "0.5", "10.4")):
        inputs = {"units_per_month": "7", "input_tokens": "0", "output_tokens": "0", "input_price": "0",
                  "output_price": "0", "upkeep_monthly": cost, "value_per_unit": "2"}  # fmt: skip
        Scenario.objects.create(owner=alice, name=f"Agent {number}", inputs=inputs, agent_status="live")

    found = portfolio(Scenario.objects.visible_to(alice))

    assert {agent.cost_per_accepted_unit for agent in found.agents} == {
        "at least $0.07143", "at least $1.48571"
    }  # fmt: skip
    assert [agent.total for agent in found.agents] == [
        "at least $10.40", "at least $0.50", "at least $0.50"
    ]  # fmt: skip
    assert found.sums[0].total == "$11.40"


BUILT = {**TOKENS, **ZEROS, **FREE, "acceptance_rate": "0.8"}


def live(owner: User, name: str, **inputs: object) -> Scenario:
    return Scenario.objects.create(owner=owner, name=name, inputs=BUILT | inputs, agent_status="live")


@pytest.mark.parametrize(
    ("inputs", "nets", "total", "said"),
    [
        ({"upkeep_monthly": ["0.365", "0.885"]}, ["$0.64", "$0.12"], "$0.75", True),
        ({"build_cost": [10, 10, 10], "build_months": [12, 12, 12]}, ["$0.17"] * 3, "$0.50", True),
        ({"upkeep_monthly": ["0.36", "0.88"]}, ["$0.64", "$0.12"], "$0.76", False),
    ],
)
def test_printed_rows_add_up_or_it_is_said_that_each_is_rounded(
    alice: User,
    alice_client: Client,
    inputs: dict[str, list[object]],
    nets: list[str],
    total: str,
    said: bool,
) -> None:
    for number, values in enumerate(zip(*inputs.values(), strict=True)):
        changes = dict(zip(inputs, values, strict=True))
        live(alice, f"Agent {number}", units_per_month=1, value_per_unit="1.25", **changes)

    found = portfolio(Scenario.objects.visible_to(alice))
    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert (sorted(agent.net for agent in found.agents), found.sums[0].net) == (sorted(nets), total)
    assert ("rows may not add up to the cent" in html) is said


@pytest.mark.parametrize(
    ("units", "target", "accepted", "asked"),
    [
        (1, None, "0.8", "–"),
        (1, "0.8", "0.8", "0.8"),
        ("1.2499999", "1", "0.9999999", "1"),
        ("0.001", None, "0.0008", "–"),
    ],
)
def test_accepted_units_keep_the_digits_that_make_them_something_and_tell_them_from_their_target(
    alice: User, units: object, target: str | None, accepted: str, asked: str
) -> None:
    one = live(alice, "Bot", units_per_month=units)
    one.productivity_target = None if target is None else Decimal(target)

    (agent,) = portfolio([one]).agents

    assert (agent.accepted, agent.target, agent.below_target) == (accepted, asked, asked == "1")


def test_the_foot_says_too_whose_net_it_is(alice: User, alice_client: Client) -> None:
    live(alice, "Worth", value_per_unit=2)
    live(alice, "No value", upkeep_monthly=100)

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert "All running $100.00 $1,600 of those with a value" in html


def test_a_net_that_may_turn_out_either_way_is_told_as_far_as_entered(
    alice: User, alice_client: Client
) -> None:
    """Errors are entered and reviews are not: a value was entered, so nobody is told that there is none."""
    one = live(alice, "Errors", value_per_unit=2, error_rate="0.05", error_cost=50)
    del one.inputs["review_rate"]
    one.save()

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    (agent,) = portfolio([one]).agents
    assert (agent.net, agent.margin, agent.loses) == (
        "−$400.00 as far as entered",
        "−$0.40 as far as entered",
        False,
    )
    assert "net per month, as far as entered −$400.00" in html
    assert "All running $2,000 as far as entered −$400.00 as far as entered" in html
    assert "of those with a value" not in html


def test_an_alternative_past_a_trigger_is_not_counted_as_one(alice: User, alice_client: Client) -> None:
    for name, cost in (("First", 100), ("Second", 0)):
        one = live(alice, name, upkeep_monthly=cost)
        one.workload_name, one.retire_cost_above = "Bot", Decimal("0.1")
        one.save()

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())
    Scenario.objects.update(workload_name="")
    apart = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert "live, alternative: not counted" in html
    assert "past a retirement trigger, of those counted 0" in html
    assert "past a retirement trigger 1" in apart


@pytest.mark.parametrize(
    ("costs", "rows", "total"),
    [
        (("7101.4", "1163.4"), ["at least $7,101.40", "at least $1,163.40"], "$8,264.80"),
        (("7101.16", "1163.33"), ["at least $7,101", "at least $1,163"], "$8,264"),
        (("0.001", "9"), ["at least $9.00", "at least $0.001"], "$9.00"),
    ],
)
def test_rows_of_whole_dollars_add_up_to_the_sum_or_show_their_cents(
    alice: User, costs: tuple[str, ...], rows: list[str], total: str
) -> None:
    for number, cost in enumerate(costs):
        inputs = {"units_per_month": "7", "input_tokens": "0", "output_tokens": "0", "input_price": "0",
                  "output_price": "0", "upkeep_monthly": cost}  # fmt: skip
        Scenario.objects.create(owner=alice, name=f"Agent {number}", inputs=inputs, agent_status="live")

    found = portfolio(Scenario.objects.visible_to(alice))

    assert ([agent.total for agent in found.agents], found.sums[0].total) == (rows, total)


def test_what_cannot_work_as_entered_is_in_no_sum(alice: User) -> None:
    letters = {
        **ZEROS, "units_per_month": 72_000, "input_tokens": 3000, "output_tokens": 500, "value_per_unit": "1",
        "capacity_hourly": 4, "capacity_tokens_per_second": 50,
    }  # fmt: skip
    for name, instances in (("Two", 2), ("One", 1)):
        Scenario.objects.create(
            owner=alice, name=name, inputs=letters | {"capacity_instances": instances}, agent_status="live"
        )

    found = portfolio(Scenario.objects.all())

    agents = {agent.scenario.name: agent for agent in found.agents}
    assert (agents["Two"].total, agents["One"].total) == ("$5,840", "–")
    assert agents["One"].status == (
        "live, cannot work as entered: not counted. The instances cannot do this work: it needs more tokens "
        "per second than they sustain."
    )
    assert (found.sums[0].total, found.sums[0].net) == ("$5,840", "$66,160")
    assert (found.sums[0].total_label, found.sums[0].net_label) == (
        "per month, running agents, without what cannot work as entered",
        "net per month, without what cannot work as entered",
    )
