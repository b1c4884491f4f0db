"""N18: where an acceptance cannot be as entered, no door tells what an accepted unit costs or brings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from calculator.domain.costs import estimate
from calculator.domain.formulas.bounds import REST_ON_ACCEPTANCE
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.ranges import ranged
from calculator.domain.what_if.sensitivity import tornado
from calculator.domain.what_if.side_by_side import Side, finding
from calculator.domain.what_if.uncertainty import assumed_ranges
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.scenarios.portfolio import portfolio
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from tests.calculator.pages import text
from tests.facts.costs import UNKNOWN, of_api, of_command_line, of_csv, of_workbook, visitor
from tests.reports.readers import source

DESK = BY_KEY["support-desk"].workload.as_form()
CAN_BE: Mapping[str, Any] = {**DESK, "acceptance_rate": "0.9"}
CANNOT: Mapping[str, Any] = {**CAN_BE, "retry_rate": "1", "max_retries": "5"}


@pytest.mark.django_db
def test_explore_and_the_report_range_the_month_and_no_accepted_unit(client: Client) -> None:
    reached, out_of_reach = (
        text(client.get("/calculator/explore/", inputs).content.decode()) for inputs in (CAN_BE, CANNOT)
    )
    rows = {
        name: [row.name for row in scale.ranges]
        for name, inputs in (("reached", CAN_BE), ("not", CANNOT))
        if (scale := compose(source(None, parse_workload(inputs))).scale)
    }

    assert ("An accepted ticket costs" in reached, "Cost per accepted ticket" in reached) == (True, True)
    assert ("ccepted ticket costs" in out_of_reach, "Cost per accepted" in out_of_reach) == (False, False)
    assert rows == {"reached": ["Total per month", "One accepted ticket"], "not": ["Total per month"]}


@pytest.mark.parametrize(("inputs", "known"), [(CAN_BE, True), (CANNOT, False)])
def test_an_accepted_unit_is_drawn_only_where_it_can_be(inputs: dict[str, Any], known: bool) -> None:
    workload = parse_workload(inputs)

    assert (ranged(workload, assumed_ranges(workload), seed=1, draws=20).accepted is not None) is known
    assert (estimate(workload).attainable_cost_per_accepted_unit is not None) is known
    assert {swing.accepted_low is not None for swing in tornado(workload)} == {known}


@pytest.mark.django_db
def test_a_comparison_sets_no_accepted_unit_against_one_that_cannot_be(
    alice: User, alice_client: Client
) -> None:
    ids = [
        str(Scenario.objects.create(owner=alice, name=name, inputs=dict(inputs)).pk)
        for name, inputs in (("Reached", CAN_BE), ("Not", CANNOT))
    ]
    workloads = [parse_workload(inputs) for inputs in (CAN_BE, CANNOT)]
    sides = [Side(name, each, estimate(each), "") for name, each in zip("ab", workloads, strict=True)]

    html = text(alice_client.get("/scenarios/compare/", {"id": ids}).content.decode())

    assert [said for said in finding(*sides) if "ccepted ticket costs" in said] == []
    cells = html.split("Cost per accepted unit ")[1].split()[:2]
    assert (cells[0].startswith("$"), cells[1]) == (True, "–")


@pytest.mark.django_db
def test_the_portfolio_counts_no_accepted_units_and_no_trigger_rests_on_them(alice: User) -> None:
    for name, inputs in (("Reached", CAN_BE), ("Not", CANNOT)):
        Scenario.objects.create(
            owner=alice,
            name=name,
            inputs=dict(inputs),
            productivity_target=Decimal(10**6),
            retire_cost_above=Decimal("0.01"),
            retire_margin_below=Decimal(999),
        )

    agents = {agent.scenario.name: agent for agent in portfolio(Scenario.objects.all()).agents}

    assert (len(agents["Reached"].fired), agents["Reached"].below_target) == (2, True)
    assert agents["Not"].fired == ()
    shown = (agents["Not"].accepted, agents["Not"].cost_per_accepted_unit, agents["Not"].margin)
    assert (shown, agents["Not"].below_target) == (("–", "–", "–"), False)


@pytest.mark.django_db
@pytest.mark.parametrize(("inputs", "known"), [(CAN_BE, True), (CANNOT, False)])
def test_files_and_page_tell_no_figure_that_rests_on_it_and_programs_are_told_which(
    client: Client, inputs: dict[str, Any], known: bool
) -> None:
    """The contract's formulas hold for programs whatever was entered; what they are worth stands beside."""
    given = {name: str(value) for name, value in inputs.items()} | {"human_cost_per_unit": "4"}
    api, table, book = of_api(visitor(), given), of_csv(visitor(), given), of_workbook(visitor(), given)
    page = text(client.get("/calculator/", given).content.decode())

    rest = {name for name, bound in api["bounds"].items() if bound == "out_of_reach"}
    assert rest == (set() if known else {name for name in REST_ON_ACCEPTANCE if api[name] != UNKNOWN})
    assert of_command_line(given)["bounds"] == api["bounds"]
    for name in ("cost_per_accepted_unit", "net_monthly"):
        assert (api[name] != UNKNOWN, table[name] != UNKNOWN, book[name] != UNKNOWN) == (True, known, known)
    said = [] if known else ["cannot be as entered"] * 2
    beside = [file["bounds"].get("net_monthly", "") for file in (table, book)]
    assert list(filter(None, beside)) == said
    assert ("per accepted ticket" in page, "Cost of one accepted ticket" in page) == (known, known)
