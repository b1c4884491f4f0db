"""The account forms speak the site's words."""

import pytest
from django.test import Client

from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_form_asks_for_an_e_mail_without_repeating_itself(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert ">Email" in page
    assert "placeholder" not in page


def test_sign_up_says_in_one_sentence_what_a_password_needs(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()

    assert "At least 10 characters, and not a common password." in page
    assert "<li>Your password" not in page


def test_an_empty_field_says_what_to_do(client: Client) -> None:
    page = refused(client, "/account/signup/", {"email": "", "password1": ""})

    assert page.context["form"].errors == {
        "email": ["Enter an email address, such as you@example.org."],
        "password1": ["Enter a password of at least 10 characters."],
    }


@pytest.mark.parametrize("door", ["login", "signup", "password/reset"])
def test_what_is_no_address_is_kept_and_said_in_our_words(client: Client, door: str) -> None:
    page = refused(client, f"/account/{door}/", {"login": "me", "email": "me", "password": "x"})

    form = page.context["form"]
    name = "login" if door == "login" else "email"
    assert form.errors[name] == ["Enter an email address, such as you@example.org."]
    assert form[name].value() == "me"


def test_a_wrong_password_is_said_in_our_words(client: Client) -> None:
    page = refused(client, "/account/login/", {"login": "nobody@example.com", "password": "guessed"})

    assert page.context["form"].non_field_errors() == [
        "This email address and password do not match. Try again, or reset your password."
    ]
    assert 'value="nobody@example.com"' in page.content.decode()


def test_change_of_password_names_its_fields_in_our_words(alice_client: Client) -> None:
    form = alice_client.get("/account/password/change/").context["form"]

    assert [str(field.label) for field in form] == ["Current password", "New password", "New password again"]
