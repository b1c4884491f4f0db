"""What costs much is limited, for all processes together, and says so politely."""

import pytest
from django.test import Client
from django.urls import reverse

from runrate.accounts.models import User


def _statuses(client: Client, path: str, times: int, **fields: str) -> list[int]:
    return [client.post(path, fields).status_code for _ in range(times)]


def test_asking_for_reports_is_limited(alice_client: Client) -> None:
    statuses = _statuses(alice_client, reverse("reports:start"), 32, submission="none")

    assert statuses == [404] * 30 + [429] * 2


@pytest.mark.django_db
def test_feedback_is_limited(client: Client) -> None:
    path = reverse("pages:helpful", args=["reading-your-own-iceberg"])

    assert _statuses(client, path, 22)[-2:] == [429, 429]


def test_guessing_a_password_is_limited_by_account_and_the_right_one_waits_too(alice: User) -> None:
    path = reverse("account_login")
    statuses = [
        Client().post(path, {"login": alice.email, "password": f"wrong {n}"}).status_code for n in range(6)
    ]
    right = Client().post(path, {"login": alice.email, "password": "correct horse battery"})

    assert statuses == [200] * 6
    assert right.status_code == 200
    assert "Too many" in str(right.context["form"].errors)


@pytest.mark.django_db
def test_signing_up_is_limited_by_address_of_the_machine(client: Client) -> None:
    statuses = [
        client.post(
            reverse("account_signup"), {"email": f"p{n}@example.com", "password1": "short"}
        ).status_code
        for n in range(22)
    ]

    assert statuses == [200] * 20 + [429] * 2


def test_reading_is_never_limited(alice_client: Client) -> None:
    path = reverse("reports:new")

    assert {alice_client.get(path).status_code for _ in range(40)} == {200}
