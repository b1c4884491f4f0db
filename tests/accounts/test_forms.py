"""The account forms speak the site's words."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/password/reset/"])
def test_form_asks_for_an_e_mail_without_repeating_itself(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert ">E-mail" in page
    assert "placeholder" not in page


def test_sign_up_says_in_one_sentence_what_a_password_needs(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()

    assert "At least 10 characters, and not one that everybody uses." in page
    assert "<li>Your password" not in page


def test_an_empty_field_says_what_to_do(client: Client) -> None:
    page = client.post("/account/signup/", {"email": "", "password1": ""})

    assert page.context["form"].errors == {"email": ["Fill this in."], "password1": ["Fill this in."]}


def test_change_of_password_names_its_fields_in_our_words(alice_client: Client) -> None:
    form = alice_client.get("/account/password/change/").context["form"]

    assert [str(field.label) for field in form] == ["Current password", "New password", "New password again"]
