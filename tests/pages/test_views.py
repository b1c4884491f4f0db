"""The site's own pages: what they say, to whom, and that reading changes nothing."""

import re
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from calculator.domain.presets import BY_KEY
from runrate.pages import articles
from runrate.pages.examples import example
from runrate.pages.models import Vote
from tests.markup import squeezed

SLUG = "why-ai-has-a-marginal-cost"

pytestmark = pytest.mark.django_db


def test_unknown_example_is_not_found(client: Client) -> None:
    assert client.get("/framework/?example=nothing").status_code == 404


def test_framework_audits_the_published_figures(client: Client) -> None:
    page = squeezed(client.get("/framework/").content.decode())

    assert '>$100,100</td><td class="beside" data-label="Recomputed"><strong>$99</strong></td>' in page
    assert '>88%</td><td class="beside" data-label="Recomputed"><strong>6.6%</strong></td>' in page


def test_framework_names_the_five_stages_in_order(client: Client) -> None:
    page = client.get("/framework/").content.decode()

    places = [
        page.index(f"{n}. {name}</h3>")
        for n, name in enumerate(["Invisible", "Tracked", "Allocated", "Optimized", "Governed"], start=1)
    ]

    assert places == sorted(places)


READ = ("/", "/framework/", "/framework/?example=support-desk", "/method/", "/learn/")


@pytest.mark.parametrize("path", READ)
def test_a_part_that_is_cached_holds_nothing_of_who_was_first(
    path: str, client: Client, alice_client: Client
) -> None:
    """Whoever comes first, the next one gets the page that they would have got alone."""
    alone = [each.get(path).content for each in (client, client)]
    cache.clear()
    alices = [alice_client.get(path).content for _ in range(2)]
    after_her = client.get(path).content

    assert alone[0] == alone[1] == after_her
    assert alices[0] == alices[1] != after_her
    assert b"Your account" not in after_her
    assert b"Sign in" not in alices[1]


def test_each_example_has_its_own_cached_parts(client: Client) -> None:
    pages = [client.get("/framework/?example=" + key).content.decode() for key in BY_KEY]

    titles = [re.findall(r'<meta property="og:description" content="([^"]+)">', page) for page in pages]
    assert titles == [[escape(example(key).finding)] for key in BY_KEY]


def test_learn_lists_every_article(client: Client) -> None:
    page = client.get("/learn/").content.decode()

    assert [f'href="/learn/{article.slug}/"' in page for article in articles.every()] == [True] * 5


def test_article_shows_time_date_sources_example_and_call(client: Client) -> None:
    page = squeezed(client.get(f"/learn/{SLUG}/").content.decode())

    assert "minutes to read" in page
    assert '<time datetime="2026-11-03">3 November 2026</time>' in page
    assert "Proceedings of Machine Learning and Systems" in page
    assert "/calculator/?preset=article-small" in page
    assert "Start the assessment" in page


def test_unknown_article_is_not_found(client: Client) -> None:
    assert client.get("/learn/nothing/").status_code == 404
    assert client.get("/learn/nothing/card.png").status_code == 404
    assert client.post("/learn/nothing/helpful/", {"helpful": "yes"}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/framework/", "/method/", "/learn/", f"/learn/{SLUG}/"])
def test_reading_asks_the_database_nothing(client: Client, path: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)

    assert len(queries) == 0


def test_answer_is_kept_and_shown_again(client: Client) -> None:
    response = client.post(f"/learn/{SLUG}/helpful/", {"helpful": "no", "comment": "Too long"})

    assert response.headers["Location"] == f"/learn/{SLUG}/#helpful"
    assert Vote.objects.values_list("article", "helpful", "comment").get() == (SLUG, False, "Too long")
    page = client.get(f"/learn/{SLUG}/").content.decode()
    assert "Your answer is saved" in page
    assert "Too long</textarea>" in page


def test_too_many_answers_from_one_address_are_slowed_down(client: Client) -> None:
    codes = [Client().post(f"/learn/{SLUG}/helpful/", {"helpful": "yes"}).status_code for _ in range(21)]

    assert codes == [302] * 20 + [429]
    assert Vote.objects.count() == 20


def test_an_article_leads_on_before_it_begins_and_says_nothing_twice(client: Client) -> None:
    """W26."""
    html = client.get("/learn/reading-your-own-iceberg/").content.decode()

    head = html.partition('<div class="prose">')[0]
    assert f'<a href="{reverse("assessment:start")}">See where your own team sits</a>' in head
    headings = re.findall(r"<(?:h[1-6]|legend)[^>]*>\s*([^<]+?)\s*<", html)
    assert [one for one, other in pairwise(headings) if one.split() == other.split()] == []
    assert html.count("helpful?") == 1
