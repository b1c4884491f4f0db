"""The pages of an upload: who may come, what they show, what they refuse."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import ColumnMapping, ModelAlias, Scenario, UploadState, UsageUpload
from calculator.uploads.job import read_upload
from calculator.uploads.samples import FOLDER, FORMATS
from tests.calculator.stored import price_row
from tests.calculator.uploads.test_job import OWN
from tests.calculator.web.usage.conftest import Send, sent, text_of

USAGE, COST = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv"


def page(client: Client, upload: UsageUpload) -> str:
    answer = client.get(upload.get_absolute_url())
    assert answer.status_code == 200
    return text_of(answer)


def test_a_file_is_given_read_and_said_back(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)

    shown = page(alice_client, upload)

    assert "OpenAI usage, 1 October 2026 (UTC): 3 rows, none refused" in shown
    assert "10,000" in shown
    assert "2 taken + 1 set aside + 0 refused = 3 read" in shown


def test_a_file_that_waits_shows_how_far_it_is(alice_client: Client, db: None) -> None:
    sent(alice_client, USAGE)
    UsageUpload.objects.update(state=UploadState.READING, bytes_read=300)

    shown = page(alice_client, UsageUpload.objects.get())

    assert "Your file is being read" in shown
    assert "300 bytes of" in shown


def test_somebody_else_sees_nothing_of_it(alice_client: Client, bob_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)

    for name in ("detail", "inputs"):
        assert bob_client.get(reverse(f"usage:{name}", args=[upload.pk])).status_code == 404
        assert Client().get(reverse(f"usage:{name}", args=[upload.pk])).status_code == 404


def test_a_visitor_without_an_account_sees_their_own_alone(send: Send, alice_client: Client) -> None:
    visitor = Client()
    upload = send(visitor, USAGE)

    assert visitor.get(upload.get_absolute_url()).status_code == 200
    assert alice_client.get(upload.get_absolute_url()).status_code == 404


def test_the_same_bytes_lead_to_the_first_file(alice_client: Client, bob_client: Client, send: Send) -> None:
    first = send(alice_client, USAGE)

    again = sent(alice_client, USAGE)
    of_another = sent(bob_client, USAGE)

    assert again["Location"] == first.get_absolute_url()
    assert "nothing is counted twice" in page(alice_client, first)
    assert of_another["Location"] != first.get_absolute_url()
    assert UsageUpload.objects.count() == 2


def test_an_empty_file_is_refused_on_the_page(alice_client: Client) -> None:
    answer = sent(alice_client, "empty.csv", b"")

    back = alice_client.get(answer["Location"]) if answer.status_code == 303 else answer
    assert "The submitted file is empty." in text_of(back)
    assert UsageUpload.objects.count() == 0


def test_a_request_that_says_it_is_too_large_is_not_read(alice_client: Client, settings: Any) -> None:
    settings.USAGE_LARGEST_MEGABYTES = 0

    answer = alice_client.post("/usage/", b"x" * 2_000_000, content_type="multipart/form-data; boundary=no")

    assert (answer.status_code, "too large" in text_of(answer)) == (422, True)


def test_the_same_view_of_a_month_asks_which_one_counts(alice_client: Client, send: Send) -> None:
    first = send(alice_client, USAGE)
    second = send(alice_client, USAGE, (FOLDER / USAGE).read_text() + "\n")

    assert "You have uploaded this month before" in page(alice_client, second)
    alice_client.post(reverse("usage:both", args=[second.pk]))
    assert "You have uploaded this month before" not in page(alice_client, second)

    UsageUpload.objects.update(kept_beside=False)
    answer = alice_client.post(reverse("usage:replace", args=[second.pk, first.pk]), follow=True)
    assert "has taken its place" in text_of(answer)
    assert [each.pk for each in UsageUpload.objects.all()] == [second.pk]


def test_a_file_does_not_take_its_own_place(alice_client: Client, send: Send) -> None:
    mine = send(alice_client, USAGE)

    assert alice_client.post(reverse("usage:replace", args=[mine.pk, mine.pk])).status_code == 404
    assert UsageUpload.objects.filter(pk=mine.pk).exists()


def test_nobody_replaces_the_file_of_somebody_else(
    alice_client: Client, bob_client: Client, send: Send
) -> None:
    hers, his = send(alice_client, USAGE), send(bob_client, USAGE)

    assert bob_client.post(reverse("usage:replace", args=[his.pk, hers.pk])).status_code == 404
    assert UsageUpload.objects.filter(pk=hers.pk).exists()


def test_usage_and_cost_are_said_to_be_put_together(alice_client: Client, send: Send) -> None:
    send(alice_client, COST)

    assert f"read together with “{COST}”" in page(alice_client, send(alice_client, USAGE))


def test_refused_rows_are_shown_and_handed_back(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, "bad-rows-focus.csv")

    shown = page(alice_client, upload)
    table = alice_client.get(reverse("usage:refused", args=[upload.pk, 0]))

    assert "More than 1% of the money, the tokens or the rows in this file was refused" in shown
    assert "Which part of it is your workload?" not in shown
    lines = table.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["row", "3", "4", "5", "6"]
    assert alice_client.get(reverse("usage:refused", args=[upload.pk, 9])).status_code == 404


def test_columns_are_chosen_by_hand_and_remembered(
    alice_client: Client, alice: Any, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(alice_client, "own.csv", OWN)
    fields = {
        "column_date": "Day",
        "column_model": "Which model",
        "column_input": "Tokens in",
        "column_output": "Tokens out",
        "column_billed": "Paid",
        "tokens_each": "1",
        "cached": "inside",
        "money_in": "units",
        "decimals": "point",
        "dates": "iso",
        "currency": "USD",
    }
    assert "Which column means what?" in page(alice_client, upload)

    wrong = alice_client.post(upload.get_absolute_url(), fields | {"column_date": ""}, follow=True)
    assert "Choose the column that holds the date." in text_of(wrong)
    alice_client.post(upload.get_absolute_url(), fields)

    assert ColumnMapping.objects.get(owner=alice).mapping["columns"]["date"] == "day"
    again = send(alice_client, "next.csv", OWN.replace("1000", "2000"))
    assert again.state == UploadState.READ


def test_an_unknown_model_is_asked_for_once(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)
    assert "Which model is “gpt-4.1-2025-04-14”?" in page(alice_client, upload)

    answer = alice_client.post(
        upload.get_absolute_url(), {"month": "2026-10", "units_by": "typed", "units": "5", "alias_0": ""}
    )

    assert answer["Location"] == reverse("usage:inputs", args=[upload.pk])
    assert [(each.name, each.reference) for each in ModelAlias.objects.all()] == [("gpt-4.1-2025-04-14", "")]
    assert "Which model is" not in page(alice_client, upload)


@pytest.mark.parametrize("units", ["", "0", "-3", "many"])
def test_units_are_a_number_above_zero(alice_client: Client, send: Send, units: str) -> None:
    upload = send(alice_client, USAGE)

    answer = alice_client.post(
        upload.get_absolute_url(), {"month": "2026-10", "units_by": "typed", "units": units}, follow=True
    )

    assert "Please look at this again" in text_of(answer)
    assert UsageUpload.objects.get().choice == {}


def test_money_in_euros_needs_a_rate_with_its_day(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, "focus-1.3-saas-eur.csv")
    fields = {"month": "2026-10", "units_by": "calls", "rate_EUR": "1.08"}

    refused = alice_client.post(upload.get_absolute_url(), fields, follow=True)
    assert "Enter the day of the rate" in text_of(refused)
    ahead = alice_client.post(upload.get_absolute_url(), fields | {"rate_on_EUR": "9999-12-31"}, follow=True)
    assert "No rate is known of a day in the future." in text_of(ahead)
    alice_client.post(upload.get_absolute_url(), fields | {"rate_on_EUR": "2026-10-31"})

    assert UsageUpload.objects.get().choice["rates"] == {"EUR": {"rate": "1.08", "on": "2026-10-31"}}


def test_a_deleted_file_takes_its_sums_along(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)

    answer = alice_client.post(reverse("usage:delete", args=[upload.pk]), follow=True)

    assert "and its sums are deleted" in text_of(answer)
    assert UsageUpload.objects.count() == 0


def test_a_press_on_delete_asks_before_anything_is_gone(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, USAGE)
    address = reverse("usage:delete", args=[upload.pk])

    page = alice_client.get(upload.get_absolute_url()).content.decode()
    asked = alice_client.get(address)

    assert f'href="{address}"' in page
    assert f'action="{address}"' not in page
    assert "Delete this file and its sums?" in text_of(asked)
    assert f'href="{upload.get_absolute_url()}"' in asked.content.decode()
    assert UsageUpload.objects.get() == upload


def test_files_of_an_archive_that_were_not_read_are_named_with_their_reason(
    alice_client: Client, send: Send
) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("usage.csv", (FOLDER / USAGE).read_bytes())
        archive.writestr("manifest.json", "{}")
        archive.writestr("budget.csv", "a,b\n1,2\n")

    page = text_of(alice_client.get(send(alice_client, "all.zip", held.getvalue()).get_absolute_url()))

    assert "Files of this archive that were not read" in page
    assert "manifest.json This is the manifest of an export" in page
    assert "budget.csv The columns of this file are those of no export that is known here: a, b." in page


def test_a_sample_bill_needs_no_account(send: Send, django_capture_on_commit_callbacks: Any) -> None:

    visitor = Client()
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post(reverse("usage:try_sample"))
        read_upload.func(str(UsageUpload.objects.get().pk))

    assert "Usage and cost" not in text_of(visitor.get(answer["Location"]))
    assert [each.format for each in UsageUpload.objects.get().exports.all()] == [
        "openai-dashboard-usage",
        "openai-dashboard-cost",
    ]
    assert visitor.post(reverse("usage:try_sample"))["Location"] == answer["Location"]


def test_a_sample_bill_tried_from_a_scenario_is_compared_with_it(
    alice_client: Client, scenario: Scenario, django_capture_on_commit_callbacks: Any
) -> None:
    start = alice_client.get(reverse("usage:start"), {"scenario": str(scenario.pk)}).content.decode()
    assert start.count(f'name="scenario" value="{scenario.pk}"') == 2

    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(reverse("usage:try_sample"), {"scenario": str(scenario.pk)})
    first = UsageUpload.objects.get()
    alice_client.post(reverse("usage:try_sample"))
    UsageUpload.objects.update(scenario=None)
    alice_client.post(reverse("usage:try_sample"), {"scenario": str(scenario.pk)})

    assert (first.scenario, UsageUpload.objects.get().scenario) == (scenario, scenario)


def test_every_sample_can_be_downloaded_and_nothing_else(client: Client, db: None) -> None:

    for name in FORMATS:
        assert client.get(reverse("usage:sample", args=[name])).content == (FOLDER / name).read_bytes()
    assert client.get(reverse("usage:sample", args=["bad-rows-focus.csv"])).status_code == 404


def test_an_amount_of_a_tool_is_no_bill_and_agrees_with_the_estimate_of_its_own_prices(
    alice_client: Client, send: Send
) -> None:
    price_row("anthropic", "claude-sonnet-4-6", 3, 15, "2026-01-01", cache_read_price=Decimal("0.3"))
    upload = send(alice_client, "litellm-spend-logs.jsonl")
    alice_client.post(upload.get_absolute_url(), {"month": "2026-10", "units_by": "typed", "units": "100"})

    answer = alice_client.get(reverse("usage:inputs", args=[upload.pk]))

    assert answer.context["estimated"] == answer.context["billed"]
    assert (
        "Estimated for this part in October 2026 by the tool that wrote the file: $0.03515. "
        "The estimate of the measured inputs alone: $0.03515." in text_of(answer)
    )


def test_a_file_that_is_not_offered_for_use_takes_the_place_of_no_other(
    alice_client: Client, send: Send
) -> None:
    text = (FOLDER / "bad-rows-focus.csv").read_text()
    header, *rows = text.splitlines()
    send(alice_client, "good.csv", "\n".join([header, rows[0]]) + "\n")

    shown = page(alice_client, send(alice_client, "bad.csv", text))

    assert "More than 1% of the money, the tokens or the rows in this file was refused" in shown
    assert "Nothing here can be used" in shown
    assert "You have uploaded this month before" not in shown


def test_a_month_without_usage_says_so_and_asks_for_nothing(alice_client: Client, send: Send) -> None:
    shown = page(
        alice_client, send(alice_client, "empty.csv", "start_time,end_time,start_time_iso,end_time_iso\n")
    )

    said = "This file has no usage and no money: nothing was used in these days, or its export is empty."
    assert said in shown
    assert "Choose a month" not in shown
    assert "Which part of it is your workload?" not in shown
