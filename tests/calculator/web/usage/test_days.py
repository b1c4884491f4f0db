"""A file with a day or two of a month: said, and scaled up where somebody says that it goes on like this."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.uploads.against import newest_against
from calculator.uploads.job import read_upload
from calculator.web.usage.days import OPEN
from runrate.reports.services.gathering import gather
from tests.calculator.own_tables import COLUMNS, TITLES, days_of
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_against_page import against
from tests.calculator.web.usage.test_columns_form import mapped
from tests.calculator.web.usage.test_origins_on_every_door import (
    in_csv,
    in_json,
    in_the_report,
    in_xlsx,
    on_the_page,
)
from tests.calculator.web.usage.test_take_views import choose, every, take
from tests.reports.readers import DAY

FOCUS = "focus-1.0-aws-bedrock.csv"
INSIDE = "inside the measured tokens: Google Cloud billing export, 5 October 2026"
SAID = "The file has one day of this month: 5 October 2026, 1 of 31 days."


@pytest.fixture
def bill(alice_client: Client, send: Send) -> UsageUpload:
    """One day of October with $102.80 of usage, chosen for 10 units."""
    upload = send(alice_client, FOCUS)
    sent = {"month": "2026-10", "units_by": "typed", "units": "10"}
    assert alice_client.post(upload.get_absolute_url(), sent).status_code == 302
    return upload


def said(client: Client, upload: UsageUpload, days: str) -> Any:
    return client.post(reverse("usage:days", args=[upload.pk]), {"days": days}, follow=True)


def offers(shown: Any) -> dict[str, str]:
    return {offer.name: offer.value for offer in shown.context["offers"]}


def test_the_page_says_which_days_the_file_has_and_fills_up_nothing(
    alice_client: Client, bill: UsageUpload
) -> None:
    shown = alice_client.get(reverse("usage:inputs", args=[bill.pk]))

    assert f"{SAID} Nothing is scaled up" in text_of(shown)
    assert offers(shown)["units_per_month"] == "10"
    assert SAID in text_of(alice_client.get(bill.get_absolute_url()))


def test_a_month_that_goes_on_like_its_days_has_as_many_more_units_and_as_much_more_money(
    alice_client: Client, bill: UsageUpload
) -> None:
    before = offers(alice_client.get(reverse("usage:inputs", args=[bill.pk])))

    shown = said(alice_client, bill, "scaled")

    assert f"{SAID} Units and money of a month are scaled up: times 31." in text_of(shown)
    assert offers(shown) == before | {"units_per_month": "310"}
    # 31 times $102.80
    filled = (
        "scaled up from a part of its days: $3,186.80. The estimate of the measured inputs alone: $3,186.80."
    )
    assert filled in text_of(shown)
    # No vendor billed what was scaled up: it becomes nobody's last invoice.
    told = [said(alice_client, bill, each).context["invoiced"] for each in ("scaled", "whole")]
    assert told == [False, True]


@pytest.mark.parametrize(
    ("name", "sent", "before", "after"),
    [
        (FOCUS, {}, "you entered", "10 you entered, scaled up: times 31"),
        (FOCUS, {"units": "0.001"}, "you entered", "0.001 you entered, scaled up: times 31"),
        (
            "langfuse-observations.jsonl",
            {"units_by": "seen", "alias_0": ""},
            "counted in the file",
            "2 counted in the file, scaled up: times 31",
        ),
    ],
)
def test_units_of_days_that_are_filled_up_say_how_many_the_days_had(
    alice_client: Client, send: Send, name: str, sent: dict[str, str], before: str, after: str
) -> None:
    upload = send(alice_client, name)
    chosen = {"month": "2026-10", "units_by": "typed", "units": "10", **sent}
    assert alice_client.post(upload.get_absolute_url(), chosen).status_code == 302

    pages = alice_client.get(reverse("usage:inputs", args=[upload.pk])), said(alice_client, upload, "scaled")

    assert [each.context["units_from"] for each in pages] == [before, after]
    assert after in text_of(pages[1])


def test_what_was_filled_up_says_so_at_every_door_and_is_no_invoice(
    alice_client: Client, bill: UsageUpload
) -> None:
    said(alice_client, bill, "scaled")
    names = list(offers(alice_client.get(reverse("usage:inputs", args=[bill.pk]))))

    alice_client.post(reverse("usage:take", args=[bill.pk]), {"input": names})

    scenario = Scenario.objects.get()
    assert (scenario.inputs["units_per_month"], scenario.last_invoice) == ("310", None)
    assert scenario.origins["units_per_month"] == "typed:focus:2026-10:filled:1:31"
    assert scenario.origins["input_tokens"] == "measured:focus:2026-10.5"
    typed = "entered for 1 of 31 days of FOCUS bill, October 2026, and scaled up"
    for door in (on_the_page, in_csv, in_xlsx, in_json):
        assert ("units_per_month", typed) in door(alice_client, scenario)
    assert in_the_report(scenario)["Units per month"] == typed


def test_money_of_a_month_read_from_some_of_its_days_says_so_at_every_door(
    alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, "gcp-billing-export.jsonl")
    choose(alice_client, upload, rate_EUR="1.08", rate_on_EUR="2026-10-31")
    said(alice_client, upload, "scaled")

    take(alice_client, upload, *every(alice_client, upload))

    scenario = Scenario.objects.get()
    part = "measured: Google Cloud billing export, October 2026, scaled up from 1 of 31 days"
    filled = f"{part}, one EUR taken as $1.08, the rate entered for 31 October 2026"
    for door in (on_the_page, in_csv, in_xlsx, in_json):
        found = dict(door(alice_client, scenario))
        assert (found["infrastructure_monthly"], found["retry_rate"]) == (filled, INSIDE)
    assert filled in in_the_report(scenario).values()
    assert newest_against(scenario) is not None


def test_days_that_were_all_there_was_stay_as_they_are(alice_client: Client, bill: UsageUpload) -> None:
    shown = said(alice_client, bill, "whole")

    assert f"{SAID} You said that the month had no others" in text_of(shown)
    assert offers(shown)["units_per_month"] == "10"


def test_an_answer_is_of_its_month_alone_and_other_words_are_none(
    alice_client: Client, bill: UsageUpload
) -> None:
    said(alice_client, bill, "twice")
    bill.refresh_from_db()
    assert bill.choice["days"] == ""

    said(alice_client, bill, "scaled")
    alice_client.post(bill.get_absolute_url(), {"month": "2026-10", "units_by": "typed", "units": "20"})
    bill.refresh_from_db()
    assert bill.choice["days"] == "scaled"


def test_a_file_of_a_whole_month_says_nothing_of_days(
    db: None, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        address = client.post(reverse("usage:try_sample"))["Location"]
    upload = UsageUpload.objects.get()
    read_upload.func(str(upload.pk))

    page = text_of(
        client.post(address, {"month": "2026-10", "units_by": "typed", "units": "10"}, follow=True)
    )

    assert "Measured inputs" in page
    assert "days of this month" not in page


def test_a_bill_that_was_filled_up_stands_for_the_units_it_is_compared_with(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    said(alice_client, bill, "scaled")

    shown = alice_client.get(reverse("usage:against", args=[bill.pk]), {"scenario": str(scenario.pk)})

    stands = "The bill covers 310 units in October 2026: 10 you entered, scaled up: times 31."
    assert stands in text_of(shown)
    assert "Units in the days of the file" in text_of(shown)


def test_units_of_a_day_stand_beside_those_of_the_bill_as_units_of_a_month(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    beside = {"scenario": str(scenario.pk)}
    assert scenario.inputs["units_per_day"] == "100"
    said(alice_client, bill, "whole")

    inputs = alice_client.get(reverse("usage:inputs", args=[bill.pk]), beside)
    against = alice_client.get(reverse("usage:against", args=[bill.pk]), beside)

    [units] = [offer for offer in inputs.context["offers"] if offer.name == "units_per_month"]
    assert (units.value, units.today) == ("10", "2,200")
    [volume] = [row for row in against.context["rows"] if row.name == "Volume"]
    assert volume.behind == "Units per month: 2,200 estimated, 10 billed."


def test_a_rate_that_was_typed_stands_with_its_day_wherever_it_is_used(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(alice_client, "gcp-billing-export.jsonl")
    sent = {"month": "2026-10", "units_by": "typed", "units": "10"}
    rate = {"rate_EUR": "1.08", "rate_on_EUR": "2026-10-31"}
    assert alice_client.post(upload.get_absolute_url(), sent | rate).status_code == 302

    pages = [
        text_of(alice_client.get(reverse(f"usage:{name}", args=[upload.pk]), {"scenario": str(scenario.pk)}))
        for name in ("inputs", "against")
    ]

    told = "One EUR is taken as $1.08, the rate you entered for 31 October 2026."
    assert [told in page for page in pages] == [True, True]
    for name in ("input_price", "input_tokens"):
        behind = text_of(alice_client.get(reverse("usage:rows", args=[upload.pk, name])))
        assert ("€" in behind, told in behind) == (True, True)


def test_one_page_of_several_is_said_wherever_its_tokens_are_used(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(alice_client, "openai-usage-completions.json")
    sent = {"month": "2026-10", "units_by": "typed", "units": "10"}
    assert alice_client.post(upload.get_absolute_url(), sent).status_code == 302

    pages = [
        text_of(alice_client.get(reverse(f"usage:{name}", args=[upload.pk]), {"scenario": str(scenario.pk)}))
        for name in ("inputs", "against")
    ]

    told = "The file is one page of several: what stands on the others is missing here."
    assert [told in page for page in pages] == [True, True]


def test_nothing_is_taken_before_the_days_are_spoken_for_and_nothing_typed_is_lost(
    alice_client: Client, bill: UsageUpload
) -> None:
    address, sent = reverse("usage:take", args=[bill.pk]), {"input": every(alice_client, bill)}

    refused = alice_client.post(address, sent)

    assert refused.status_code == 422
    said = "Say first whether these days are all there was, or the rest of the month is like them."
    assert refused.context["days_form"].errors == {"days": [said]}
    assert not Scenario.objects.exists()
    assert alice_client.post(address, sent | {"days": "scaled"}).status_code == 302
    assert Scenario.objects.get().inputs["units_per_month"] == "310"


def test_nothing_is_compared_before_the_days_are_spoken_for(
    alice_client: Client, bill: UsageUpload, scenario: Scenario
) -> None:
    before = against(alice_client, bill, scenario)
    said(alice_client, bill, "whole")
    after = against(alice_client, bill, scenario)

    assert before.context["reasons"] == [("Days of the file", OPEN)]
    assert "variance" not in before.context
    assert "before tax and credits " + SAID in text_of(after)
    bill.refresh_from_db()
    billed = gather(made_on=DAY, submission=None, scenario=scenario, bill=bill).costed.billed  # type: ignore[union-attr]  # it has a scenario
    assert billed is not None
    assert (billed.days, billed.source) == (
        "1 of 31 days",
        "FOCUS bill, October 2026, 1 of 31 days taken as the month",
    )


def ticked(answer: Any) -> set[str]:
    boxes = re.findall(
        r'<input type="checkbox" name="input" value="(\w+)"\s+(checked)?', answer.content.decode()
    )
    return {name for name, on in boxes if on}


def test_what_was_unticked_and_said_of_the_days_stands_after_a_refusal(
    alice_client: Client, bill: UsageUpload
) -> None:
    address, page = (
        reverse("usage:take", args=[bill.pk]),
        alice_client.get(reverse("usage:inputs", args=[bill.pk])),
    )
    every = {each.name for each in page.context["offers"] if not each.inside}

    no_days = alice_client.post(address, {"input": ["input_tokens"]})
    no_inputs = alice_client.post(address, {"days": "scaled"})

    assert ticked(page) == every
    assert (no_days.status_code, ticked(no_days)) == (422, {"input_tokens"})
    assert (no_inputs.status_code, ticked(no_inputs)) == (422, set())
    assert "Tick at least one input." in text_of(no_inputs)
    assert re.search(r'value="scaled"[^>]*checked', no_inputs.content.decode())
    assert Scenario.objects.count() == 0


def test_days_without_rows_are_not_told_as_days_of_the_file(
    alice_client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    rows = [row for day in (3, 9, 28) for row in days_of("m", "3.60", range(day, day + 1))]
    upload = send(alice_client, "few.csv", "\n".join((TITLES, *rows)))
    columns = {f"column_{name}": title for name, title in COLUMNS.items()}
    mapped(alice_client, upload, django_capture_on_commit_callbacks, column_units="", dates="iso", **columns)
    choose(alice_client, upload, month="2026-02")

    shown = text_of(alice_client.get(reverse("usage:inputs", args=[upload.pk])))

    told = "The file has 3 February 2026 to 28 February 2026: 26 of 28 days of this month."
    assert f"{told} 3 of these days have rows with tokens." in shown


def test_days_beside_the_units_are_those_of_the_month_that_is_chosen(
    alice_client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    rows = ["2026-01-20,m,1000,200,3.60", *days_of("m", "3.60")]
    upload = send(alice_client, "two.csv", "\n".join((TITLES, *rows)))
    columns = {f"column_{name}": title for name, title in COLUMNS.items()}
    mapped(alice_client, upload, django_capture_on_commit_callbacks, column_units="", dates="iso", **columns)

    first = text_of(alice_client.get(upload.get_absolute_url()))
    choose(alice_client, upload, month="2026-01")
    chosen = text_of(alice_client.get(upload.get_absolute_url()))

    said = "20 January 2026, 1 of 31 days"
    assert (said in first, said in chosen) == (False, True)
