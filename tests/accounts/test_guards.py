"""What costs much or cannot be undone is limited for each person; looking is free."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.ops.limited import statuses

pytestmark = pytest.mark.django_db


def test_asking_for_reports_is_limited(alice_client: Client) -> None:
    found = statuses(alice_client, reverse("reports:start"), 32, submission="none")

    assert found == [404] * 30 + [429] * 2


def test_a_limit_of_an_account_is_said_with_the_time_after_which_it_is_over(
    alice_client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"report": "1/h/user,30/m/ip"}
    for _again in range(2):
        answer = alice_client.post(reverse("reports:start"), {"submission": "none"})

    said = " ".join(answer.text.split())
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert (
        "At most 1 request per hour from one account is answered. "
        "At most 30 requests per minute from one address are answered. Try again in 60 minutes."
    ) in said


def test_a_page_of_the_library_that_is_asked_for_too_often_says_when_to_try_again(
    client: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    for _again in range(2):
        answer = client.post(reverse("account_signup"), {"email": "a@example.com", "password1": "short"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "180")
    assert "Try again in 3 minutes." in answer.text


def test_reading_is_never_limited(alice_client: Client) -> None:
    path = reverse("reports:new")

    assert {alice_client.get(path).status_code for _ in range(40)} == {200}
