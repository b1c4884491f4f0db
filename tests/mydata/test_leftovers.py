"""Bytes without a row: wherever a writer is killed, a deleted account leaves nothing in the store."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks as OnCommit

import assessment.services.submissions
import assessment.staff.export_job
from assessment.models import Export
from runrate.accounts.models import User
from runrate.core.storage import DRAFT
from runrate.jobs.kinds import FileKind
from runrate.mydata import leftovers
from runrate.mydata.services import delete_account
from runrate.ops import housekeeping
from runrate.reports import tasks
from runrate.reports.models import Report
from runrate.reports.rendering import files, process
from runrate.reports.services import reports
from runrate.reports.services.gathering import gather
from tests.assessment.sheets import sheet
from tests.reports.conftest import submission_of
from tests.reports.test_storage import bucket  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
MARK = b"Care team of Alice"


class KilledError(BaseException):
    """As SIGKILL would: nothing in the way catches it."""


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest) -> str:
    """Both kinds of store."""
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    return str(request.param)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: OnCommit) -> OnCommit:
    """What waits for a commit happens at the end of the block."""
    return django_capture_on_commit_callbacks


def stored(folder: str = "") -> list[str]:
    """Every file of the store, drafts too."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    inner = [name for each in folders for name in stored(f"{folder}{each}/")]
    return [f"{folder}{name}" for name in names] + inner


def killed(*_args: object, **_named: object) -> Any:
    raise KilledError


def _store() -> type[Any]:
    return type(storages["default"])


def report_of(owner: User) -> Report:
    submission = submission_of(owner)
    source = gather(made_on=reports.today(), submission=submission, scenario=None)
    return reports.start_report(owner=owner, source=source, submission=submission)


def printed(*_args: object, **_named: object) -> bytes:
    return b"%PDF " + MARK


WRITER: list[tuple[str, Callable[[pytest.MonkeyPatch], None]]] = [
    ("before printing", lambda patch: patch.setattr(process.printer, "print", killed)),
    ("before storing", lambda patch: patch.setattr(_store(), "save", killed)),
    ("between storing and naming", lambda patch: patch.setattr(FileKind, "finished", killed)),
    (
        "between naming and clearing up",
        lambda patch: patch.setattr(_store(), "delete", killed),
    ),
    ("never", lambda _patch: None),
]


@pytest.mark.parametrize(("step", "kill"), WRITER, ids=[step for step, _kill in WRITER])
def test_a_report_whose_writer_was_killed_leaves_with_its_owner(
    store: str, step: str, kill: Callable[[pytest.MonkeyPatch], None], committed: OnCommit
) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report = report_of(alice)
    # A second attempt: the first was killed between storing and naming.
    default_storage.save(files.name_of(alice.pk, report.pk, 1), ContentFile(MARK))
    Report.objects.filter(pk=report.pk).update(attempts=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process.printer, "print", printed)
        kill(patch)
        with suppress(KilledError):
            tasks.make_report.call(str(report.pk))

    with committed(execute=True):
        delete_account(user=alice)
    housekeeping.run(now=timezone.now() + timedelta(days=1))

    assert stored() == []


def test_a_worker_that_stores_after_the_account_is_gone_is_swept(store: str, committed: OnCommit) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report = report_of(alice)
    name = files.name_of(alice.pk, report.pk, 1)

    with committed(execute=True):
        delete_account(user=alice)
    default_storage.save(name, ContentFile(MARK))
    young = leftovers.sweep(now=timezone.now())
    old = leftovers.sweep(now=timezone.now() + leftovers.AGE + timedelta(minutes=1))

    assert (young, old, stored()) == (0, 1, [])


def test_a_worker_that_goes_on_after_its_account_is_gone_takes_its_file_away(
    store: str, committed: OnCommit
) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report, finish = report_of(alice), FileKind.finished

    def deleted_meanwhile(*args: Any, **named: Any) -> bool:
        with committed(execute=True):
            delete_account(user=User.objects.get(pk=alice.pk))
        return finish(*args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process.printer, "print", printed)
        patch.setattr(FileKind, "finished", deleted_meanwhile)
        tasks.make_report.call(str(report.pk))

    assert stored() == []


def test_a_half_written_file_leaves_with_its_owner(committed: OnCommit) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report = report_of(alice)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process.printer, "print", printed)
        patch.setattr(os, "link", killed)
        patch.setattr(Path, "unlink", lambda *_args, **_named: None)
        with suppress(KilledError):
            tasks.make_report.call(str(report.pk))
    assert [name.endswith(DRAFT) for name in stored()] == [True]

    with committed(execute=True):
        delete_account(user=alice)

    assert stored() == []
    assert not Path(default_storage.path(files.folder_of(alice.pk))).exists()


@pytest.mark.parametrize("way", ["report", "account", "queryset"])
def test_files_go_whichever_way_a_row_is_deleted(store: str, way: str, committed: OnCommit) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report = report_of(alice)
    for attempt in (1, 2):
        default_storage.save(files.name_of(alice.pk, report.pk, attempt), ContentFile(MARK))
    kept = default_storage.save(files.name_of(alice.pk + 1, report.pk, 1), ContentFile(b"of somebody else"))

    with committed(execute=True):
        if way == "report":
            reports.delete_report(report=report)
        elif way == "account":
            User.objects.filter(pk=alice.pk).delete()  # as the administration does it
        else:
            Report.objects.filter(pk=report.pk).delete()

    assert stored() == [kept]


@pytest.fixture
def export() -> Export:
    """A workbook that staff asked for, with Alice's answers in it."""
    staff = User.objects.create_superuser("staff@example.com", "correct horse battery")
    return Export.objects.create(owner=staff)


@pytest.mark.parametrize("step", ["finished", "_written", None])
def test_a_workbook_whose_writer_was_killed_is_swept_with_its_row(
    store: str, export: Export, step: str | None, committed: OnCommit
) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    assessment.services.submissions.record(sheet=sheet(2), owner=alice)
    with pytest.MonkeyPatch.context() as patch:
        if step:
            patch.setattr(assessment.staff.export_job if step == "_written" else FileKind, step, killed)
        with suppress(KilledError):
            assessment.staff.export_job.write_workbook.call(str(export.pk))

    with committed(execute=True):
        delete_account(user=alice)
        housekeeping.run(now=timezone.now() + timedelta(days=8))

    assert not Export.objects.exists()
    assert stored() == []


def test_what_a_row_names_stays(store: str) -> None:
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report = report_of(alice)
    name = default_storage.save(files.name_of(alice.pk, report.pk, 1), ContentFile(MARK))
    Report.objects.filter(pk=report.pk).update(file=name)

    assert leftovers.sweep(now=timezone.now() + timedelta(days=400)) == 0
    assert stored() == [name]
