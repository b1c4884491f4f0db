"""Each field of each model of the package is imported, or named in a note of an estimate made with it."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from genai_prices.data import providers
from genai_prices.types import ModelInfo, Provider

from calculator.domain.costs import estimate
from calculator.domain.prices.uncharged import IMPORTED, _name_of
from calculator.domain.workload_input import parse_workload
from calculator.prices.genai_prices import PLACES, SELLERS, listed_prices
from calculator.prices.importer import import_prices
from calculator.prices.pricing import price_inputs
from tests.calculator.stored import TODAY

pytestmark = pytest.mark.django_db

COLUMNS = {
    "input_mtok": "input_price",
    "output_mtok": "output_price",
    "cache_read_mtok": "cache_read_price",
    "cache_write_mtok": "cache_write_price",
    "cache_write_1h_mtok": "cache_write_1h_price",
    "requests_kcount": "call_fee",
    "web_searches_kcount": "search_price",
}
# How the package reads answers and names; nothing of it is a price or says something about one.
OF_ANSWERS = {"api_pattern", "extractors", "provider_match", "model_match", "fallback_model_providers"}


def models() -> Iterator[tuple[Any, Any, dict[str, list[Any]]]]:
    """Seller, model and its prices of a day by hour, as the package has them, if both tokens have one."""
    for provider in providers:
        for model in provider.models:
            found: dict[str, list[Any]] = {}
            for hour in range(24 if isinstance(model.prices, list) else 1):
                now = datetime(TODAY.year, TODAY.month, TODAY.day, hour, 45, tzinfo=UTC)
                for name, price in vars(model.get_prices(now)).items():
                    if price is not None:
                        found.setdefault(name, []).append(price)
            if {"input_mtok", "output_mtok"} <= found.keys():
                yield provider, model, found


def base(price: Any) -> Decimal:
    found: Decimal = getattr(price, "base", price)
    return found.quantize(PLACES)


def test_the_package_has_no_field_that_we_have_not_thought_of() -> None:
    assert {field.name for field in fields(ModelInfo)} == {
        "id", "match", "name", "description", "context_window", "price_comments", "deprecated", "prices",
        "price_variants",
    }  # fmt: skip
    assert {field.name for field in fields(Provider)} - OF_ANSWERS == {
        "id", "name", "pricing_urls", "price_comments", "description", "models",
    }  # fmt: skip
    assert set(COLUMNS) == IMPORTED


def test_every_price_is_in_the_row_or_in_a_note_of_an_estimate_made_with_it() -> None:
    """N3, N11."""
    import_prices(listed=listed_prices())
    call = {"units_per_month": 1, "input_tokens": 10, "output_tokens": 10}
    walked, missing = 0, []
    for provider, model, listed in models():
        priced = price_inputs(call | {"model": f"{provider.id}/{model.id}"}, TODAY)
        found = estimate(parse_workload(priced.inputs), priced.notes)
        said = " ".join(note.message for note in found.notes)
        assert priced.row is not None
        for name, by_hour in listed.items():
            walked += 1
            dearest = max(base(price) for price in by_hour)
            if name not in COLUMNS:
                there = _name_of(name) in said
            else:
                there = getattr(priced.row, COLUMNS[name]) == dearest and (
                    COLUMNS[name] in priced.filled or not dearest or "Not counted here" in said
                )
            if not there:
                missing.append((priced.row.reference, name))
    assert (walked > 5000, missing) == (True, [])


def test_all_that_is_said_of_a_model_beside_its_prices_is_in_its_rows() -> None:
    rows = {(row.provider, row.model): row for row in listed_prices()}
    for provider, model, _listed in models():
        row = rows[provider.id, model.id]
        comments = [text.split() for text in (model.price_comments, provider.price_comments) if text]
        assert [line.split() for line in row.comment.splitlines()] == comments
        assert row.description.split() == (model.description or "").split()
        seller = SELLERS.get(provider.id, provider.name)
        assert (row.seller, row.source_url) == (seller, next(iter(provider.pricing_urls or []), ""))
        assert (row.context_window, row.deprecated) == (model.context_window, bool(model.deprecated))
        assert row.display_name == (model.name or model.id)
