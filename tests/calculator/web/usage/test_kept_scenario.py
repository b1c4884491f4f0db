"""A bill opened beside a scenario stays beside it: every link, form and answer of its pages names it."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from tests.calculator.web.usage.conftest import Send
from tests.calculator.web.usage.test_columns_form import MONTHS, mapped

FOCUS = "focus-1.0-aws-bedrock.csv"
LOG, BILL = "bedrock-invocation-log.json.gz", "aws-cur2-bedrock.csv"
FILES = ("/refused/", "/samples/", "/usage/sample/")
INPUTS = {"input_tokens": "100", "output_tokens": "10", "input_price": "1", "output_price": "5"}


@pytest.fixture
def scenario(alice: Any) -> Scenario:
    return Scenario.objects.create(owner=alice, name="Desk", inputs=INPUTS | {"units_per_month": "10"})


def ways_on(page: str, scenario: Scenario) -> list[str]:
    """Links and forms to pages of bills that lose the scenario."""
    query = f"scenario={scenario.pk}"
    main = page[page.index("<main") : page.index("</main>")]
    forms = re.findall(r"<form[^>]*?action=\"([^\"]+)\"[^>]*>(.*?)</form>", main, re.DOTALL)
    ways = [(unescape(action), f'name="scenario" value="{scenario.pk}"' in body) for action, body in forms]
    ways += [(unescape(link), False) for link in re.findall(r"(?:href|hx-get)=\"([^\"]+)\"", main)]
    bills = [
        each for each in ways if each[0].startswith(("/usage/", "?")) and not any(f in each[0] for f in FILES)
    ]
    assert bills
    return [way for way, has_field in bills if query not in way and not has_field]


def taken_for_ten(client: Client, upload: UsageUpload, query: str) -> Any:
    sent = {"month": "2026-10", "units_by": "typed", "units": "10"}
    return client.post(upload.get_absolute_url() + query, sent)


def test_every_way_on_from_a_page_of_a_bill_keeps_the_scenario(
    alice_client: Client, scenario: Scenario, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    query = f"?scenario={scenario.pk}"
    day, own = send(alice_client, FOCUS), send(alice_client, "months.csv", MONTHS)
    send(alice_client, BILL)
    pair, unread = send(alice_client, LOG), send(alice_client, "nothing.csv", "a\n1\n")
    waiting = alice_client.get(own.get_absolute_url() + query).content.decode()
    mapped(alice_client, own, django_capture_on_commit_callbacks)
    taken_for_ten(alice_client, day, query)

    pages = {"columns to choose": waiting} | {
        name: alice_client.get(address + query).content.decode()
        for name, address in {
            "understood": day.get_absolute_url(),
            "inputs": reverse("usage:inputs", args=[day.pk]),
            "rows": reverse("usage:rows", args=[day.pk, "input_tokens"]),
            "against": reverse("usage:against", args=[day.pk]),
            "pair": pair.get_absolute_url(),
            "not read": unread.get_absolute_url(),
            "own columns": own.get_absolute_url(),
            "columns to change": reverse("usage:columns", args=[own.pk]),
        }.items()
    }

    assert "The rest of the month is like these days" in pages["inputs"]
    assert "Do these two belong together?" in pages["pair"]
    assert {name: lost for name, page in pages.items() if (lost := ways_on(page, scenario))} == {}


def test_every_answer_to_a_form_of_a_bill_keeps_the_scenario(
    alice_client: Client, scenario: Scenario, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    query = f"?scenario={scenario.pk}"
    day, own = send(alice_client, FOCUS), send(alice_client, "months.csv", MONTHS)
    mapped(alice_client, own, django_capture_on_commit_callbacks)

    answers = {"choose": taken_for_ten(alice_client, day, query)["Location"]}
    for name, upload, sent in (
        ("days", day, {"days": "scaled"}),
        ("both", day, {}),
        ("together", day, {"source": "focus", "together": "no"}),
        ("retry", day, {}),
        ("forget", own, {}),
        ("delete", own, {}),
    ):
        address = reverse(f"usage:{name}", args=[upload.pk]) + ("" if "scenario" in sent else query)
        answers[name] = alice_client.post(address, sent)["Location"]

    assert {name: at for name, at in answers.items() if not at.endswith(query)} == {}


def test_inputs_of_which_none_was_chosen_are_shown_again_with_the_scenario(
    alice_client: Client, scenario: Scenario, send: Send
) -> None:
    day = send(alice_client, FOCUS)
    taken_for_ten(alice_client, day, query := f"?scenario={scenario.pk}")

    again = alice_client.post(
        reverse("usage:take", args=[day.pk]) + query, {"scenario": str(scenario.pk), "days": "scaled"}
    )

    assert (again.status_code, ways_on(again.content.decode(), scenario)) == (422, [])


def test_a_scenario_of_somebody_else_is_not_carried_on(
    bob_client: Client, scenario: Scenario, send: Send
) -> None:
    upload = send(bob_client, FOCUS)

    answer = taken_for_ten(bob_client, upload, f"?scenario={scenario.pk}")

    assert answer["Location"] == reverse("usage:inputs", args=[upload.pk])
