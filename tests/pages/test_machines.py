"""Feed, sitemap, robots and pictures."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from runrate.pages import articles

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = "https://runrate.example"


def test_sitemap_lists_public_pages_and_every_article(client: Client) -> None:
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own

    found = [each.text for each in root.iter(f"{SITEMAP}loc")]

    assert "https://runrate.example/framework/" in found
    assert found[-5:] == [f"https://runrate.example/learn/{each.slug}/" for each in articles.every()]


def test_feed_has_every_article_latest_first(client: Client) -> None:
    root = ET.fromstring(client.get("/learn/feed.xml").content)  # noqa: S314  # our own

    assert [each.findtext(f"{ATOM}title") for each in root.iter(f"{ATOM}entry")] == [
        each.title for each in articles.every()
    ]


def test_robots_name_the_sitemap(client: Client) -> None:
    assert "Sitemap: https://runrate.example/sitemap.xml" in client.get("/robots.txt").content.decode()
