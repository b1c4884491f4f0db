"""A bill of more parts than a list holds says how many there are, and takes any of them by its name."""

from typing import Any

import pytest
from django.test import Client

from calculator.models import UsageUpload
from calculator.uploads.choosing import chosen_of
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_join_views import HEADER, OCTOBER

CUT = "The 200 largest of 240 parts."


@pytest.fixture
def bill(alice_client: Client, send: Send) -> UsageUpload:
    """240 projects of an October, of which p1 has the fewest tokens."""
    rows = "".join(
        f"{OCTOBER + 86400},{OCTOBER + 2 * 86400},2026-10-01T00:00:00Z,,{number},usd,{number}000000,tokens,"
        f'"gpt-4.1, input",p{number}\n'
        for number in range(1, 241)
    )
    return send(alice_client, "many.csv", HEADER + rows)


def choose(client: Client, upload: UsageUpload, **more: str) -> Any:
    sent = {"month": "2026-10", "units_by": "typed", "units": "10", "alias_0": "", **more}
    return client.post(upload.get_absolute_url(), sent, follow=True)


def test_a_list_that_is_cut_says_of_how_many(alice_client: Client, bill: UsageUpload) -> None:
    shown = alice_client.get(bill.get_absolute_url())

    assert CUT in text_of(shown)
    assert len(shown.context["form"].fields["slice"].choices) == 201


@pytest.mark.parametrize("name", ["p1", "project: p1", "P1"])
def test_a_part_beyond_the_list_is_taken_by_its_name(
    alice_client: Client, bill: UsageUpload, name: str
) -> None:
    shown = choose(alice_client, bill, slice="project=p240", slice_named=name)
    chosen = chosen_of(UsageUpload.objects.get(pk=bill.pk))
    again = alice_client.get(bill.get_absolute_url()).context["form"]

    assert "Billed for this part in October 2026: $1." in text_of(shown)
    assert chosen is not None
    assert chosen.slice == {"project": "p1"}
    assert (again.initial["slice"], again.initial["slice_named"]) == ("", "project=p1")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("p23", None),
        ("24", "Which one do you mean: project: p240, project: p224, project: p124, project: p24?"),
        ("q", "No part has this name."),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_those_like_it(
    alice_client: Client, bill: UsageUpload, name: str, said: str | None
) -> None:
    shown = choose(alice_client, bill, slice_named=name)

    assert (said is None) == ("offers" in shown.context)
    assert (said or "p23") in text_of(shown)


def test_a_list_that_holds_all_of_them_asks_for_no_name(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, "openai-dashboard-usage.csv")

    assert "slice_named" not in alice_client.get(upload.get_absolute_url()).context["form"].fields
