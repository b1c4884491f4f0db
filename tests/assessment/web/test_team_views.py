"""A team's round, from the invitation to the combined result."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Submission, TeamRound
from runrate.accounts.models import User
from tests.assessment.teams import of, with_account
from tests.assessment.walking import same_but_for_ids

pytestmark = pytest.mark.django_db


NOBODYS = "00000000-0000-4000-8000-000000000000"


def test_a_round_is_opened_by_an_account(alice_client: Client, client: Client) -> None:
    assert client.get("/assessment/team/new/").status_code == 302

    response = alice_client.post("/assessment/team/new/", {"team_name": "Desk", "workload_name": "Support"})

    assert response["Location"] == of("team", TeamRound.objects.get(team_name="Desk"))


def test_a_round_is_its_owners_and_a_strangers_looks_like_none(
    team_round: TeamRound, bob_client: Client
) -> None:
    for name in ("team", "meeting"):
        page, headers = same_but_for_ids(bob_client.get(of(name, team_round)), team_round.pk)
        guess, guessed = same_but_for_ids(
            bob_client.get(reverse(f"assessment:{name}", args=[NOBODYS])),
            UUID(NOBODYS),
        )
        assert (page, headers) == (guess, guessed)
    for name in ("close", "invite"):
        assert bob_client.post(of(name, team_round)).status_code == 404


def test_without_an_invitation_nobody_joins(
    team_round: TeamRound, client: Client, bob_client: Client
) -> None:
    for stranger in (client, bob_client):
        assert stranger.get(of("join", team_round)).status_code == 404
        assert stranger.post(of("join", team_round)).status_code == 404
    assert not Submission.objects.exists()


def test_a_new_invitation_stops_the_old_one(team_round: TeamRound, alice_client: Client, bob: User) -> None:
    member = with_account(team_round, bob)

    alice_client.post(of("invite", team_round))

    assert member.get(of("join", team_round)).status_code == 404
    assert with_account(team_round, bob).get(of("join", team_round)).status_code == 200
