"""Mails in the site's voice: text and HTML say the same, addresses are the site's own."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from tests.markup import squeezed

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"


def sent() -> EmailMultiAlternatives:
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    return message


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.SITE_URL = "https://runrate.example"


def test_sign_up_mail_carries_one_code_in_text_and_html(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@example.com", "password1": PASSWORD})

    message = sent()
    html = str(message.alternatives[0][0])
    code = re.search(r"^[A-Z0-9-]{6,}$", str(message.body), re.MULTILINE)
    assert message.subject == "Your code for Runrate"
    assert code is not None
    assert f">{code[0]}</p>" in squeezed(html)
    assert "https://runrate.example" in str(message.body)
    assert "testserver" not in f"{message.body}{html}"


def test_sign_up_with_a_known_address_says_so_only_in_the_mailbox(client: Client, alice: User) -> None:
    response = client.post("/account/signup/", {"email": alice.email, "password1": PASSWORD})

    assert sent().subject == "You already have a Runrate account"
    assert "already" not in response.content.decode()


def test_reset_mail_has_a_button_with_the_same_link_as_the_text(client: Client, alice: User) -> None:
    client.post("/account/password/reset/", {"email": alice.email})

    message = sent()
    link = re.search(r"https?://\S+/password/reset/key/\S+", str(message.body))
    assert message.subject == "Set a new password for Runrate"
    assert link is not None
    assert f'href="{link[0]}"' in str(message.alternatives[0][0])


def test_reset_for_an_unknown_address_tells_only_the_mailbox(client: Client) -> None:
    client.post("/account/password/reset/", {"email": "nobody@example.com"})

    assert sent().subject == "There is no Runrate account with this address"
