"""Calls that a plan includes have no price in a file: that is said wherever its money is compared."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario
from calculator.uploads.against import newest_against
from calculator.usage.analysis.derived import ONE_PAGE, UNPRICED, of_the_export
from calculator.usage.formats import NO_COST
from calculator.usage.formats.cursor import INCLUDED
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import text_of
from tests.calculator.web.usage.test_every_sample import LISTED, MODEL, choices, offered
from tests.reports.readers import DAY


@pytest.mark.parametrize(
    ("name", "said"), [("cursor-usage-events.csv", True), ("deepseek-amount.csv", False)]
)
def test_every_page_and_the_report_say_that_some_calls_have_no_price(
    alice_client: Client, django_capture_on_commit_callbacks: Any, name: str, said: bool
) -> None:
    for vendor, model in LISTED:
        price_row(vendor, model, 2, 8, "2025-04-14")
    upload = offered(alice_client, name, django_capture_on_commit_callbacks)
    alice_client.post(upload.get_absolute_url(), choices(alice_client, upload))
    alice_client.post(reverse("usage:days", args=[upload.pk]), {"days": "whole"})
    inputs = alice_client.get(reverse("usage:inputs", args=[upload.pk]))
    given = {each.html_name: MODEL for each in inputs.context["asked"] if each.html_name.endswith("model")}
    offers = [offer.name for offer in inputs.context["offers"]]
    taken = {"input": offers, "odd_prices": "on", **given}
    answer = alice_client.post(reverse("usage:take", args=[upload.pk]), taken)
    assert answer.status_code == 302, text_of(answer)
    made = Scenario.objects.get()
    against = alice_client.get(reverse("usage:against", args=[upload.pk]), {"scenario": str(made.pk)})

    assert (UNPRICED in text_of(inputs), UNPRICED in text_of(against)) == (said, said)
    measured = newest_against(made)
    assert measured is not None
    report = compose(gather(made_on=DAY, submission=None, scenario=made))
    assert report.bill is not None
    assert ("without calls that have no price in it" in report.bill.lede) is said


def test_what_is_said_of_an_export_is_said_once() -> None:
    assert of_the_export(["has_more: 2", INCLUDED, NO_COST]) == [ONE_PAGE, UNPRICED]
    assert of_the_export(["calls that the plan includes"]) == []
