"""17-4: where a model cannot take one of its calls, no door tells what the work would bring."""

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.__main__ import answer
from calculator.domain.cost_lines import Note
from calculator.domain.costs import estimate
from calculator.domain.formulas.bounds import REST_ON_ACCEPTANCE
from calculator.domain.prices.brought_notes import brought_along, still_true
from calculator.domain.verdict import verdict
from calculator.domain.what_if.side_by_side import Side, finding
from calculator.domain.workload_input import parse_workload
from calculator.files.workbook import workbook
from calculator.models import AgentStatus, Scenario
from calculator.scenarios.portfolio import portfolio
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from tests.calculator.pages import text
from tests.calculator.stored import price_row
from tests.facts.costs import UNKNOWN
from tests.reports.readers import source
from tests.truth.known import ZEROS

SAID = "A call of 50,000 tokens does not fit this model: it takes 8,192 at most."
TOO_LONG = Note("input_tokens", SAID)
WORK: Mapping[str, Any] = {
    **{name: str(value) for name, value in ZEROS.items()},
    "unit_name": "ticket",
    "units_per_month": "1000",
    "input_tokens": "50000",
    "output_tokens": "500",
    "input_price": "30",
    "output_price": "60",
    "value_per_unit": "50",
}
NOTED: Mapping[str, Any] = {**WORK, "notes": [{"field": "input_tokens", "message": SAID}]}
STEP: Mapping[str, Any] = {
    **{name: value for name, value in WORK.items() if not name.endswith(("_tokens", "_price"))},
    "steps": [
        {"calls": 1, "input_tokens": tokens, "output_tokens": 9, "input_price": 1, "output_price": 1}
        for tokens in (1000, 50000)
    ],
}


def test_the_verdict_is_that_the_call_does_not_fit_and_of_a_step_which() -> None:
    flat, stepped = parse_workload(WORK), parse_workload(STEP)
    of_step = (Note("steps.2.input_tokens", SAID),)

    assert verdict(flat, estimate(flat, (TOO_LONG,))) == (SAID,)
    assert verdict(stepped, estimate(stepped, of_step)) == (f"Step 2, input tokens per call: {SAID}",)
    assert "a net gain" in " ".join(verdict(flat, estimate(flat)))


@pytest.mark.django_db
def test_programs_and_files_are_told_what_rests_on_it(client: Client) -> None:
    api = client.post("/api/v1/estimates", dict(NOTED), content_type="application/json").json()
    line = answer(json.dumps(NOTED).encode())
    book = load_workbook(BytesIO(workbook(parse_workload(WORK), notes=(TOO_LONG,))), data_only=True)["Costs"]
    beside = {row[0].value: (row[1].value or None, row[3].value) for row in book.iter_rows(max_col=4)}

    assert line["bounds"] == api["bounds"]
    rest = {name for name, bound in api["bounds"].items() if bound == "out_of_reach"}
    assert rest == {name for name in REST_ON_ACCEPTANCE if api[name] is not None}
    assert beside["Net gain or loss per month"] == (None, "cannot be as entered")


@pytest.mark.django_db
def test_a_listed_model_that_cannot_take_the_call_gets_no_gain_on_the_page(client: Client) -> None:
    """N12."""
    inputs = {name: value for name, value in WORK.items() if not name.endswith("_price")}
    asked = {**inputs, "model": "openai/gpt-4"}
    price_row("openai", "gpt-4", 30, 60, None, context_window=8192)

    page = text(client.get("/calculator/", asked).content.decode())
    explored = text(client.get("/calculator/explore/", asked).content.decode())

    assert (page.count(SAID) > 1, "a net gain" in page, "ccepted ticket costs" in page) == (
        True,
        False,
        False,
    )
    assert ("draws do the tickets earn" in explored, "ccepted ticket costs" in explored) == (False, False)


@pytest.mark.django_db
def test_portfolio_comparison_and_report_tell_no_net(alice: User) -> None:
    workload = parse_workload(WORK)
    copied = {"notes": [{"field": TOO_LONG.field, "message": SAID}]}
    Scenario.objects.create(
        owner=alice, name="Long", inputs=dict(WORK), prices_copied=copied, agent_status=AgentStatus.LIVE
    )

    (agent,) = portfolio(Scenario.objects.all()).agents
    compared = finding(
        Side("Long", workload, estimate(workload, (TOO_LONG,))), Side("Short", workload, estimate(workload))
    )

    assert (agent.net, agent.accepted, agent.cost_per_accepted_unit) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert compared[:2] == (
        "Neither costs nor what they bring are compared: as entered, “Long” cannot work.",
        f"“Long”: {SAID}",
    )
    assert (agent.total, agent.status) == (UNKNOWN, f"live, cannot work as entered: not counted. {SAID}")
    assert not any("ccepted ticket costs" in said for said in compared)
    made = source(None, workload)
    assert made.costed
    report = compose(replace(made, costed=replace(made.costed, notes=(TOO_LONG,))))
    assert report.summary.verdict == (SAID,)
    assert report.scale is not None
    assert [row.name for row in report.scale.ranges] == ["Total per month"]


def test_a_note_on_a_call_ends_where_its_tokens_change() -> None:
    priced = Note("input_price", "The price is a guess.")
    inputs = {name: str(value) for name, value in WORK.items()}
    brought = brought_along([TOO_LONG, priced], inputs)

    assert still_true(brought, inputs) == (TOO_LONG, priced)
    assert still_true(brought, {**inputs, "input_tokens": "500"}) == (priced,)
