"""Units that were typed for the days of a file are those of no others: asked again where the days change."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import UsageUpload
from calculator.uploads.choosing import chosen_of
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_join_views import days, post

ASKED = (
    "You entered 150 units for 1 October 2026 to 15 October 2026. The file has 1 October 2026 to 31 October "
    "2026 now: enter the units of these days."
)


def choose(client: Client, upload: UsageUpload, **more: str) -> Any:
    sent = {"month": "2026-10", "units_by": "typed", "units": "150", "alias_0": "", **more}
    return client.post(upload.get_absolute_url(), sent, follow=True)


def inputs(client: Client, upload: UsageUpload) -> Any:
    return client.get(reverse("usage:inputs", args=[upload.pk]), follow=True)


def units(shown: Any) -> str:
    found = {offer.name: offer.value for offer in shown.context["offers"]}
    return str(found["units_per_month"])


@pytest.fixture
def half(alice_client: Client, send: Send) -> UsageUpload:
    """The first half of October, for which 150 units were typed."""
    upload = send(alice_client, "first.csv", days(1, 15))
    choose(alice_client, upload)
    return upload


def test_units_of_half_a_month_are_asked_again_for_the_whole_of_it(
    alice_client: Client, send: Send, half: UsageUpload
) -> None:
    before = units(inputs(alice_client, half))
    second = send(alice_client, "second.csv", days(16, 31))
    post(alice_client, second, other=str(half.pk))

    shown = inputs(alice_client, half)
    taken = alice_client.post(reverse("usage:take", args=[half.pk]), {"input": ["units_per_month"]})
    against = alice_client.get(reverse("usage:against", args=[half.pk]), follow=True)

    assert before == "150"
    assert "offers" not in shown.context
    assert text_of(shown).count(ASKED) == 2  # as the message and beside the box
    assert shown.context["form"].initial["units"] == ""
    assert taken["Location"] == half.get_absolute_url()
    assert ASKED in text_of(against)
    chosen = chosen_of(UsageUpload.objects.get(pk=half.pk))
    assert chosen is not None
    assert chosen.units == "150"
    assert units(choose(alice_client, half, units="310")) == "310"


def test_what_the_days_of_a_half_stand_for_is_asked_again_of_other_days(
    alice_client: Client, send: Send, half: UsageUpload
) -> None:
    alice_client.post(reverse("usage:days", args=[half.pk]), {"days": "scaled"})
    filled = inputs(alice_client, half)
    more = send(alice_client, "second.csv", days(16, 20))
    post(alice_client, more, other=str(half.pk))

    again = choose(alice_client, half, units="200")

    assert "150 you entered, scaled up: times 2.06667" in text_of(filled)
    assert again.context["days_form"] is not None
    assert units(again) == "200"


def test_units_of_all_days_are_asked_again_when_the_files_are_read_apart(
    alice_client: Client, send: Send, half: UsageUpload
) -> None:
    second = send(alice_client, "second.csv", days(16, 31))
    post(alice_client, second, other=str(half.pk))
    choose(alice_client, half, units="310")

    post(alice_client, half, apart="1")

    assert "You entered 310 units for 1 October 2026 to 31 October 2026." in text_of(
        inputs(alice_client, half)
    )


def test_days_between_two_files_are_not_there(alice_client: Client, send: Send, half: UsageUpload) -> None:
    last = send(alice_client, "last.csv", days(22, 31))
    post(alice_client, last, other=str(half.pk))

    shown = choose(alice_client, half, units="250")

    said = "without 16 October 2026 to 21 October 2026: 25 of 31 days of this month."
    assert said in text_of(shown)
    assert shown.context["days_form"] is not None


def test_units_typed_beside_a_gap_are_those_of_its_days(
    alice_client: Client, send: Send, half: UsageUpload
) -> None:
    second = send(alice_client, "second.csv", days(16, 31))
    post(alice_client, second, other=str(half.pk))
    choose(alice_client, half, units="310")

    alice_client.post(reverse("usage:against", args=[half.pk]), {"units": "400"})

    assert units(inputs(alice_client, half)) == "400"
