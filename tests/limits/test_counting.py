"""A limit holds when all ask in the same moment, by network, and closes nothing by failing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from runrate.limits import counting
from runrate.limits.models import Tally
from runrate.limits.web import network_of


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_forty_who_ask_at_once_as_many_pass_as_the_limit_says() -> None:
    together = Barrier(40)

    def ask(_: int) -> list[bool]:
        together.wait()
        try:
            return [counting.within("test", "one", amount=120, seconds=60) is None for _ in range(6)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(40) as threads:
        passed = [answer for answers in threads.map(ask, range(40)) for answer in answers]

    assert (len(passed), sum(passed)) == (240, 120)


@pytest.mark.django_db
def test_a_window_that_is_over_begins_anew_and_is_swept() -> None:
    assert [counting.within("test", amount=1, seconds=60) is None for _ in range(2)] == [True, False]
    Tally.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert counting.within("test", amount=1, seconds=60) is None
    assert counting.forget_over(now=timezone.now()) == 0
    assert counting.forget_over(now=timezone.now() + timedelta(minutes=2)) == 1


@pytest.mark.django_db
def test_who_is_over_the_limit_learns_for_how_long() -> None:
    counting.within("test", amount=1, seconds=60)

    left = counting.within("test", amount=1, seconds=60)

    assert left is not None
    assert 59 < left <= 60


@pytest.mark.django_db
def test_a_counter_that_cannot_be_reached_lets_pass_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(broken):
        assert counting.within("test", amount=0, seconds=60) is None

    assert caplog.messages == ["a limit was not counted: DatabaseError"]


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
