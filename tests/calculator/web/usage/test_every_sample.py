"""Somebody new takes each sample that is offered: from the start to a scenario and a report of it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.uploads.job import read_upload
from calculator.uploads.samples import FORMATS
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import text_of
from tests.reports.readers import DAY

MODEL = "openai/gpt-4.1"
LISTED = (
    ("openai", "gpt-4.1"),
    ("openai", "gpt-4.1-2025-04-14"),
    ("openai", "gpt-4.1-mini-2025-04-14"),
    ("deepseek", "deepseek-chat"),
)


def offered(client: Client, name: str, commits: Any) -> UsageUpload:
    """Downloaded where it is offered, and sent as one's own."""
    start = client.get(reverse("usage:start"))
    address = reverse("usage:sample", args=[name])
    assert address in start.content.decode()
    content = client.get(address).content
    with commits(execute=True):
        client.post(reverse("usage:start"), {"file": SimpleUploadedFile(name, content)})
        upload = UsageUpload.objects.get()
        read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    return upload


def choices(client: Client, upload: UsageUpload) -> dict[str, str]:
    """The form as it stands, with units and a rate where none are there."""
    form = client.get(upload.get_absolute_url()).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent |= {"units_by": "typed", "units": "100"}
    rates = [name for name in form.fields if name.startswith("rate_") and not name.startswith("rate_on_")]
    return sent | dict.fromkeys(rates, "1.1") | {f"rate_on_{name[5:]}": "2026-10-31" for name in rates}


@pytest.mark.parametrize("name", FORMATS)
def test_each_sample_comes_to_a_scenario_and_its_report(
    alice_client: Client, django_capture_on_commit_callbacks: Any, name: str
) -> None:
    for vendor, model in LISTED:
        price_row(vendor, model, 2, 8, "2025-04-14")
    assert reverse("usage:start") in alice_client.get("/").content.decode()
    upload = offered(alice_client, name, django_capture_on_commit_callbacks)

    chosen = alice_client.post(upload.get_absolute_url(), choices(alice_client, upload))
    assert chosen.status_code == 302, text_of(chosen)
    alice_client.post(reverse("usage:days", args=[upload.pk]), {"days": "whole"})
    shown = alice_client.get(reverse("usage:inputs", args=[upload.pk])).context
    asked = [field.html_name for field in shown["asked"]]
    given = {each: MODEL for each in asked if each.endswith("model")}
    given |= {each: "1000" for each in asked if each.endswith("_tokens")}
    given |= {each: "10" for each in asked if each.endswith("search_price")}
    taken = {"input": [offer.name for offer in shown["offers"]], "odd_prices": "on", **given}
    answer = alice_client.post(reverse("usage:take", args=[upload.pk]), taken)

    assert answer.status_code == 302, text_of(answer)
    made = Scenario.objects.get()
    assert alice_client.get(made.get_absolute_url()).status_code == 200
    assert made.estimate().total_monthly > 0
    report = compose(gather(made_on=DAY, submission=None, scenario=made))
    assert report.method.inputs
    against = alice_client.get(reverse("usage:against", args=[upload.pk]), {"scenario": str(made.pk)})
    assert "variance" in against.context, (
        f"{made.inputs} {against.context.get('reasons')} {against.context.get('nowhere')}"
    )
