"""The calculator page: an address is a scenario, errors stand at their field, and saving asks who you are."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from calculator.models import Scenario
from tests.calculator.pages import SMALL, page, rows, text, typed
from tests.calculator.stored import price_row
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


def test_the_first_thing_seen_is_an_answer(client: Client) -> None:
    html = page(client)

    assert "Each ticket costs $0.6456, and 4.1% of it is tokens." in text(html)
    assert typed(html, "units_per_month") == "18000"


def test_the_small_company_shows_the_recomputed_figures_and_never_the_published_as_results(
    client: Client,
) -> None:
    html = page(client, preset="article-small")

    found = rows(html)
    assert found["Tokens"] == "$99.00"
    assert found["Human review"] == "$10,000.00"
    assert found["Retries"] == "not entered"
    assert "$0.00" not in html
    assert "Total per month, at least $13,599.00" in text(html)
    published = re.findall(r"<s>([^<]+)</s>", html)
    assert published == ["$100,100", "$13,600", "32%", "$10,000"]
    assert not re.search(r"\$100,100|32%", re.sub(r"<s>[^<]+</s>", "", html))


def test_the_large_company_shows_the_recomputed_figures(client: Client) -> None:
    html = page(client, preset="article-large")

    assert rows(html)["Tokens"] == "$49,500.00"
    assert "$744,500.00" in text(html)
    assert "6.6%" in text(html)


def test_the_address_is_the_scenario(client: Client) -> None:
    html = page(client, **SMALL)

    assert rows(html)["Tokens"] == "$99.00"
    assert typed(html, "reviews_per_reviewer") == "220"


def test_posting_answers_the_same_and_keeps_nothing(client: Client) -> None:
    html = client.post("/calculator/", SMALL).content.decode()

    assert rows(html)["Tokens"] == "$99.00"
    assert Scenario.objects.count() == 0


def test_the_page_asks_the_database_nothing_of_a_visitor(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(client)

    with django_assert_num_queries(0):
        page(client, **SMALL)


def test_the_last_invoice_is_explained_in_part_and_kept_with_the_scenario(alice_client: Client) -> None:
    query = SMALL | {"last_invoice": "$198"}

    html = page(alice_client, **query)
    alice_client.post("/calculator/save/", {"scenario": urlencode(query), "name": "Desk"})

    assert "Tokens come to at least $99.00: at least 50.0% of your last invoice of $198.00." in text(html)
    assert Scenario.objects.get().last_invoice == 198


def test_the_audit_stands_beside_the_example_and_not_beside_other_numbers(client: Client) -> None:
    example = page(client, preset="article-small", **SMALL)
    changed = page(client, preset="article-small", **SMALL | {"units_per_day": "101"})

    assert "Published, recomputed, why" in example
    assert "Published, recomputed, why" not in changed


def test_the_models_of_steps_are_looked_up_once_each(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    step = {"model": "openai/o3", "calls": "1", "input_tokens": "10", "output_tokens": "1"}
    one = {"units_per_month": "5"} | {f"steps.1.{name}": said for name, said in step.items()}
    many = one | {f"steps.{number}.{name}": said for number in range(2, 21) for name, said in step.items()}
    with CaptureQueriesContext(connection) as first:
        page(client, **one)

    with django_assert_num_queries(len(first)):
        page(client, **many)


def test_a_model_looked_up_for_a_step_takes_the_place_of_that_steps_prices(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    step = {"calls": "1", "input_tokens": "10", "output_tokens": "1", "input_price": "9", "output_price": "9"}
    query = {f"steps.{number}.{name}": said for number in (1, 2) for name, said in step.items()}

    html = client.get(
        "/calculator/models/", {"units_per_month": "5", **query, "for": "steps.2", "q": "o3"}
    ).content.decode()
    used = unescape(re.findall(r'href="/calculator/\?([^"]+)">Use', squeezed(html))[0])

    inputs = dict(parse_qsl(used))
    assert (inputs["steps.2.model"], inputs["steps.1.input_price"]) == ("openai/o3", "9")
    assert "steps.2.input_price" not in inputs
