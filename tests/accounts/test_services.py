"""The first admin and a lost second factor."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from runrate.accounts import services
from runrate.accounts.models import User

PASSWORD = "a long walk before breakfast"


@pytest.mark.django_db
def test_the_first_admin_is_made_with_a_confirmed_address_and_every_right() -> None:
    admin = services.make_admin(email="root@example.com", password=PASSWORD)

    assert (admin.is_staff, admin.is_superuser, admin.check_password(PASSWORD)) == (True, True, True)
    assert EmailAddress.objects.get(user=admin).verified


def test_an_account_that_exists_is_raised_not_doubled(alice: User) -> None:
    admin = services.make_admin(email="ALICE@example.com", password=PASSWORD)

    assert admin == alice
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_weak_password_makes_no_admin() -> None:
    with pytest.raises(ValidationError, match="short"):
        services.make_admin(email="root@example.com", password="short")

    assert User.objects.count() == 0


def test_a_lost_second_factor_is_removed_and_every_session_ended(alice: User) -> None:
    services.make_admin(email=alice.email, password=PASSWORD)
    client = Client()
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    services.enrol(user=alice)
    assert client.get(reverse("account_change_password")).status_code == 200
    out = StringIO()

    call_command("forget_second_factor", alice.email, stdout=out)

    assert "1 session(s) ended" in out.getvalue()
    assert Authenticator.objects.filter(user=alice).count() == 0
    assert client.get(reverse("account_change_password")).status_code == 302
