"""Prices of the list are never called measured, nor are calls that no file counts, at any door."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from calculator.models import Scenario
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_against_page import against
from tests.calculator.web.usage.test_origins_on_every_door import (
    in_csv,
    in_json,
    in_the_report,
    in_xlsx,
    on_the_page,
)
from tests.calculator.web.usage.test_take_views import choose, every, take

AZURE = "azure-cost-details-mca.csv"
ASSUMED = "assumed: one call per unit"
DOORS = (on_the_page, in_csv, in_xlsx, in_json)


def made_of(client: Client, send: Send, name: str, **fields: str) -> tuple[Any, Scenario]:
    upload = send(client, name)
    choose(client, upload, **fields)
    take(client, upload, *every(client, upload))
    return upload, Scenario.objects.get()


def test_calls_that_no_file_counts_are_assumed_at_every_door(alice_client: Client, send: Send) -> None:
    upload, made = made_of(alice_client, send, AZURE, units="10")

    for door in (on_the_page, in_json):
        found = dict(door(alice_client, made))
        assert {found["steps.1.calls"], found["steps.2.calls"]} == {ASSUMED}
        assert found["steps.1.input_tokens"] == "measured: Azure cost details, 5 October 2026"
    table = alice_client.get(f"{made.get_absolute_url()}costs.csv").content.decode()
    rows = [line for line in table.splitlines() if line.startswith("steps.") and ".calls," in line]
    assert [ASSUMED in row for row in rows] == [True, True]
    book = load_workbook(BytesIO(alice_client.get(f"{made.get_absolute_url()}costs.xlsx").content))
    cells = [cell for row in book["Steps"].iter_rows(values_only=True) for cell in row]
    assert cells.count(ASSUMED) == 2
    assert ASSUMED in in_the_report(made).values()
    shown = text_of(alice_client.get(reverse("usage:inputs", args=[upload.pk])))
    assert "calls a unit 1, assumed" in shown


@pytest.mark.parametrize("name", [AZURE, "aws-cur2-bedrock.csv"])
def test_calls_that_no_file_counts_are_not_said_to_be_billed(
    alice_client: Client, send: Send, scenario: Scenario, name: str
) -> None:
    upload = send(alice_client, name)
    choose(alice_client, upload, units="10")

    causes = {row.name: row.behind for row in against(alice_client, upload, scenario).context["rows"]}

    assert "; 2 model steps billed" in causes["Mix of models"]


@pytest.mark.parametrize(
    ("billed", "page", "said"),
    [
        ("2", "price list", "price list, by the total of OpenRouter activity, 5 October 2026"),
        (
            "1",
            "price list times 2",
            "price list times 2, from the total of OpenRouter activity, 5 October 2026",
        ),
    ],
)
def test_a_price_of_the_list_is_called_that_at_every_door(
    alice_client: Client, send: Send, billed: str, page: str, said: str
) -> None:
    row = price_row("openai", "gpt-4.1-2025-04-14", int(billed), 4 * int(billed), "2025-04-14")
    type(row).objects.filter(pk=row.pk).update(cache_read_price=int(billed) * 25 / 100)

    upload, made = made_of(alice_client, send, "openrouter-activity.csv", units="2")

    offers = alice_client.get(reverse("usage:inputs", args=[upload.pk])).context["offers"]
    assert {each.name: each.of_list for each in offers if each.of_list}["input_price"].startswith(page[:10])
    for door in DOORS:
        found = dict(door(alice_client, made))
        assert found["input_price"].startswith("price list"), door
        assert found["output_price"] == found["input_price"]
        assert found["input_tokens"] == "measured: OpenRouter activity, 5 October 2026"
    assert found["input_price"] == said
    assert said in in_the_report(made).values()
