"""A file without money is usage and no bill: nothing that is said of it, on any page or in a report, is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from calculator.models import Scenario
from calculator.uploads.against import newest_against
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.stored import price_row
from tests.calculator.web.usage.test_every_sample import LISTED, MODEL, choices, offered
from tests.reports.readers import DAY

WITHOUT_MONEY = (
    "openai-dashboard-usage.csv",
    "openai-usage-completions.json",
    "anthropic-usage-report.json",
    "bedrock-invocation-log.json.gz",
    "otel-genai-traces.jsonl",
)
CALLED = re.compile(r"[^.:]*\bbills?\b[^.:]*", re.IGNORECASE)
ALLOWED = re.compile(r"so there is no bill to compare|vendors? (of AI )?bills?\b", re.IGNORECASE)


def called_a_bill(text: str) -> list[str]:
    return [said.strip() for said in CALLED.findall(text) if not ALLOWED.search(said)]


def texts(content: Any) -> Iterator[str]:
    """Everything that is written in it."""
    parts = content.values() if isinstance(content, Mapping) else content
    if isinstance(content, str):
        yield content
    elif isinstance(parts, list | tuple) or isinstance(content, Mapping):
        for part in parts:
            yield from texts(part)


def main_of(answer: Any) -> str:
    """What the page itself says, without the way to it and what every page has around it."""
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"(?s)<nav.*?</nav>|<script.*?</script>", " ", main)
    return " ".join(unescape(strip_tags(main)).split())


@pytest.mark.parametrize("name", WITHOUT_MONEY)
def test_no_page_and_no_report_calls_a_file_without_money_a_bill(
    alice_client: Client, django_capture_on_commit_callbacks: Any, name: str
) -> None:
    for vendor, model in LISTED:
        price_row(vendor, model, 2, 8, "2025-04-14")
    upload = offered(alice_client, name, django_capture_on_commit_callbacks)
    pages = [alice_client.get(upload.get_absolute_url())]
    alice_client.post(upload.get_absolute_url(), choices(alice_client, upload))
    alice_client.post(reverse("usage:days", args=[upload.pk]), {"days": "whole"})
    against, inputs = (reverse(f"usage:{page}", args=[upload.pk]) for page in ("against", "inputs"))
    pages += [alice_client.get(against), alice_client.get(inputs)]
    asked = [field.html_name for field in pages[-1].context["asked"]]
    given = {each: MODEL for each in asked if each.endswith("model")}
    given |= {each: "1000" for each in asked if each.endswith("_tokens")}
    given |= {each: "10" for each in asked if each.endswith("search_price")}
    taken = {"input": [offer.name for offer in pages[-1].context["offers"]], "odd_prices": "on", **given}
    answer = alice_client.post(reverse("usage:take", args=[upload.pk]), taken)
    assert answer.status_code == 302, main_of(answer)
    made = Scenario.objects.get()
    of_it, found = {"scenario": str(made.pk)}, set()
    for change in ({}, {"retry_rate": "0.1", "units_per_month": "77"}):
        made.inputs = {**made.inputs, **change}
        made.save()
        pages += [alice_client.get(against, of_it), alice_client.get(inputs, of_it)]
        assert "variance" in pages[-2].context
        measured = newest_against(made)
        assert measured is not None
        assert not measured.found.has_bill
        report = compose(gather(made_on=DAY, submission=None, scenario=made, bill=upload))
        found |= {said for text in texts(asdict(report)) for said in called_a_bill(text)}

    headings = {page.context["heading"] for page in pages if "heading" in page.context}
    assert headings == {"Estimate against usage"}
    assert found | {said for page in pages for said in called_a_bill(main_of(page))} == set()
