"""One fact, many ways out: where an input comes from, and of which day, is said in the same words in each."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.test import Client
from lxml import html
from openpyxl import load_workbook

from calculator.domain.labels import label_of
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db
PRICED = {
    "row": 7,
    "model": "openai/gpt-5",
    "listed_in": "genai-prices 0.2.3",
    "listed_on": "2026-11-10",
    "source_url": "https://openai.com/pricing",
    "copied_on": "2026-11-20",
    "filled": ["input_price", "output_price"],
    "notes": [],
}
ORIGINS = {
    "units_per_month": "entered",
    "input_tokens": "measured:openai-usage:2026-10",
    "output_tokens": "measured:openai-usage:2026-10",
    "input_price": "price:7",
    "output_price": "price:7",
    "review_rate": "preset:support-desk",
}


@pytest.fixture
def scenario(alice: User) -> Scenario:
    found = saved(alice, "Desk", "support-desk")
    found.origins, found.prices_copied = ORIGINS, PRICED
    found.save()
    return found


def of_page(client: Client, scenario: Scenario) -> dict[str, str]:
    tree = html.fromstring(client.get(f"/scenarios/{scenario.pk}/").content.decode())
    rows = tree.xpath("//tr[td[3]]|//tr[th and count(td)=2]")
    cells = [[" ".join(each.text_content().split()) for each in row] for row in rows]
    return {label: origin for label, _value, origin in cells}


def of_csv(client: Client, scenario: Scenario) -> dict[str, str]:
    text = client.get(f"/scenarios/{scenario.pk}/costs.csv").content.decode("utf-8-sig")
    rows = csv.reader(StringIO(text.partition("\r\n\r\n")[0]))
    next(rows)
    return {label: origin for _name, label, _value, origin in rows}


def of_workbook(client: Client, scenario: Scenario) -> dict[str, str]:
    body = client.get(f"/scenarios/{scenario.pk}/costs.xlsx").content
    sheet = load_workbook(BytesIO(body), data_only=True)["Inputs"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=5, max_col=4)]
    return {row[1]: row[3] for row in rows if row[0] and row[1]}


def test_page_table_and_workbook_say_the_same_of_each_input(alice_client: Client, scenario: Scenario) -> None:
    """N32."""
    page, table, book = (each(alice_client, scenario) for each in (of_page, of_csv, of_workbook))

    assert {label: table[label] for label in page} == page
    assert {label: book[label] for label in page if label in book} == {
        label: said for label, said in page.items() if label in book
    }
    assert page["Input tokens per unit"] == "measured: OpenAI usage, October 2026"
    assert page["Input price"] == (
        "openai/gpt-5, listed in genai-prices 0.2.3 of 10 November 2026 (openai.com), copied 20 November 2026"
    )
    assert page["Human review rate"] == "example: Support desk"


def test_the_file_of_data_names_the_source_of_each_input_of_the_page(
    alice_client: Client, scenario: Scenario
) -> None:
    data = json.loads(alice_client.get(f"/scenarios/{scenario.pk}/costs.json").content)
    page = of_page(alice_client, scenario)

    said = {label_of(name): each["origin"] for each in data["origins"] for name in each["inputs"]}
    known = {label: origin for label, origin in page.items() if origin not in {"entered", "our default"}}
    assert {label: said.get(label) for label in known} == known
