"""A sign-in leads back to a long address of our own, and to no other site."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.test import Client, RequestFactory

from runrate.accounts.adapter import AccountAdapter
from runrate.accounts.models import User
from tests.accounts.changing import PASSWORD

LONG = "/calculator/?packed=" + "x" * 3000


@pytest.mark.django_db
def test_a_sign_in_leads_back_to_a_long_address(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    answer = client.post("/account/login/", {"login": alice.email, "password": PASSWORD, "next": LONG})

    assert (answer.status_code, answer["Location"]) == (302, LONG)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/?" + "x" * 3000,
        "https://evil.example/?" + "x" * 3000,
        "/\\evil.example/?" + "x" * 3000,
        "/calculator/?" + "x" * 9000,
        "///evil.example/?x",
        "javascript:alert(1)?" + "x" * 3000,
    ],
)
def test_no_long_address_leads_to_another_site(address: str) -> None:
    request = RequestFactory().get("/")
    with request_context(request):
        assert not AccountAdapter(request).is_safe_url(address)
