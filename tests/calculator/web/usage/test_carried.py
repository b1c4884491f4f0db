"""Measured inputs, their ranges and every digit of them, on the way through the calculator."""

import re
from fractions import Fraction
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.uploads.job import read_upload
from calculator.usage.analysis.variance import ai_usage
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose, every, take

FOCUS = "focus-1.0-aws-bedrock.csv"


@pytest.fixture
def sample_address(db: None, client: Client, django_capture_on_commit_callbacks: Any) -> str:
    """Where a visitor comes to who takes all of the sample bill."""
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("usage:try_sample"))
        upload = UsageUpload.objects.get()
        read_upload.func(str(upload.pk))
    choose(client, upload, units="1000", alias_0="")
    found: str = take(client, upload, *every(client, upload))["Location"]
    return found


def test_ranges_of_days_go_on_to_explore_to_the_link_and_into_the_scenario(
    client: Client, sample_address: str
) -> None:
    given = QueryDict(sample_address.partition("?")[2])
    shown = client.get(sample_address).content.decode()
    [explore] = set(re.findall(r'href="(/calculator/explore/\?[^"#]+)', shown))
    explored = client.get(explore.replace("&amp;", "&"))

    client.post("/calculator/save/", {"scenario": sample_address.partition("?")[2], "name": "From the bill"})

    ranges = given["measured_ranges"]
    assert ranges.startswith("input_tokens:")
    assert f'name="measured_ranges" value="{ranges}"' in " ".join(shown.split())
    measured = {each.field for each in explored.context["guesses"].measured if each.low < each.high}
    assert measured == {"input_tokens", "output_tokens", "cache_read_share"}
    kept = Scenario.objects.get().exploration["measured_ranges"]
    assert [part.partition(":")[0] for part in kept.split(",")] == [
        part.partition(":")[0] for part in ranges.split(",")
    ]


def test_an_address_that_names_no_bill_carries_no_ranges(client: Client, db: None) -> None:
    shown = client.get("/calculator/?preset=support-desk&measured_ranges=input_tokens:1:2:3").content.decode()

    assert 'name="measured_ranges"' not in shown


def test_what_is_saved_has_every_digit_though_boxes_show_twelve(send: Send) -> None:
    visitor = Client()
    upload = send(visitor, FOCUS)
    choose(visitor, upload, units="7")
    address = take(visitor, upload, *every(visitor, upload))["Location"]
    box = QueryDict(address.partition("?")[2])["output_tokens"]

    visitor.post("/calculator/save/", {"scenario": address.partition("?")[2], "name": "From the bill"})

    made = Scenario.objects.get()
    assert box == "1714285.71429"
    assert made.inputs["output_tokens"] == "1714285.714285714285714285714"
    assert abs(ai_usage(made.workload()) - Fraction("102.8")) < Fraction(1, 10**24)


def test_saved_again_an_input_without_an_end_stays_measured(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload, units="7")
    take(alice_client, upload, *every(alice_client, upload))
    made = Scenario.objects.get()
    page = alice_client.get(made.get_absolute_url())
    edited = {**made.inputs, "output_tokens": "1714285.71429", "review_rate": "0.1", "scenario": str(made.pk)}
    query = QueryDict(mutable=True)
    query.update(edited)

    alice_client.post("/calculator/save/", {"scenario": query.urlencode(), "update": "1"})

    made.refresh_from_db()
    assert made.inputs["review_rate"] == "0.1"
    assert made.origins["output_tokens"] == "measured:focus:2026-10.5"
    assert "1,714,286" in text_of(page)
    assert "1,714,285.71428…" in text_of(page)
    assert "1,714,285.714285" not in text_of(page)
