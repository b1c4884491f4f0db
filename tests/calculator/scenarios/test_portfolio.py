"""The AI Workforce P&L: agents, their totals, and the triggers that fire."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from calculator.models import Scenario
from calculator.scenarios.portfolio import fired_triggers, portfolio
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved
from tests.truth.known import TOKENS, ZEROS

pytestmark = pytest.mark.django_db


def test_the_portfolio_lists_agents_worst_first_with_the_triggers_that_fire(
    alice: User, bob: User, alice_client: Client
) -> None:
    saved(alice, "Desk", "support-desk")
    claims = saved(alice, "Claims", "insurance-claims")
    claims.retire_review_above, claims.productivity_target = Decimal("0.3"), Decimal(5000)
    claims.save()
    saved(bob, "His", "support-desk")

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert html.index("Claims") < html.index("Desk")
    assert "retire? people review 35.0%, above 30.0%" in html
    assert "3,280 below target" in html
    assert "His" not in html
    assert "per month, planned agents $46,602" in html


def test_a_single_scenario_is_an_agent_already(alice: User, alice_client: Client) -> None:
    saved(alice, "Desk", "article-small")

    listed = alice_client.get("/scenarios/").content.decode()
    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert 'href="/scenarios/portfolio/"' in listed
    assert "All running $0" in html
    assert "All planned at least $13,599" in html
    assert "planned at least $13,599 2,200 – at least $6.18" in html


def test_what_is_left_is_at_most_that_where_lines_are_missing(alice: User, alice_client: Client) -> None:
    """W8."""
    first = {"units_per_month": "1000", "input_tokens": "4000", "output_tokens": "800", "input_price": "2",
             "output_price": "8", "value_per_unit": "2"}  # fmt: skip
    Scenario.objects.create(owner=alice, name="First", inputs=first)
    saved(alice, "Desk", "support-desk")
    Scenario.objects.update(agent_status="live")

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert "net per month, at most" in html
    assert "All running at least $11,635.13 at most $20,065" in html
    assert "First live at least $14.40 1,000 – at least $0.0144 at most $1.99 at most $1,986" in html
    assert "Desk live $11,620.73 13,500 – $0.8608 $1.39 $18,079" in html


def status(scenario: Scenario, value: str, **others: object) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(agent_status=value, **others)


def test_what_runs_is_todays_cost_and_an_alternative_a_plan_or_a_retired_agent_never_moves_it(
    alice: User,
) -> None:
    """N6."""
    desk, loans = saved(alice, "Desk", "support-desk"), saved(alice, "Loans", "loan-applications")
    status(desk, "live", workload_name="Support desk")
    status(loans, "pilot")

    def sums() -> tuple[str, str, str]:
        found = portfolio(Scenario.objects.visible_to(alice))
        running, *planned = found.sums
        return running.total, running.net, planned[0].total if planned else ""

    today = sums()
    plan = saved(alice, "Desk, cheaper", "insurance-claims")
    status(plan, "planned", workload_name="Support desk")
    planned = sums()
    retired = saved(alice, "Old desk", "insurance-claims")
    status(retired, "retired", retire_review_above=Decimal("0.1"))
    other = saved(alice, "Desk, reviewed", "insurance-claims")
    early = desk.updated_at - timedelta(days=1)
    status(other, "live", workload_name=" support  DESK", updated_at=early)

    assert planned == (*today[:2], "$34,981")
    assert sums() == planned
    found = portfolio(Scenario.objects.visible_to(alice))
    alternatives = [agent.scenario.name for agent in found.agents if "alternative" in agent.status]
    assert (alternatives, found.firing) == (["Desk, reviewed"], 0)


def test_of_two_scenarios_that_run_one_workload_the_one_saved_last_counts(alice: User) -> None:
    first, second = saved(alice, "Desk", "support-desk"), saved(alice, "Desk again", "insurance-claims")
    for scenario in (first, second):
        status(scenario, "live", workload_name="Support desk")

    before = portfolio(Scenario.objects.visible_to(alice)).sums[0].total
    status(first, "live", updated_at=second.updated_at + timedelta(days=1))

    assert (before, portfolio(Scenario.objects.visible_to(alice)).sums[0].total) == ("$34,981", "$11,621")


@pytest.mark.parametrize("order", [("live", "pilot"), ("pilot", "live")])
def test_a_pilot_of_a_workload_that_is_live_runs_beside_it_whichever_was_saved_last(
    alice: User, order: tuple[str, str]
) -> None:
    for value in order:
        one = saved(alice, value, "support-desk" if value == "live" else "insurance-claims")
        status(one, value, workload_name="Bot")

    found = portfolio(Scenario.objects.visible_to(alice))

    assert found.sums[0].total == "$46,602"
    assert sorted(agent.status for agent in found.agents) == ["live", "pilot"]


def test_a_net_that_rests_on_an_acceptance_that_cannot_be_is_in_no_sum(alice: User) -> None:
    impossible = saved(alice, "Never", "support-desk")
    inputs = {**impossible.inputs, "retry_rate": "1", "max_retries": "5"}
    status(impossible, "live", inputs=inputs)

    found = portfolio(Scenario.objects.visible_to(alice))

    assert (found.sums[0].net, found.sums[0].net_label) == (
        "–",
        "net per month, without what cannot work as entered",
    )
    assert [(agent.net, agent.margin, agent.loses) for agent in found.agents] == [("–", "–", False)]


@pytest.mark.parametrize(
    ("trigger", "limit", "said"),
    [
        ("retire_cost_above", "0.86079", "an accepted ticket costs $0.860795, above $0.86079"),
        ("retire_margin_below", "1.3933", "the next ticket leaves $1.39329, below $1.3933"),
        ("retire_review_above", "0.069999", "people review 7.0000%, above 6.9999%"),
    ],
)
def test_a_trigger_is_never_said_to_be_above_itself(alice: User, trigger: str, limit: str, said: str) -> None:
    """W16."""
    agent = saved(alice, "Desk", "support-desk")
    setattr(agent, trigger, Decimal(limit))

    fired = fired_triggers(agent, agent.estimate())

    assert fired == (said,)


def test_a_trigger_of_half_an_estimate_is_passed_by_a_bound(alice: User) -> None:
    agent = saved(alice, "Desk", "support-desk")
    agent.inputs = {name: value for name, value in agent.inputs.items() if name != "retry_rate"}
    agent.retire_cost_above, agent.retire_margin_below = Decimal("0.5"), Decimal("1.9")

    cost, margin = fired_triggers(agent, agent.estimate())

    assert cost.startswith("an accepted ticket costs at least $0.8")
    assert margin.startswith("the next ticket leaves at most $1.")


def test_a_net_is_a_bound_only_where_one_of_those_summed_is_incomplete(alice: User) -> None:
    saved(alice, "Desk", "support-desk")
    saved(alice, "No value", "article-small")
    Scenario.objects.update(agent_status="live")

    running = portfolio(Scenario.objects.visible_to(alice))
    Scenario.objects.filter(name="No value").update(agent_status="planned")
    [sums, *_rest] = portfolio(Scenario.objects.visible_to(alice)).sums

    both = running.sums[0]
    assert [each.net_in_words for each in (both, sums)] == [sums.net, sums.net]
    assert (both.net_label, both.total_label) == (
        "net per month, of those with a value",
        "per month, running agents, at least",
    )


def test_a_retired_agent_is_listed_but_not_counted(alice: User, alice_client: Client) -> None:
    saved(alice, "Desk", "support-desk")
    retired = saved(alice, "Claims", "insurance-claims")
    status(retired, "retired")

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert "Claims" in html
    assert "All planned $11,621" in html


def test_what_has_no_value_stands_after_what_loses_money(alice: User) -> None:
    dear = {"units_per_month": "100", "input_tokens": "0", "output_tokens": "0", "input_price": "0",
            "output_price": "0", "upkeep_monthly": "9000"}  # fmt: skip
    for name, inputs in (
        ("No value", dear),
        ("Loses", dear | {"upkeep_monthly": "500", "value_per_unit": "2"}),
    ):
        Scenario.objects.create(owner=alice, name=name, inputs=inputs)

    assert [agent.scenario.name for agent in portfolio(Scenario.objects.all()).agents] == [
        "Loses",
        "No value",
    ]


@pytest.mark.parametrize(("worth", "outcome"), [("0.0015", (False, True)), ("0.001", (True, False))])
def test_a_loss_that_only_the_build_makes_is_told_apart(
    alice: User, worth: str, outcome: tuple[bool, bool]
) -> None:
    inputs = {**TOKENS, **ZEROS, "units_per_month": 1000, "build_cost": "500", "value_per_unit": worth}
    Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, agent_status="live")

    (agent,) = portfolio(Scenario.objects.all()).agents

    assert (agent.loses, agent.only_its_build_loses) == outcome


def test_with_a_line_missing_the_build_is_not_said_to_be_all_of_the_loss(alice: User) -> None:
    inputs = {**TOKENS, **ZEROS, "units_per_month": 1000, "build_cost": "500", "value_per_unit": "0.0015"}
    del inputs["upkeep_monthly"]
    Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, agent_status="live")

    (agent,) = portfolio(Scenario.objects.all()).agents

    assert (agent.loses, agent.only_its_build_loses) == (True, False)


@pytest.mark.parametrize("worth", ["0.5015", "2"])
def test_of_two_agents_that_come_to_the_same_neither_stands_out(alice: User, worth: str) -> None:
    """They stand by name; one that just breaks even loses nothing and is no reason to retire."""
    inputs = {**TOKENS, **ZEROS, "units_per_month": 1000, "upkeep_monthly": "500", "value_per_unit": worth}
    for name in ("Line", "Desk"):
        Scenario.objects.create(owner=alice, name=name, inputs=inputs, agent_status="live")

    desk, line = portfolio(Scenario.objects.all()).agents

    assert (desk.scenario.name, line.scenario.name) == ("Desk", "Line")
    assert (desk.total, desk.cost_per_accepted_unit, desk.margin, desk.net) == (
        line.total,
        line.cost_per_accepted_unit,
        line.margin,
        line.net,
    )
    assert (desk.loses, line.loses, desk.fired, line.fired) == (False, False, (), ())
