"""How many inputs were read in a bill is one number: in the report's two places and by name on the page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.web.usage.conftest import Send, send, text_of
from tests.calculator.web.usage.test_take_views import choose, every, take
from tests.reports.readers import DAY

__all__ = ["send"]
EUR = {"rate_EUR": "1.1", "rate_on_EUR": "2026-10-02"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sample", "rates", "number"),
    [("focus-1.0-aws-bedrock.csv", {}, 10), ("gcp-billing-export.jsonl", EUR, 7)],
)
def test_page_and_report_count_the_measured_inputs_alike(
    alice_client: Client, send: Send, sample: str, rates: dict[str, str], number: int
) -> None:
    upload = send(alice_client, sample)
    choose(alice_client, upload, **rates)
    take(alice_client, upload, *every(alice_client, upload))
    scenario = Scenario.objects.get()
    upload.refresh_from_db()

    report: Any = compose(gather(made_on=DAY, submission=None, scenario=scenario, bill=upload))
    address = f"{reverse('usage:against', args=[upload.pk])}?scenario={scenario.pk}"
    page = text_of(alice_client.get(address, follow=True))

    named = page.partition("explain nothing new here: ")[2].partition(".")[0]
    assert named.replace(" and ", ", ").count(", ") + 1 == number
    assert f"{number} inputs of the estimate were read in this same bill" in str(report)
    counted = [origin for origin in scenario.origins.values() if origin.startswith("measured:")]
    assert len(counted) == number
