"""Attempts over time: listed, drawn, compared, repeated."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.domain.scoring import NotApplicable
from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS, sheet
from tests.assessment.walking import at

pytestmark = pytest.mark.django_db
MINE, COMPARE = "/assessment/mine/", "/assessment/compare/"


def attempts(owner: User, *levels: int) -> list[Submission]:
    return [submissions.record(sheet=sheet(level), owner=owner) for level in levels]


def test_only_ones_own_attempts_are_listed_newest_first(alice: User, bob: User, alice_client: Client) -> None:
    first, second = attempts(alice, 1, 3)
    attempts(bob, 4)

    assert list(alice_client.get(MINE).context["attempts"]) == [second, first]


def test_the_trend_says_how_the_score_moved(alice: User, alice_client: Client) -> None:
    attempts(alice, 1, 3)

    trend = alice_client.get(MINE).context["trend"]

    assert trend.title == "Up 50.0 points since the first attempt"
    assert [point.value for point in trend.points] == ["25.0", "75.0"]


def test_another_workload_is_not_in_the_trend(alice: User, alice_client: Client) -> None:
    submissions.record(sheet=sheet(1), owner=alice, context={"workload_name": "Claims"})
    submissions.record(sheet=sheet(4), owner=alice, context={"workload_name": "Desk"})

    assert alice_client.get(MINE).context["trend"] is None


@pytest.mark.parametrize("page", [MINE, COMPARE])
def test_fifty_attempts_need_no_more_queries_than_two(
    page: str, alice: User, alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    attempts(alice, 1, 1)
    with django_assert_num_queries(4 if page == MINE else 5) as few:
        alice_client.get(page)
    attempts(alice, *[2] * 48)

    with django_assert_num_queries(len(few)):
        alice_client.get(page)


def test_one_attempt_is_told_that_it_takes_two(alice: User, alice_client: Client) -> None:
    attempts(alice, 1)
    with_one = alice_client.get(COMPARE).content.decode()
    attempts(alice, 2)
    with_two = alice_client.get(COMPARE).content.decode()

    assert [text in with_one for text in ("It takes two", "Earlier attempt")] == [True, False]
    assert [text in with_two for text in ("It takes two", "Earlier attempt")] == [False, True]


def test_an_attempt_that_is_not_ones_own_is_answered_in_our_words(alice: User, alice_client: Client) -> None:
    attempts(alice, 1, 2)

    page = alice_client.get(COMPARE, {"first": "no-such-attempt", "second": ""})

    assert page.context["form"].errors == {
        "first": ["Choose one of your finished attempts."],
        "second": ["Choose one of your finished attempts."],
    }


def test_two_attempts_are_compared_in_the_order_of_time(alice: User, alice_client: Client) -> None:
    before, after = attempts(alice, 1, 3)

    page = alice_client.get(COMPARE, {"first": str(after.pk), "second": str(before.pk)})

    assert (page.context["before"], page.context["after"]) == (before, after)
    assert page.context["dimensions"][0] == ("Visibility", "25.0", "75.0", "+50.0")
    assert len(page.context["changed"]) == 15
    assert page.context["score_by"] == "+50.0"


def test_an_attempt_is_not_compared_with_itself_or_with_somebody_elses(
    alice: User, bob: User, alice_client: Client
) -> None:
    (own,), (foreign,) = attempts(alice, 1), attempts(bob, 3)

    for second in (own, foreign):
        page = alice_client.get(COMPARE, {"first": str(own.pk), "second": str(second.pk)})
        assert "comparison" not in page.context
        assert list(page.context["form"].errors) == ["second"]


def test_a_comparison_across_versions_says_so(
    alice: User, alice_client: Client, second_version: None
) -> None:
    before = submissions.record(sheet=sheet(2), owner=alice)
    answers = dict.fromkeys((*KEYS[:12], "q16", "q14", "q15"), 3)
    after = submissions.start(owner=alice)
    Submission.objects.filter(pk=after.pk).update(answers=answers)
    after = submissions.finish(submission=after)

    page = alice_client.get(COMPARE, {"first": str(before.pk), "second": str(after.pk)}).content.decode()

    assert "These attempts answered different versions of the questions (1 and 2)." in page
    assert "Only the questions that both have are compared" in page


def test_a_retake_is_a_new_attempt_and_leaves_the_old_one(alice: User, alice_client: Client) -> None:
    old = submissions.record(
        sheet=sheet(3, q10=NotApplicable("none"), evidence={"q1": "sheet"}),
        owner=alice,
        context={"workload_name": "Desk"},
    )

    response = alice_client.post(at("retake", old))

    new = Submission.objects.get(finished_at=None)
    assert response["Location"] == at("question", new, 1)
    assert (new.answers, new.workload_name, new.owner) == ({}, "Desk", alice)
    old.refresh_from_db()
    assert str(old.score) == "75.0"


def test_a_retake_starts_from_the_old_answers_on_request(alice: User, alice_client: Client) -> None:
    old = submissions.record(sheet=sheet(3, evidence={"q1": "sheet"}), owner=alice)

    response = alice_client.post(at("retake", old), {"answers": "1"})

    new = Submission.objects.get(finished_at=None)
    assert response["Location"] == at("review", new)
    assert (new.answers, new.evidence) == (old.answers, {"q1": "sheet"})


def test_a_retake_at_a_new_version_keeps_the_answers_that_still_fit(
    alice: User, alice_client: Client, second_version: None
) -> None:
    old = submissions.record(sheet=sheet(3), owner=alice)

    response = alice_client.post(at("retake", old), {"answers": "1"})

    new = Submission.objects.get(finished_at=None)
    assert (new.version, set(new.answers)) == ("2", set(KEYS) - {"q13"})
    assert response["Location"] == at("question", new, 13)


def test_a_stranger_repeats_nothing(alice: User, bob_client: Client, client: Client) -> None:
    (old,) = attempts(alice, 2)

    assert {each.post(at("retake", old)).status_code for each in (bob_client, client)} == {404}
    assert Submission.objects.count() == 1
