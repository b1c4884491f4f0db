"""What of a scenario is set aside where a bill's values are taken into it, and that it is said."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from calculator.models import Scenario, UsageUpload
from calculator.uploads.job import read_upload
from calculator.usage.analysis.variance import ai_usage
from tests.calculator.stored import price_row
from tests.calculator.web.usage.test_take_views import choose, take

ENTERED = {
    "units_per_month": "9000",
    "unit_name": "ticket",
    "model": "openai/gpt-4.1",
    "input_tokens": "4000",
    "output_tokens": "600",
    "value_per_unit": "0.1",
}
BATCH = {"cache_read_share": "0.5", "batch_share": "0.5"}
BILLED = Fraction("88.5511125")
OF_BATCH = "Batch share; Batch price as a share of the price"
BATCH_SAID = f"{OF_BATCH}; Batch price of cached tokens, as a share of their price"
ROUTED = "Routed to a cheaper model; Cheaper model, input price; Cheaper model, output price"
LONG = "Long-context threshold; Long-context input price; Long-context output price"
LISTED = ("output_price", "cache_read_price")


@pytest.fixture
def sample(alice_client: Client, django_capture_on_commit_callbacks: Any) -> UsageUpload:
    more = {"cache_read_price": Decimal("0.5"), "batch_input_price": 1, "batch_output_price": 4}
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14", **more, batch_cache_factor=1, search_price=10)
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14", **more, batch_cache_factor=1)
    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(reverse("usage:try_sample"))
        upload = UsageUpload.objects.get()
        read_upload.func(str(upload.pk))
    choose(alice_client, upload, units="9000", alias_0="")
    return upload


def saved(client: Client, **inputs: str) -> Scenario:
    client.post("/calculator/save/", {"scenario": urlencode(ENTERED | inputs), "name": "Desk"})
    return Scenario.objects.get()


def taken(client: Client, sample: UsageUpload, scenario: Scenario, names: Sequence[str] = ()) -> list[str]:
    """What is said once these, or all, were taken; the first, which names the scenario, left out."""
    address = {"scenario": str(scenario.pk)}
    shown = client.get(reverse("usage:inputs", args=[sample.pk]), address)
    every = [offer.name for offer in shown.context["offers"]]
    answer = take(client, sample, *(names or every), **address, over="1")
    assert answer.status_code == 302
    scenario.refresh_from_db()
    return [unescape(str(each)) for each in get_messages(answer.wsgi_request)][1:]


@pytest.mark.parametrize(
    ("entered", "named"),
    [
        ({}, ""),
        (BATCH, BATCH_SAID),
        (
            {"cache_write_1h_share": "0.5", "cache_write_1h_price": "6"},
            "Cache writes (1 hour); Cache write price (1 hour)",
        ),
        ({"cache_write_1h_share": "0.8"}, "Cache writes (1 hour)"),
        (
            {
                "cache_write_share": "0.2",
                "call_fee": "1",
                "routed_share": "0.2",
                "routed_input_price": "1",
                "routed_output_price": "2",
            },
            f"Cache writes; Fee per 1,000 calls; {ROUTED}",
        ),
        ({"price_factor": "0.9"}, "Your price as a share of list price"),
    ],
)
def test_all_values_of_a_bill_come_to_the_bill_and_what_had_to_go_is_named(
    alice_client: Client, sample: UsageUpload, entered: dict[str, str], named: str
) -> None:
    scenario = saved(alice_client, **entered)

    said = taken(alice_client, sample, scenario)

    assert abs(ai_usage(scenario.workload()) - BILLED) < Fraction(1, 10**9)
    assert said == ([f"Set aside, as what your file measures takes its place: {named}."] if named else [])


@pytest.mark.parametrize(
    ("entered", "names", "aside", "in_full"),
    [
        (
            {"cache_read_share": "0.5", "price_factor": "0.9"},
            ["input_price"],
            "Your price as a share of list price",
            "Output price, Cache read price",
        ),
        (
            BATCH | {"price_factor": "0.9"},
            ["input_price"],
            f"{BATCH_SAID}; Your price as a share of list price",
            "Output price, Cache read price",
        ),
        (
            {
                "price_factor": "0.9",
                "long_context_threshold": "10000",
                "long_context_input_price": "4",
                "long_context_output_price": "16",
                "call_fee": "1",
            },
            ["input_price", *LISTED],
            f"{LONG}; Your price as a share of list price; Fee per 1,000 calls",
            "",
        ),
        (
            {"cache_read_share": "0.5", "price_factor": "0.9"},
            ["cache_read_price"],
            "Your price as a share of list price",
            "Input price, Output price",
        ),
    ],
)
def test_a_price_that_is_taken_names_what_ends_with_it_and_what_counts_in_full(
    alice_client: Client,
    sample: UsageUpload,
    entered: dict[str, str],
    names: list[str],
    aside: str,
    in_full: str,
) -> None:
    scenario = saved(alice_client, **entered)

    said = taken(alice_client, sample, scenario, names)

    full = [f"Not taken, and counted at the full price now: {in_full}."] if in_full else []
    assert said == [f"Set aside, as what your file measures takes its place: {aside}.", *full]


def test_a_price_of_the_list_that_nothing_is_bought_at_goes_and_nobody_has_entered_it(
    alice_client: Client, sample: UsageUpload
) -> None:
    scenario = saved(alice_client)

    assert taken(alice_client, sample, scenario) == []

    assert {"search_price", "batch_factor", "batch_cache_factor"}.isdisjoint(scenario.inputs)
    entered = {name for name, origin in scenario.origins.items() if origin == "entered"}
    assert entered == {"unit_name", "units_per_month", "value_per_unit"}
    assert scenario.prices_copied == {}


def test_a_price_of_the_list_that_is_in_use_keeps_its_origin(
    alice_client: Client, sample: UsageUpload
) -> None:
    scenario = saved(alice_client, searches_per_unit="1")
    of_the_list = scenario.origins["search_price"]

    taken(alice_client, sample, scenario)

    assert of_the_list.startswith("price:")
    assert (scenario.inputs["search_price"], scenario.origins["search_price"]) == ("10", of_the_list)
    assert (scenario.prices_copied["model"], scenario.prices_copied["filled"]) == (
        "openai/gpt-4.1",
        ["search_price"],
    )
