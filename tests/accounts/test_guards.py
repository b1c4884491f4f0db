"""What costs much or cannot be undone is limited for each person; looking is free."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.ops.limited import statuses

pytestmark = pytest.mark.django_db


def test_asking_for_reports_is_limited(alice_client: Client) -> None:
    found = statuses(alice_client, reverse("reports:start"), 32, submission="none")

    assert found == [404] * 30 + [429] * 2


def test_reading_is_never_limited(alice_client: Client) -> None:
    path = reverse("reports:new")

    assert {alice_client.get(path).status_code for _ in range(40)} == {200}
