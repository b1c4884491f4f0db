"""A report: what is pending, how far it has come, and whether newer answers exist."""

from datetime import timedelta

import pytest

from assessment.models import Submission
from runrate.accounts.models import User
from runrate.reports.models import Report, State, Step
from tests.reports.conftest import FINISHED, submission_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "pending", "ready"),
    [
        (State.QUEUED, True, False),
        (State.RENDERING, True, False),
        (State.READY, False, True),
        (State.FAILED, False, False),
    ],
)
def test_what_waits_or_is_being_made_is_pending(state: State, pending: bool, ready: bool) -> None:
    report = Report(state=state)

    assert (report.is_pending, report.is_ready) == (pending, ready)


def test_the_steps_before_the_present_one_are_done() -> None:
    steps = Report(step=Step.PRINTING).steps

    assert [step["done"] for step in steps] == [True, True, False, False]
    assert [step["now"] for step in steps] == [False, False, True, False]


def test_the_file_is_called_by_its_day_and_by_no_name_of_theirs() -> None:
    report = Report(title='My "secret" plan', created_at=FINISHED)

    assert report.filename == f"runrate-report-2026-11-20-{report.pk.hex[:8]}.pdf"


def test_newer_answers_are_later_ones_of_the_same_person_about_the_same_workload(
    alice: User, bob: User, submission: Submission
) -> None:
    report = Report(owner=alice, submission=submission)
    of_another, elsewhere, before = submission_of(bob), submission_of(alice), submission_of(alice)
    later = FINISHED + timedelta(days=1)
    Submission.objects.filter(pk__in=[of_another.pk, elsewhere.pk]).update(finished_at=later)
    Submission.objects.filter(pk=elsewhere.pk).update(workload_name="Claims")
    Submission.objects.filter(pk=before.pk).update(finished_at=FINISHED - timedelta(days=1))
    none_yet = report.newer_answers()
    newer = submission_of(alice)
    Submission.objects.filter(pk=newer.pk).update(finished_at=later)

    assert (none_yet, report.newer_answers()) == (None, newer)


@pytest.mark.parametrize("name", ["", " "])
def test_whether_answers_without_a_workload_are_newer_is_not_known(
    alice: User, submission: Submission, name: str
) -> None:
    """Two that name no workload may be about two."""
    later = submission_of(alice)
    Submission.objects.filter(pk__in=[submission.pk, later.pk]).update(workload_name=name)
    Submission.objects.filter(pk=later.pk).update(finished_at=FINISHED + timedelta(days=1))
    submission.refresh_from_db()

    assert Report(owner=alice, submission=submission).newer_answers() is None
