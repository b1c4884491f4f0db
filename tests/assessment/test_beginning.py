"""Rows that anybody can make for nothing are limited by address, and what is refused makes none."""

import json

import pytest
from django.test import Client

from assessment.models import Submission
from assessment.services import team_rounds
from runrate.accounts.models import User
from tests.assessment.sheets import as_posted
from tests.assessment.teams import invited, of
from tests.assessment.walking import at, finished

pytestmark = pytest.mark.django_db
LIMIT = 120


def test_a_hundred_and_twenty_attempts_an_hour_of_one_address_whatever_the_browser() -> None:
    statuses = [Client().post("/assessment/").status_code for _ in range(LIMIT + 2)]

    assert statuses == [302] * LIMIT + [429] * 2
    assert Submission.objects.count() == LIMIT


def test_imports_retakes_and_ratings_are_counted_with_them(client: Client, alice: User) -> None:
    done = finished(client)
    team_round = team_rounds.open_round(owner=alice, team_name="T", workload_name="", invitations=1)
    member = invited(team_round)
    for _ in range(LIMIT - 1):
        client.post("/assessment/import/", {"text": json.dumps(as_posted())})
    before = Submission.objects.count()

    refused = [
        client.post("/assessment/").status_code,
        client.post("/assessment/import/", {"text": json.dumps(as_posted())}).status_code,
        client.post(at("retake", done)).status_code,
        member.post(of("join", team_round)).status_code,
    ]

    assert refused == [429] * 4
    assert before == LIMIT
    assert Submission.objects.count() == LIMIT


def test_looking_and_answering_are_never_limited(client: Client) -> None:
    done = finished(client)
    for _ in range(LIMIT):
        Client().post("/assessment/")

    assert client.get("/assessment/").status_code == 200
    assert client.get(at("result", done)).status_code == 200
    assert client.post(at("describe", done), {"workload_name": "Mail"}).status_code == 302
