"""What somebody writes instead of a security key's answer is a wrong code, wherever a key is asked for."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from runrate.accounts.forms import LONGEST_KEYS_ANSWER
from runrate.accounts.models import User
from tests.accounts.ways_in import PASSWORD, confirmed

pytestmark = pytest.mark.django_db
_PART = {"clientDataJSON": "YQ", "attestationObject": "YQ", "authenticatorData": "YQ", "signature": "YQ"}
_KEY = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
STRANGE = {
    "no key": '{"id": 1}',
    "deep": "[" * 50_000,
    "deep and short": "[" * (LONGEST_KEYS_ANSWER - 1),
    "long number": '{"a": ' + "9" * 5000 + "}",
    "nothing": "",
    "null": "null",
    "a list": "[1, 2]",
    "a text": '"x"',
    "letters that are no bytes": json.dumps({**_KEY, "rawId": "\ud800", "response": _PART}),
    "parts of one letter": json.dumps({**_KEY, "response": _PART}),
    "parts of no letters": json.dumps({**_KEY, "response": dict.fromkeys(_PART, "")}),
    "parts of other kinds": json.dumps({**_KEY, "response": dict.fromkeys(_PART, 5)}),
    "a response of another kind": json.dumps({**_KEY, "response": []}),
    "a user": json.dumps({**_KEY, "response": {**_PART, "userHandle": "YQ"}}),
    "half a thing": json.dumps({**_KEY, "response": {**_PART, "clientDataJSON": "e30"}}),
    "a signed nothing": json.dumps(
        {**_KEY, "response": {**_PART, "clientDataJSON": "e30", "authenticatorData": "QQ" * 40}}
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_at_the_sign_in_it_is_refused(name: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})

    answer = browser.post(reverse("mfa_login_webauthn"), {"credential": STRANGE[name]})

    assert answer.status_code in {302, 303}
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("page", ["mfa_add_webauthn", "mfa_reauthenticate_webauthn"])
def test_with_an_account_it_is_refused(alice: User, name: str, page: str) -> None:
    alice.set_password(PASSWORD)
    alice.save()
    browser = Client(raise_request_exception=False)
    browser.post("/account/login/", {"login": confirmed(alice).email, "password": PASSWORD})
    browser.get(reverse(page))

    answer = browser.post(reverse(page), {"credential": STRANGE[name], "name": "mine"})

    assert 200 <= answer.status_code < 500
    assert not Authenticator.objects.filter(user=alice).exists()
