"""What costs much is limited, for all processes together, and says so politely."""

from collections.abc import Iterable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from tests.ops.limited import statuses
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.django_db
def test_feedback_is_limited(client: Client) -> None:
    path = reverse("pages:helpful", args=["reading-your-own-iceberg"])

    assert statuses(client, path, 22)[-2:] == [429, 429]


def test_guessing_a_password_is_limited_by_account_and_the_right_one_waits_too(alice: User) -> None:
    path = reverse("account_login")
    statuses = [
        Client().post(path, {"login": alice.email, "password": f"wrong {n}"}).status_code for n in range(6)
    ]
    person = Client()
    right = refused(person, path, {"login": alice.email, "password": "correct horse battery"})

    assert statuses == [303] * 6
    assert "_auth_user_id" not in person.session
    assert "Too many" in str(right.context["form"].errors)


@pytest.mark.django_db
def test_signing_up_is_limited_by_address_of_the_machine(client: Client) -> None:
    statuses = [
        client.post(
            reverse("account_signup"), {"email": f"p{n}@example.com", "password1": "short"}
        ).status_code
        for n in range(22)
    ]

    assert statuses == [303] * 20 + [429] * 2


def _api_statuses(client: Client, addresses: Iterable[str]) -> list[int]:
    return [
        client.get("/api/v1/questionnaire", headers={"X-Forwarded-For": address}).status_code
        for address in addresses
    ]


@pytest.mark.django_db
def test_the_api_gives_no_new_allowance_to_a_made_up_address(client: Client) -> None:
    statuses = _api_statuses(client, (f"192.0.2.{n}" for n in range(121)))

    assert statuses == [200] * 120 + [429]


@pytest.mark.django_db
def test_behind_the_proxy_the_api_counts_the_address_that_the_proxy_adds(
    client: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    one = _api_statuses(client, (f"192.0.2.{n}, 198.51.100.7" for n in range(121)))

    other = _api_statuses(client, ["192.0.2.1, 198.51.100.8"])

    assert one == [200] * 120 + [429]
    assert other == [200]
