"""Figures that were wrong once, at each way in: page, API, files, command line and report."""

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.prices.carried_notes import split_notes
from calculator.domain.workload_input import lists_from, parse_workload
from calculator.prices.genai_prices import ListedPrice, listed_prices
from calculator.prices.importer import import_prices
from runrate.core.numbers import price
from runrate.reports.domain.compose import compose
from tests.calculator.pages import text
from tests.reports.readers import source

pytestmark = pytest.mark.django_db

IMAGES = "google/gemini-3-pro-image-preview"
RESEARCH = "perplexity/sonar-deep-research"
SONNET = "anthropic/claude-sonnet-4-5"
ONE: Mapping[str, object] = {"units_per_month": 1, "input_tokens": 100_000, "output_tokens": 1000}
CACHED_BATCH = {**ONE, "batch_share": 1, "cache_read_share": "0.9"}
LONG = {**ONE, "input_tokens": 300_000, "cache_read_share": "0.8"}
GROWING = {
    "units_per_month": 1,
    "steps.1.calls": 20,
    "steps.1.input_tokens": 8000,
    "steps.1.input_growth": 12_000,
    "steps.1.output_tokens": 1000,
    "steps.1.input_price": 3,
    "steps.1.output_price": 15,
    "steps.1.long_context_threshold": 200_000,
    "steps.1.long_context_input_price": 6,
    "steps.1.long_context_output_price": "22.5",
}
IMAGES_AS_A_STEP = {
    "units_per_month": 1,
    "steps.1.model": IMAGES,
    "steps.1.input_tokens": 10,
    "steps.1.output_tokens": 225,
    "steps.2.model": IMAGES,
    "steps.2.input_tokens": 0,
    "steps.2.output_tokens": 1120,
    "steps.2.output_price": 120,
}
VOICE_AS_A_STEP = {
    "units_per_month": 1,
    "steps.1.model": "openai/gpt-audio",
    "steps.1.input_tokens": 17,
    "steps.1.output_tokens": 110,
    "steps.2.model": "openai/gpt-audio",
    "steps.2.input_tokens": 0,
    "steps.2.output_tokens": 482,
    "steps.2.output_price": 64,
}
RESEARCH_AS_STEPS = {
    "units_per_month": 1,
    "steps.1.model": RESEARCH,
    "steps.1.input_tokens": 108,
    "steps.1.output_tokens": 3256,
    "steps.1.searches": 74,
    "steps.2.model": RESEARCH,
    "steps.2.input_tokens": 7299,
    "steps.2.output_tokens": 73_248,
    "steps.2.output_price": 3,
}
TWO_MODELS = {
    "units_per_month": 1,
    "steps.1.calls": 2,
    "steps.1.input_tokens": 8000,
    "steps.1.output_tokens": 1000,
    "steps.1.input_price": 3,
    "steps.1.output_price": 15,
    "steps.2.calls": 4,
    "steps.2.input_tokens": 3000,
    "steps.2.output_tokens": 300,
    "steps.2.input_price": "0.25",
    "steps.2.output_price": "1.25",
}
AN_HOUR = {
    "units_per_month": 1,
    "input_tokens": 37_175,
    "output_tokens": 0,
    "input_price": 10,
    "output_price": 50,
    "cache_write_1h_share": 1,
    "cache_write_1h_price": 20,
}
RIGHT: dict[str, tuple[Mapping[str, object], str]] = {
    "N3 image tokens": (IMAGES_AS_A_STEP, "0.13712"),
    "N3 audio tokens": (VOICE_AS_A_STEP, "0.0319905"),
    "N3 reasoning, citations and searches": (RESEARCH_AS_STEPS, "0.630606"),
    "N3 cache writes of an hour": (AN_HOUR, "0.7435"),
    "N9 the price of most hours": ({**ONE, "model": "deepseek/deepseek-reasoner"}, "0.05719"),
    "N10 no batch discount on the cache": ({**CACHED_BATCH, "model": "openai/gpt-4o"}, "0.13"),
    "N10 a batch price of the cache": ({**CACHED_BATCH, "model": "google/gemini-2.5-flash"}, "0.00545"),
    "N11 the cache above 200,000": ({**LONG, "model": "google/gemini-2.5-pro"}, "0.225"),
    "N11 the cache above 100,000": (
        {**LONG, "cache_read_share": 1, "output_tokens": 0, "model": "anthropic/claude-haiku-5-5"},
        "0.015",
    ),
    "N13 the calls of an agent one by one": (GROWING, "9.6585"),
    "N20 batch before the list knew of it": (
        {**ONE, "batch_share": 1, "model": "openai/gpt-5", "priced_on": "2026-09-01"},
        "0.0675",
    ),
    "N22 one price of one's own": ({**ONE, "model": SONNET, "input_price": "2.34"}, "0.249"),
    "N22 22% off all prices": ({**ONE, "model": SONNET, "price_factor": "0.78"}, "0.2457"),
    "N24 six calls on two models": (TWO_MODELS, "0.0825"),
}


@cache
def every() -> tuple[ListedPrice, ...]:
    return tuple(listed_prices())


def asked(fields: Mapping[str, object]) -> dict[str, str]:
    """The fields as an address has them, with the rows of the models that they name in the price table."""
    query = {name: str(value) for name, value in fields.items()}
    models = {value for name, value in query.items() if name.rpartition(".")[2] == "model"}
    import_prices(listed=[row for row in every() if f"{row.provider}/{row.model}" in models])
    return query


def sent(client: Client, query: Mapping[str, str]) -> dict[str, Any]:
    body = lists_from(query)
    found: dict[str, Any] = client.post(
        "/api/v1/estimates", body, content_type="application/json"
    ).json()  # fmt: skip
    return found


def file(client: Client, query: Mapping[str, str], kind: str) -> bytes:
    content: bytes = client.get(f"/calculator/costs.{kind}", query).content
    return content


def in_workbook(content: bytes) -> dict[str, Any]:
    sheet = load_workbook(BytesIO(content), data_only=True)["Costs"]
    return {str(row[0].value): row[1].value for row in sheet.iter_rows(max_col=2) if row[0].value}


@pytest.mark.parametrize(("fields", "right"), RIGHT.values(), ids=RIGHT)
def test_a_unit_costs_what_it_costs_at_each_way_in(
    client: Client, fields: Mapping[str, object], right: str
) -> None:
    query = asked(fields)
    body = file(client, query, "json")
    table = dict(row[:2] for row in csv.reader(StringIO(file(client, query, "csv").decode())) if len(row) > 1)
    report = compose(source(None, parse_workload(split_notes(json.loads(body))[0])))

    assert sent(client, query)["cost_per_unit"] == right
    assert f"at least {price(Fraction(right))}" in text(client.get("/calculator/", query).content.decode())
    assert table["cost_per_unit"] == right
    assert in_workbook(file(client, query, "xlsx"))["Cost per unit"] == pytest.approx(float(right))
    assert report.method.results[0].monthly == price(Fraction(right))


def test_the_command_line_reads_the_same_figures_from_the_files(client: Client) -> None:
    lines = [json.dumps(json.loads(file(client, asked(fields), "json"))) for fields, _right in RIGHT.values()]

    done = subprocess.run(
        [sys.executable, "-m", "calculator"],
        input="\n".join(lines),
        capture_output=True,
        check=True,
        text=True,
    )

    found = [json.loads(line)["cost_per_unit"] for line in done.stdout.splitlines()]
    assert found == [right for _fields, right in RIGHT.values()]


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (IMAGES, ["its estimate is too low", "image output $120.00"]),
        ("openai/gpt-audio", ["its estimate is too low", "audio input $32.00, audio output $64.00"]),
        (RESEARCH, ["citation tokens $2.00", "reasoning tokens apart, at $3.00", "web searches ($5.00 per"]),
        (
            "deepseek/deepseek-reasoner",
            ["at other hours $0.135 in", "does not fit this model: it takes 64,000"],
        ),
        (SONNET, ["one-hour cache writes above 200,000 tokens $12.00"]),
        ("anthropic/claude-opus-4-1", ["The first day of this price is not known"]),
        ("cohere/command-light", ["marked this model as deprecated", "it takes 4,096 at most"]),
    ],
)
def test_what_a_figure_leaves_out_or_cannot_be_is_said_with_it(
    client: Client, model: str, said: list[str]
) -> None:
    """N3, N9, N12, N33: no dimension, condition, limit or state of a price is dropped without a word."""
    query = asked({**ONE, "model": model})

    page = text(client.get("/calculator/", query).content.decode())
    notes = " ".join(note["message"] for note in sent(client, query)["notes"])

    assert [words for words in said if words not in page or words not in notes] == []
