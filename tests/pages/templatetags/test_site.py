"""Where a page leads to: the sign-in and back, without a secret in any address."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context
from django.test import Client
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from runrate.pages.templatetags.site import mistaken
from runrate.sharing.services import address
from tests.accounts.in_hand import _DOOR, after_signing_in_from
from tests.sharing.things import THINGS

SLUG = "why-ai-has-a-marginal-cost"

pytestmark = pytest.mark.django_db


def test_the_sign_in_of_a_public_page_leads_to_the_account(client: Client) -> None:
    assert [after_signing_in_from(client, path) for path in ("/", "/learn/", "/method/")] == ["", "", ""]


def test_a_links_secret_stands_in_no_way_back(alice: User) -> None:
    thing = THINGS["scenario"](alice)
    secret = address(thing.link).rstrip("/").rpartition("/")[2]
    thing.delete()

    page = Client().get(thing.path(address(thing.link)))

    assert page.status_code == 404
    assert _DOOR.findall(page.content.decode()) == ["/account/login/"]
    assert secret not in "".join(re.findall(r'href="(/account/[^"]*)"', page.content.decode()))


def test_article_carries_canonical_and_card_addresses_of_the_site(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://runrate.example"

    page = client.get(f"/learn/{SLUG}/", headers={"host": "localhost"}).content.decode()

    assert f'<link rel="canonical" href="https://runrate.example/learn/{SLUG}/">' in page
    assert f'<meta property="og:image" content="https://runrate.example/learn/{SLUG}/card.png">' in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (None, ""),
        (SimpleNamespace(errors={}), ""),
        (SimpleNamespace(errors={"name": ["Missing."]}), "Error:"),
        (SimpleNamespace(errors={"name": ["Missing."]}, waits=True), ""),
        (SimpleNamespace(errors={"name": ["Missing."]}, waits=True, wrong=["name"]), "Error:"),
        (SimpleNamespace(wrong=["name"]), "Error:"),
    ],
)
def test_a_title_says_that_a_form_was_refused_but_not_of_one_that_waits(form: object, said: str) -> None:
    """W33."""
    assert mistaken(Context({"form": form})).strip() == said
    assert mistaken(Context()) == ""
