"""Changes saved back into a scenario, and what the page says of them."""

from urllib.parse import urlencode

from django.test import Client

from calculator.models import Scenario
from tests.calculator.pages import SMALL, said


def change(client: Client, scenario: Scenario, seen: str = "", **changes: str) -> str:
    """Saves changes back; what the page that follows says about it."""
    query = urlencode({**SMALL, **changes, "scenario": str(scenario.pk)})
    answer = client.post("/calculator/save/", {"scenario": query, "update": "1", "seen": seen})
    return said(client, answer["Location"])
