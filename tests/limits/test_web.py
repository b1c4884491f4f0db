"""Pages that cost much to make and rows that anybody can make have a limit; looking has none."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.limits.models import Tally
from runrate.limits.web import network_of
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
    assert f"At most {amount} requests per minute from one address are answered." in refused.text
    assert f"Try again in {refused['Retry-After']} second" in refused.text


def test_rows_beyond_the_limit_say_it_and_when_to_try_again(client: Client, settings: Settings) -> None:
    settings.ROWS_AN_HOUR = 1
    client.post("/usage/")

    refused = client.post("/usage/")

    assert (refused.status_code, int(refused["Retry-After"]) in {3599, 3600}) == (429, True)
    said = "At most 1 form or file per hour from one address is taken. Try again in 60 minutes."
    assert said in " ".join(refused.text.split())
    assert client.post("/usage/sample/").status_code == 302


def test_the_api_says_its_limit_in_words_and_seconds(client: Client) -> None:
    client.get("/api/v1/questionnaire")
    _all_but_one_used(121)

    refused = client.get("/api/v1/questionnaire")

    seconds = int(refused["Retry-After"])
    again = f"Try again in {seconds} second{'s' if seconds > 1 else ''}."
    said = f"At most 120 requests per minute from one address are answered. {again}"
    assert (refused.status_code, refused.json()["detail"]) == (429, said)


def test_the_calculator_itself_is_not_limited(client: Client) -> None:
    assert client.get(reverse("calculator:page"), SMALL, follow=True).status_code == 200
    assert Tally.objects.count() == 0


def test_scenarios_saved_beyond_the_limit_are_refused_and_another_address_is_not(client: Client) -> None:
    def save(network: str) -> int:
        return client.post(reverse("calculator:save"), {"scenario": ""}, REMOTE_ADDR=network).status_code

    assert save("192.0.2.1") == 302
    _all_but_one_used(120)

    assert [save("192.0.2.1"), save("192.0.2.1"), save("192.0.2.2")] == [302, 429, 302]


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "counted"),
    [
        (0, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (1, "192.0.2.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (0, "2001:db8:1:2::7", "", "2001:db8:1:2::"),
    ],
)
def test_what_counts_is_the_network_that_our_own_proxy_names(
    settings: Settings, proxies: int, peer: str, forwarded: str, counted: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})

    assert network_of(request) == counted


@pytest.mark.django_db
def test_visitors_behind_the_proxy_have_each_their_own_allowance_of_answers(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    path = reverse("pages:helpful", args=["reading-your-own-iceberg"])

    statuses = {
        Client().post(path, {"helpful": "yes"}, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(24)
    }

    assert 429 not in statuses


@pytest.mark.django_db
def test_one_subscriber_is_one_however_many_addresses_the_network_holds(client: Client) -> None:
    statuses = [
        client.get("/api/v1/questionnaire", REMOTE_ADDR=f"2001:db8:1:2::{n:x}").status_code
        for n in range(1, 122)
    ]

    assert statuses == [200] * 120 + [429]
