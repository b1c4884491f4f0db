"""What a round shows to its owner: counts before the close, where it disagrees after."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.models import Submission, TeamRound
from tests.assessment.teams import invited, of, rate

pytestmark = pytest.mark.django_db


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

    (first, columns, from_to), *_others = meeting.context["rows"]
    assert [column.count for column in columns] == [0, 1, 0, 1, 2]
    assert from_to == "1 to 4"
    assert first.counts.unknown == 1
    assert "Talk about this one first" in meeting.content.decode()


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


@pytest.mark.parametrize(
    ("raters", "said"),
    [
        (3, "No range that is shown is wider than one level"),
        (5, "You agree to within one level on everything"),
    ],
)
def test_a_few_are_not_said_to_agree_where_one_of_them_may_not_know(
    team_round: TeamRound, alice_client: Client, raters: int, said: str
) -> None:
    """Whether one of three did not know is told to nobody, so that nothing is claimed of all."""
    for _rater in range(raters):
        rate(team_round, "2")
    alice_client.post(of("close", team_round))

    for page in ("team", "meeting"):
        assert said in alice_client.get(of(page, team_round)).content.decode()
