"""Finished submissions for the tests of what staff see."""

from datetime import UTC, datetime, timedelta

from assessment.domain.scoring import Answer
from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import sheet

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)


def submitted(
    name: str = "Support agent", level: Answer = 2, /, owner: User | None = None, **context: str
) -> Submission:
    """One finished submission of a real visitor."""
    return submissions.record(sheet=sheet(level), owner=owner, context={"workload_name": name, **context})


def many(count: int) -> list[Submission]:
    """As many, an hour apart, the first the oldest."""
    made = [submitted(f"Workload {number}") for number in range(count)]
    for number, submission in enumerate(made):
        submission.finished_at = FIRST + timedelta(hours=number)
        submission.save(update_fields=["finished_at"])
    return made
