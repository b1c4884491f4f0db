"""A form that is not accepted is shown again with its text, to its sender alone, until it is."""

import re

import pytest
from django import forms
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from assessment.services import submissions
from runrate.accounts.models import User
from runrate.core import form_drafts
from tests.assessment.walking import at, begin
from tests.refusals import refused

HOST = "http://testserver"

pytestmark = pytest.mark.django_db


def test_reading_twice_shows_the_same_and_takes_nothing_away(alice_client: Client) -> None:
    refused(alice_client, reverse("assessment:team_new"), {"team_name": "", "workload_name": "Claims"})

    pages = [alice_client.get(reverse("assessment:team_new")) for _ in range(3)]

    assert [page.status_code for page in pages] == [200] * 3
    assert {page.context["form"]["workload_name"].value() for page in pages} == {"Claims"}
    assert {str(page.context["form"].errors["team_name"][0]) for page in pages} == {"Name the team."}


def test_once_accepted_it_is_gone(alice_client: Client) -> None:
    address = reverse("assessment:team_new")
    refused(alice_client, address, {"team_name": "", "workload_name": "Claims"})

    accepted = alice_client.post(address, {"team_name": "Desk", "workload_name": "Claims"})

    assert accepted.status_code == 302
    assert alice_client.get(address).context["form"]["workload_name"].value() is None
    assert alice_client.session.get("typed") == []


def test_what_a_session_that_had_ended_held_back_is_announced_until_it_is_sent(
    alice_client: Client, alice: User
) -> None:
    address, other = reverse("assessment:team_new"), reverse("scenarios:list")
    alice_client.logout()
    from_here = {"Referer": HOST + address}
    alice_client.post(address, {"team_name": "Desk"}, headers=from_here)
    alice_client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    assert "Your session had ended" in alice_client.get(address).text
    assert alice_client.get(other).status_code == 200

    alice_client.post(reverse("assessment:start"), headers=from_here)

    assert "Your session had ended" in alice_client.get(address).text


def test_after_two_hours_it_is_gone(alice_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = reverse("assessment:team_new")
    refused(alice_client, address, {"workload_name": "Claims"})
    sent_at = alice_client.session["typed"][0]["at"]
    monkeypatch.setattr(form_drafts, "time", lambda: sent_at + form_drafts.KEPT_SECONDS + 1)

    page = alice_client.get(address)

    assert page.context["form"]["workload_name"].value() is None


def test_nobody_else_sees_it(alice_client: Client, bob_client: Client) -> None:
    address = reverse("assessment:team_new")
    refused(alice_client, address, {"workload_name": "Claims"})

    assert "Claims" not in bob_client.get(address).text
    assert "Claims" not in alice_client.get("/learn/human-review-is-a-cost-line/").text


def test_who_signs_out_or_in_as_another_leaves_it_behind(alice_client: Client, bob: User) -> None:
    address = reverse("assessment:team_new")
    refused(alice_client, address, {"workload_name": "Claims"})
    alice_client.post(reverse("account_logout"))
    alice_client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")

    assert "Claims" not in alice_client.get(address).text


def test_it_can_be_left_out(alice_client: Client) -> None:
    address = reverse("assessment:team_new")
    page = refused(alice_client, address, {"workload_name": "Claims"})
    found = re.search(r'<a href="([^"]+)">Discard it', page.text)
    assert found is not None

    fresh = alice_client.get(found[1])

    assert fresh.context["form"]["workload_name"].value() is None


def test_passwords_and_codes_are_never_kept(client: Client) -> None:
    sent = {"email": "me", "password1": "a very secret one", "code": "ABC-DEF", "password": "another secret"}
    refused(client, "/account/signup/", sent)
    refused(client, "/account/login/", {"login": "me", "password": "a very secret one"})

    waiting = str(client.session["typed"])

    assert "'me'" in waiting
    assert [word for word in ("secret", "ABC", "password") if word in waiting.replace("password1'", "")] == []


def test_tokens_that_a_model_counts_are_no_secret(alice_client: Client) -> None:
    address = reverse("reports:new")
    page = alice_client.get(address)
    name = next(name for name in page.context["form"].fields if name.endswith("tokens"))

    shown = refused(alice_client, address, {name: "as good as before"})

    assert shown.context["form"][name].value() == "as good as before"


def test_what_one_form_was_refused_with_fills_no_other_form_of_its_page(rf: RequestFactory) -> None:
    def form(name: str) -> type[forms.Form]:
        return type(name, (forms.Form,), {"text": forms.CharField()})

    post = rf.post("/page/", {"text": ""})
    post.session = SessionStore()
    form_drafts.keep(post, why=form_drafts.REFUSED, form=form("First")(post.POST))
    get = rf.get("/page/")
    get.session, get.COOKIES[settings.SESSION_COOKIE_NAME] = post.session, "x"

    bound = {name: form_drafts.bind(get, form(name)).is_bound for name in ("First", "Second")}

    assert bound == {"First": True, "Second": False}


def test_what_is_too_much_for_a_session_is_shown_at_once(client: Client) -> None:
    answer = client.post("/calculator/import/", {"workload": "x" * (form_drafts.MOST_LETTERS + 1)})

    assert answer.status_code == 422
    assert "x" * 1000 in answer.text
    assert "typed" not in client.session


def test_a_session_holds_a_few_forms_the_newest(alice: User, alice_client: Client) -> None:
    rows = [submissions.start(owner=alice) for _ in range(6)]
    for row in rows:
        refused(alice_client, at("question", row, 7), {"q7": "9", "q7-note": str(row.pk)})

    kept = [each["place"] for each in alice_client.session["typed"]]

    assert kept == [at("question", row, 7) for row in reversed(rows[-form_drafts.MOST_FORMS :])]


def test_a_visitor_without_an_account_has_it_for_two_hours_at_most(client: Client) -> None:
    submission = begin(client)
    page = refused(client, at("question", submission, 7), {"q7": "9", "q7-note": "ours"})

    assert ">ours</textarea>" in page.text or "\nours</textarea>" in page.text
    assert client.session.get_expiry_age() <= form_drafts.KEPT_SECONDS
    assert Session.objects.count() == 1


def test_looking_at_a_form_gives_nobody_a_session(client: Client) -> None:
    client.get("/calculator/import/")

    assert Session.objects.count() == 0


def test_the_way_back_is_the_page_that_sent_it_and_never_elsewhere(client: Client) -> None:
    def way_back(address: str, came_from: str) -> str:
        sent = {"login": "me", "password": "x", "team_name": ""}
        return str(client.post(address, sent, headers={"referer": came_from})["Location"])

    own = way_back("/account/login/", f"{HOST}/account/login/?next=/reports/")
    elsewhere = {
        way_back("/account/login/", said)
        for said in ("https://evil.example/x/", f"{HOST}//evil.example/", "javascript:alert(1)", f"{HOST}/")
    }

    assert own == "/account/login/?next=/reports/"
    assert elsewhere == {"/account/login/"}


def test_a_file_has_to_be_chosen_again_and_the_page_says_so(client: Client) -> None:
    page = refused(client, "/assessment/import/", {"file": SimpleUploadedFile("a.json", b"{")})

    assert "Choose the file again" in page.text
    assert "a.json" not in str(client.session["typed"])


def test_each_bound_of_what_is_kept() -> None:
    assert (form_drafts.KEPT_SECONDS, form_drafts.MOST_FORMS, form_drafts.MOST_LETTERS) == (7_200, 4, 100_000)


@pytest.mark.parametrize(("length", "answered"), [(7_900, 303), (8_100, 200)])
def test_an_address_as_long_as_the_server_reads_leads_back(
    length: int, answered: int, client: Client
) -> None:
    place = "/account/login/?next="
    where = place + "x" * (length - len(place))

    sent = client.post(
        where, {"login": "nobody@example.com", "password": "wrong"}, headers={"referer": where}
    )

    assert sent.status_code == answered


def test_of_a_form_in_which_nothing_was_typed_nothing_is_said_to_be_below(client: Client) -> None:
    address = at("question", begin(client), 1)
    said = "What you typed is below; it is not saved yet."

    empty = refused(client, address, {"q1-seen": "", "q1-note": " "})
    noted = refused(client, address, {"q1-seen": "", "q1-note": "ask Anna"})

    assert (said in empty.text, "This question has no answer yet." in empty.text) == (False, True)
    assert said in noted.text
