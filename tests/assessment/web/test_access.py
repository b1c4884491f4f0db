"""Whose an assessment is: strangers see nothing, a sign-in claims it, an ended session loses nothing."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from runrate.accounts.models import User
from tests.assessment.walking import answer_all, at, begin, finished, resume_link, same_but_for_ids, sign_in

pytestmark = pytest.mark.django_db


PLACES = ["result", "all", "review", "describe", "delete"]


@pytest.mark.parametrize("place", PLACES)
def test_a_strangers_submission_does_not_exist(client: Client, bob_client: Client, place: str) -> None:
    submission = finished(client)

    for stranger in (Client(), bob_client):
        guess = uuid4()
        refused = stranger.get(at(place, submission))
        guessed = stranger.get(reverse(f"assessment:{place}", args=[guess]))
        assert refused.status_code == guessed.status_code == 404
        assert same_but_for_ids(refused, submission.pk) == same_but_for_ids(guessed, guess)


@pytest.mark.parametrize("place", ["finish", "delete", "renew_link", "all"])
def test_a_stranger_changes_nothing(client: Client, bob_client: Client, place: str) -> None:
    submission = begin(client)
    answer_all(client, submission)

    response = bob_client.post(at(place, submission), {"q1": "4"})

    submission.refresh_from_db()
    assert response.status_code == 404
    assert (submission.answers["q1"], submission.finished_at) == (2, None)


def test_signing_in_claims_what_this_browser_began_and_stops_its_link(client: Client, alice: User) -> None:
    submission = begin(client)
    link = resume_link(client, submission)

    sign_in(client, alice)

    submission.refresh_from_db()
    assert submission.owner == alice
    assert client.get(at("question", submission, 1)).status_code == 200
    assert Client().get(urlsplit(link).path).status_code == 404


def test_signing_in_claims_nothing_of_somebody_else(client: Client, alice: User, bob: User) -> None:
    submission = begin(client)
    sign_in(client, alice)
    client.logout()

    sign_in(client, bob)

    submission.refresh_from_db()
    assert submission.owner == alice
    assert client.get(at("question", submission, 1)).status_code == 404


def test_a_session_that_ended_loses_neither_choice_nor_note(client: Client, alice: User) -> None:
    sign_in(client, alice)
    submission = begin(client)
    del client.cookies["session"]

    response = client.post(at("question", submission, 8), {"q8": "3", "q8-note": "typed"})

    assert response["Location"] == f"/account/login/?next={at('question', submission, 8)}"
    sign_in(client, alice)
    page = client.get(at("question", submission, 8)).content.decode()
    assert 'id="q8-3" checked' in page
    assert ">typed</textarea>" in page
    assert "it is not saved yet" in page
    client.post(at("question", submission, 8), {"q8": "3", "q8-note": "typed"})
    assert "it is not saved yet" not in client.get(at("question", submission, 8)).content.decode()


def test_what_waits_for_one_person_is_not_shown_to_another(client: Client, alice: User, bob: User) -> None:
    sign_in(client, alice)
    submission = begin(client)
    del client.cookies["session"]
    client.post(at("question", submission, 8), {"q8": "3"})

    sign_in(client, bob)

    assert client.get(at("question", submission, 8)).status_code == 404


def test_a_forged_start_opens_nothing_that_exists(client: Client) -> None:
    submission = begin(client)
    stranger = Client()

    for forged in (str(submission.pk), submission.pk.hex, f"{submission.pk.hex}:1abc:forged"):
        stranger.post("/assessment/", {"once": forged})

    assert Submission.objects.count() == 4
    assert stranger.get(at("all", submission)).status_code == 404


def test_personal_pages_are_stored_by_no_cache(client: Client) -> None:
    submission = finished(client)

    assert client.get(at("result", submission))["Cache-Control"] == "private, no-store"
