"""Measured inputs beside a scenario's: shown, looked behind, taken one by one or all, taken back."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.domain.what_if.measured_ranges import measured_in
from calculator.models import Scenario, UsageUpload
from calculator.prices.provenance import in_words
from calculator.uploads.job import read_upload
from calculator.uploads.samples import FOLDER
from calculator.web.usage import pages
from runrate.accounts.models import User
from tests.calculator.pages import SMALL
from tests.calculator.stored import price_row
from tests.calculator.usage.analysis.bills import answer_of
from tests.calculator.web.usage.conftest import Send, text_of

FOCUS = "focus-1.0-aws-bedrock.csv"
MEASURED = "measured: FOCUS bill, 5 October 2026"


def choose(client: Client, upload: UsageUpload, *, days: str = "whole", **fields: str) -> None:
    """A month, units, and what the days of the file stand for where they are not the whole month."""
    sent = {"month": "2026-10", "units_by": "typed", "units": "10,000"} | fields
    answer = client.post(upload.get_absolute_url(), sent)
    assert answer.status_code == 302, text_of(answer)
    client.post(reverse("usage:days", args=[upload.pk]), {"days": days})


@pytest.fixture
def bill(alice_client: Client, send: Send) -> UsageUpload:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    return upload


def take(client: Client, upload: UsageUpload, *names: str, **fields: str) -> Any:
    return client.post(reverse("usage:take", args=[upload.pk]), {"input": names, **fields})


def every(client: Client, upload: UsageUpload) -> list[str]:
    shown = client.get(reverse("usage:inputs", args=[upload.pk]))
    return [offer.name for offer in shown.context["offers"]]


def test_measured_inputs_stand_beside_todays(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    shown = alice_client.get(reverse("usage:inputs", args=[bill.pk]), {"scenario": str(scenario.pk)})

    by_name = {offer.name: offer for offer in shown.context["offers"]}
    assert (by_name["output_tokens"].value, by_name["output_tokens"].today) == ("1,200", "2,000")
    assert f"M{MEASURED[1:]}" in text_of(shown)
    assert "Billed for this part in October 2026: $102.80" in text_of(shown)


def test_the_rows_behind_an_input_are_one_click_away(alice_client: Client, bill: UsageUpload) -> None:
    shown = alice_client.get(reverse("usage:rows", args=[bill.pk, "output_tokens"]))

    lines = shown.context["lines"]
    assert {line["kind"].split(",")[0] for line in lines} == {"output"}
    assert {line["quantity"].partition(" ")[2] for line in lines} == {"tokens"}
    assert sum(Decimal(line["quantity"].split()[0].replace(",", "")) for line in lines) == 12_000_000


@pytest.mark.parametrize("name", ["nonsense", "build_cost"])
def test_an_input_that_no_row_stands_behind_has_no_page(
    alice_client: Client, bill: UsageUpload, name: str
) -> None:
    assert alice_client.get(reverse("usage:rows", args=[bill.pk, name])).status_code == 404
    assert alice_client.get(reverse("usage:rows", args=[bill.pk, "input_tokens"])).status_code == 200


def test_one_input_is_taken_into_a_scenario_and_the_others_stay(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    before = dict(scenario.inputs)

    take(alice_client, bill, "output_tokens", scenario=str(scenario.pk), over="1")

    scenario.refresh_from_db()
    taken = {"output_tokens": "1200", "input_tokens": "11900", "retry_rate": "0"}
    assert scenario.inputs == before | taken
    assert scenario.origins["output_tokens"] == "measured:focus:2026-10.5"
    assert scenario.origins["retry_rate"] == "inside:focus:2026-10.5"
    page = alice_client.get(scenario.get_absolute_url())
    assert [each.replaced_by for each in page.context["versions"]] == ["values from a bill"]
    others = {origin for name, origin in scenario.origins.items() if name not in taken}
    assert others == {"entered", "default"}


def test_an_invoice_above_what_a_scenario_can_hold_is_not_taken(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    """Kept, it made every page that lists the scenario a 500."""
    dear = json.dumps(answer_of("openai-dashboard-cost.csv")).replace(
        '"billed": "', '"billed": "100000000000000000'
    )
    upload = send(alice_client, "dear.json", dear)
    choose(alice_client, upload, units="1,000")

    take(alice_client, upload, *every(alice_client, upload))

    made = Scenario.objects.exclude(pk=scenario.pk).get()
    assert made.last_invoice is None
    pages = [
        made.get_absolute_url(),
        *map(reverse, ("scenarios:list", "scenarios:portfolio", "reports:new")),
    ]
    assert [alice_client.get(each).status_code for each in pages] == [200] * 4


def test_what_was_taken_can_be_taken_back(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    before = dict(scenario.inputs)
    answer = take(alice_client, bill, *every(alice_client, bill), scenario=str(scenario.pk), over="1")

    assert "#versions" in alice_client.get(answer["Location"]).content.decode()
    alice_client.post(reverse("scenarios:restore_version", args=[scenario.pk, scenario.versions.get().pk]))

    scenario.refresh_from_db()
    assert scenario.inputs == before


def test_all_inputs_become_a_new_scenario_that_says_where_they_are_from(
    alice_client: Client, bill: UsageUpload, alice: User
) -> None:
    answer = take(alice_client, bill, *every(alice_client, bill))

    made = Scenario.objects.get(owner=alice)
    assert answer["Location"] == made.get_absolute_url()
    assert (made.name, made.last_invoice) == ("FOCUS bill, October 2026", Decimal("102.80"))
    assert made.estimate().units_per_month == 10_000
    assert MEASURED in text_of(alice_client.get(made.get_absolute_url()))


def test_pressed_twice_there_is_one_new_scenario(
    alice_client: Client, bill: UsageUpload, alice: User
) -> None:
    page = alice_client.get(reverse("usage:inputs", args=[bill.pk])).content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]

    for _press in range(2):
        take(alice_client, bill, *every(alice_client, bill), once=once)

    assert Scenario.objects.filter(owner=alice).count() == 1


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_the_origin_stands_in_every_file(alice_client: Client, bill: UsageUpload, format: str) -> None:
    take(alice_client, bill, *every(alice_client, bill))
    made = Scenario.objects.get()

    answer = alice_client.get(reverse(f"scenarios:export_{format}", args=[made.pk]))

    assert MEASURED in _content(answer.content, format)


def _content(content: bytes, format: str) -> str:
    if format != "xlsx":
        return content.decode("utf-8-sig")
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_the_scenario_of_somebody_else_is_neither_shown_nor_changed(
    bob_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(bob_client, FOCUS)
    choose(bob_client, upload)
    before = dict(scenario.inputs)

    shown = bob_client.get(reverse("usage:inputs", args=[upload.pk]), {"scenario": str(scenario.pk)})
    take(bob_client, upload, "output_tokens", scenario=str(scenario.pk), over="1")

    scenario.refresh_from_db()
    assert shown.context["scenario"] is None
    assert scenario.inputs == before


def test_a_visitor_takes_inputs_into_the_calculator_and_saves_them_with_their_origin(
    alice: User, send: Send
) -> None:
    visitor = Client()
    upload = send(visitor, FOCUS)
    choose(visitor, upload)

    answer = take(visitor, upload, *every(visitor, upload))
    address = answer["Location"]
    assert address.startswith("/calculator/?")
    assert visitor.get(address).status_code == 200
    visitor.post("/calculator/save/", {"scenario": address.partition("?")[2], "name": "From the bill"})

    made = Scenario.objects.get(owner=None)
    assert made.origins["input_price"] == "measured:focus:2026-10.5"
    assert made.origins["output_tokens"] == "measured:focus:2026-10.5"
    visitor.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")


def test_nothing_ticked_takes_nothing(alice_client: Client, bill: UsageUpload) -> None:
    answer = take(alice_client, bill)

    assert answer.status_code == 422
    assert "Tick at least one input." in text_of(answer)
    assert Scenario.objects.count() == 0


def test_usage_without_money_of_a_model_on_no_list_asks_for_prices_there(
    alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, "openai-dashboard-usage.csv")
    choose(alice_client, upload, units="5", alias_0="")

    answer = take(alice_client, upload, *every(alice_client, upload))

    assert answer.status_code == 422
    assert set(answer.context["asked"].errors) == {"input_price", "output_price"}
    assert Scenario.objects.count() == 0


def test_what_is_left_unticked_is_asked_for_in_the_calculator(
    alice_client: Client, bill: UsageUpload
) -> None:
    answer = take(alice_client, bill, "units_per_month", "input_price")

    assert answer["Location"].startswith("/calculator/?")
    said = "The bill alone is not enough for an estimate: look at "
    assert said in text_of(alice_client.get(answer["Location"]))


def test_a_sample_bill_makes_a_scenario_that_says_it_is_made_up(
    alice_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(reverse("usage:try_sample"))
        upload = UsageUpload.objects.get()
        read_upload.func(str(upload.pk))
    choose(alice_client, upload, alias_0="")

    take(alice_client, upload, *every(alice_client, upload))

    made = Scenario.objects.get()
    assert made.origins["input_tokens"] == "sample:openai-dashboard-usage:2026-10"
    assert made.origins["retry_rate"] == "inside:openai-dashboard-usage:2026-10:sample"
    assert in_words(made.origins["retry_rate"], {}, date(2026, 11, 1)) == (
        "inside the measured tokens: OpenAI usage, October 2026, of a made-up sample"
    )
    assert {guess.field for guess in measured_in(made.exploration["measured_ranges"], made.workload())} == {
        "input_tokens",
        "output_tokens",
        "cache_read_share",
        "calls_per_unit",
    }
    shown = text_of(alice_client.get(made.get_absolute_url()))
    assert "measured: OpenAI usage, October 2026, of a made-up sample" in shown


def test_looking_writes_nothing(alice_client: Client, bill: UsageUpload) -> None:
    before = UsageUpload.objects.values().get()

    for name in ("detail", "inputs"):
        alice_client.get(reverse(f"usage:{name}", args=[bill.pk]))

    assert UsageUpload.objects.values().get() == before


def test_tax_and_credits_have_lines_of_their_own_and_are_no_part_of_the_gap(
    alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, "gcp-billing-export.jsonl")
    choose(alice_client, upload, rate_EUR="1.1", rate_on_EUR="2026-10-02")

    shown = alice_client.get(reverse("usage:inputs", args=[upload.pk]))

    # $7.05 were billed for usage, of which $0.99 of storage are in the measured infrastructure.
    assert (shown.context["billed"], shown.context["estimated"]) == ("$7.05", "$7.05")
    assert shown.context["residuals"] == []
    assert shown.context["beside"] == [("Credits", "−$0.22"), ("Tax", "$1.32")]
    assert shown.context["whole"] == "$8.15"
    assert (
        "On the bill beside usage, and in no estimate: Credits−$0.22Tax$1.32 The whole bill $8.15"
        in text_of(shown)
    )


def test_batch_and_searches_of_each_model_step_are_said(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, "anthropic-usage-report.json")
    choose(alice_client, upload, units="100")

    page = text_of(alice_client.get(reverse("usage:inputs", args=[upload.pk])))

    assert "claude-sonnet-4-6: calls a unit 1, assumed, tokens in a call 100,000" in page
    assert "; Batch share 21.4953%; " in page
    assert "; searches in a call 0.5" in page


def test_who_has_chosen_no_part_yet_is_not_told_to_tick_an_input(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, FOCUS)

    answer = alice_client.post(
        reverse("usage:take", args=[upload.pk]), {"input": "output_tokens"}, follow=True
    )

    assert answer.redirect_chain == [(upload.get_absolute_url(), 302)]
    assert "Tick at least one input." not in text_of(answer)


def test_an_examples_cache_and_invoice_are_not_charged_as_ones_own(
    alice_client: Client, alice: User, bill: UsageUpload, send: Send
) -> None:
    usage = send(alice_client, "openai-dashboard-usage.csv")
    choose(alice_client, usage, units="5", alias_0="")
    inputs = SMALL | {"cache_write_share": "0.1", "cache_write_price": "2.50"}
    of_sample = dict.fromkeys(inputs, "sample:openai-dashboard-usage:2026-10")
    over = Scenario.objects.create(
        owner=alice, name="Tried", inputs=inputs, origins=of_sample, last_invoice="1027.00"
    )

    answer = alice_client.post(
        reverse("usage:take", args=[usage.pk]),
        {"input": every(alice_client, usage), "scenario": str(over.pk), "over": "1"},
        follow=True,
    )

    over.refresh_from_db()
    said = "No longer entered, as they were an example's and your file does not tell them: Cache writes."
    assert said in text_of(answer)
    assert ("cache_write_share" in over.inputs, over.last_invoice) == (False, None)


def test_what_a_part_has_of_money_that_the_cost_does_not_tell_apart_is_called_its_share(
    alice_client: Client, send: Send
) -> None:
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14")
    cost = "openai-dashboard-cost.csv"
    usage = send(alice_client, "openai-dashboard-usage.csv")
    send(alice_client, cost, (FOLDER / cost).read_text("utf-8").replace(",key_syn1,", ",,"))

    pages = []
    for part in ("key=key_syn1", ""):
        choose(alice_client, usage, units="5", slice=part)
        pages.append(text_of(alice_client.get(reverse("usage:inputs", args=[usage.pk]))))

    share = "The share of this part, by its tokens, in what was billed in October 2026: $"
    assert [(share in page, "Billed for this part" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]
    assert all("The estimate of the measured inputs alone: $" in page for page in pages)


@pytest.mark.parametrize(("model", "usage"), [("NovaPro", "$6.64"), ("Claude Sonnet 4.6", "$17.55")])
def test_what_belongs_to_no_chosen_model_is_left_out_and_said(
    alice_client: Client, send: Send, scenario: Scenario, model: str, usage: str
) -> None:
    upload = send(alice_client, "aws-cur2-bedrock.csv")
    choose(alice_client, upload, units="10", models=model)

    shown = alice_client.get(reverse("usage:inputs", args=[upload.pk]), {"scenario": str(scenario.pk)})
    against = alice_client.get(reverse("usage:against", args=[upload.pk]), {"scenario": str(scenario.pk)})

    assert (shown.context["billed"], shown.context["beside"]) == (usage, [])
    assert "does not say which part it belongs to: Credits −$1.00, Tax $3.15." in (text_of(shown))
    assert f"model: {model}" in text_of(shown)
    assert (against.context["total"], against.context["part"]) == (usage, f"model: {model}")
    assert "This part of the bill" in text_of(against)
    assert "The whole bill" not in text_of(shown) + text_of(against)


def test_a_list_of_sums_that_is_cut_says_of_how_many(
    alice_client: Client, bill: UsageUpload, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("usage:rows", args=[bill.pk, "model_use"])
    whole = alice_client.get(address)

    monkeypatch.setattr(pages, "MOST_LINES", 1)
    cut = alice_client.get(address)

    number = len(whole.context["lines"])
    assert number > 1
    assert (f"The first 1 of {number} sums." in text_of(cut), len(cut.context["lines"])) == (True, 1)
    assert "The first " not in text_of(whole)
