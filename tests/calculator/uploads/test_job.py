"""Reading an upload in a worker: what is kept, what is deleted, and what becomes of a killed one."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import Workbook

from calculator.models import ColumnMapping, UploadState, UsageExport, UsageUpload
from calculator.uploads import job
from calculator.uploads.job import JOBS, forget_files, header_digest, read_upload
from calculator.uploads.receiving import read_with
from calculator.uploads.samples import FOLDER
from calculator.usage.exports import read_file
from calculator.usage.reading import Reading
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give, given, worked

OWN = "Day,Which model,Tokens in,Tokens out,Paid\n2026-10-01,gpt-4.1,1000,200,0.0036\n"
MAPPING: dict[str, object] = {
    "columns": {
        "date": "Day",
        "model": "Which model",
        "input": "Tokens in",
        "output": "Tokens out",
        "billed": "Paid",
    }
}


def stored() -> list[str]:
    try:
        return default_storage.listdir("usage")[1]
    except FileNotFoundError:
        return []


def test_an_export_is_kept_as_sums_and_its_file_is_deleted(give: Give) -> None:
    upload = give("openai-dashboard-usage.csv")

    [export] = upload.exports.all()
    assert (upload.state, upload.percent, upload.file.name) == (UploadState.READ, 100, "")
    assert (export.format, export.rows_read, export.rows_taken) == ("openai-dashboard-usage", 3, 2)
    assert export.months == ["2026-10"]
    assert export.summary["tokens"]["input"] == "10000"
    assert stored() == []


def test_a_file_waits_in_the_store_until_a_worker_has_read_it(alice: User) -> None:
    upload = given(alice, "openai-dashboard-usage.csv")

    assert (upload.state, stored()) == (UploadState.WAITING, [upload.pk.hex])


def test_a_file_that_is_no_export_ends_with_its_reason_and_without_its_file(give: Give) -> None:
    upload = give("notes.csv", "\x00\x01\x02")

    assert (upload.state, upload.failure) == (
        UploadState.FAILED,
        "This is an image or another file that is no text, and holds no rows.",
    )
    assert (upload.file.name, stored(), UsageExport.objects.count()) == ("", [], 0)


def test_an_unknown_table_asks_for_its_columns_and_keeps_its_file(give: Give) -> None:
    upload = give("own.csv", OWN)

    assert upload.state == UploadState.COLUMNS
    assert upload.header == ["Day", "Which model", "Tokens in", "Tokens out", "Paid"]
    assert stored() == [upload.pk.hex]


def test_chosen_columns_read_the_same_file(give: Give, django_capture_on_commit_callbacks: object) -> None:
    upload = give("own.csv", OWN)

    read_with(upload=upload, mapping=MAPPING)
    worked(upload)

    [export] = upload.exports.all()
    assert (upload.state, upload.mapping_version, export.format) == (UploadState.READ, 1, "own-columns")
    assert export.summary["money"] == {"billed": {"USD": "0.0036"}}


def test_columns_chosen_before_are_taken_for_the_same_header(alice: User, give: Give) -> None:
    titles = ["Day", "Which model", "Tokens in", "Tokens out", "Paid"]
    ColumnMapping.objects.create(owner=alice, header_sha256=header_digest(titles), mapping=MAPPING, version=3)

    upload = give("own.csv", OWN)

    assert (upload.state, upload.mapping_version) == (UploadState.READ, 3)


def test_a_header_that_reads_like_a_sentence_is_not_kept(give: Give) -> None:
    upload = give("own.csv", "Dear Sir what is my balance?,Day,Paid\nx,2026-10-01,1\n")

    assert upload.header == ["Day", "Paid"]


def test_an_upload_whose_worker_was_killed_is_read_by_the_next_one(alice: User) -> None:
    upload = given(alice, "openai-dashboard-usage.csv")
    JOBS.lease(upload.pk)
    UsageUpload.objects.update(leased_until=timezone.now() - timedelta(seconds=1), bytes_read=7)

    assert JOBS.reap() == 1
    upload.refresh_from_db()
    assert (upload.state, upload.bytes_read) == (UploadState.WAITING, 0)

    worked(upload)
    assert (upload.state, upload.exports.count()) == (UploadState.READ, 1)


def test_a_worker_that_lost_its_lease_writes_nothing(alice: User) -> None:
    upload = given(alice, "openai-dashboard-usage.csv")
    held = JOBS.lease(upload.pk)
    assert held is not None
    assert held.leased_until is not None
    UsageUpload.objects.update(attempts=2)

    written = JOBS.finished(held, {"state": UploadState.READ}, until=held.leased_until)

    assert (written, UsageUpload.objects.get().state) == (False, UploadState.READING)


def test_a_file_is_counted_once_after_an_error_and_where_another_reads_it_too(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = given(alice, "openai-dashboard-usage.csv")
    begun: list[UsageUpload | None] = []

    def fails_twice(*asked: Any, **more: Any) -> Iterator[Reading]:
        begun.append(JOBS.lease(upload.pk))
        readings = list(read_file(*asked, **more))
        if len(begun) < 3:
            raise OSError(5, "the disk was away")
        yield from readings

    monkeypatch.setattr(job, "read_file", fails_twice)
    said = [read_upload.func(str(upload.pk)) for _time in range(5)]

    upload.refresh_from_db()
    assert said == ["again later", "again later", "done", "not waiting", "not waiting"]
    assert begun == [None, None, None]
    assert (upload.state, upload.attempts, upload.errors) == (UploadState.READ, 3, 2)
    assert [export.rows_taken for export in upload.exports.all()] == [2]


def test_reading_ends_where_an_upload_was_deleted_meanwhile(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = given(alice, "openai-dashboard-usage.csv")
    told: list[int] = []

    def deleted_at_half(*_asked: object, watch: Callable[[int], None], **_more: object) -> Iterator[Reading]:
        UsageUpload.objects.all().delete()
        watch(300)
        told.append(300)
        yield from ()

    monkeypatch.setattr(job, "TOLD_EVERY", 0)
    monkeypatch.setattr(job, "read_file", deleted_at_half)
    job.read_upload.call(str(upload.pk))

    assert (told, UsageUpload.objects.count(), UsageExport.objects.count()) == ([], 0, 0)


KINDS: dict[str, Callable[[bytes], bytes]] = {
    "a.csv": lambda text: text,
    "a.csv.gz": gzip.compress,
    "a.zip": lambda text: packed({"a.csv": text}),
    "a.xlsx": lambda text: sheet_of(text),  # noqa: PLW0108  # it is written below
    "a.json": lambda _text: (FOLDER / "openai-usage-completions.json").read_bytes(),
    "a.jsonl": lambda _text: (FOLDER / "litellm-spend-logs.jsonl").read_bytes(),
}
"""Each way in which a file may be sent."""


def packed(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def sheet_of(text: bytes) -> bytes:
    book = Workbook()
    for row in csv.reader(io.StringIO(text.decode())):
        book.worksheets[0].append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("name", KINDS)
def test_how_far_a_file_is_read_is_told_whatever_it_is(
    alice: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    title, *rows = (FOLDER / "openai-dashboard-usage.csv").read_bytes().splitlines()
    upload = given(alice, name, KINDS[name](b"\n".join([title, *rows * 2_000])))
    told: list[int] = []
    monkeypatch.setattr(job, "TOLD_EVERY", 0)
    monkeypatch.setattr(job, "_watch", lambda _upload: told.append)

    worked(upload)

    assert upload.size >= told[-1] >= upload.size * Fraction(3, 4)
    assert told == sorted(told)


@pytest.mark.parametrize("name", KINDS)
def test_a_file_of_any_kind_that_was_deleted_is_read_no_further(
    alice: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    title, *rows = (FOLDER / "openai-dashboard-usage.csv").read_bytes().splitlines()
    upload = given(alice, name, KINDS[name](b"\n".join([title, *rows * 2_000])))
    whole = job._read_at  # what the worker begins with

    def deleted_first(upload: UsageUpload, path: Path) -> object:
        UsageUpload.objects.all().delete()
        found = whole(upload, path)
        pytest.fail(f"read to its end: {found['state']}")

    monkeypatch.setattr(job, "TOLD_EVERY", 0)
    monkeypatch.setattr(job, "_read_at", deleted_first)
    job.read_upload.call(str(upload.pk))

    assert (UsageUpload.objects.count(), UsageExport.objects.count()) == (0, 0)


@pytest.mark.parametrize(("hours", "gone"), [(25, 1), (23, 0)])
def test_files_that_were_not_read_are_deleted_after_a_day(
    give: Give, django_capture_on_commit_callbacks: object, hours: int, gone: int
) -> None:
    upload = give("own.csv", OWN)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        count = forget_files(now=timezone.now() + timedelta(hours=hours))

    upload.refresh_from_db()
    assert (count, len(stored())) == (gone, 1 - gone)
    assert upload.state == (UploadState.FAILED if gone else UploadState.COLUMNS)


def test_every_export_of_an_archive_is_kept_by_itself(give: Give) -> None:
    import io
    import zipfile

    from tests.calculator.uploads.conftest import SAMPLES

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("openai-dashboard-usage.csv", "openai-dashboard-cost.csv"):
            archive.write(SAMPLES / name, name)

    upload = give("october.zip", held.getvalue())

    assert [each.format for each in upload.exports.all()] == [
        "openai-dashboard-usage",
        "openai-dashboard-cost",
    ]


def test_refused_rows_are_kept_as_a_table_with_their_reason(give: Give) -> None:
    upload = give("bad-rows-focus.csv")

    [export] = upload.exports.all()
    lines = export.refused_rows.splitlines()
    assert (export.rows_taken, export.rows_refused, export.usable, len(lines)) == (3, 4, False, 5)
    assert lines[1].startswith("3,BilledCost,not a number: 'abc',")
