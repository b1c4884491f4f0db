"""Saving, pressed on a page of the calculator."""

from urllib.parse import urlencode

from django.test import Client

from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.pages import SMALL, said


def post(client: Client, token: str, name: str, **changes: str) -> str:
    """Presses "Save" on a page that was given this token; what the page that follows says about it."""
    query = urlencode({**SMALL, **changes})
    answer = client.post("/calculator/save/", {"scenario": query, "name": name, "once": token})
    return said(client, answer["Location"])


def names(owner: User) -> list[str]:
    return sorted(Scenario.objects.visible_to(owner).values_list("name", flat=True))
