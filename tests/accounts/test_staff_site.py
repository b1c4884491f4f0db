"""The administration's door: the site's own sign-in, and a second factor in this very session."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts import services
from runrate.accounts.models import User
from tests.conftest import show_second_factor

ADMIN = "/admin/"


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _lands_on(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    return str(answer.redirect_chain[-1][0] if answer.redirect_chain else path)


def test_nobody_is_sent_to_the_sites_own_sign_in_and_back(client: Client) -> None:
    assert _lands_on(client, ADMIN) == f"{reverse('account_login')}?next={ADMIN}"


def test_an_ordinary_account_is_refused(alice: User) -> None:
    client = _signed_in(alice)
    show_second_factor(client, alice)

    assert client.get(ADMIN, follow=True).status_code == 403


def test_staff_without_a_factor_set_one_up_first(staff: User) -> None:
    assert reverse("mfa_activate_totp") in _signed_in(staff).get(reverse("admin:login"))["Location"]


def test_staff_with_a_factor_not_shown_in_this_session_are_asked_for_it(staff: User) -> None:
    services.enrol(user=staff)

    answer = _signed_in(staff).get(reverse("admin:login"))

    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_staff_who_showed_it_are_in(staff_client: Client) -> None:
    assert staff_client.get(ADMIN).status_code == 200


def test_on_ones_own_machine_the_demo_staff_need_none(staff: User, settings: Settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = False

    assert _signed_in(staff).get(ADMIN).status_code == 200


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(staff_client: Client, path: str) -> None:
    assert staff_client.get(reverse("admin:login"), {"next": path})["Location"] == ADMIN
