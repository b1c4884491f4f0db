"""A form whose token is no longer this browser's: shown with its text and the true cause, sent by a press."""

import html
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from assessment.models import TeamRound
from runrate.accounts.models import User

HOST = "http://testserver"

pytestmark = pytest.mark.django_db


LONG = "a long walk home"


TYPED = {"team_name": "Dësk \ufffc", "workload_name": 'A "quoted" <b>one</b>'}


@pytest.fixture
def browser(alice: User) -> Client:
    client = Client(enforce_csrf_checks=True, headers={"origin": HOST})
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    client.get(reverse("assessment:team_new"))
    return client


def _fields(page: str) -> dict[str, str]:
    form = page.partition("<main")[2].partition("</main>")[0].partition("<form")[2].partition("</form>")[0]
    found = dict(re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', form, re.DOTALL))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token is not None
    return {name: html.unescape(text) for name, text in found.items()} | {"csrfmiddlewaretoken": token[1]}


def test_a_press_sends_it_again_and_only_a_press(browser: Client) -> None:
    stale = {**TYPED, "csrfmiddlewaretoken": "x" * 64}
    page = browser.post(reverse("assessment:team_new"), stale)

    assert page.status_code == 403
    assert "signed in or out" in page.text
    assert not TeamRound.objects.exists()

    browser.post(reverse("assessment:team_new"), _fields(page.text))

    assert {name: getattr(TeamRound.objects.get(), name) for name in TYPED} == TYPED


def test_the_form_itself_has_the_text_too(browser: Client) -> None:
    browser.post(reverse("assessment:team_new"), {**TYPED, "csrfmiddlewaretoken": "x" * 64})

    form = browser.get(reverse("assessment:team_new")).context["form"]

    assert {name: form[name].value() for name in TYPED} == TYPED


def test_without_any_cookie_the_cause_is_named_and_the_text_is_there() -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": HOST})

    page = client.post("/calculator/import/", {"workload": "typed by hand"})

    assert page.status_code == 403
    assert "cookies were deleted or are switched off" in page.text
    assert _fields(page.text)["workload"] == "typed by hand"


def test_what_another_site_sends_is_neither_shown_nor_kept(browser: Client) -> None:
    sent = {"team_name": "Evil words"}

    page = browser.post(reverse("assessment:team_new"), sent, headers={"origin": "https://evil.example"})

    assert page.status_code == 403
    assert "came from another site" in page.text
    assert "Evil words" not in page.text
    assert "Send it again" not in page.text
    assert "Evil words" not in browser.get(reverse("assessment:team_new")).text


def test_a_password_is_not_shown_and_has_to_be_typed_again() -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": HOST})
    client.get("/account/login/")

    page = client.post("/account/login/", {"login": "me@example.com", "password": "a secret walk"})

    assert "a secret walk" not in page.text
    assert "Send it again" not in page.text
    assert "Open the form again" in page.text
    assert 'value="me@example.com"' in client.get("/account/login/").text


def test_what_the_form_carries_for_the_site_itself_is_sent_again_and_not_read_out(browser: Client) -> None:
    sent = {"once": "1:abc", "next": "/", "team_name": "Ours", "csrfmiddlewaretoken": "x" * 64}

    page = browser.post(reverse("assessment:team_new"), sent)

    assert page.context["shown"] == [("Team name", "Ours")]
    assert _fields(page.text)["once"] == "1:abc"


@pytest.mark.parametrize("host", ["localhost:9999", "127.0.0.1", "testserver:1"])
def test_links_in_mails_lead_to_this_site_whatever_host_was_asked(
    alice: User, host: str, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    asked = {"host": host}
    Client(headers=asked).post("/account/password/reset/", {"email": alice.email})
    Client(headers=asked).post("/account/signup/", {"email": "new@example.com", "password1": LONG})
    Client(headers=asked).post("/account/signup/", {"email": alice.email, "password1": LONG})
    Client(headers=asked).post("/account/password/reset/", {"email": "nobody@example.com"})

    said = [str(message.body) for message in mail.outbox]
    assert len(said) >= 3
    assert [text for text in said if host in text.replace(settings.SITE_URL, "")] == []
    assert all(settings.SITE_URL in text for text in said)
