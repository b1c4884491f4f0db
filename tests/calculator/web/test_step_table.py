"""Steps side by side: the cost of each for one unit, its share, and contracted prices beside the list's."""

import re
from datetime import date

import pytest
from django.test import Client

from calculator.domain.cost_lines import Note
from calculator.domain.prices.telling_notes import TOO_LOW
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.prices.provenance import ListPrices
from calculator.web.step_table import contract, step_rows
from runrate.accounts.models import User
from tests.calculator.pages import page, text
from tests.calculator.stored import price_row

PRICES = {"input_price": "3", "output_price": "15"}
BIG = {"name": "Decide", "calls": 2, "input_tokens": 8000, "output_tokens": 1000, **PRICES}
SMALL = {"calls": 4, "input_tokens": 3000, "output_tokens": 300, "input_price": "1", "output_price": "5"}
GROWS = {**SMALL, "calls": 3, "input_growth": 1000, "cache_read_share": "0.25"}


def test_each_step_has_its_cost_for_a_unit_and_its_share_of_all() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [BIG, SMALL, GROWS]})

    found = step_rows(workload, {"steps.2.": ListPrices("openai/o3", {})})

    assert [(row.number, row.name, row.model, row.calls, row.cost, row.share) for row in found] == [
        (1, "Decide", "", "2", "$0.0780", "69.3%"),
        (2, "", "openai/o3", "4", "$0.0180", "16.0%"),
        (3, "", "", "3", "$0.0165", "14.7%"),
    ]
    assert [(row.input_tokens, row.cached, row.growth) for row in found[1:]] == [
        ("3,000", "", ""),
        ("3,000", "25% read", "1,000"),
    ]


def test_a_step_that_costs_more_than_is_counted_costs_at_least_so_much() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [BIG, SMALL]})

    found = step_rows(workload, {}, (Note("steps.2.model", TOO_LOW), Note("steps.1.model", "It is old.")))

    assert [row.cost for row in found] == ["$0.078", "at least $0.018"]


def test_one_call_of_one_model_has_no_table_of_steps() -> None:
    workload = parse_workload({"units_per_month": 10, "input_tokens": 1, "output_tokens": 1, **PRICES})

    assert step_rows(workload, {}) == ()


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        ({"price_factor": "0.78"}, "List $3.00 / $15.00, yours $2.34 / $11.70 per million tokens."),
        ({"price_factor": 1}, ""),
        ({}, ""),
    ],
)
def test_a_contracted_price_stands_beside_that_of_the_list(factor: dict[str, object], said: str) -> None:
    """N22."""
    tokens = {"units_per_month": 10, "input_tokens": 1, "output_tokens": 1}

    assert contract(parse_workload({**tokens, **PRICES, **factor})) == said
    stepped = parse_workload({"units_per_month": 10, "steps": [{**BIG, **factor}]})
    assert step_rows(stepped, {})[0].contract == said


@pytest.mark.django_db
def test_a_step_of_the_page_names_its_model_and_says_what_its_prices_rest_on_once(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10", batch_input_price=None)
    step = {
        "model": "openai/o3",
        "calls": "1",
        "input_tokens": "10",
        "output_tokens": "1",
        "batch_share": "1",
    }
    query = {f"steps.{number}.{name}": said for number in (1, 2) for name, said in step.items()}

    html = text(page(client, units_per_month="10", **query))

    assert "Step 1 1 10 1 – 50.0% $0.000028 openai/o3: $2.00 in / $8.00 out per million tokens." in html
    assert html.count("The price list names no batch price for this model") == 1
    assert "Steps 1 and 2: batch price as a share of the price" in html


@pytest.mark.django_db
def test_a_typed_price_at_a_contracted_share_is_said_alike_in_the_table_and_the_note(client: Client) -> None:
    price_row("openai", "gpt-4o", 2.5, 10, "2024-05-13")
    own = {"model": "openai/gpt-4o", "input_price": "2", "price_factor": "0.78"}
    own |= {"input_tokens": "10", "output_tokens": "1"}
    query = {f"steps.1.{name}": said for name, said in own.items()}

    stepped = text(page(client, units_per_month="10", **query))
    flat = text(page(client, units_per_month="10", **own))

    for html in (stepped, flat):
        assert "List $2.50, yours $1.56 per million tokens." in html
        assert "List $2.50 / $10.00, yours $1.56 / $7.80 per million tokens." in html
        assert set(re.findall(r"List (\$[0-9.]+)", html)) == {"$2.50"}


def test_a_replaced_list_price_that_was_not_kept_is_not_made_up() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [{**BIG, "price_factor": "0.5"}]})
    listed = ListPrices("openai/o3", {"output_price": "15"})

    assert step_rows(workload, {"steps.1.": listed})[0].contract == ""


LONG = {
    "long_context_threshold": 200_000,
    "long_context_input_price": 6,
    "long_context_output_price": "22.5",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factor", "shown"),
    [
        ("1", ("$3.00 in / $15.00 out", "$6.00 in / $22.50 out")),
        ("0.78", ("List $3.00 / $15.00, yours $2.34 / $11.70", "List $6.00 / $22.50, yours $4.68 / $17.55")),
    ],
)
def test_each_step_says_its_prices_in_force_and_where_they_are_from(
    client: Client, factor: str, shown: tuple[str, str]
) -> None:
    listed = {"checked_on": None, "listed_in": "genai-prices 0.2.3", "listed_on": date(2026, 11, 10)}
    price_row("anthropic", "claude", 3, 15, "2025-09-29", **listed, **LONG)
    step = {"model": "anthropic/claude", "calls": "8", "input_tokens": "20000", "input_growth": "30000",
            "output_tokens": "1000", "price_factor": factor}  # fmt: skip

    html = text(
        page(client, units_per_month="10", **{f"steps.1.{name}": each for name, each in step.items()})
    )

    assert f"{shown[0]} per million tokens." in html
    assert f"Calls of more than 200,000 tokens: {shown[1]} per million tokens." in html
    assert "Listed in genai-prices 0.2.3 of 10 November 2026 (example.com)." in html


def test_writes_to_the_cache_and_what_is_sent_as_batch_are_said() -> None:
    shares = {"cache_read_share": "0.6", "cache_write_share": "0.2", "cache_write_1h_share": "0.05"}
    batch = {"batch_share": "0.4", "batch_factor": "0.5"}
    steps = [BIG | shares | batch, BIG | batch, BIG | shares | batch | {"batch_cache_factor": 1}]

    first, second, third = step_rows(parse_workload({"units_per_month": 10, "steps": steps}), {})

    assert first.cached == "60% read, 20% written, 5% written for an hour"
    assert first.prices[-1] == second.prices[-1] == "40.0% sent as batch, at 50.0% of the price."
    assert third.prices[-1] == ("40.0% sent as batch, at 50.0% of the price, cached tokens at 100.0%.")


def test_a_step_that_costs_next_to_nothing_is_not_shown_as_free() -> None:
    tiny = {"input_tokens": 500, "output_tokens": 0, "input_price": "0.02", "output_price": 1}

    found = step_rows(parse_workload({"units_per_month": 10, "steps": [BIG, tiny]}), {})

    assert [row.cost for row in found] == ["$0.07800", "$0.00001"]


def test_nobody_who_entered_no_search_reads_of_searches() -> None:
    step = BIG | {"search_price": 10}

    [free], [asked] = (
        step_rows(parse_workload({"units_per_month": 10, "steps": [each]}), {})
        for each in (step, step | {"searches": 3})
    )

    assert free.figures == "2 × (8,000 × $3 + 1,000 × $15) ÷ 1,000,000"
    assert asked.figures == "(2 × (8,000 × $3 + 1,000 × $15) ÷ 1,000,000 + 2 × 3 × $10 ÷ 1,000)"


def test_a_step_below_the_threshold_names_no_price_above_it() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [BIG | LONG]})

    assert step_rows(workload, {})[0].prices == ("$3.00 in / $15.00 out per million tokens.",)


@pytest.mark.django_db
def test_each_step_shows_its_formula_with_its_numbers(client: Client) -> None:
    typed = {f"steps.1.{name}": str(each) for name, each in BIG.items()}

    html = text(page(client, units_per_month="10", **typed))

    assert "= 2 × (8,000 × $3 + 1,000 × $15) ÷ 1,000,000 = $0.078" in html


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "heading"), [("Decide", "1. Decide"), ("", "Step 1")])
def test_a_step_without_a_name_is_called_by_its_number(client: Client, name: str, heading: str) -> None:
    typed = {f"steps.1.{field}": str(each) for field, each in (BIG | {"name": name}).items() if each}

    html = page(client, units_per_month="10", **typed)

    assert [text(found).strip() for found in re.findall(r'<th scope="row">(.*?)</th>', html, re.DOTALL)] == [
        heading
    ]


@pytest.mark.django_db
def test_the_example_of_two_models_names_the_model_of_each_step(client: Client) -> None:
    html = text(page(client, preset="claims-agent"))

    table = html[html.index("Step by step") : html.index("Line by line")]
    models = re.findall(r"Anthropic list price of (Claude \w+ 5.5)", table)
    assert models == ["Claude Haiku 5.5"] * 2 + ["Claude Sonnet 5.5", "Claude Haiku 5.5", "Claude Sonnet 5.5"]
    named = re.findall(r"anthropic/claude-(\w+)-5-5", table)
    assert named == ["haiku", "haiku", "sonnet", "haiku", "sonnet"]


@pytest.mark.django_db
def test_the_page_of_a_saved_scenario_says_the_same_of_its_steps(alice: User, alice_client: Client) -> None:
    row = price_row("openai", "o3", 2, 8, "2025-06-10")
    step = {"calls": "2", "input_tokens": "10", "output_tokens": "1", "input_price": "2", "output_price": "8"}
    names = [f"steps.1.{name}" for name in ("input_price", "output_price")]
    copied = {"row": row.pk, "model": "openai/o3", "checked_on": "2026-11-24", "filled": names,
              "source_url": row.source_url}  # fmt: skip
    scenario = Scenario.objects.create(
        owner=alice, name="Desk", inputs={"units_per_month": "10", "steps": [step]},
        origins=dict.fromkeys(names, f"price:{row.pk}"), prices_copied={"steps": {"1": copied}},
    )  # fmt: skip

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert (
        "openai/o3: $2.00 in / $8.00 out per million tokens. Checked 24 November 2026 (example.com)." in html
    )
    assert "= 2 × (10 × $2 + 1 × $8) ÷ 1,000,000" in html


def test_the_row_of_a_step_says_by_how_much_its_input_grows_from_call_to_call(client: Client) -> None:
    step = {f"steps.1.{name}": str(each) for name, each in GROWS.items()}
    shown = page(client, units_per_month="10", **step)

    assert "+1,000 each" in text(shown)
