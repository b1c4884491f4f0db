"""Rows that reports are made from, belonging to Alice, and the worker that makes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from assessment.domain.scoring import score
from assessment.models import Submission
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.models import Report
from runrate.reports.tasks import make_report
from tests.reports.readers import SMALL, answers, sheet

type Worker = Callable[[Report], Report]
FINISHED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def submission_of(owner: User | None, level: object = 1, **others: Any) -> Submission:
    """A finished assessment with its frozen result."""
    given = answers(level) | {"q12": 2}
    result = score(sheet(level, q12=2))
    return Submission.objects.create(
        owner=owner,
        version="1",
        answers=given,
        workload_name="Support desk",
        team_name="Care team",
        finished_at=FINISHED,
        result=result.as_json(),
        stage=result.stage or "",
        **others,
    )


@pytest.fixture
def submission(alice: User) -> Submission:
    return submission_of(alice)


@pytest.fixture
def scenario(alice: User) -> Scenario:
    return Scenario.objects.create(
        owner=alice,
        name="Support desk today",
        workload_name="Support desk",
        inputs={name: str(value) for name, value in SMALL.items()} | {"retry_rate": "0.08"},
        origins={"units_per_day": "entered", "input_price": "preset:article-small"},
    )


@pytest.fixture
def worker() -> Worker:
    """Does what the task worker does with one report, and gives it back as it is then."""

    def work(report: Report) -> Report:
        make_report.func(str(report.pk))
        report.refresh_from_db()
        return report

    return work
