"""Submissions in the administration: reviewed and read, never altered."""

import pytest
from django.test import Client

from assessment.models import Submission
from runrate.audit.models import AuditEntry
from tests.assessment.reviewing import LIST, decide, page_of
from tests.assessment.submitted import submitted
from tests.signing_in import SignedIn


def test_the_staff_log_notes_the_decision_without_the_note(reviewer: Client) -> None:
    submission = submitted()

    decide(reviewer, submission, note="About somebody.")

    logged = AuditEntry.objects.get(did="reviewed")
    assert (logged.by_name, logged.subject_id, logged.detail) == (
        "reviewer@example.com",
        str(submission.pk),
        "waiting -> reviewed",
    )


def test_next_says_so_when_nothing_waits(reviewer: Client) -> None:
    answer = reviewer.post(f"{LIST}next/", follow=True)

    assert "Nothing is waiting for a review." in answer.text


@pytest.mark.parametrize("address", ["change/", "history/"])
def test_no_post_changes_an_answer(signed_in: SignedIn, address: str) -> None:
    administrator = signed_in("Administrator")
    submission = submitted()
    before = Submission.objects.values().get()

    administrator.post(
        f"{LIST}{submission.pk}/{address}", {"answers": "{}", "score": "100", "stage": "governed"}
    )

    assert Submission.objects.values().get() == before


def test_a_draft_is_nobody_elses_business(reviewer: Client) -> None:
    submission = submitted()
    Submission.objects.update(finished_at=None, result=None)

    assert reviewer.get(page_of(submission)).status_code == 404
