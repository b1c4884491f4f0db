"""What the vendor billed last, and where it is from, is the same in each file of a page and of a scenario."""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.files.test_workbook import AGENT

pytestmark = pytest.mark.django_db
NAME = "last_invoice"
type Told = tuple[str, Decimal, str]


def of_csv(client: Client, at: str, query: dict[str, str]) -> list[Told]:
    rows = csv.reader(StringIO(client.get(f"{at}costs.csv", query).content.decode("utf-8-sig")))
    return [(row[1], Decimal(row[2]), row[3]) for row in rows if row and row[0] == NAME]


def of_workbook(client: Client, at: str, query: dict[str, str]) -> list[Told]:
    sheet = load_workbook(BytesIO(client.get(f"{at}costs.xlsx", query).content), data_only=True)["Inputs"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=4)]
    return [(str(row[1]), Decimal(str(row[2])), str(row[3])) for row in rows if row[0] == NAME]


def of_json(client: Client, at: str, query: dict[str, str]) -> Any:
    return json.loads(client.get(f"{at}costs.json", query).content).get(NAME)


@pytest.mark.parametrize("workload", [BY_KEY["article-small"].workload, parse_workload(AGENT)])
@pytest.mark.parametrize("invoice", ["60", "0", "1234.56", ""])
def test_each_file_has_the_last_invoice_with_its_origin(
    alice: User, alice_client: Client, workload: Any, invoice: str
) -> None:
    asked = {**workload.as_form(), **({NAME: invoice} if invoice else {})}
    alice_client.post("/calculator/save/", {"scenario": urlencode(asked), "name": "Desk"})
    scenario = Scenario.objects.get(owner=alice)

    for at, query in (("/calculator/", asked), (scenario.get_absolute_url(), {})):
        told = [("The vendor's last invoice", Decimal(invoice), "entered")] if invoice else []
        assert of_csv(alice_client, at, query) == of_workbook(alice_client, at, query) == told
        assert of_json(alice_client, at, query) == (invoice or None)


def test_an_invoice_of_a_bill_says_in_each_file_of_which(alice: User, alice_client: Client) -> None:
    small = BY_KEY["article-small"].workload
    scenario = Scenario.objects.create(
        owner=alice,
        name="Desk",
        inputs=small.as_json(),
        last_invoice=Decimal(60),
        origins={NAME: "measured:openai-usage:2026-10"},
    )
    at = scenario.get_absolute_url()

    [(label, amount, origin)] = of_workbook(alice_client, at, {})
    assert of_csv(alice_client, at, {}) == [(label, amount, origin)]
    assert "October 2026" in origin


def imported(client: Client, file: str) -> Scenario:
    """The scenario that is saved of the page that a file opens."""
    page = client.post("/calculator/import/", {"workload": file}, follow=True)
    client.post("/calculator/save/", {"scenario": page.context["form"].address, "name": "Again"})
    return Scenario.objects.get(name="Again")


def of_a_bill(owner: User) -> Scenario:
    return Scenario.objects.create(
        owner=owner,
        name="Desk",
        inputs=BY_KEY["article-small"].workload.as_json(),
        last_invoice=Decimal(60),
        origins={NAME: "billed:openai-usage:2026-10"},
    )


def test_a_file_of_a_page_and_of_a_scenario_brings_the_invoice_back_with_its_origin(
    alice: User, alice_client: Client
) -> None:
    first = of_a_bill(alice)
    file = alice_client.get(f"{first.get_absolute_url()}costs.json").content.decode()

    page = alice_client.post("/calculator/import/", {"workload": file}, follow=True)
    query = page.context["form"].kept
    again = imported(alice_client, file)

    expected = of_csv(alice_client, first.get_absolute_url(), {})
    for at, asked in (("/calculator/", query), (again.get_absolute_url(), {})):
        assert of_csv(alice_client, at, asked) == of_workbook(alice_client, at, asked) == expected
        told = json.loads(alice_client.get(f"{at}costs.json", asked).content)
        assert {"origin": expected[0][2], "inputs": [NAME], "values": ["60"]} in told["origins"]
        html = alice_client.get(at, asked).content.decode()
        assert "Usage before tax and credits (measured: OpenAI usage, October 2026): $60.00." in html
    assert "measured: OpenAI usage, October 2026" in expected[0][2]


@pytest.mark.parametrize("amount", ["61", "60.01", None])
def test_an_invoice_that_was_changed_in_the_file_is_no_longer_of_the_bill(
    alice: User, alice_client: Client, amount: str | None
) -> None:
    at = of_a_bill(alice).get_absolute_url()
    data = json.loads(alice_client.get(f"{at}costs.json").content)

    again = imported(alice_client, json.dumps({**data, NAME: amount}))

    assert again.last_invoice == (None if amount is None else Decimal(amount))
    assert NAME not in again.origins


def test_an_imported_invoice_that_is_typed_over_is_entered(alice: User, alice_client: Client) -> None:
    at = of_a_bill(alice).get_absolute_url()
    file = alice_client.get(f"{at}costs.json").content.decode()
    page = alice_client.post("/calculator/import/", {"workload": file}, follow=True)

    [(_label, amount, origin)] = of_csv(
        alice_client, "/calculator/", {**page.context["form"].kept, NAME: "61"}
    )

    assert (amount, origin) == (61, "entered")
    assert (
        "Usage before tax"
        not in alice_client.get("/calculator/", {**page.context["form"].kept, NAME: "61"}).content.decode()
    )
