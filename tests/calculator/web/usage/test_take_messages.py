"""What is said of inputs that nobody ticked."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario
from calculator.scenarios.services import delete_scenario
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import FOCUS, choose, take

TAKEN_TOO = "Taken too, as the measured tokens hold the retries: "
RETRIES = "The retry rate is 0 now: the measured tokens hold the retries, so a rate would count them twice."


@pytest.mark.parametrize(
    ("ticked", "rate", "said"),
    [
        (["input_tokens"], "0.05", [f"{TAKEN_TOO}Output tokens per unit.", RETRIES]),
        (["output_tokens"], "0", [f"{TAKEN_TOO}Input tokens per unit."]),
        (["retry_rate"], "0", [f"{TAKEN_TOO}Input tokens per unit, Output tokens per unit."]),
        (["input_tokens", "output_tokens"], "0", []),
        (["units_per_month"], "0.05", []),
    ],
)
def test_each_input_that_was_taken_along_is_named(
    alice_client: Client, send: Send, scenario: Scenario, ticked: list[str], rate: str, said: list[str]
) -> None:
    bill = send(alice_client, FOCUS)
    choose(alice_client, bill)
    Scenario.objects.filter(pk=scenario.pk).update(inputs={**scenario.inputs, "retry_rate": rate})

    answer = alice_client.post(
        reverse("usage:take", args=[bill.pk]),
        {"scenario": str(scenario.pk), "over": "1", "input": ticked},
    )

    told = [str(each) for each in get_messages(answer.wsgi_request)]
    assert [each for each in told if not each.startswith("“")] == said


@pytest.mark.parametrize("known", [True, False])
def test_into_a_scenario_that_was_deleted_meanwhile_nothing_is_taken_and_nothing_is_lost(
    alice_client: Client, send: Send, scenario: Scenario, known: bool
) -> None:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload, units="10")
    delete_scenario(scenario=scenario) if known else scenario.delete()
    before = Scenario.objects.count()

    answer = take(alice_client, upload, "input_tokens", scenario=str(scenario.pk), over="1")
    page = text_of(answer)

    assert answer.status_code == 422
    gone = "The scenario that this was to be taken into is deleted, so nothing was taken. What you ticked and"
    assert f"{gone} entered stands below" in page
    assert answer.context["ticked"] == ["input_tokens"]
    assert "Take into" not in page
    assert "Take as a new scenario" in page
    assert Scenario.objects.count() == before
