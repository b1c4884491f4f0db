"""Pages that cost much to make and rows that anybody can make have a limit; looking has none."""

import pytest
from django.test import Client
from django.urls import reverse

from runrate.limits.models import Tally
from tests.calculator.pages import SMALL

pytestmark = pytest.mark.django_db

DEAR = {
    "explore": (reverse("calculator:explore"), 60),
    "models": (reverse("calculator:models"), 120),
    "costs": (reverse("calculator:export_csv"), 30),
    "sample": (reverse("reports:sample_download"), 30),
}


def _all_but_one_used(amount: int) -> None:
    """As if this address had asked nearly as often as it may."""
    Tally.objects.update(count=amount - 1)


@pytest.mark.parametrize("name", DEAR)
def test_a_dear_page_is_given_as_often_as_the_limit_says_and_then_with_a_time_to_wait(
    name: str, client: Client
) -> None:
    address, amount = DEAR[name]
    assert client.get(address, SMALL).status_code == 200
    assert Tally.objects.count() == 1
    _all_but_one_used(amount)

    allowed, refused = client.get(address, SMALL), client.get(address, SMALL)

    assert (allowed.status_code, refused.status_code) == (200, 429)
    assert 0 < int(refused["Retry-After"]) <= 60


def test_the_calculator_itself_is_not_limited(client: Client) -> None:
    assert client.get(reverse("calculator:page"), SMALL, follow=True).status_code == 200
    assert Tally.objects.count() == 0


def test_scenarios_saved_beyond_the_limit_are_refused_and_another_address_is_not(client: Client) -> None:
    def save(network: str) -> int:
        return client.post(reverse("calculator:save"), {"scenario": ""}, REMOTE_ADDR=network).status_code

    assert save("192.0.2.1") == 302
    _all_but_one_used(120)

    assert [save("192.0.2.1"), save("192.0.2.1"), save("192.0.2.2")] == [302, 429, 302]
