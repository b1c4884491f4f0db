"""Scenarios saved, opened in the calculator again, and changed there."""

from urllib.parse import parse_qsl, urlencode

from django.test import Client

from calculator.models import Scenario
from tests.faults.browser import hidden_fields

PRICED = {"units_per_month": "1000", "input_tokens": "1000000", "output_tokens": "100000"}


O3 = {**PRICED, "model": "openai/o3"}


def save(client: Client, query: dict[str, str], **more: str) -> Scenario:
    client.post("/calculator/save/", {"scenario": urlencode(query), "name": "Desk", **more})
    return Scenario.objects.newest_first()[0]


def opened(client: Client, scenario: Scenario) -> dict[str, str]:
    """What the calculator holds when the scenario is opened in it from its own page."""
    html = client.get(f"/scenarios/{scenario.pk}/").content.decode()
    address = html.split('<a class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    page = client.get(address).content.decode()
    return dict(parse_qsl(hidden_fields(page)["scenario"]))


def change(client: Client, scenario: Scenario, **changes: str) -> Scenario:
    query = {name: text for name, text in {**opened(client, scenario), **changes}.items() if text}
    client.post("/calculator/save/", {"scenario": urlencode(query), "update": "1"})
    return Scenario.objects.get(pk=scenario.pk)
