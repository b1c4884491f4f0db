"""An estimate against a bill is the same on the page, in the report and by the API, fact by fact."""

from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario
from calculator.uploads.bills import bills_of
from calculator.uploads.choosing import Chosen, choose, foreign
from calculator.usage.analysis.waterfall import signed
from runrate.accounts.models import User
from runrate.core.numbers import money
from runrate.reports.domain.billed import AgainstBill, parse_billed
from runrate.reports.domain.sections.against_bill import describe_bill
from runrate.reports.services.gathering import billed_for
from tests.calculator.test_api_usage import post, usage_of
from tests.calculator.test_same_inputs import EUROS, price_list  # noqa: F401  # a fixture
from tests.calculator.uploads.conftest import Give, give  # noqa: F401  # a fixture

FILES = (
    "focus-1.0-aws-bedrock.csv",
    "focus-1.3-saas-eur.csv",
    "azure-cost-details-mca.csv",
    "litellm-spend-logs.jsonl",
    "openai-dashboard-usage.csv",
    "anthropic-console-cost.csv",
    "github-copilot-ai-usage.csv",
)


def amounts(rows: list[dict[str, Any]], name: str) -> list[tuple[str, str]]:
    return [(each[name], signed(Fraction(each["amount"]))) for each in rows]


def capital(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name[:1].upper() + name[1:], amount) for name, amount in rows]


def report_of(scenario: Scenario, upload: Any) -> AgainstBill:
    billed = billed_for(scenario, upload)
    assert billed is not None
    return describe_bill(scenario.workload(), parse_billed(billed.as_json()) or billed)


@pytest.mark.usefixtures("price_list")
@pytest.mark.parametrize("name", FILES)
def test_figures_causes_order_and_words_are_the_same_at_every_door(
    alice_client: Client,
    alice: User,
    give: Give,  # noqa: F811  # same
    scenario: Scenario,
    name: str,
) -> None:
    upload = give(name)
    [bill] = bills_of(upload, user=alice)
    rates = {each: EUROS[each] for each in foreign(bill) if each in EUROS}
    chosen = Chosen(source=bill.source, month="2026-10", units="90", days="whole", rates=rates)
    choose(upload=upload, chosen=chosen)
    sent = {"usage": usage_of(name), "units": "90", "rates": {each: rates[each]["rate"] for each in rates}}

    kept = {"scenario": str(scenario.pk)}
    page = alice_client.get(reverse("usage:against", args=[upload.pk]), kept).context
    report = report_of(scenario, upload)
    status, api = post(alice_client, "variances", {"estimate": scenario.inputs, "bill": sent})

    assert status == 200
    cents = api["in_cents"]
    ends = [money(Fraction(cents[each])) for each in ("estimated", "actual", "total")]
    assert [page[each] for each in ("estimated", "billed", "total")] == ends
    assert [report.rows[0].amount, report.rows[-1].amount] == ends[:2]
    causes = amounts(cents["causes"], "name")
    assert [(row.name, row.amount) for row in page["rows"]] == causes
    assert [(row.name, row.amount) for row in report.rows[1:-1]] == causes
    behind = {each["key"]: each["said"] for each in api["causes"]}
    told = [behind.get(each["key"], "") for each in cents["causes"]]
    assert [row.behind for row in page["rows"]] == [row.about for row in report.rows[1:-1]] == told
    apart = amounts(cents["apart"], "reason")
    assert page["apart"] == apart
    if page["has_bill"]:
        rest = [(row.name, row.amount) for row in report.rest if row.name != "Unexplained"]
        assert rest[1:-1] == capital(apart)
        assert (rest[0][1], rest[-1][1]) == (ends[1], ends[2])
    assert [each for each, _amount in page["in_order"]] == [each["name"] for each in api["one_after_another"]]
    assert page["compared"] == api["compared"]
    lede = f"{report.headline}. {report.lede}"
    said = [each for each in api["said"] if not each.startswith(("The usage has ", "One EUR is taken"))]
    assert list(page["said"]) == said
    assert [each for each in said if each not in lede] == []
    assert any(each.startswith("The estimate is for ") for each in said)
    rates_of = [text for text in (page["units_said"], lede) if "One EUR is taken as $1.1" in text]
    assert len(rates_of) == (2 if rates else 0)
    assert any(each.startswith("One EUR is taken as $1.1") for each in api["said"]) is bool(rates)
