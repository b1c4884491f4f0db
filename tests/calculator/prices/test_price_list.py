"""The list of prices over the API is written once, asked for by condition, and never out of date."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calculator.models import PriceRow

pytestmark = pytest.mark.django_db
MODELS = "/api/v1/models"


@pytest.fixture(autouse=True)
def row(db: None) -> PriceRow:
    return PriceRow.objects.create(
        provider="acme", model="big-1", display_name="Big One", input_price=3, output_price=15,
        checked_on=date(2026, 11, 1),
    )  # fmt: skip


def prices(client: Client, **asked: str) -> dict[str, str]:
    return {model["model"]: model["input_price"] for model in client.get(MODELS, asked).json()["models"]}


def test_a_second_look_reads_no_row(client: Client) -> None:
    client.get(MODELS)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        prices(client)

    assert len([query for query in asked if "calculator_pricerow" in query["sql"]]) == 1


def test_an_unchanged_list_is_not_sent_again(client: Client) -> None:
    etag = client.get(MODELS)["ETag"]

    again = client.get(MODELS, headers={"If-None-Match": etag})
    other = client.get(MODELS, {"q": "big"}, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_a_changed_price_is_seen_at_once(client: Client, row: PriceRow) -> None:
    before, etag = prices(client), client.get(MODELS)["ETag"]
    PriceRow.objects.filter(pk=row.pk).update(input_price=Decimal("2.5"))

    assert (before["acme/big-1"], prices(client)["acme/big-1"]) == ("3", "2.5")
    assert client.get(MODELS, headers={"If-None-Match": etag}).status_code == 200


def test_words_find_as_they_did(client: Client) -> None:
    assert prices(client, q="BIG acme") == {"acme/big-1": "3"}
    assert prices(client, q="big other") == {}


def test_a_seller_is_found_by_the_name_of_its_product_where_no_name_has_the_word(client: Client) -> None:
    PriceRow.objects.update(provider="google", display_name="Gemini One", seller="Google")
    PriceRow.objects.create(
        provider="google", model="other", display_name="Other", input_price=1, output_price=1
    )

    assert list(prices(client, q="gemini")) == ["google/big-1"]
    assert list(prices(client, q="vertex")) == ["google/big-1", "google/other"]


def test_the_model_that_is_named_exactly_is_the_first(client: Client) -> None:
    for provider, model in (("openrouter", "acme/big-1"), ("acme", "big-10")):
        PriceRow.objects.create(
            provider=provider, model=model, display_name=model, input_price=1, output_price=1
        )

    assert list(prices(client, q="Acme/Big-1")) == ["acme/big-1", "acme/big-10", "openrouter/acme/big-1"]
    assert list(prices(client, q="openrouter/acme/big-1")) == ["openrouter/acme/big-1"]
