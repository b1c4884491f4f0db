"""Models as the page offers them: a price that is announced is said with its day, before it is in force."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from calculator.api import PriceOut
from calculator.models import Origin, PriceRow
from tests.calculator.pages import text
from tests.calculator.stored import TODAY, price_row
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db
SAID = "From 1 January 2027 another price is announced: $1.50 in and $9.00 out."
PRICED = {"units_per_month": "1", "input_tokens": "1000", "output_tokens": "1", "model": "google/flash"}


@pytest.fixture
def flash() -> PriceRow:
    price_row("google", "flash", 1.5, 9, "2027-01-01")
    return price_row("google", "flash", 1, 6, "2026-06-01")


@travel(TODAY, tick=False)
def test_an_announced_price_is_said_with_its_day(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED).content.decode())
    listed = text(client.get("/calculator/models/", {"q": "flash"}).content.decode())

    said = (
        "google/flash: $1.00 in and $6.00 out per million tokens, since 1 June 2026, checked 24 November 2026"
    )
    assert f"{said} (example.com). {SAID}" in page
    assert f"since 1 June 2026 {SAID}" in listed


@travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ("1001", "$2.00 in and $9.00 out per million tokens of calls above 1,000, since 1 June 2026"),
        ("1000", "$1.00 in and $6.00 out per million tokens, since 1 June 2026"),
    ],
)
def test_the_price_that_is_named_is_the_one_that_is_paid(client: Client, tokens: str, said: str) -> None:
    longer = {"long_context_input_price": Decimal(2), "long_context_output_price": Decimal(9)}
    price_row("google", "long", 1, 6, "2026-06-01", long_context_threshold=1000, **longer)
    asked = PRICED | {"model": "google/long", "input_tokens": tokens}

    page = text(client.get("/calculator/", asked).content.decode())
    contracted = text(client.get("/calculator/", asked | {"price_factor": "0.5"}).content.decode())

    assert f"google/long: {said}, checked 24 November 2026 (example.com)." in page
    halved = {
        "1001": "List $2.00 / $9.00, yours $1.00 / $4.50",
        "1000": "List $1.00 / $6.00, yours $0.50 / $3.00",
    }
    assert f"{halved[tokens]} per million tokens." in contracted


@travel(TODAY, tick=False)
def test_the_api_says_which_price_is_to_follow(client: Client, flash: PriceRow) -> None:
    price_row("google", "steady", 2, 3, "2026-06-01")

    found = client.get("/api/v1/models").json()["models"]

    assert {each["model"]: each["announced"] for each in found} == {
        "google/flash": {"effective_from": "2027-01-01", "input_price": "1.5", "output_price": "9"},
        "google/steady": None,
    }


@travel("2027-01-01", tick=False)
def test_once_in_force_it_is_no_announcement_any_more(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED).content.decode())

    assert "google/flash: $1.50 in and $9.00 out" in page
    assert "announced" not in page


@travel(TODAY, tick=False)
def test_a_price_of_a_day_to_come_says_that_it_is_announced(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED | {"priced_on": "2027-02-01"}).content.decode())

    assert "google/flash: $1.50 in and $9.00 out" in page
    assert "Announced, not in force yet." in page
    assert "another price" not in page


def test_announcements_cost_one_query_however_many_models_are_listed(
    client: Client, flash: PriceRow, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        # Three for the models; the limit counts in one, which in a test stands between two of a savepoint.
        with django_assert_num_queries(6):
            client.get("/calculator/models/", {"q": "flash"})
        price_row("google", f"flash-{number}", 1, 6, None)
        price_row("google", f"flash-{number}", 2, 6, f"{timezone.now().year + 1}-01-01")


def listed(client: Client, **query: str) -> dict[str, tuple[str, str, str]]:
    """By model: where its price was read, the tag of its age, and what that says."""
    html = client.get("/calculator/models/", query).content.decode()
    found = re.findall(
        r'<span class="small muted">([^<]+)</span>.*?<td class="beside">\s*'
        r'(<a [^>]*>[^<]*</a>|[^<]*?)\s*<br>\s*<span class="tag tag--(\w+)">([^<]+)</span>',
        html,
        re.DOTALL,
    )
    return {reference: (source, age, said) for reference, source, age, said in found}


@travel(TODAY, tick=False)
def test_each_price_names_its_source_and_how_long_ago_it_was_checked(client: Client) -> None:
    for model, day in (("fresh", "2026-11-01"), ("older", "2026-08-01"), ("oldest", "2026-05-01")):
        price_row("openai", model, 1, 2, None, checked_on=date.fromisoformat(day))
    known = {"checked_on": None, "listed_in": "a list 2"}
    price_row("openai", "listed", 1, 2, None, **known, listed_on=date(2026, 11, 10))
    price_row("openai", "listed-before", 1, 2, None, **known, listed_on=date(2026, 5, 1))
    price_row("openai", "dateless", 1, 2, None, **known)
    price_row("openai", "unknown", 1, 2, None, checked_on=None)
    ours = price_row("openai", "typed", 1, 2, None, origin=Origin.STAFF)
    PriceRow.objects.filter(pk=ours.pk).update(source_url="")

    found = listed(client, q="openai")

    link = '<a href="https://example.com/prices" rel="external nofollow">example.com</a>'
    assert found == {
        "openai/fresh": (link, "fresh", "checked 1 November 2026"),
        "openai/older": (link, "amber", "last checked 1 August 2026, over 90 days ago"),
        "openai/oldest": (link, "red", "last checked 1 May 2026, over 180 days ago"),
        "openai/listed": (link, "fresh", "listed in a list 2 of 10 November 2026"),
        "openai/listed-before": (link, "red", "listed in a list 2 of 1 May 2026, over 180 days ago"),
        "openai/dateless": (link, "amber", "listed in a list 2, date unknown"),
        "openai/unknown": (link, "amber", "date of the last check unknown"),
        "openai/typed": (
            "entered by staff",
            "fresh",
            "set by this site&#x27;s staff, checked 24 November 2026",
        ),
    }


def test_a_search_for_a_model_keeps_the_inputs_and_the_scenario_they_belong_to(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    scenario = "00000000-0000-4000-8000-000000000001"
    query = {"units_per_month": "7", "input_tokens": "1", "output_tokens": "2", "input_price": "3",
             "output_price": "4", "batch_factor": "0.5", "last_invoice": "198",
             "scenario": scenario}  # fmt: skip

    page = client.get("/calculator/models/", query).content.decode()
    searched = client.get("/calculator/models/", hidden_fields(page) | {"q": "o3"}).content.decode()

    use = re.search(r'<a href="/calculator/\?([^"]+)">Use', searched)
    assert use is not None
    assert dict(parse_qsl(unescape(use[1]))) == {
        "units_per_month": "7", "input_tokens": "1", "output_tokens": "2", "last_invoice": "198",
        "scenario": scenario, "model": "openai/o3", "priced_on": timezone.now().date().isoformat(),
    }  # fmt: skip


def test_two_models_of_one_seller_and_name_are_told_apart(client: Client) -> None:
    for model in ("gpt-4", "gpt-4-32k"):
        row = price_row("openai", model, 1, 2, None)
        PriceRow.objects.filter(pk=row.pk).update(display_name="gpt 4")
    price_row("azure", "gpt-4", 1, 2, None)

    page = text(client.get("/calculator/models/", {"q": "gpt-4"}).content.decode())

    assert "gpt 4 (gpt-4) openai/gpt-4" in page
    assert "gpt 4 (gpt-4-32k) openai/gpt-4-32k" in page
    assert "gpt-4 azure/gpt-4" in page


def test_a_row_says_what_else_an_estimate_with_it_uses_and_what_is_said_of_it(client: Client) -> None:
    price_row(
        "google", "flash", 1, 6, None,
        cache_write_1h_price=4, call_fee=14, search_price=10, context_window=1_000_000,
        long_context_threshold=200_000, long_context_input_price=2, long_context_output_price=9,
        long_context_cache_write_price=2.5, batch_cache_factor=0.5, batch_listed_from="2026-10-14",
        note="Image output $30.00.", comment="Standard tier.\nBatch is half.",
    )  # fmt: skip

    page = text(client.get("/calculator/models/", {"q": "flash"}).content.decode())

    said = (
        "Takes 1,000,000 tokens in one call. One-hour cache writes: $4.00 per million tokens. "
        "Fee for 1,000 calls: $14.00. 1,000 web searches: $10.00. "
        "In calls of more than 200,000 tokens: $2.00 in, $9.00 out, – from the cache, "
        "$2.50 to the cache. Cached tokens in a batch: 50% of their price. "
        "Batch prices listed from 14 October 2026 on. "
        "Image output $30.00. Note in the price list: “Standard tier.” "
        "Note in the price list: “Batch is half.”"
    )
    assert said in page


def test_the_page_shows_each_price_that_the_api_gives(client: Client) -> None:
    names = [name for name in PriceOut.model_fields if name.endswith(("_price", "_fee"))]
    prices = {name: 1000 + number for number, name in enumerate(names)}
    row = price_row("google", "flash", 1, 1, None, long_context_threshold=200_000)
    PriceRow.objects.filter(pk=row.pk).update(**prices)

    page = text(client.get("/calculator/models/", {"q": "flash"}).content.decode())

    assert [name for name, price in prices.items() if f"${price:,}.00" not in page] == []
