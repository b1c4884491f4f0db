"""The card by which a page is kept says what it replaces."""

import pytest
from django.test import Client

from calculator.models import Scenario
from tests.calculator.pages import SMALL, text

pytestmark = pytest.mark.django_db


def test_the_button_says_what_it_replaces_before_it_does(alice_client: Client, scenario: Scenario) -> None:
    page = text(alice_client.get("/calculator/", {**SMALL, "scenario": str(scenario.pk)}).content.decode())

    when = f"{scenario.updated_at:%Y-%m-%d %H:%M} UTC"
    assert f"Replaces at least $13,599 per month, saved {when}; you can undo that." in page
