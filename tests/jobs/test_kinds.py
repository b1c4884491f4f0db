"""One rule for every kind of job: what holds for a report holds for a workbook, step by step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Export
from assessment.staff.export_job import JOBS as WORKBOOKS
from runrate.accounts.models import User
from runrate.jobs.kinds import BACK_OFF, MOST_ERRORS, MOST_LEASES, FileKind, JobError, end_of
from runrate.jobs.models import FileJob
from runrate.reports.models import Report
from runrate.reports.tasks import JOBS as REPORTS

pytestmark = pytest.mark.django_db
type Made = Callable[..., tuple[FileKind[Any], FileJob]]
PAST = timezone.now() - timedelta(seconds=1)


@pytest.fixture(params=["report", "workbook"])
def made(request: pytest.FixtureRequest, alice: User) -> Made:
    """A kind and one job of it, waiting and in the queue."""

    def make(**fields: object) -> tuple[FileKind[Any], FileJob]:
        kind: FileKind[Any] = REPORTS if request.param == "report" else WORKBOOKS
        if kind is REPORTS:
            job: FileJob = Report.objects.create(owner=alice, source={}, inputs_hash="1", **fields)
        else:
            job = Export.objects.create(owner=alice, **fields)
        kind.enqueue(job)
        return kind, job

    return make


def refused(_job: FileJob) -> dict[str, object]:
    raise JobError("The printer is out of ink.")


def storing(kind: FileKind[Any]) -> Callable[[FileJob], dict[str, object]]:
    return lambda job: {"file": kind.store(job, ContentFile(b"all of it"))}


def calls(kind: FileKind[Any]) -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=kind.task.module_path).order_by("enqueued_at"))


def test_a_job_is_done_once_however_often_it_is_called(made: Made) -> None:
    kind, job = made()

    said = [kind.run(str(job.pk), storing(kind)) for _time in range(2)]

    job.refresh_from_db()
    assert said == ["done", "not waiting"]
    assert (job.is_ready, job.attempts, job.leased_until) == (True, 1, None)
    assert job.file.name == kind.name_of(job, 1)


def test_an_error_is_said_tried_again_later_and_final_at_the_third(made: Made) -> None:
    kind, job = made()

    said = [kind.run(str(job.pk), refused) for _time in range(MOST_ERRORS + 1)]

    job.refresh_from_db()
    assert said == ["again later", "again later", "failed", "not waiting"]
    assert (job.state, job.failure, job.leased_until) == (job.FAILED, "The printer is out of ink.", None)
    pauses = [call.run_after - call.enqueued_at for call in calls(kind)[1:]]
    assert [timedelta(seconds=round(pause.total_seconds())) for pause in pauses] == [BACK_OFF, 3 * BACK_OFF]


def test_a_worker_that_was_killed_takes_none_of_the_three_errors(made: Made) -> None:
    kind, job = made()
    for _death in range(MOST_ERRORS):
        kind.lease(job.pk)
        type(job).objects.update(leased_until=PAST)
        kind.reap()

    said = [kind.run(str(job.pk), refused) for _time in range(MOST_ERRORS)]

    job.refresh_from_db()
    assert said == ["again later", "again later", "failed"]
    assert (job.attempts, job.errors) == (2 * MOST_ERRORS, MOST_ERRORS)


def test_what_nobody_foresaw_is_said_without_its_words(made: Made) -> None:
    kind, job = made()

    def odd(_job: FileJob) -> dict[str, object]:
        raise LookupError("a name that is nobody's business")

    kind.run(str(job.pk), odd)

    job.refresh_from_db()
    assert job.failure == "Something unexpected went wrong."


@pytest.mark.parametrize(("attempts", "put_back"), [(1, 1), (MOST_LEASES - 1, 1), (MOST_LEASES, 0)])
def test_a_dead_workers_job_comes_back_until_it_has_killed_ten(
    made: Made, attempts: int, put_back: int
) -> None:
    kind, job = made()
    type(job).objects.update(state=job.RUNNING, attempts=attempts, leased_until=PAST)

    assert kind.reap() == put_back

    job.refresh_from_db()
    assert (job.state, job.failure) == (job.WAITING if put_back else job.FAILED, kind.stopped)
    assert len(calls(kind)) == 1 + put_back


def test_a_worker_that_comes_back_late_writes_nothing_and_leaves_nothing(made: Made) -> None:
    kind, job = made()
    late = kind.lease(job.pk)
    type(job).objects.update(leased_until=PAST)
    kind.reap()
    kind.run(str(job.pk), storing(kind))
    left = kind.store(late, ContentFile(b"late"))

    taken = kind.finished(late, {"file": left}, until=PAST)

    job.refresh_from_db()
    assert (taken, job.file.name) == (False, kind.name_of(job, 2))
    assert [default_storage.exists(name) for name in (left, job.file.name)] == [False, True]


def test_a_late_error_leaves_the_lease_of_who_began_anew_alone(made: Made) -> None:
    kind, job = made()
    late = kind.lease(job.pk)
    type(job).objects.update(state=job.FAILED, leased_until=None)
    kind.try_again(job)
    now = kind.lease(job.pk)
    assert late is not None
    assert now is not None

    said = kind.failed(late, "The printer is out of ink.", until=end_of(late))

    job.refresh_from_db()
    assert now.attempts == late.attempts == 1
    assert (said, job.state, job.errors) == ("no longer held", job.RUNNING, 0)
    assert kind.lease(job.pk) is None


def test_a_failed_job_begins_anew_and_one_in_hand_is_left_alone(made: Made) -> None:
    kind, job = made(attempts=3, errors=3, failure="The disk is full.")
    before = kind.try_again(job)
    type(job).objects.update(state=job.FAILED)

    kind.try_again(job)

    job.refresh_from_db()
    assert before is not None
    assert before.attempts == 3
    assert (job.state, job.attempts, job.errors, job.failure) == (job.WAITING, 0, 0, "")
    assert len(calls(kind)) == 2


def test_a_ready_job_begins_anew_only_where_that_is_asked_for(made: Made) -> None:
    kind, job = made()
    type(job).objects.update(state=job.READY)

    states = []
    for also_ready in (False, True):
        kind.try_again(job, also_ready=also_ready)
        job.refresh_from_db()
        states.append(job.state)

    assert states == [job.READY, job.WAITING]


def test_a_job_that_is_gone_is_nobodys(made: Made) -> None:
    kind, job = made()
    id = job.pk
    type(job).objects.filter(pk=id).delete()

    assert (kind.try_again(job), kind.lease(id), kind.run(str(id), refused)) == (None, None, "not waiting")


def test_what_killed_attempts_may_have_left_is_named_for_all_of_them(made: Made) -> None:
    kind, job = made()

    assert kind.names_of(job) == [kind.name_of(job, attempt) for attempt in range(1, MOST_LEASES + 1)]
