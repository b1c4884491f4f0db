"""Money that a tool has estimated is no bill and no invoice, on pages and in reports."""

import pytest
from django.test import Client

from calculator.models import Scenario
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_against_page import against
from tests.calculator.web.usage.test_take_views import choose, every, take
from tests.reports.readers import DAY

NO_VENDOR = "Its money is estimated by the tool that wrote the file: no vendor has billed it."
FILES = ("langfuse-observations.jsonl", "litellm-spend-logs.jsonl")


@pytest.fixture(autouse=True)
def listed(db: None) -> None:
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    price_row("anthropic", "claude-sonnet-4-6", 3, 15, "2026-02-17")


@pytest.mark.parametrize("name", FILES)
def test_what_a_tool_estimated_is_nobodys_last_invoice(client: Client, send: Send, name: str) -> None:
    upload = send(client, name)
    choose(client, upload, units="3")

    address = take(client, upload, *every(client, upload))["Location"]

    assert address.startswith("/calculator/?")
    assert "last_invoice" not in address


@pytest.mark.parametrize("name", FILES)
def test_it_is_compared_as_the_tools_cost_estimate(
    alice_client: Client, send: Send, scenario: Scenario, name: str
) -> None:
    upload = send(alice_client, name)
    choose(alice_client, upload, units="3")

    shown = against(alice_client, upload, scenario)

    said, text = shown.context["said"], text_of(shown)
    assert said[0].startswith("The tool's cost estimate is ")
    assert NO_VENDOR in said
    assert shown.context["end"] == "Tool's cost estimate"
    assert "All that the tool has estimated" in text
    assert "The bill is" not in text
    assert not [row.behind for row in shown.context["rows"] if "billed" in row.behind]


def test_a_report_says_so_too(alice_client: Client, send: Send, scenario: Scenario) -> None:
    upload = send(alice_client, FILES[0])
    choose(alice_client, upload, units="3")
    upload.refresh_from_db()

    content = compose(gather(made_on=DAY, submission=None, scenario=scenario, bill=upload))

    bill = content.bill
    assert bill is not None
    assert bill.headline.startswith("The tool's cost estimate is ")
    assert NO_VENDOR in bill.lede
    assert "The tool's cost estimate is in Langfuse observations, October 2026" in bill.lede
    assert (bill.rows[-1].name, bill.rest[-1].name) == (
        "Tool's cost estimate",
        "Total that the tool has estimated",
    )
    assert (bill.whole, bill.drawn) == (
        "All that the tool has estimated",
        "From the estimate to the tool's cost estimate",
    )
    measured = next(each.figures for each in content.summary.basis if each.kind == "Measured")
    assert "which no vendor billed: Langfuse observations, October 2026" in measured
