"""An account is an email address."""

import pytest
from django.db import IntegrityError, transaction

from runrate.accounts.models import User


@pytest.mark.django_db
def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="email"):
        User.objects.create_user("")


def test_two_accounts_cannot_share_an_address_in_different_case(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ALICE@example.com")


@pytest.mark.django_db
def test_a_superuser_may_do_everything_and_is_staff() -> None:
    user = User.objects.create_superuser("root@example.com", "correct horse battery")

    assert (user.is_staff, user.is_superuser, user.get_short_name()) == (True, True, "root")
