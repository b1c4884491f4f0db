"""What a model bills beside text is no line, so that every sum of it is "at least", at every door."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.fields import FIELDS, REPLACED_BY_STEPS, Kind
from tests.calculator.pages import text
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
NOTHING = {
    field.name: "0"
    for field in FIELDS
    if field.kind is Kind.MONEY
    and field.name not in {*REPLACED_BY_STEPS, "value_per_unit", "human_cost_per_unit"}
    and not field.name.startswith(("seat", "capacity", "error", "reviewer_m", "infrastructure_step"))
}
ASKED = {
    **NOTHING,
    "units_per_month": "1000",
    "input_tokens": "10",
    "output_tokens": "1345",
    "retry_rate": "0",
    "review_rate": "0",
    "model": "google/painter",
}


@pytest.mark.parametrize(("is_text", "said"), [(True, "Each unit costs $"), (False, "costs at least $")])
def test_the_headline_says_at_least_where_a_model_bills_more_than_text(
    client: Client, is_text: bool, said: str
) -> None:
    price_row("google", "painter", 2, 12, "2025-06-10", text=is_text)

    page = text(client.get("/calculator/", ASKED).content.decode())
    rows = client.get("/calculator/costs.csv", ASKED).content.decode().splitlines()
    book = load_workbook(BytesIO(client.get("/calculator/costs.xlsx", ASKED).content), data_only=True)
    total = next(row for row in book["Costs"].iter_rows(values_only=True) if row[0] == "Total per month")

    bound = "" if is_text else "at least"
    assert said in page
    assert "The lines that were not entered are not counted" not in page
    assert next(row for row in rows if row.startswith("total_monthly")).split(",")[2] == bound
    assert (total[3] or "") == bound


def test_a_file_brings_it_along(client: Client) -> None:
    price_row("google", "painter", 2, 12, "2025-06-10", text=False)
    file = client.get("/calculator/costs.json", ASKED).content.decode()

    page = client.post("/calculator/import/", {"workload": file})["Location"]

    assert "costs at least $" in text(client.get(page).content.decode())


@pytest.mark.parametrize(
    ("tokens", "said"), [("100000", "Each unit costs $"), ("300000", "costs at least $")]
)
def test_the_headline_says_at_least_where_a_long_call_writes_for_an_hour(
    client: Client, tokens: str, said: str
) -> None:
    price_row(
        "anthropic", "writer", 3, 15, "2025-06-10", text=True, cache_write_1h_price=6,
        long_context_threshold=200_000, long_context_input_price=6, long_context_output_price=22.5,
        note="Not charged here: one-hour cache writes above 200,000 tokens $12.00.",
    )  # fmt: skip
    long = {**ASKED, "model": "anthropic/writer", "input_tokens": tokens, "cache_write_1h_share": "20%"}

    answer = client.post(
        "/api/v1/estimates",
        {name: text for name, text in long.items() if "%" not in text} | {"cache_write_1h_share": "0.2"},
        content_type="application/json",
    )

    assert said in text(client.get("/calculator/", long).content.decode())
    assert answer.json()["complete"] is (tokens == "100000")
