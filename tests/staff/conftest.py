"""A member of staff for each role, signed in with a second factor."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from runrate.accounts.models import User
from tests.conftest import show_second_factor

type SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """`signed_in("Reviewer")`: a browser of a member of staff with these roles and no others."""
    call_command("roles", verbosity=0)

    def _signed_in(*roles: str, email: str = "") -> Client:
        address = email or f"{'-'.join(roles).lower() or 'nobody'}@example.com"
        user = User.objects.create_user(address, "correct horse battery", is_staff=True)
        for role in roles:
            call_command("roles", "--give", role, address, verbosity=0)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        show_second_factor(client, user)
        return client

    return _signed_in
