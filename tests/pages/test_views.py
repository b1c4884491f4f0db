"""The site's own pages: what they say, to whom, and that reading changes nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from runrate.pages import articles
from runrate.pages.models import Vote
from tests.refusals import refused

SLUG = "why-ai-has-a-marginal-cost"
pytestmark = pytest.mark.django_db


def test_home_opens_with_a_computed_finding_and_two_doors(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "Each claim costs $8.75, and the invoice shows 0.9% of it" in page
    assert "See where your team sits" in page
    assert "Cost a deployment" in page


def test_framework_draws_the_chosen_example(client: Client) -> None:
    page = client.get("/framework/?example=loan-applications").content.decode()

    assert "Each application costs $40.39, and the invoice shows 0.2% of it" in page


def test_framework_says_at_least_where_lines_are_missing(client: Client) -> None:
    page = client.get("/framework/?example=article-small").content.decode()

    assert "Each ticket costs at least $6.18, as far as its lines are known" in page
    assert "not entered" in page


def test_unknown_example_is_not_found(client: Client) -> None:
    assert client.get("/framework/?example=nothing").status_code == 404


def test_framework_audits_the_published_figures(client: Client) -> None:
    page = client.get("/framework/").content.decode()

    assert '>$100,100</td><td class="beside" data-label="Recomputed"><strong>$99.00</strong></td>' in page
    assert '>88%</td><td class="beside" data-label="Recomputed"><strong>6.6%</strong></td>' in page


def test_framework_names_the_five_stages_in_order(client: Client) -> None:
    page = client.get("/framework/").content.decode()

    places = [
        page.index(f"{n}. {name}</h3>")
        for n, name in enumerate(["Invisible", "Tracked", "Allocated", "Optimized", "Governed"], start=1)
    ]

    assert places == sorted(places)


def test_learn_lists_every_article(client: Client) -> None:
    page = client.get("/learn/").content.decode()

    assert [f'href="/learn/{article.slug}/"' in page for article in articles.every()] == [True] * 5


def test_article_shows_time_date_sources_example_and_call(client: Client) -> None:
    page = client.get(f"/learn/{SLUG}/").content.decode()

    assert "minutes to read" in page
    assert '<time datetime="2026-11-03">3 November 2026</time>' in page
    assert "Proceedings of Machine Learning and Systems" in page
    assert "/calculator/?preset=article-small" in page
    assert "Start the assessment" in page


def test_article_carries_canonical_and_card_addresses_of_the_site(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://runrate.example"

    page = client.get(f"/learn/{SLUG}/", headers={"host": "localhost"}).content.decode()

    assert f'<link rel="canonical" href="https://runrate.example/learn/{SLUG}/">' in page
    assert f'<meta property="og:image" content="https://runrate.example/learn/{SLUG}/card.png">' in page


def test_unknown_article_is_not_found(client: Client) -> None:
    assert client.get("/learn/nothing/").status_code == 404
    assert client.get("/learn/nothing/card.png").status_code == 404
    assert client.post("/learn/nothing/helpful/", {"helpful": "yes"}).status_code == 404


def test_styleguide_is_for_staff(client: Client, alice_client: Client, staff_client: Client) -> None:
    codes = [each.get("/styleguide/").status_code for each in (client, alice_client, staff_client)]

    assert codes == [404, 404, 200]


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
    assert "Your answer is kept" in page
    assert "Too long</textarea>" in page


def test_second_answer_of_the_same_reader_replaces_the_first(client: Client) -> None:
    client.post(f"/learn/{SLUG}/helpful/", {"helpful": "no"})
    client.post(f"/learn/{SLUG}/helpful/", {"helpful": "yes"})

    assert Vote.objects.values_list("helpful", flat=True).get() is True


def test_another_reader_neither_sees_nor_changes_an_answer(client: Client) -> None:
    client.post(f"/learn/{SLUG}/helpful/", {"helpful": "no", "comment": "Only mine"})
    stranger = Client()

    assert "Only mine" not in stranger.get(f"/learn/{SLUG}/").content.decode()
    stranger.post(f"/learn/{SLUG}/helpful/", {"helpful": "yes"})
    assert Vote.objects.count() == 2


def test_blank_answer_is_refused_at_the_field_and_keeps_the_words(client: Client) -> None:
    response = refused(client, f"/learn/{SLUG}/helpful/", {"comment": "Nearly sent"})

    assert "Choose yes or no." in response.content.decode()
    assert "Nearly sent</textarea>" in response.content.decode()
    assert Vote.objects.count() == 0


def test_too_many_answers_from_one_address_are_slowed_down(client: Client) -> None:
    codes = [Client().post(f"/learn/{SLUG}/helpful/", {"helpful": "yes"}).status_code for _ in range(21)]

    assert codes == [302] * 20 + [429]
    assert Vote.objects.count() == 20
