"""The picture that stands for a page when it is shared."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from runrate.pages import articles
from runrate.pages.cards import SIZE


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = "https://runrate.example"


@pytest.mark.parametrize("path", ["/card.png", f"/learn/{articles.every()[0].slug}/card.png"])
def test_card_is_a_picture_of_the_size_that_networks_expect(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == SIZE
