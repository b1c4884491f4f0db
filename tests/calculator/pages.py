"""Pages of the calculator as a reader sees them."""

import re
from html import unescape

from django.test import Client

from calculator.domain.presets import BY_KEY
from tests.markup import squeezed

SMALL = BY_KEY["article-small"].workload.as_json()


def text(html: str) -> str:
    """What a reader sees of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page(client: Client, **query: str) -> str:
    return client.get("/calculator/", query).content.decode()


def rows(html: str) -> dict[str, str]:
    found = re.findall(r'line__name">([^<]+)</span>.*?line__amount[^>]*>([^<]+)<', squeezed(html))
    return {unescape(name): amount for name, amount in found}


def typed(html: str, name: str) -> str:
    found = re.search(rf'<input id="{name}" name="{name}" value="([^"]*)"', squeezed(html))
    assert found is not None
    return unescape(found[1])


def said(client: Client, address: str) -> str:
    html = client.get(address, follow=True).content.decode()
    found = re.findall(r'<ul class="messages".*?</ul>', html, re.DOTALL)
    return text(found[0]) if found else ""
