"""Models as the page offers them: a price that is announced is said with its day, before it is in force."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from calculator.models import Origin, PriceRow, Status
from calculator.prices.lookup import courses_of
from calculator.web.calculator_views import MOST_MODELS
from tests.calculator.pages import text
from tests.calculator.stored import TODAY, price_row
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db
SAID = "From 1 Jan 2027 another price is announced: $1.50 in and $9.00 out."
PRICED = {"units_per_month": "1", "input_tokens": "1000", "output_tokens": "1", "model": "google/flash"}


@pytest.fixture
def flash() -> PriceRow:
    price_row("google", "flash", 1.5, 9, "2027-01-01")
    return price_row("google", "flash", 1, 6, "2026-06-01")


@travel(TODAY, tick=False)
def test_an_announced_price_is_said_with_its_day(client: Client, flash: PriceRow) -> None:
    page = text(client.get("/calculator/", PRICED).content.decode())
    listed = text(client.get("/calculator/models/", {"q": "flash"}).content.decode())

    said = "google/flash: $1.00 in and $6.00 out per million tokens, since 1 Jun 2026, checked 24 Nov 2026"
    assert f"{said} (example.com). {SAID}" in page
    assert f"since 1 Jun 2026 {SAID}" in listed


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


def test_what_will_not_take_the_place_of_a_price_is_not_announced_for_it() -> None:
    ours = price_row("google", "flash", 1, 1, "2026-06-01", origin=Origin.STAFF)
    price_row("google", "flash", 2, 2, "2026-12-01")
    price_row("google", "flash", 3, 3, "2026-12-01", origin=Origin.STAFF, status=Status.CLOSED)
    price_row("vertex", "flash", 4, 4, "2026-12-01")
    next_one = price_row("google", "flash", 5, 5, "2026-12-02", origin=Origin.STAFF)
    price_row("google", "flash", 6, 6, "2026-12-03", origin=Origin.STAFF)

    assert courses_of([ours], TODAY)[ours.pk].announced == next_one


def test_a_price_is_as_old_as_its_two_figures_whatever_began_since() -> None:
    price_row("openai", "o3", 10, 40, None)
    price_row("openai", "o3", 2, 8, "2025-06-10")
    batch = price_row("openai", "o3", 2, 8, "2026-10-14", batch_input_price=1, batch_output_price=4)
    ours = price_row("openai", "o3", 2, 8, "2026-11-01", origin=Origin.STAFF)

    found = courses_of([batch, ours], TODAY)

    assert found[batch.pk].since == date(2025, 6, 10)
    assert found[ours.pk].since == date(2026, 11, 1)


def test_announcements_cost_one_query_however_many_models_are_listed(
    client: Client, flash: PriceRow, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        # Two for the models; the limit counts in one, which in a test stands between two of a savepoint.
        with django_assert_num_queries(5):
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
        "openai/fresh": (link, "fresh", "checked 1 Nov 2026"),
        "openai/older": (link, "amber", "last checked 1 Aug 2026, over 90 days ago"),
        "openai/oldest": (link, "red", "last checked 1 May 2026, over 180 days ago"),
        "openai/listed": (link, "fresh", "listed in a list 2 of 10 Nov 2026"),
        "openai/listed-before": (link, "red", "listed in a list 2 of 1 May 2026, over 180 days ago"),
        "openai/dateless": (link, "amber", "listed in a list 2, of a day not known"),
        "openai/unknown": (link, "amber", "not known when last checked"),
        "openai/typed": ("entered by staff", "fresh", "checked 24 Nov 2026"),
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


def test_a_list_that_goes_on_says_so(client: Client) -> None:
    for number in range(MOST_MODELS):
        price_row("openai", f"o{number:02}", 1, 2, None)
    whole = text(client.get("/calculator/models/").content.decode())
    price_row("openai", "zz", 1, 2, None)

    cut = text(client.get("/calculator/models/").content.decode())

    assert "more words narrow the search" not in whole
    assert f"These are the first {MOST_MODELS}; more words narrow the search." in cut


def test_deprecated_models_and_those_not_billed_by_text_stand_apart_and_last(client: Client) -> None:
    price_row("openai", "alpha", 1, 2, None, deprecated=True)
    price_row("openai", "beta", 1, 2, None, text=False)
    price_row(
        "openai", "gamma", 1, 2, None, cache_read_price=0.1, batch_input_price=0.5, batch_output_price=1
    )

    page = client.get("/calculator/models/", {"q": "openai"}).content.decode()
    folded = page.index("<details")

    assert page.index("openai/gamma") < folded < page.index("openai/alpha") < page.index("openai/beta")
    assert "deprecated by its vendor" in page[folded:]
    assert "not billed by text tokens alone" in page[folded:]
    row = text(page[:folded])
    assert "$0.10 / –" in row
    assert "$0.50 / $1.00" in row


@pytest.mark.parametrize(
    ("words", "reference"), [("bedrock nova", "aws/nova"), ("azure/gpt-4o", "openai/gpt-4o")]
)
def test_a_search_knows_sellers_and_names_as_they_stand_elsewhere(
    client: Client, words: str, reference: str
) -> None:
    price_row("aws", "nova", 1, 2, None)
    price_row("openai", "gpt-4o", 1, 2, None)

    page = client.get("/calculator/models/", {"q": words}).content.decode()

    assert re.findall(r'<span class="small muted">([^<]+)</span>', page) == [reference]
