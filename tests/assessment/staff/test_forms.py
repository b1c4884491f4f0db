"""What staff fill in: refused at its field, kept as typed, and only what can be chosen."""

import pytest
from django.test import Client

from assessment.models import ReviewEntry
from runrate.accounts.models import User
from tests.assessment.exporting import EXPORT
from tests.assessment.reviewing import LIST, decide, decision
from tests.assessment.submitted import submitted


@pytest.mark.parametrize("wrong", [{"decision": "approved"}, {"note": "x" * 2001}, {"reviewer": "999999"}])
def test_what_cannot_be_saved_is_said_and_kept(reviewer: Client, wrong: dict[str, object]) -> None:
    submission = submitted()

    answer = reviewer.post(f"{LIST}{submission.pk}/decide/", decision(**wrong))

    assert answer.status_code == 422
    assert ReviewEntry.objects.count() == 0


def test_only_reviewers_can_be_assigned(reviewer: Client, alice: User) -> None:
    assert decide(reviewer, submitted(), reviewer=alice.pk) == 422


@pytest.mark.parametrize("form", [{"kind": "exe"}, {"kind": "csv", "stage__exact": "wrong"}, {}])
def test_what_cannot_be_exported_is_refused(analyst: Client, form: dict[str, str]) -> None:
    assert analyst.post(EXPORT, form).status_code == 422
