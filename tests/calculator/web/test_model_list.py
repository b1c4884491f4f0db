"""The list of models: what is in use first, what few look for folded, and how each was found."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from calculator.models import PriceRow
from calculator.prices.genai_prices import listed_prices
from calculator.prices.importer import import_prices
from calculator.web.model_list import MOST_ASIDE, MOST_FOUND, OF_EACH_MAKER
from tests.calculator.pages import text
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db
ADDRESS = "/calculator/models/"
HTMX = {"HX-Request": "true"}


def page(client: Client, **query: str) -> str:
    return client.get(ADDRESS, query).content.decode()


def references(html: str) -> list[str]:
    return re.findall(r'<span class="small muted">([^<]+/[^<]+)</span>', html)


def folded(html: str, title: str) -> str:
    """What stands under a summary until somebody opens it."""
    found = re.search(rf'<details class="more"( open)?>\s*<summary>{title}.*?</table>', html, re.DOTALL)
    assert found is not None
    return found[0]


def test_without_words_the_newest_text_models_of_each_maker_come_first(client: Client) -> None:
    """W23."""
    import_prices(listed=listed_prices())

    html = page(client)
    first = references(html[: html.index('<details class="more"')])

    sellers = list(dict.fromkeys(each.partition("/")[0] for each in first))
    rows = {row.reference: row for row in PriceRow.objects.all()}
    assert len(sellers) >= 10
    assert max(sum(each.startswith(f"{seller}/") for each in first) for seller in sellers) == OF_EACH_MAKER
    assert not [each for each in first if rows[each].deprecated or not rows[each].text]
    assert "anthropic/claude-sonnet-5-5" in first
    assert first.index("openai/gpt-6.1-sol") == 0


def test_no_two_rows_look_alike(client: Client) -> None:
    """W23."""
    import_prices(listed=listed_prices())

    for query in ({}, {"q": "gpt-4"}, {"q": "openrouter glm"}):
        named = re.findall(r'<th scope="row">(.*?)</span>', page(client, **query), re.DOTALL)
        sellers_and_names = [
            (re.sub(r"<.*", "", each, flags=re.DOTALL).strip(), each.rpartition(">")[2].partition("/")[0])
            for each in named
        ]
        assert len(set(sellers_and_names)) == len(sellers_and_names) > 0


def test_each_makers_own_models_stand_before_those_of_others_it_sells(client: Client) -> None:
    price_row("anthropic", "claude-9", 1, 2, None)
    price_row("google", "claude-9", 1, 2, None)
    price_row("google", "gemini-3", 1, 2, None)

    assert references(page(client)) == ["anthropic/claude-9", "google/gemini-3", "google/claude-9"]


def test_deprecated_models_and_those_of_other_meters_are_folded_apart(client: Client) -> None:
    price_row("openai", "alpha", 1, 2, None, deprecated=True)
    price_row("openai", "beta", 1, 2, None, text=False)
    price_row("openai", "gamma", 1, 2, None)

    for query in ({}, {"q": "openai"}):
        html = page(client, **query)
        deprecated = folded(html, "Models that their vendor has marked as deprecated")
        others = folded(html, "Image, audio and video models")
        assert (references(deprecated), references(others)) == (["openai/alpha"], ["openai/beta"])
        assert references(html) == ["openai/gamma", "openai/alpha", "openai/beta"]
        assert " open>" not in deprecated + others


def test_a_model_of_another_meter_is_taken_for_text_by_a_click_that_says_so_and_never_offered(
    client: Client,
) -> None:
    price_row("openai", "audio-1", 1, 2, None, text=False)
    price_row("openai", "text-1", 1, 2, None)

    html = page(client, q="openai")
    offered = client.get(ADDRESS, {"model": "openai"}, headers=HTMX).content.decode()

    links = [text(each) for each in re.findall(r'<td class="lead">(.*?)</td>', html, re.DOTALL)]
    assert links == ["Use openai/text-1", "Use for its text alone openai/audio-1"]
    assert re.findall(r'<option value="([^"]+)"', offered) == ["openai/text-1"]
    assert "an estimate made with one counts its text tokens alone and is too low" in text(html)


def test_a_name_of_an_invoice_says_as_which_model_it_is_priced(client: Client) -> None:
    price_row("openai", "gpt-4o", 1, 2, None)

    by_rule, by_words = page(client, q="azure/gpt-4o"), page(client, q="gpt-4o")

    assert "You typed azure/gpt-4o: it is priced as openai/gpt-4o." in text(by_rule)
    assert references(by_rule) == references(by_words) == ["openai/gpt-4o"]
    assert "You typed" not in text(by_words)


def test_for_a_slip_the_nearest_names_are_offered_and_none_is_taken(client: Client) -> None:
    price_row("anthropic", "claude-sonnet-4-5", 3, 15, None)

    html = page(client, q="claude-sonet-4-5", units_per_month="7")

    assert references(html) == []
    assert "Did you mean: anthropic/claude-sonnet-4-5 ?" in text(html)
    assert 'href="?q=anthropic%2Fclaude-sonnet-4-5&amp;units_per_month=7"' in html
    assert "Did you mean" not in text(page(client, q="zzzz"))


def test_the_columns_hold_what_an_estimate_uses(client: Client) -> None:
    """W23."""
    price_row(
        "openai", "gpt", 2, 8, None,
        cache_read_price=0.2, cache_write_price=2.5, batch_input_price=1, batch_output_price=4,
    )  # fmt: skip

    cells = re.findall(r'data-label="([^"]+)">([^<]+)<', page(client, q="gpt"))

    assert cells == [
        ("Input", "$2.00"),
        ("Output", "$8.00"),
        ("Cache read", "$0.20"),
        ("Cache write", "$2.50"),
        ("Batch, in / out", "$1.00 / $4.00"),
    ]


def test_all_sellers_are_named_with_the_number_of_their_models(client: Client) -> None:
    price_row("aws", "nova", 1, 2, None, seller="AWS Bedrock")
    price_row("aws", "nova", 1, 2, "2026-01-01", seller="AWS Bedrock")
    price_row("openai", "gpt", 1, 2, None)

    html = page(client, units_per_month="7")
    _before, _title, named = html.partition('<ul class="sellers">')

    assert text(named.partition("</ul>")[0]) == "AWS Bedrock 1 openai 1"
    assert 'href="?units_per_month=7&amp;q=aws"' in named
    assert references(page(client, q="bedrock")) == ["aws/nova"]


def test_a_list_that_goes_on_says_so(client: Client) -> None:
    for number in range(MOST_FOUND):
        price_row("openai", f"o{number:02}", 1, 2, None)
    whole = text(page(client, q="openai"))
    price_row("openai", "zz", 1, 2, None)

    cut = text(page(client, q="openai"))

    assert "more words narrow the search" not in whole
    assert f"These are the first {MOST_FOUND}; more words narrow the search." in cut


def test_the_list_asks_as_often_for_three_models_as_for_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (3, MOST_ASIDE + 3):
        for each in range(number):
            price_row("openai", f"{number}-{each}", 1, 2, None, deprecated=each % 2 == 0)
        # Four for the list; the limit counts in one, which in a test stands between two of a savepoint.
        with django_assert_num_queries(7):
            page(client)


def test_a_model_chosen_from_the_list_opened_alone_brings_no_numbers_of_an_example(client: Client) -> None:
    price_row("openai", "o3", 2, 8, None)

    alone, beside = page(client), page(client, units_per_month="5", preset="none")

    found = re.findall(r'<a href="/calculator/\?([^"]*model=[^"]*)"', alone)
    assert [sorted(parse_qs(unescape(query))) for query in found] == [["model", "preset", "priced_on"]]
    assert "units_per_month=5" in beside


def test_what_the_makers_of_the_list_say_is_quoted_as_theirs(client: Client) -> None:
    price_row("openai", "o3", 2, 8, None, note="Ours.", comment="Flex rates are in nano-credits.")

    html = text(page(client))

    assert "Ours. Note in the price list: “Flex rates are in nano-credits.”" in html
