"""What was sent in vain or signed out is there again for its sender; what cannot be read is refused."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.walking import at

HOST = "http://testserver"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lost", ["session", "everything"])
def test_what_was_sent_after_the_session_had_ended_is_there_after_the_sign_in(
    alice: User, alice_client: Client, lost: str
) -> None:
    address = reverse("assessment:team_new")
    if lost == "session":
        Session.objects.all().delete()
    else:
        alice_client.cookies.clear()

    door = alice_client.post(address, {"team_name": "Desk", "workload_name": "Claims"})
    alice_client.post(door["Location"], {"login": alice.email, "password": "correct horse battery"})
    alice_client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    page = alice_client.get(parse_qs(urlsplit(door["Location"]).query)["next"][0])

    assert page.context["form"]["team_name"].value() == "Desk"
    assert page.context["form"]["workload_name"].value() == "Claims"
    assert "Your session had ended." in page.text


def test_a_page_that_is_not_there_for_somebody_signed_out_holds_the_text_once_they_are_in(
    alice: User, client: Client
) -> None:
    address = at("describe", submissions.start(owner=alice))

    answer = client.post(address, {"team_name": "Desk"}, headers={"origin": HOST})
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    assert answer.status_code == 404
    assert client.get(address).context["form"]["team_name"].value() == "Desk"


def test_a_form_of_another_page_leads_back_to_that_page_after_the_sign_in(client: Client) -> None:
    page = "/reports/3f2504e0-4f89-11d3-9a0c-0305e82c3301/"

    door = client.post(f"{page}mail/", {"address": "a@example.com"}, headers={"referer": HOST + page})

    assert parse_qs(urlsplit(door["Location"]).query)["next"] == [page]


ODD_TYPES = {
    "another alphabet": "application/x-www-form-urlencoded; charset=latin-1",
    "seven bits": "application/x-www-form-urlencoded; charset=utf-7",
    "no alphabet": "application/x-www-form-urlencoded; charset=nothing",
    "parts in a packer's": "multipart/form-data; boundary=x; charset=zip",
    "parts in hex": "multipart/form-data; boundary=x; charset=hex",
    "parts without a border": "multipart/form-data",
    "a border of nothing": "multipart/form-data; boundary=",
    "parts in half letters": "multipart/form-data; boundary=x; charset=utf-16",
}


PLACES = [
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/calculator/save/",
    "/assessment/",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ODD_TYPES)
@pytest.mark.parametrize("token", [False, True], ids=["without a cookie", "with one"])
def test_a_body_that_cannot_be_read_as_a_form_is_refused_and_no_fault(
    name: str, place: str, token: bool
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": HOST})
    if token:
        client.get("/account/login/")
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n'

    # Not `post`, which would write the body in the encoding that is named.
    answer = client.generic("POST", place, body, content_type=ODD_TYPES[name])

    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("header", ["referer", "origin"])
@pytest.mark.parametrize("said", ["http://[::1", "http://[", "//[x]:y", "null", "http://a:b:c", "x" * 5000])
@pytest.mark.parametrize("token", [False, True], ids=["without a token", "with one"])
def test_an_address_that_is_none_in_a_header_is_refused_and_no_fault(
    header: str, said: str, token: bool
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sent = {"login": "me@example.com", "next": said}
    if token:
        client.get("/account/login/")
        sent["csrfmiddlewaretoken"] = client.cookies[configured.CSRF_COOKIE_NAME].value

    answers = [client.post(place, sent, headers={header: said}).status_code for place in PLACES]

    assert [code for code in answers if code >= 500] == []


@pytest.mark.parametrize(
    "place", [*PLACES, "/", "/calculator/", "/calculator/explore/", "/calculator/models/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("fields", [800, 801, 3000])
def test_too_many_fields_are_refused_and_the_page_that_says_so_is_no_fault(
    place: str, method: str, fields: int
) -> None:
    client = Client(raise_request_exception=False)
    sent = "&".join(f"f{number}=1" for number in range(fields))

    in_address = getattr(client, method)(f"{place}?{sent}")
    in_body = client.post(place, sent, content_type="application/x-www-form-urlencoded")

    assert in_address.status_code < 500
    assert in_body.status_code < 500
    if fields > 800:
        assert in_address.status_code == 400
