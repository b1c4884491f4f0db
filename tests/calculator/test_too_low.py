"""What a model bills beside text is no line, so that every sum of it is "at least", at every door."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.cost_lines import NO_PRICE_BESIDE, TOO_LOW
from calculator.domain.fields import FIELDS, REPLACED_BY_STEPS, Kind
from calculator.scenarios.comparison import compare
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import price_row, saved

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


@pytest.mark.parametrize("is_text", [True, False])
def test_everything_around_the_estimate_rests_on_the_same_remark(client: Client, is_text: bool) -> None:
    """Range, volumes, levers and the year are of the estimate, and say "at least" where it does."""
    price_row("google", "painter", 2, 12, "2025-06-10", text=is_text, note="Priced by the hour.")

    html = text(client.get("/calculator/explore/", ASKED | {"value_per_unit": "1"}).content.decode())

    assert ("not billed by text tokens alone" in html) is not is_text
    assert "Priced by the hour." in html
    bounded = (
        "The estimate is at least $",
        "Total per month, at least",
        "Units per month Total, at least",
        "each month costs at least",
        "As far as entered, the month costs",
    )
    assert [said in html for said in bounded] == [not is_text] * len(bounded)


def test_what_counts_too_little_is_neither_the_same_as_nor_dearer_than_anything(alice: User) -> None:
    exact, audio = saved(alice, "Plain", "support-desk"), saved(alice, "Audio", "support-desk")
    audio.prices_copied = {"row": 1, "model": "a/b", "notes": [{"field": "model", "message": TOO_LOW}]}

    for both in ((exact, audio), (audio, exact)):
        found = compare(both)
        cells = {row.name: row.cells[1] for row in (*found.results, *found.lines)}
        unknown = ("Total per month", "Cost per unit", "Net per month", "Tokens")
        assert [cells[name].difference for name in unknown] == ["not comparable"] * 4
        assert cells["Human review"].difference == "same"
        said = "Their totals are not compared: more is paid for “Audio” than is counted here."
        assert said in found.findings[0]
        assert not any("costs" in sentence for sentence in found.findings[0])
        assert "Lines entered in all of them" not in cells
    assert compare((exact, saved(alice, "Other", "support-desk"))).results[0].cells[1].difference == "same"


SEATS = {
    **{name: amount for name, amount in NOTHING.items() if not name.endswith(("_price", "call_fee"))},
    "units_per_month": "1000", "input_tokens": "500000", "output_tokens": "20000", "output_price": "15",
    "seats": "10", "seat_monthly": "39", "value_per_unit": "3", "retry_rate": "0", "review_rate": "0",
}  # fmt: skip


@pytest.mark.parametrize("price", [None, "3"])
def test_half_a_token_price_beside_seats_is_at_least_at_every_door(client: Client, price: str | None) -> None:
    asked = SEATS | ({"input_price": price} if price else {})

    page = text(client.get("/calculator/", asked).content.decode())
    around = text(client.get("/calculator/explore/", asked).content.decode())
    api = client.post("/api/v1/estimates", asked, content_type="application/json").json()
    rows = client.get("/calculator/costs.csv", asked).content.decode()
    book = load_workbook(BytesIO(client.get("/calculator/costs.xlsx", asked).content), data_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}

    half = price is None
    assert ("Each unit costs at least $" in page, api["complete"]) == (half, not half)
    assert api["bounds"].get("lines.tokens.monthly") == ("at_least" if half else None)
    assert api["bounds"].get("total_monthly") == ("at_least" if half else None)
    doors = (page, around, rows, str(api["notes"]), str(cells))
    assert [NO_PRICE_BESIDE in said for said in doors] == [half] * 5


@pytest.mark.parametrize(
    ("review", "half"),
    [
        ({"review_rate": "0.2"}, True),
        ({"review_rate": "0.2", "review_minutes": "4"}, True),
        ({"review_rate": "", "review_minutes": "4", "reviewer_hourly_cost": "45"}, True),
        ({"review_rate": "0.2", "review_minutes": "4", "reviewer_hourly_cost": "45"}, False),
        ({"review_rate": "0.2", "review_minutes": "4", "reviewer_hourly_cost": "0"}, False),
    ],
)
def test_half_a_review_is_at_least_at_every_door(client: Client, review: dict[str, str], half: bool) -> None:
    whole = {name: each for name, each in SEATS.items() if not name.startswith("review")}
    asked = {name: each for name, each in (whole | {"input_price": "3"} | review).items() if each}

    page = text(client.get("/calculator/", asked).content.decode())
    api = client.post("/api/v1/estimates", asked, content_type="application/json").json()
    rows = client.get("/calculator/costs.csv", asked).content.decode().splitlines()
    book = load_workbook(BytesIO(client.get("/calculator/costs.xlsx", asked).content), data_only=True)
    remarks = {row[0]: row[3] or "" for row in book["Costs"].iter_rows(values_only=True)}

    said = "at least" if half else ""
    assert ("Each unit costs at least $" in page, api["complete"]) == (half, not half)
    assert not (half and "all of it" in page)
    assert [api["bounds"].get(f"{name}_monthly") for name in ("total", "net")] == (
        ["at_least", "at_most"] if half else [None, None]
    )
    assert api["bounds"].get("lines.human_review.monthly") == ("at_least" if half else None)
    assert {"token_cost_per_unit", "lines.tokens.monthly"}.isdisjoint(api["bounds"])
    assert api["not_entered"] == []
    assert next(row for row in rows if row.startswith("total_monthly")).split(",")[2] == said
    assert next(row for row in rows if row.startswith("Human review")).split(",")[-1] == said
    assert [remarks[name] for name in ("Human review", "Total per month", "Above the waterline")] == [
        said, said, "",
    ]  # fmt: skip


def test_reviews_half_entered_are_set_against_no_other(alice: User) -> None:
    half, whole = saved(alice, "Half", "support-desk"), saved(alice, "Whole", "support-desk")
    half.inputs = {name: value for name, value in half.inputs.items() if name != "review_minutes"}

    for both in ((half, whole), (whole, half)):
        found = compare(both)
        cells = {row.name: row.cells[1].difference for row in (*found.results, *found.lines)}
        assert (cells["Total per month"], cells["Human review"]) == ("not comparable", "not comparable")
        assert found.findings[0][0] == (
            "Their totals are not compared: the reviews of “Half” are only half entered."
        )


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
