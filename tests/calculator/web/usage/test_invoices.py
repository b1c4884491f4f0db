"""Money that a tool has estimated is no bill and no invoice, on pages and in reports."""

from decimal import Decimal

import pytest
from django.test import Client

from calculator.models import Scenario
from calculator.scenarios.services import describe_scenario
from runrate.accounts.models import User
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


def of_a_bill(client: Client, send: Send) -> Scenario:
    """All that a bill of 200 units holds, taken as a new scenario."""
    upload = send(client, "focus-1.0-aws-bedrock.csv")
    choose(client, upload, units="200")
    take(client, upload, *every(client, upload))
    return Scenario.objects.get()


def test_what_a_bill_has_as_an_invoice_is_not_called_entered_and_explains_nothing(
    alice_client: Client, send: Send
) -> None:
    scenario = of_a_bill(alice_client, send)
    bill = "measured: FOCUS bill, 5 October 2026"
    page = text_of(alice_client.get(scenario.get_absolute_url()))
    table = alice_client.get(f"/scenarios/{scenario.pk}/costs.csv").content.decode("utf-8-sig")
    content = compose(gather(made_on=DAY, submission=None, scenario=scenario))
    said = str(content)
    assert f"Usage before tax and credits ({bill}): $102.80." in page
    assert "of your last invoice" not in page + said
    assert f'last_invoice,The vendor\'s last invoice,102.8,"{bill}"' in table
    assert "the vendor's last invoice" not in said
    rows = [(row.name, row.value, row.origin) for row in content.method.inputs]
    assert ("Usage in the bill, before tax and credits", "$102.80 per month", bill) in rows


def test_an_invoice_typed_over_that_of_a_bill_is_entered_and_has_its_share(
    alice_client: Client, send: Send
) -> None:
    scenario = of_a_bill(alice_client, send)

    describe_scenario(scenario=scenario, words={"last_invoice": Decimal("205.60")})

    scenario.refresh_from_db()
    assert "last_invoice" not in scenario.origins
    page = text_of(alice_client.get(scenario.get_absolute_url()))
    assert "$102.80: 50.0% of your last invoice of $205.60." in page


def test_the_invoice_of_a_bill_keeps_its_origin_through_the_calculator(send: Send, alice: User) -> None:
    visitor = Client()
    upload = send(visitor, "focus-1.0-aws-bedrock.csv")
    choose(visitor, upload, units="200")

    address = take(visitor, upload, *every(visitor, upload))["Location"]
    page = text_of(visitor.get(address))
    visitor.post("/calculator/save/", {"scenario": address.partition("?")[2], "name": "Desk"})

    assert "Usage before tax and credits (measured: FOCUS bill, 5 October 2026): $102.80." in page
    assert "of your last invoice" not in page
    assert Scenario.objects.get().origins["last_invoice"] == "billed:focus:2026-10.5"
