"""From a bill without an account to the report: its first page says what was measured, a section why."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from calculator.models import Scenario, UsageUpload
from calculator.prices.provenance import in_words
from calculator.uploads.job import read_upload
from runrate.accounts.models import User
from runrate.reports.models import Report
from runrate.reports.web.forms import ReportForm
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.conftest import send as send  # noqa: PLC0414 - a fixture
from tests.calculator.web.usage.test_take_views import FOCUS, choose, every, take
from tests.reports.conftest import Worker
from tests.reports.readers import DAY


def ours(client: Client, run_callbacks: Any) -> UsageUpload:
    with run_callbacks(execute=True):
        client.post(reverse("usage:try_sample"))
        upload = UsageUpload.objects.get()
        read_upload.func(str(upload.pk))
    return upload


def saved_and_claimed(visitor: Client, upload: UsageUpload, alice: User) -> Scenario:
    """What a visitor does: take all, look at the calculator, save, sign up or in."""
    address = take(visitor, upload, *every(visitor, upload))["Location"]
    assert visitor.get(address).status_code == 200
    sent = {"scenario": address.partition("?")[2], "name": "Desk"}
    leads_to = visitor.post(reverse("calculator:save"), sent)["Location"]
    assert leads_to.startswith("/account/signup/")
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    known = {"login": alice.email, "password": "correct horse battery"}
    visitor.post(leads_to.replace("signup", "login"), known)
    return Scenario.objects.get(owner=alice)


def report_page(client: Client, scenario: Scenario, worker: Worker) -> str:
    page = client.get(reverse("reports:new"), {"scenario": str(scenario.pk)})
    form: ReportForm = page.context["form"]
    assert form["scenario"].value() in {str(scenario.pk), scenario.pk}
    client.post(reverse("reports:new"), {"scenario": scenario.pk})
    report = worker(Report.objects.get())
    return text_of(client.get(report.get_absolute_url()))


@pytest.mark.parametrize("whose", ["theirs", "ours"])
def test_a_visitors_bill_is_in_the_report_made_after_signing_in(
    alice: User, send: Send, worker: Worker, django_capture_on_commit_callbacks: Any, whose: str
) -> None:
    visitor = Client()
    if whose == "theirs":
        upload, said = send(visitor, FOCUS), "FOCUS bill, October 2026, 1 of 31 days taken as the month"
    else:
        upload = ours(visitor, django_capture_on_commit_callbacks)
        said = "OpenAI usage, October 2026, of a made-up sample"
    choose(visitor, upload, alias_0="")
    scenario = saved_and_claimed(visitor, upload, alice)

    page = report_page(visitor, scenario, worker)

    measured = [each for each in scenario.origins.values() if each.startswith(("measured:", "sample:"))]
    assert len(measured) > 3
    for origin, number in Counter(measured).items():
        bill = in_words(origin, {}, DAY).removeprefix("measured: ")
        assert f"{number} inputs, from {bill}." in page
    assert "no bill was read" not in page
    assert "Estimate against bill" in page
    same = re.findall(r"The bill is (.+?)\. (\d+) inputs of the estimate were read in this same bill", page)
    assert same == [(f"{said}, and stands for 10,000 units", str(len(measured)))]


def test_a_bill_is_chosen_for_a_scenario_that_was_only_estimated(
    alice_client: Client, scenario: Scenario, send: Send
) -> None:
    shown = alice_client.get(reverse("reports:new")).context["form"]
    assert "bill" not in {field.name for field in shown.main_fields}
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)

    shown = alice_client.get(reverse("reports:new")).context["form"]
    alice_client.post(reverse("reports:new"), {"scenario": scenario.pk, "bill": upload.pk})

    assert [label for _id, label in shown["bill"].field.choices][1:] == [f"{FOCUS}, October 2026"]
    billed = Report.objects.get().source["scenario"]["billed"]
    assert billed["source"] == "FOCUS bill, October 2026, 1 of 31 days taken as the month"


EURO_FILE = "focus-1.3-saas-eur.csv"
OF_THE_FILE = (
    "The file has €43.97 and 4,100 units for 1 of 31 days, scaled up: times 31. One EUR is taken as $1.08, "
    "the rate entered for 31 October 2026. In EUR the whole month is €1,362.92. Other sums in EUR are at the "
    "scenario's own rate, 0.93 for a dollar."
)


def test_a_bill_in_euros_of_one_day_is_told_with_what_its_total_comes_from(
    alice_client: Client, scenario: Scenario, send: Send, worker: Worker
) -> None:
    upload = send(alice_client, EURO_FILE)
    rate = {"rate_EUR": "1.08", "rate_on_EUR": "2026-10-31"}
    choose(alice_client, upload, days="scaled", units="4,100", **rate)
    currency = {"currency": "EUR", "exchange_rate": "0.93", "exchange_rate_on": date(2026, 11, 1)}
    Scenario.objects.filter(pk=scenario.pk).update(**currency)

    alice_client.post(reverse("reports:new"), {"scenario": scenario.pk, "bill": upload.pk})
    report = worker(Report.objects.get())

    page = text_of(alice_client.get(report.get_absolute_url()))
    assert OF_THE_FILE in page
    assert report.content is not None
    assert OF_THE_FILE in report.content["bill"]["lede"]
    assert "43.965 × $1.08 × 31 = $1,471.95" in page
    assert "4,100 × 31 = 127,100" in page


def test_a_bill_without_a_scenario_and_somebody_elses_are_refused(
    alice_client: Client, bob_client: Client, submission: Submission, scenario: Scenario, send: Send
) -> None:
    own, others = send(alice_client, FOCUS), send(bob_client, FOCUS)
    choose(alice_client, own)
    choose(bob_client, others)

    for fields in (
        {"submission": submission.pk, "bill": own.pk},
        {"scenario": scenario.pk, "bill": others.pk},
    ):
        answer = alice_client.post(reverse("reports:new"), fields, follow=True)
        assert list(answer.context["form"].errors) == ["bill"]
    assert not Report.objects.exists()


def test_a_scenario_without_a_bill_has_neither(
    alice_client: Client, scenario: Scenario, worker: Worker
) -> None:
    page = report_page(alice_client, scenario, worker)

    assert "Nothing: no bill was read for this report." in page
    assert "Estimate against bill" not in page


def test_a_bill_of_somebody_else_is_in_no_report(
    alice_client: Client, bob_client: Client, scenario: Scenario, send: Send, worker: Worker
) -> None:
    choose(bob_client, send(bob_client, FOCUS))
    Scenario.objects.update(origins={"input_tokens": "measured:focus:2026-10"})

    page = report_page(alice_client, scenario, worker)

    assert "Estimate against bill" not in page
