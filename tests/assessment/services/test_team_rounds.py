"""A round as its team goes through it: joined once each, closed once, combined from three on."""

import pytest
from django.test import Client

from assessment.models import Submission, TeamRound
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS
from tests.assessment.teams import invited, of, rate
from tests.assessment.walking import at

pytestmark = pytest.mark.django_db


def test_a_member_joins_by_link_and_rates_alone(team_round: TeamRound, alice_client: Client) -> None:
    rating = rate(team_round, "3")

    assert (rating.team_round, rating.owner, str(rating.score)) == (team_round, None, "75.0")
    assert alice_client.get(at("result", rating)).status_code == 404


def test_joining_twice_is_one_rating(team_round: TeamRound) -> None:
    member = invited(team_round)

    first, second = (member.post(of("join", team_round))["Location"] for _ in range(2))

    assert first == second
    assert Submission.objects.count() == 1


def test_closing_makes_the_combined_result_an_assessment_of_the_owners(
    team_round: TeamRound, alice: User, alice_client: Client
) -> None:
    for level in ("1", "3", "4"):
        rate(team_round, level)

    response = alice_client.post(of("close", team_round))

    combined = Submission.objects.get(owner=alice)
    assert response["Location"] == at("result", combined)
    assert (str(combined.score), combined.team_name, combined.workload_name) == (
        "75.0",
        "Claims team",
        "Claims triage",
    )
    assert alice_client.get(at("result", combined)).status_code == 200


def test_closing_twice_makes_one_result(team_round: TeamRound, alice: User, alice_client: Client) -> None:
    for _ in range(3):
        rate(team_round)

    alice_client.post(of("close", team_round))
    alice_client.post(of("close", team_round))

    assert Submission.objects.filter(owner=alice).count() == 1


def test_closing_below_three_makes_no_result(
    team_round: TeamRound, alice: User, alice_client: Client
) -> None:
    rate(team_round)

    assert alice_client.post(of("close", team_round))["Location"] == of("team", team_round)

    assert not Submission.objects.filter(owner=alice).exists()


def test_a_closed_round_takes_no_more_raters_and_counts_no_latecomer(
    team_round: TeamRound, alice_client: Client
) -> None:
    late = invited(team_round)
    late.post(of("join", team_round))
    rating = Submission.objects.get()
    for _ in range(3):
        rate(team_round, "1")
    alice_client.post(of("close", team_round))

    late.post(at("all", rating), dict.fromkeys(KEYS, "4"))
    late.post(at("finish", rating))

    assert late.get(of("join", team_round)).status_code == 404
    assert alice_client.get(of("team", team_round)).context["finished"] == 3


def test_ratings_of_a_deleted_round_stay_their_authors(team_round: TeamRound, alice: User) -> None:
    rating = rate(team_round)

    alice.delete()

    rating.refresh_from_db()
    assert (rating.team_round, rating.counted_as) == (None, "")
    assert submissions.finish(submission=rating).score == rating.score
