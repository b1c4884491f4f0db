"""Credits and requests of Copilot: what a vendor of AI bills openly, on every page alike."""

from django.test import Client
from django.urls import reverse

from calculator.models import Scenario
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose, every, take

COPILOT = "github-copilot-ai-usage.csv"


def test_the_measured_inputs_of_credits_come_to_what_was_billed(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, COPILOT)
    choose(alice_client, upload, units="2")

    shown = alice_client.get(reverse("usage:inputs", args=[upload.pk]))

    assert (shown.context["billed"], shown.context["estimated"]) == ("$0.70", "$0.70")
    assert shown.context["residuals"] == []
    assert [(each.label, each.value) for each in shown.context["offers"]][-1] == (
        "Credits and requests, per unit",
        "$0.35",
    )


def test_a_scenario_of_them_is_above_the_waterline_and_agrees_with_its_bill(
    alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, COPILOT)
    choose(alice_client, upload, units="2")

    take(alice_client, upload, *every(alice_client, upload))

    scenario = Scenario.objects.get()
    assert scenario.inputs["other_lines"] == [
        {"name": "Credits and requests", "per_unit": "0.35", "visible": True}
    ]
    assert "other_lines.1.per_unit" in scenario.origins
    against = text_of(alice_client.get(reverse("usage:against", args=[upload.pk])))
    assert "The bill agrees with the estimate: $0.70 against $0.70." in against
    shown = text_of(alice_client.get(scenario.get_absolute_url()))
    assert "0.0%" not in shown.partition("Share above the waterline")[2][:40]


def test_taken_again_they_replace_their_own_line_and_no_other(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, COPILOT)
    choose(alice_client, upload, units="2")
    take(alice_client, upload, *every(alice_client, upload))
    scenario = Scenario.objects.get()
    legal = {"name": "Legal", "monthly": "9"}
    credits = {"name": "Credits and requests", "per_unit": "0.1", "visible": True}
    Scenario.objects.update(inputs=scenario.inputs | {"other_lines": [legal, credits]})

    page = alice_client.get(reverse("usage:inputs", args=[upload.pk]))
    take(alice_client, upload, "other_lines.1.per_unit", scenario=str(scenario.pk), over="1")

    assert page.context["offers"][-1].today == "$0.10"
    scenario.refresh_from_db()
    assert scenario.inputs["other_lines"] == [legal, credits | {"per_unit": "0.35"}]
