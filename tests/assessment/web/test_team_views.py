"""A team's round, from the invitation to the combined result."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.models import Submission, TeamRound
from assessment.services import submissions, team_rounds
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS
from tests.assessment.teams import invited, of, rate, with_account
from tests.assessment.walking import at, same_but_for_ids

pytestmark = pytest.mark.django_db
NOBODYS = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def team_round(alice: User) -> TeamRound:
    return team_rounds.open_round(
        owner=alice, team_name="Claims team", workload_name="Claims triage", invitations=9
    )


def test_a_round_is_opened_by_an_account(alice_client: Client, client: Client) -> None:
    assert client.get("/assessment/team/new/").status_code == 302

    response = alice_client.post("/assessment/team/new/", {"team_name": "Desk", "workload_name": "Support"})

    assert response["Location"] == of("team", TeamRound.objects.get(team_name="Desk"))


def test_a_member_joins_by_link_and_rates_alone(team_round: TeamRound, alice_client: Client) -> None:
    rating = rate(team_round, "3")

    assert (rating.team_round, rating.owner, str(rating.score)) == (team_round, None, "75.0")
    assert alice_client.get(at("result", rating)).status_code == 404


def test_joining_twice_is_one_rating(team_round: TeamRound) -> None:
    member = invited(team_round)

    first, second = (member.post(of("join", team_round))["Location"] for _ in range(2))

    assert first == second
    assert Submission.objects.count() == 1


def test_two_raters_make_no_result_when_the_round_is_closed(
    team_round: TeamRound, alice_client: Client
) -> None:
    rate(team_round, "1")
    rate(team_round, "4")

    alice_client.post(of("close", team_round))

    page = alice_client.get(of("team", team_round))
    assert (page.context["finished"], page.context["combined"]) == (2, None)
    assert "Median" not in page.content.decode()
    assert alice_client.get(of("meeting", team_round))["Location"] == of("team", team_round)


def test_before_the_close_nothing_but_counts_is_shown(team_round: TeamRound, alice_client: Client) -> None:
    for level in ("1", "3", "4"):
        rate(team_round, level)
    invited(team_round).post(of("join", team_round))

    page = alice_client.get(of("team", team_round))

    assert (page.context["started"], page.context["finished"], page.context["combined"]) == (4, 3, None)
    assert "3 members have finished" in page.content.decode()
    assert alice_client.get(of("meeting", team_round))["Location"] == of("team", team_round)


def test_after_the_close_the_team_sees_where_it_disagrees(
    team_round: TeamRound, alice_client: Client
) -> None:
    for level in ("1", "3", "4"):
        rate(team_round, "2", {"q1": level, "q1-note": f"note of {level}"})
    alice_client.post(of("close", team_round))

    page = alice_client.get(of("team", team_round))

    first = page.context["combined"].agreements[0]
    assert (first.spread.median, first.spread.width, first.talk, first.counts) == (3, 3, True, None)
    assert [each.question.key for each, _columns in page.context["talk"]] == ["q1"]
    assert "note of" not in page.content.decode()
    assert (
        "From level 1 to level 4, median 3." in alice_client.get(of("meeting", team_round)).content.decode()
    )


def test_from_five_on_the_counts_are_shown(team_round: TeamRound, alice_client: Client) -> None:
    for level in ("1", "3", "4", "4", "dk"):
        rate(team_round, "2", {"q1": level})
    alice_client.post(of("close", team_round))

    meeting = alice_client.get(of("meeting", team_round))

    (first, columns), *_others = meeting.context["rows"]
    assert [column.count for column in columns] == [0, 1, 0, 1, 2]
    assert first.counts.unknown == 1
    assert "Talk about this one first" in meeting.content.decode()


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


def test_fifty_members_need_no_more_queries_than_one(
    team_round: TeamRound, alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rate(team_round)
    with django_assert_num_queries(8) as few:
        alice_client.get(of("team", team_round))
    rating = Submission.objects.get()
    Submission.objects.bulk_create(
        Submission(
            version="1",
            team_round=team_round,
            answers=rating.answers,
            result=rating.result,
            finished_at=rating.finished_at,
        )
        for _ in range(49)
    )

    with django_assert_num_queries(len(few)):
        alice_client.get(of("team", team_round))


def test_ratings_of_a_deleted_round_stay_their_authors(team_round: TeamRound, alice: User) -> None:
    rating = rate(team_round)

    alice.delete()

    rating.refresh_from_db()
    assert (rating.team_round, rating.counted_as) == (None, "")
    assert submissions.finish(submission=rating).score == rating.score
