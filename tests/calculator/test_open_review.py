"""17-1: where review was left open and errors cost something, nothing bounds the total at any door."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from calculator.domain.costs import estimate
from calculator.domain.estimate_notes import REVIEW_LEFT_OPEN
from calculator.domain.verdict import verdict
from calculator.domain.workload_input import parse_workload
from calculator.models import AgentStatus, Scenario
from calculator.scenarios.portfolio import portfolio
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from tests.assessment.sheets import sheet
from tests.calculator.pages import text
from tests.facts.costs import of_api, of_command_line, of_csv, of_workbook, visitor
from tests.reports.readers import source
from tests.truth.known import ZEROS

OPEN: Mapping[str, Any] = {
    **{name: value for name, value in ZEROS.items() if name != "review_rate"},
    "unit_name": "ticket",
    "units_per_month": "1000",
    "input_tokens": "5000",
    "output_tokens": "2000",
    "input_price": "3",
    "output_price": "15",
    "error_rate": "0.1",
    "error_cost": "50",
    "value_per_unit": "3",
    "build_cost": "12000",
}
REVIEWED: Mapping[str, Any] = {
    **OPEN,
    "review_rate": "1",
    "review_minutes": "1",
    "reviewer_hourly_cost": "40",
}
HALF: Mapping[str, Any] = {**OPEN, "review_minutes": "1", "reviewer_hourly_cost": "40"}
BOUNDED = [
    {**OPEN, "review_rate": "0"},
    {**OPEN, "review_rate": "0.5"},
    {**OPEN, "error_cost": "0"},
    {**OPEN, "review_catch_rate": "0"},
    {**OPEN, "review_minutes": "0"},
    REVIEWED,
]


@pytest.mark.parametrize("inputs", [OPEN, HALF])
def test_a_review_may_turn_the_loss_into_a_gain_so_there_is_neither_bound_nor_verdict(
    inputs: dict[str, Any],
) -> None:
    workload = parse_workload(inputs)
    found, reviewed = estimate(workload), estimate(parse_workload(REVIEWED))

    assert (found.net_monthly or 0) < 0 < (reviewed.net_monthly or 0)
    assert reviewed.total_monthly < found.total_monthly
    assert (found.open_ended, found.complete) == (True, False)
    assert verdict(workload, found) == (REVIEW_LEFT_OPEN,)


@pytest.mark.parametrize("inputs", BOUNDED)
def test_where_a_review_can_only_add_or_its_share_is_known_the_bounds_stay(inputs: dict[str, Any]) -> None:
    assert not estimate(parse_workload(inputs)).open_ended


@pytest.mark.django_db
@pytest.mark.parametrize("inputs", [OPEN, HALF])
def test_programs_and_files_are_told_that_it_may_go_either_way(
    client: Client, inputs: dict[str, Any]
) -> None:
    api, table, book = (of(visitor(), inputs) for of in (of_api, of_csv, of_workbook))

    assert of_command_line(inputs)["bounds"] == api["bounds"]
    of_totals = {bound for name, bound in api["bounds"].items() if not name.startswith("lines.")}
    assert of_totals - {"at_least"} == {"as_entered"}
    assert {name for name, bound in api["bounds"].items() if bound == "at_least"} <= {
        "attempts_per_unit",
        "never_succeeds_share",
        "lines.human_review.monthly",
    }
    assert "paying_volumes" in api["bounds"]
    for file in (table, book):
        assert {file["bounds"][name] for name in ("total_yearly", "net_monthly")} == {"as far as entered"}


@pytest.mark.django_db
@pytest.mark.parametrize("inputs", [OPEN, HALF])
def test_pages_promise_no_least_cost_and_no_loss(client: Client, inputs: dict[str, Any]) -> None:
    page = text(client.get("/calculator/", inputs).content.decode())
    explored = text(client.get("/calculator/explore/", inputs).content.decode())

    for said in (page, explored):
        assert "only add" not in said
        assert "Total per month, at least" not in said
        assert "net loss" not in said
        assert "No volume" not in said
        assert "draws do the tickets earn" not in said
    assert "As far as entered, each ticket costs $6.05" in page
    assert REVIEW_LEFT_OPEN in page
    assert "Total per month, as far as entered" in page


@pytest.mark.django_db
def test_the_portfolio_neither_retires_nor_bounds_it(alice: User) -> None:
    kept = {"agent_status": AgentStatus.LIVE, "retire_margin_below": -1}
    Scenario.objects.create(owner=alice, name="Open", inputs=dict(OPEN), **kept)

    found = portfolio(Scenario.objects.all())

    (agent,), running = found.agents, found.sums[0]
    assert (agent.loses, agent.fired, agent.net) == (False, (), "−$3,045 as far as entered")
    assert agent.total == "$6,045 as far as entered"
    assert running.total_label == "per month, running agents, as far as entered"
    assert running.total_in_words == "$6,045 as far as entered"


@pytest.mark.parametrize("inputs", [OPEN, HALF])
def test_a_report_advises_no_stop_and_says_no_true_cost(inputs: dict[str, Any]) -> None:
    said = str(compose(source(sheet(), parse_workload(inputs))))

    for words in ("is to stop", "keeps losing", "true cost", "at least $6", "At least $6", "No volume"):
        assert words not in said
    assert REVIEW_LEFT_OPEN in said
