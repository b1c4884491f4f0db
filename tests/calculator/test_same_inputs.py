"""The inputs of a bill are the same by page, by API and through the command line, for every sample."""

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from calculator.models import Scenario, UsageUpload
from calculator.uploads.against import against_upload
from calculator.uploads.bills import bills_of
from calculator.uploads.choosing import Chosen, choose, derived
from calculator.usage.analysis.derived import Derived
from calculator.usage.analysis.variance_cents import of_volumes
from calculator.web.usage.against_page import variance_context
from runrate.accounts.models import User
from runrate.reports.domain.billed import parse_billed
from runrate.reports.domain.sections.against_bill import describe_bill
from runrate.reports.services.gathering import billed_for
from tests.calculator.stored import price_row
from tests.calculator.test_api_usage import post, usage_of
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture
from tests.calculator.usage.expected import EXPECTED

UNITS = "100"
EUROS = {"EUR": {"rate": "1.1", "on": "2026-10-31"}}
PAIRS = [
    ("openai-dashboard-usage.csv", "openai-dashboard-cost.csv"),
    ("anthropic-usage-report.json", "anthropic-cost-report.json"),
]
CASES = [*((name,) for name in EXPECTED), *PAIRS]


@pytest.fixture
def price_list(db: None) -> None:
    """Of models that the samples name; cached input has a price of its own."""
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14", cache_read_price=Decimal("0.5"))
    price_row("openai", "gpt-4.1-mini-2025-04-14", 1, 4, "2025-04-14", cache_read_price=Decimal("0.1"))
    cached = {"cache_read_price": Decimal("0.3"), "cache_write_price": Decimal("3.75")}
    price_row("anthropic", "claude-sonnet-4-6", 3, 15, "2026-01-01", **cached)


@pytest.mark.usefixtures("price_list")
@pytest.mark.parametrize("names", CASES, ids=" and ".join)
def test_a_bill_gives_the_same_inputs_wherever_it_is_read(
    client: Client,
    alice: User,
    bob: User,
    give: Give,  # noqa: F811  # same
    names: tuple[str, ...],
) -> None:
    printed = [usage_of(name) for name in names]
    sums = [f"{json.dumps(each)}\n" for each in printed]

    page = of_page([give(name) for name in names], alice)
    lines = of_page([give(f"{at}.jsonl", text, user=bob) for at, text in enumerate(sums)], bob)
    sent = dict(zip(("usage", "cost"), printed, strict=False))
    rates = {name: each["rate"] for name, each in EUROS.items()}
    status, answer = post(client, "usage", {**sent, "units": UNITS, "rates": rates})

    assert (status, lines) == (200, page)
    found = answer["derived"]
    steps = [{name: value for name, value in step.items() if name != "model"} for step in steps_of(found)]
    assert (
        {each["name"]: each["value"] for each in found["inputs"]},
        steps,
        found["missing"],
        without_days_and_rates(found["notes"]),
    ) == page


def steps_of(found: dict[str, Any]) -> list[dict[str, str]]:
    return list(found["workload"].get("steps", ()))


def without_days_and_rates(notes: Iterable[str]) -> list[str]:
    """Pages say apart from the notes which days a file has, and at which rates it became dollars."""
    return [note for note in notes if not note.startswith(("The usage has ", "One EUR is taken as "))]


WITHOUT_MONEY = ["openai-dashboard-usage.csv", "otel-genai-traces.jsonl", "bedrock-invocation-log.json.gz"]
MONEY_ALONE = ["openai-dashboard-cost.csv", "anthropic-console-cost.csv", "github-copilot-ai-usage.csv"]


@pytest.mark.usefixtures("price_list")
@pytest.mark.parametrize("name", [*WITHOUT_MONEY, *MONEY_ALONE])
def test_an_estimate_is_compared_alike_on_the_page_in_the_report_and_by_the_api(
    client: Client,
    alice: User,
    give: Give,  # noqa: F811  # same
    scenario: Scenario,
    name: str,
) -> None:
    upload = give(name)
    chosen = Chosen(source=bills_of(upload, user=alice)[0].source, month="2026-10", units=UNITS, days="whole")
    choose(upload=upload, chosen=chosen)
    against = against_upload(scenario, upload)
    assert against is not None

    found = against.variance(scenario.workload())
    page = variance_context(found, of_volumes(found, scenario.workload(), against.actual))
    billed = billed_for(scenario, upload)
    assert billed is not None
    report = describe_bill(scenario.workload(), parse_billed(billed.as_json()) or billed)
    body = {"estimate": scenario.inputs, "bill": {"usage": usage_of(name), "units": UNITS}}
    status, answer = post(client, "variances", body)

    # The page says of the days what they stand for, in a section of its own; the API beside the rest.
    assert (status, [said for said in answer["said"] if "days of the month" not in said]) == (
        200,
        list(page["said"]),
    )
    assert report.headline == answer["said"][0].removesuffix(".")
    has_bill = name in MONEY_ALONE
    derived = post(client, "usage", body["bill"])[1]["derived"]
    assert (page["has_bill"], bool(report.rest)) == (has_bill, has_bill)
    assert ("The bill" in answer["said"][0], answer["unexplained"]) == (has_bill, "0")
    assert Fraction(answer["total"]) == against.variance(scenario.workload()).total
    untold = [each for each in answer["causes"] if each["key"] == "untold"]
    assert answer["unexplained_difference"] == (untold[0]["amount"] if untold else "0")
    [unexplained] = {page["unexplained"], *(row.amount for row in report.rest if row.name == "Unexplained")}
    assert unexplained == "$0.00"
    assert ("Unexplained" in {row.name for row in report.rows}) == bool(untold)
    if not has_bill:
        assert answer["total"] == answer["actual"] != "0"
        assert derived["residuals"] == []


def of_page(uploads: list[UsageUpload], user: User) -> tuple[Any, ...]:
    """Inputs, steps, what is missing and what is said of it, as the page of the measured inputs has them."""
    [bill] = bills_of(uploads[0], user=user)
    rates = {name: EUROS[name] for name in bill.currencies if name in EUROS}
    found: Derived = derived(bill, Chosen(source=bill.source, month="2026-10", units=UNITS, rates=rates))
    inputs = {each.name: each.value for each in found.inputs}
    return inputs, [dict(each) for each in found.steps], list(found.missing), list(found.notes)
