"""One's own attempts: listed for their owner alone, compared, and made again."""

import pytest
from django.test import Client

from assessment.domain.scoring import NotApplicable
from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.attempts import COMPARE, MINE, attempts
from tests.assessment.sheets import KEYS, sheet
from tests.assessment.walking import at

pytestmark = pytest.mark.django_db


def test_only_ones_own_attempts_are_listed_newest_first(alice: User, bob: User, alice_client: Client) -> None:
    first, second = attempts(alice, 1, 3)
    attempts(bob, 4)

    listed = alice_client.get(MINE).context["attempts"]

    assert [(attempt, address) for _when, attempt, _name, address, _score in listed] == [
        (second, second.get_absolute_url()),
        (first, first.get_absolute_url()),
    ]


def test_an_attempt_that_is_not_ones_own_is_answered_in_our_words(alice: User, alice_client: Client) -> None:
    attempts(alice, 1, 2)

    page = alice_client.get(COMPARE, {"first": "no-such-attempt", "second": ""})

    assert page.context["form"].errors == {
        "first": ["Choose one of your finished attempts."],
        "second": ["Choose one of your finished attempts."],
    }


def test_an_attempt_is_not_compared_with_itself_or_with_somebody_elses(
    alice: User, bob: User, alice_client: Client
) -> None:
    (own,), (foreign,) = attempts(alice, 1), attempts(bob, 3)

    for second in (own, foreign):
        page = alice_client.get(COMPARE, {"first": str(own.pk), "second": str(second.pk)})
        assert "comparison" not in page.context
        assert list(page.context["form"].errors) == ["second"]


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
