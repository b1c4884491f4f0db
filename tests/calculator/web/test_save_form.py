"""The card by which a page is kept says what it replaces."""

import pytest
from django.test import Client

from calculator.models import Scenario
from calculator.web.save_form import SaveForm
from runrate.core.idempotency import token
from tests.calculator.pages import SMALL, text

pytestmark = pytest.mark.django_db


def test_the_button_says_what_it_replaces_before_it_does(alice_client: Client, scenario: Scenario) -> None:
    page = text(alice_client.get("/calculator/", {**SMALL, "scenario": str(scenario.pk)}).content.decode())

    when = f"{scenario.updated_at:%-d %B %Y, %H:%M} UTC"
    assert f"Replaces at least $13,599 per month, saved {when}; you can undo that." in page


@pytest.mark.parametrize(("typed", "name"), [("Front\r\n desk", "Front desk"), ("\u200b \u2066", "")])
def test_a_name_is_kept_as_one_line_of_letters_that_are_seen(typed: str, name: str) -> None:
    assert SaveForm({"name": typed, "scenario": "", "once": token()}).name == name
