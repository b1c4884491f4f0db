"""An estimate as a downloaded file says where its inputs come from."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.pages import SMALL
from tests.calculator.stored import price_row


@pytest.mark.django_db
def test_the_table_of_an_address_says_where_each_input_comes_from(client: Client) -> None:
    query = SMALL | {"preset": "article-small", "vector_db_monthly": "900"}

    rows = list(csv.reader(StringIO(client.get("/calculator/costs.csv", query).content.decode())))

    assert ["vector_db_monthly", "Vector database", "900", "entered"] in rows
    assert ["input_price", "Input price", "3", "example: Small support team"] in rows
    assert ["acceptance_rate", "Acceptance rate (not redone by a person)", "1", "our default"] in rows


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ],
)
@pytest.mark.django_db
def test_the_scenario_of_an_address_is_downloaded(client: Client, format: str, kind: str) -> None:
    response = client.get(f"/calculator/costs.{format}", SMALL)

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith('attachment; filename="runrate-ticket-')
    assert response["Content-Disposition"].endswith(f'.{format}"')


def steps_sheet(client: Client, address: str, **query: str) -> list[str]:
    """Every text of the sheet of model steps."""
    file = client.get(address, query).content
    rows = load_workbook(BytesIO(file))["Steps"].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if isinstance(cell, str)]


@pytest.mark.django_db
def test_the_workbook_names_the_model_of_each_step_and_where_its_prices_come_from(
    alice: User, alice_client: Client
) -> None:
    row = price_row("openai", "o3", 2, 8, "2025-06-10")
    step = {"calls": "2", "input_tokens": "10", "output_tokens": "1"}
    own = step | {"input_price": "1", "output_price": "5"}
    sent = {f"steps.1.{name}": each for name, each in (step | {"model": "openai/o3"}).items()}
    sent |= {f"steps.2.{name}": each for name, each in own.items()}
    names = [f"steps.1.{name}" for name in ("input_price", "output_price")]
    copied = {"row": row.pk, "model": "openai/o3", "checked_on": "2026-11-24", "copied_on": "2026-11-24",
              "filled": names, "source_url": row.source_url}  # fmt: skip
    scenario = Scenario.objects.create(
        owner=alice, name="Desk",
        inputs={"units_per_month": "10", "steps": [step | {"input_price": "2", "output_price": "8"}, own]},
        origins=dict.fromkeys(names, f"price:{row.pk}"), prices_copied={"steps": {"1": copied}},
    )  # fmt: skip

    page = steps_sheet(alice_client, "/calculator/costs.xlsx", units_per_month="10", **sent)
    kept = steps_sheet(alice_client, f"/scenarios/{scenario.pk}/costs.xlsx")

    for cells, from_list in ((page, 3), (kept, 2)):  # the page fills in a batch factor too
        assert cells[1:3] == ["Model", "openai/o3"]
        prices = [
            cell for cell in cells if cell.startswith("openai/o3, checked 24 November 2026 (example.com)")
        ]
        assert len(prices) == from_list
        assert cells.count("entered") == 8
