"""The library's tables in the administration make nobody a way in and show no key."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from runrate.accounts.models import User


@pytest.mark.parametrize("address", ["account/emailaddress", "mfa/authenticator", "usersessions/usersession"])
def test_the_librarys_tables_make_nobody_a_way_in(staff_client: Client, alice: User, address: str) -> None:
    EmailAddress.objects.create(pk=1, user=alice, email="x@example.com")

    tried = [
        staff_client.post(f"/admin/{address}/{rest}", {"email": "mine@example.com", "user": alice.pk})
        for rest in ("add/", "1/change/", "1/delete/")
    ]

    assert {answer.status_code for answer in tried} <= {403, 302}
    assert [each.email for each in EmailAddress.objects.filter(user=alice)] == ["x@example.com"]


def test_a_session_is_shown_without_its_key(staff_client: Client, alice: User) -> None:
    session = UserSession.objects.create(
        user=alice, ip="127.0.0.1", user_agent="Marked browser", session_key="k" * 32
    )

    shown = staff_client.get(f"/admin/usersessions/usersession/{session.pk}/change/").content.decode()

    assert "Marked browser" in shown
    assert "k" * 32 not in shown
