"""The week in which a test finishes its submissions."""

from assessment.models import Submission
from assessment.services.weekly_summary import Period


def this_week() -> Period:
    finished_at = Submission.objects.latest("finished_at").finished_at
    assert finished_at is not None
    return Period(until=finished_at.date(), weeks=1)
