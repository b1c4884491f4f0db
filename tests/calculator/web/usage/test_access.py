"""What a form of a bill was shown for is what it is about, whatever was chosen in another tab meanwhile."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import FOCUS, choose

SAID = "Another part, month or number of units was chosen of this file meanwhile."


def shown_mark(client: Client, name: str, upload: UsageUpload, scenario: Scenario) -> str:
    page = client.get(reverse(f"usage:{name}", args=[upload.pk]), {"scenario": str(scenario.pk)})
    [mark] = set(re.findall(r'name="shown" value="(\w+)"', page.content.decode()))
    return str(mark)


@pytest.mark.parametrize(
    ("page", "address", "sent"),
    [
        ("inputs", "take", {"input": ["input_tokens", "output_tokens"], "over": "1"}),
        ("against", "take", {"input": ["units_per_month"], "over": "1", "compared": "1"}),
        ("inputs", "days", {"days": "scaled"}),
        ("against", "against", {"units": "7"}),
    ],
)
def test_a_page_from_before_another_choice_does_nothing_and_says_so(
    alice_client: Client, send: Send, scenario: Scenario, page: str, address: str, sent: dict[str, Any]
) -> None:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    mark = shown_mark(alice_client, page, upload, scenario)
    choose(alice_client, upload, units="200")
    upload.refresh_from_db()
    before = upload.choice, scenario.inputs

    body = {"scenario": str(scenario.pk), **sent}
    answer = alice_client.post(
        reverse(f"usage:{address}", args=[upload.pk]), body | {"shown": mark}, follow=True
    )

    assert SAID in text_of(answer)
    upload.refresh_from_db()
    scenario.refresh_from_db()
    assert (upload.choice, scenario.inputs, Scenario.objects.count()) == (*before, 1)

    now = shown_mark(alice_client, page, upload, scenario)
    alice_client.post(reverse(f"usage:{address}", args=[upload.pk]), body | {"shown": now})
    upload.refresh_from_db()
    scenario.refresh_from_db()
    assert (upload.choice, scenario.inputs, Scenario.objects.count()) != (*before, 1)
