"""Estimate against bill: the gap in words, picture and table, and each measured value one click away."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.usage.analysis.variance import variance
from calculator.usage.analysis.variance_cents import in_cents
from calculator.usage.analysis.waterfall import signed
from runrate.core.numbers import money
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import FOCUS, choose


@pytest.fixture
def bill(alice_client: Client, send: Send) -> UsageUpload:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    return upload


def against(client: Client, upload: UsageUpload, scenario: Scenario | None = None) -> Any:
    query = {"scenario": str(scenario.pk)} if scenario else {}
    return client.get(reverse("usage:against", args=[upload.pk]), query)


def test_the_gap_stands_in_words_as_a_picture_and_cause_by_cause(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    shown = against(alice_client, bill, scenario)

    assert shown.context["heading"] == "Estimate against bill"
    found = shown.context["variance"]
    assert found.estimated + sum(cause.amount for cause in found.causes) == found.actual
    assert [row.name for row in shown.context["rows"]] == [each.name for each in found.largest_first()]
    assert [bar.name for bar in shown.context["chart"].bars][1:-1] == [
        row.name for row in shown.context["rows"]
    ]
    assert shown.context["said"][0] in text_of(shown)
    assert shown.context["apart"] == [
        ("credits, beside usage", "−$10.00"),
        ("tax, never in an estimate", "+$21.50"),
    ]
    assert (shown.context["unexplained"], shown.context["total"]) == ("$0.00", "$114.30")
    assert "Unexplained$0.00" in text_of(shown)
    assert shown.content.decode().count(shown.context["chart"].title) == 3  # caption and both drawings


def test_what_a_bill_cannot_say_is_no_cause(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(inputs={**scenario.inputs, "calls_per_unit": "3"})

    causes = {row.name: row.behind for row in against(alice_client, bill, scenario).context["rows"]}

    assert re.findall(r"[A-Z][a-z ]+(?=:)", causes["Tokens per unit"]) == [
        "Input tokens per unit",
        "Output tokens per unit",
    ]


def test_one_click_takes_the_measured_value_and_its_cause_is_gone(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    rows = {row.name: row for row in against(alice_client, bill, scenario).context["rows"]}
    taken = {"scenario": str(scenario.pk), "over": "1", "input": rows["Volume"].takes}
    assert rows["Volume"].takes == ("units_per_month",)

    alice_client.post(reverse("usage:take", args=[bill.pk]), taken)

    left = against(alice_client, bill, scenario)
    assert "Volume" not in {row.name for row in left.context["rows"]}
    scenario.refresh_from_db()
    assert scenario.inputs["units_per_month"] == "10000"
    assert left.context["variance"].estimated == variance(scenario.workload(), scenario.workload()).estimated


def test_with_all_of_it_taken_bill_and_estimate_agree(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    names = {name for row in against(alice_client, bill, scenario).context["rows"] for name in row.takes}
    alice_client.post(
        reverse("usage:take", args=[bill.pk]), {"scenario": str(scenario.pk), "over": "1", "input": names}
    )

    shown = against(alice_client, bill, scenario)

    assert shown.context["variance"].agrees
    assert shown.context["said"] == ("The bill agrees with the estimate: $102.80 against $102.80.",)


def test_inputs_that_were_read_in_this_bill_are_named(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    said = "Read in a file of this source and month, so that they explain nothing new here: "
    before = text_of(against(alice_client, bill, scenario))
    alice_client.post(
        reverse("usage:take", args=[bill.pk]),
        {"scenario": str(scenario.pk), "over": "1", "input": ["output_tokens"]},
    )

    after = text_of(against(alice_client, bill, scenario))

    assert (said in before, said in after) == (False, True)


def test_without_a_scenario_one_is_asked_for(alice_client: Client, bill: UsageUpload) -> None:
    assert "Choose a scenario: its estimate is compared with this file." in text_of(
        against(alice_client, bill)
    )


def test_anothers_bill_and_anothers_scenario_are_not_there(
    alice_client: Client, client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    assert against(client, bill).status_code == 404
    scenario.owner = None
    scenario.save()
    assert "variance" not in against(alice_client, bill, scenario).context


def test_cached_tokens_that_the_model_cannot_have_are_taken_as_none(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    """The list has no price of cache writes of this model, so the bill has none, whatever was estimated."""
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14")
    usage = send(alice_client, "openai-dashboard-usage.csv")
    choose(alice_client, usage, units="5")
    shares = {"cache_write_share": "0.05", "cache_write_price": "9"}
    Scenario.objects.filter(pk=scenario.pk).update(inputs={**scenario.inputs, **shares})
    [row] = [each for each in against(alice_client, usage, scenario).context["rows"] if "Cached" in each.name]
    assert "Cache writes: 5% estimated, 0% measured" in row.behind
    assert "cache_write_share" in row.takes

    alice_client.post(
        reverse("usage:take", args=[usage.pk]),
        {"scenario": str(scenario.pk), "over": "1", "input": row.takes},
    )

    scenario.refresh_from_db()
    assert scenario.inputs["cache_write_share"] == "0"
    assert all("Cache" not in each.behind for each in against(alice_client, usage, scenario).context["rows"])


def test_before_anything_was_chosen_the_page_leads_to_the_choice(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, FOCUS)

    assert against(alice_client, upload)["Location"] == upload.get_absolute_url()


def test_tokens_and_the_retries_they_hold_are_one_cause_taken_by_one_click(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(inputs={**scenario.inputs, "retry_rate": "0.05"})
    rows = {row.name: row for row in against(alice_client, bill, scenario).context["rows"]}
    assert "Retries" not in rows
    assert "Tokens per unit" not in rows
    assert rows["Tokens and retries"].behind.startswith(
        "Retry rate: 5% estimated, inside the tokens of the bill; "
    )

    answer = alice_client.post(
        reverse("usage:take", args=[bill.pk]),
        {"scenario": str(scenario.pk), "over": "1", "input": ["input_tokens", "output_tokens"]},
        follow=True,
    )

    scenario.refresh_from_db()
    assert scenario.inputs["retry_rate"] == "0"
    assert "The retry rate is 0 now: the measured tokens hold the retries" in text_of(answer)
    assert "Tokens and retries" not in text_of(against(alice_client, bill, scenario))


def test_page_drawing_and_api_print_the_same_cents(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    shown = against(alice_client, bill, scenario).context

    cents = in_cents(shown["variance"])
    printed = [(row.name, row.amount) for row in shown["rows"]]
    assert printed == [(each.name, signed(each.amount)) for each in cents.causes]
    assert [(bar.name, bar.amount) for bar in shown["chart"].bars[1:-1]] == printed
    assert cents.estimated + sum(each.amount for each in cents.causes) == cents.actual
    assert (shown["estimated"], shown["billed"]) == (money(cents.estimated), money(cents.actual))


def test_the_number_of_units_is_said_and_can_be_changed_there(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    first = against(alice_client, bill, scenario)
    assert "The bill covers 10,000 units in October 2026: the number you entered for it." in text_of(first)
    volume = f"{scenario.estimate().units_per_month:,}"
    assert f"“{scenario.name}” has {volume} units per month." in text_of(first)

    address = f"{reverse('usage:against', args=[bill.pk])}?scenario={scenario.pk}"
    changed = alice_client.post(address, {"units": volume})

    assert changed["Location"] == address
    bill.refresh_from_db()
    assert (bill.choice["units"], bill.choice["units_by"]) == (volume.replace(",", ""), "typed")
    after = alice_client.get(address)
    assert f"The bill covers {volume} units" in text_of(after)
    assert "Volume" not in {row.name for row in after.context["rows"]}


def test_units_that_are_no_number_are_refused_where_they_were_typed(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    address = f"{reverse('usage:against', args=[bill.pk])}?scenario={scenario.pk}"

    refused = alice_client.post(address, {"units": "0"}, follow=True)

    assert refused.status_code == 200
    assert "Enter a number above 0." in text_of(refused)
    bill.refresh_from_db()
    assert bill.choice["units"] == "10000"


def test_counted_units_say_what_was_counted(alice_client: Client, send: Send, scenario: Scenario) -> None:
    upload = send(alice_client, "openai-dashboard-usage.csv")
    choose(alice_client, upload, units_by="calls", units="")

    assert re.search(
        r"covers \d+ units in [A-Z][a-z]+ 20\d\d, counted in the file: calls that were billed",
        text_of(against(alice_client, upload, scenario)),
    )


def test_a_cause_that_was_taken_leads_back_to_the_comparison_without_it(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    shown = against(alice_client, bill, scenario)
    [before, *_rest] = [row for row in shown.context["rows"] if row.takes]
    sent = {"scenario": str(scenario.pk), "over": "1", "input": list(before.takes)}
    assert shown.content.decode().count('name="compared" value="1"') == len(
        [row for row in shown.context["rows"] if row.takes]
    )

    answer = alice_client.post(reverse("usage:take", args=[bill.pk]), sent | {"compared": "1"}, follow=True)

    assert answer.redirect_chain == [(f"/usage/{bill.pk}/against/?scenario={scenario.pk}", 302)]
    assert before.name not in [row.name for row in answer.context["rows"]]


def test_money_that_a_tool_has_estimated_is_not_compared_as_a_bill_without_a_word(
    alice_client: Client, bill: UsageUpload, scenario: Scenario, send: Send
) -> None:
    traces = send(alice_client, "langfuse-observations.jsonl")
    choose(alice_client, traces, alias_0="", alias_1="")

    said = "Its money is estimated by the tool that wrote the file: no vendor has billed it."
    assert [said in text_of(against(alice_client, each, scenario)) for each in (traces, bill)] == [
        True,
        False,
    ]


def test_a_bill_of_whole_calls_of_a_model_on_no_list_is_what_the_file_says_and_no_more(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    """Its tokens at the prices of the scenario are no bill."""
    upload = send(alice_client, "openrouter-activity.csv")
    choose(alice_client, upload, units="1,000", alias_0="")

    shown = against(alice_client, upload, scenario)

    assert (shown.context["billed"], shown.context["total"]) == (shown.context["total"], "$0.02")
    assert shown.context["unexplained"] == "$0.00"
    volume, rest = shown.context["rows"]
    assert (volume.name, volume.amount) == ("Volume", "−$54.00")
    assert (rest.name, rest.amount) == ("Unexplained", "−$44.98")
    assert rest.behind == (
        "Beyond the volume, all of the difference is unexplained: the bill does not say what its tokens cost."
    )
    assert "Unexplained$0.00" in text_of(shown)
