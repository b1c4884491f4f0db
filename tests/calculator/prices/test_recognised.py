"""16-M7: our own JSON comes back with its models, its example, and origins said of what they are about."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.domain.prices.carried_notes import split_notes
from calculator.models import PriceRow, Scenario
from calculator.prices.pricing import copies_in
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db

CALL = {"input_tokens": "1000", "output_tokens": "100", "batch_share": "0.5"}
ASKED = {"units_per_month": "1000", "steps.1.model": "anthropic/sonnet", "steps.2.model": "openai/o3"} | {
    f"steps.{number}.{name}": text for number in (1, 2) for name, text in CALL.items()
}


@pytest.fixture(autouse=True)
def models() -> None:
    price_row("anthropic", "sonnet", 3, 15, "2026-05-01", batch_input_price=1.5, batch_output_price=7.5,
              search_price=10)  # fmt: skip
    price_row("openai", "o3", 2, 8, "2026-05-01")


def file_of(client: Client, query: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(f"/calculator/costs.json?{query}").content)
    return found


def imported(client: Client, body: dict[str, Any]) -> Any:
    return client.post("/calculator/import/", {"workload": json.dumps(body)}, follow=True)


def models_of(page: Any) -> list[str]:
    return [step.model for step in page.context["result"].steps]


def test_the_models_of_a_file_stand_in_its_table_and_say_what_they_say_chosen_from_the_list(
    alice: User, alice_client: Client
) -> None:
    chosen = alice_client.get("/calculator/", ASKED)
    page = imported(alice_client, file_of(alice_client, urlencode(ASKED)))
    said = [remark.message for remark in page.context["result"].remarks]

    assert models_of(page) == models_of(chosen) == ["anthropic/sonnet", "openai/o3"]
    assert said == [remark.message for remark in chosen.context["result"].remarks]
    assert "batch price as a share of the price: anthropic" not in text(page.content.decode())

    query = page.context["form"].address
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Work"})
    scenario = Scenario.objects.get(owner=alice)
    assert [row["model"] for row in copies_in(scenario.prices_copied).values()] == models_of(chosen)
    assert scenario.origins["steps.2.input_price"].startswith("price:")


def test_a_model_whose_price_is_another_today_is_said_where_its_prices_came_from(client: Client) -> None:
    body = file_of(client, urlencode(ASKED))
    PriceRow.objects.filter(model="o3").update(output_price=9)

    page = imported(client, body)

    assert models_of(page) == ["anthropic/sonnet", ""]
    assert "Step 2: model: openai/o3, checked 24 November 2026 (example.com), copied" in text(
        page.content.decode()
    )


def test_a_price_that_is_changed_after_the_import_ends_its_model(client: Client) -> None:
    form = imported(client, file_of(client, urlencode(ASKED))).context["form"]

    page = client.get("/calculator/", {**form.kept, "steps.1.output_price": "14"})

    assert models_of(page) == ["", "openai/o3"]


def test_a_file_of_an_example_is_that_example_again(client: Client) -> None:
    page = imported(client, file_of(client, "preset=claims-agent"))
    example = client.get("/calculator/?preset=claims-agent")

    assert models_of(page) == models_of(example)
    assert page.context["result"].remarks == example.context["result"].remarks
    assert "Unit (what you count): example" not in text(page.content.decode())


def test_an_origin_of_many_inputs_is_not_said_of_one_of_them() -> None:
    prices = ["steps.1.batch_factor", "steps.1.input_price", "steps.3.input_price"]
    bill = ["input_tokens", "output_tokens", "units_per_month"]
    origins = [{"origin": "a/b, listed", "inputs": prices}, {"origin": "A bill", "inputs": bill}]

    _rest, notes = split_notes({"origins": [*origins, {"origin": "My guess", "inputs": bill[:1]}]})

    assert [(note.field, note.message) for note in notes] == [
        ("steps.1.model", "a/b, listed"),
        ("steps.3.model", "a/b, listed"),
        ("input_tokens", "A bill (this and 2 further inputs)"),
        ("input_tokens", "My guess"),
    ]


@pytest.mark.parametrize("origins", [[1], [{"origin": "example: Claims agent", "inputs": [1]}, None], {}])
def test_what_are_no_origins_is_refused_and_breaks_nothing(origins: object, client: Client) -> None:
    page = imported(client, {**file_of(client, urlencode(ASKED)), "origins": origins})

    assert "Give origins as a short list" in page.content.decode()
