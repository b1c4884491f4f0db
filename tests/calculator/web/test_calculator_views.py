"""The calculator page: an address is a scenario, errors stand at their field, and saving asks who you are."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from calculator.models import Scenario
from tests.calculator.pages import SMALL, page, rows, text, typed

pytestmark = pytest.mark.django_db


def test_the_first_thing_seen_is_an_answer(client: Client) -> None:
    html = page(client)

    assert "Each ticket costs $0.6456, and the invoice shows 4.3% of it." in text(html)
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
    assert "Total a month, at least $13,599.00" in text(html)
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

    assert "Tokens and retries come to $99.00: 50.0% of your last invoice of $198.00." in text(html)
    assert Scenario.objects.get().last_invoice == 198


def test_the_audit_stands_beside_the_example_and_not_beside_other_numbers(client: Client) -> None:
    example = page(client, preset="article-small", **SMALL)
    changed = page(client, preset="article-small", **SMALL | {"units_per_day": "101"})

    assert "Published, recomputed, why" in example
    assert "Published, recomputed, why" not in changed
