"""What of a bill a program names: a part that is not there is refused, and a rate without a day is said."""

from typing import Any

import pytest
from django.test import Client

from tests.calculator.test_api_usage import post, usage_of

pytestmark = pytest.mark.django_db


def test_a_part_that_is_not_in_the_file_is_refused_at_its_field_with_those_that_are(client: Client) -> None:
    pair = {
        "usage": usage_of("openai-dashboard-usage.csv"),
        "cost": usage_of("openai-dashboard-cost.csv"),
    }
    for sent in (pair, {"usage": pair["usage"]}, {"usage": pair["usage"], "units": "5"}):
        known = post(client, "usage", sent)[1]
        keys, words = ", ".join(sorted(known["slices"])), ", ".join(known["slices"]["key"])
        refused: dict[str, tuple[dict[str, Any], str]] = {
            "slice.key": (
                {"slice": {"key": "nobody"}},
                f"No line of the file has this. Lines have: {words}.",
            ),
            "slice.app": (
                {"slice": {"app": "x"}},
                f"No line of the file names one of these. Lines name: {keys}.",
            ),
            "month": ({"month": "2026-09"}, "No line of the file has this. Lines have: 2026-10."),
            "models": (
                {"models": ["nobody"]},
                f"No line of the file has this. Lines have: {', '.join(known['models'])}.",
            ),
        }
        for field, (part, said) in refused.items():
            assert post(client, "usage", {**sent, **part}) == (422, {"errors": {field: [said]}})


def test_words_of_a_slice_that_no_line_has_together_are_refused(client: Client) -> None:
    usage = usage_of("openai-dashboard-usage.csv")
    lines = [
        {**line, "slice": {"key": f"key{place % 2}", "project": f"project{place % 2}"}}
        for place, line in enumerate(usage["lines"])
    ]
    apart = {"key": "key0", "project": "project1"}

    status, found = post(client, "usage", {"usage": {**usage, "lines": lines}, "slice": apart})

    assert (status, found["errors"]) == (
        422,
        {"slice": ["The file has no lines of this month, slice and models."]},
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ({}, "One EUR is taken as $1.1, the rate that was sent, without its day."),
        ({"rates_on": "2026-10-31"}, "One EUR is taken as $1.1, the rate that was sent for 2026-10-31."),
    ],
)
def test_a_rate_is_told_with_its_day_or_that_none_was_sent(
    client: Client, day: dict[str, Any], said: str
) -> None:
    euros = {"usage": usage_of("focus-1.3-saas-eur.csv"), "units": 100, "rates": {"EUR": "1.1"}}

    assert said in post(client, "usage", euros | day)[1]["derived"]["notes"]
