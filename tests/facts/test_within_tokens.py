"""Retries that a bill holds inside its tokens: each door has a remark beside their line, and no $0 alone."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.formulas.lines import within_tokens
from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.reports.readers import DAY

pytestmark = pytest.mark.django_db
SAID = "In tokens: the file does not separate them."
SMALL = BY_KEY["article-small"].workload.as_json()


def kept(owner: User, rate: str = "0", origin: str = "inside:focus:2026-10") -> Scenario:
    inputs = {**SMALL, "retry_rate": rate}
    return Scenario.objects.create(owner=owner, name="Desk", inputs=inputs, origins={"retry_rate": origin})


def of_csv(client: Client, at: str, query: dict[str, str]) -> tuple[str, ...]:
    rows = csv.reader(StringIO(client.get(f"{at}costs.csv", query).content.decode("utf-8-sig")))
    [row] = [row for row in rows if row and row[0] == "Retries"]
    return row[1], row[5]


def of_workbook(client: Client, at: str, query: dict[str, str]) -> tuple[str, ...]:
    sheet = load_workbook(BytesIO(client.get(f"{at}costs.xlsx", query).content), data_only=True)["Costs"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=4)]
    [row] = [row for row in rows if row[0] == "Retries"]
    return f"{float(str(row[1])):g}", str(row[3] or "")


def of_page(client: Client, at: str, query: dict[str, str]) -> Any:
    context = client.get(at, query).context
    return next(row for row in context["result"].rows if row.key == "retries")


def test_each_door_says_that_they_are_in_the_tokens(alice: User, alice_client: Client) -> None:
    at = kept(alice).get_absolute_url()
    file = alice_client.get(f"{at}costs.json").content.decode()
    page = alice_client.post("/calculator/import/", {"workload": file}, follow=True)

    for door, query in ((at, {}), ("/calculator/", page.context["form"].kept)):
        row = of_page(alice_client, door, query)
        assert (row.amount, row.share, row.formula, row.figures) == ("–", "", SAID, "")
    assert of_csv(alice_client, at, {}) == ("0", SAID)
    assert of_workbook(alice_client, at, {}) == ("0", SAID)
    sent = alice_client.post("/api/v1/estimates", file, content_type="application/json").json()
    assert "inside the measured tokens: FOCUS bill, October 2026" in json.dumps(sent["notes"])
    assert [line["monthly"] for line in sent["lines"] if "Retries" in line.values()] == ["0"]


def test_a_report_of_it_says_the_same_words(alice: User) -> None:
    cost = compose(gather(made_on=DAY, submission=None, scenario=kept(alice))).cost

    assert cost is not None
    assert SAID in [row.basis for row in cost.rows if row.name == "Retries"]


@pytest.mark.parametrize(("rate", "origin"), [("0.05", "inside:focus:2026-10"), ("0", "entered")])
def test_a_rate_that_somebody_entered_has_an_amount(
    alice: User, alice_client: Client, rate: str, origin: str
) -> None:
    at = kept(alice, rate, origin).get_absolute_url()

    assert of_page(alice_client, at, {}).amount.startswith("$")
    assert of_csv(alice_client, at, {})[1] == of_workbook(alice_client, at, {})[1] == ""


def test_only_the_line_of_retries_is_within_tokens() -> None:
    workload, held = parse_workload(SMALL), {"retry_rate": "inside:focus:2026-10"}
    none = parse_workload({**SMALL, "retry_rate": "0"})

    assert within_tokens("retries", none, held) == SAID
    assert within_tokens("tokens", none, held) == within_tokens("retries", none, {}) == ""
    assert (within_tokens("retries", workload, held) == "") is bool(workload.retry_rate)
