"""Reading an upload in a worker: its sums kept, its file deleted. Leases and dead workers: `runrate.jobs`.

Nothing of a file's content goes into the log: neither what it holds nor why it was refused.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.dispatch import receiver
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from calculator.models import ColumnMapping, UploadState, UsageExport, UsageUpload
from calculator.models.usage import kept_columns
from calculator.uploads.refused_rows import RefusedRows
from calculator.usage.cells import RefusedError, cell_as_kept
from calculator.usage.exports import read_file
from calculator.usage.files import UnreadableError
from calculator.usage.formats.own_columns import MappingErrors, OwnColumns, parse_mapping
from calculator.usage.headers import UnknownColumnsError
from calculator.usage.reading import Options
from calculator.usage.summary import as_json
from runrate.core.store_away import NOT_STORED
from runrate.jobs.kinds import JobError, Kind
from runrate.jobs.signals import worker_starting

log = logging.getLogger("runrate.usage")

TOLD_EVERY: Final = 0.5
"""Seconds between two notes of how far a file has been read."""
FILE_KEPT: Final = timedelta(hours=24)
"""So long a file stays that could not be read, or whose columns nobody has chosen."""
MOST_TITLES: Final = 200
FEWEST_TITLES: Final = 2
"""A day and an amount: with fewer there is nothing to choose."""


class _TakenBackError(Exception):
    """The upload was deleted, or another worker has it: nothing is left to write to."""


@task()
def read_upload(id: str) -> str:
    """Reads an upload once; a second call for the same one does nothing."""
    return JOBS.run(id, _read)


@task()
def watch_upload(id: str) -> str:
    """Runs after a lease has ended: if its holder was killed, the upload goes back into the queue."""
    return JOBS.look_after(id)


class Uploads(Kind[UsageUpload]):
    """Uploads end read, refused, or waiting for somebody to choose columns; then their file is not needed."""

    def finished(self, job: UsageUpload, result: Mapping[str, Any], *, until: datetime) -> bool:
        """Writes what was found, and deletes the file unless its columns have to be chosen first."""
        state, exports = result["state"], result.get("exports", [])
        fields = {name: value for name, value in result.items() if name not in {"state", "exports"}}
        held = self.model.objects.running().filter(pk=job.pk, attempts=job.attempts, leased_until=until)
        with transaction.atomic():
            if not held.update(**{"failure": "", **fields}, state=state, leased_until=None):
                return False
            UsageExport.objects.filter(upload=job).delete()
            UsageExport.objects.bulk_create(UsageExport(upload=job, **each) for each in exports)
            if state != UploadState.COLUMNS:
                forget_file(job)
        return True


JOBS = Uploads(
    model=UsageUpload,
    task=read_upload,
    watch=watch_upload,
    stopped="The worker was stopped while it read this file.",
    begun={"bytes_read": 0},
    back={"bytes_read": 0},
)


@receiver(worker_starting, dispatch_uid="calculator.put_back_uploads")
def put_back_lost(sender: object, **kwargs: object) -> None:
    """What a worker of the release before could not begin is begun by this one."""
    JOBS.requeue_lost()


@transaction.atomic
def forget_file(upload: UsageUpload) -> None:
    """Takes the file away once the row no longer names it."""
    name = upload.file.name
    if name:
        UsageUpload.objects.filter(pk=upload.pk).update(file="")
        transaction.on_commit(partial(upload.file.storage.delete, name), robust=True)


def forget_files(*, now: datetime) -> int:
    """Deletes files a day after they could not be read; uploads whose columns nobody chose end; how many."""
    said = _("Nobody chose its columns within a day, so the file was deleted: send it again.")
    ended = UsageUpload.objects.filter(
        state__in=[UploadState.FAILED, UploadState.COLUMNS], created_at__lt=now - FILE_KEPT
    ).exclude(file="")
    count = 0
    for upload in ended:
        with transaction.atomic():
            if upload.needs_columns:
                UsageUpload.objects.filter(pk=upload.pk).update(
                    state=UploadState.FAILED, failure=said, header=[]
                )
            forget_file(upload)
        count += 1
    return count


def _read(upload: UsageUpload) -> Mapping[str, Any]:
    """Fields that say what the file holds; what is wrong with it is a finding and no failure of the job."""
    try:
        with _on_disk(upload) as path:
            return _read_at(upload, path)
    except NOT_STORED:
        raise
    except (UnreadableError, _TakenBackError) as error:
        return {"state": UploadState.FAILED, "failure": str(error)[:300]}
    except Exception as error:  # noqa: BLE001  # its message may repeat the file: its type is all that is said
        log.error("upload %s: %s", upload.pk, type(error).__name__)  # noqa: TRY400  # same
        raise JobError(_("Something unexpected went wrong while this file was read.")) from None


def _read_at(upload: UsageUpload, path: Path) -> Mapping[str, Any]:
    chosen = upload.mapping
    version = upload.mapping_version
    titles = upload.header
    try:
        exports = _exports(upload, path, chosen)
    except UnknownColumnsError as error:
        titles = [title for title in error.header if title and cell_as_kept(title) == title][:MOST_TITLES]
        known = _remembered(upload, titles)
        if len(titles) < FEWEST_TITLES:
            raise UnreadableError(
                _("This is no table with a header, and no export that is known here.")
            ) from error
        if known is None or chosen is not None:
            return {"state": UploadState.COLUMNS, "header": titles, "failure": _unknown(error)}
        chosen, version = known.mapping, known.version
        exports = _exports(upload, path, chosen)
    if upload.mapping is not None and not any(each["rows_taken"] for each in exports):
        _forget(upload)
    return {
        "state": UploadState.READ,
        "exports": exports,
        "mapping": chosen,
        "mapping_version": version,
        "bytes_read": upload.size,
        "read_at": timezone.now(),
        "header": titles if chosen is not None else [],
    }


def _unknown(error: UnknownColumnsError) -> str:
    if error.candidates:
        said = _("The columns of this file fit several exports (%(names)s): say which column means what.")
        return said % {"names": ", ".join(error.candidates)}
    return _("The columns of this file match no export that we know.")


def _exports(upload: UsageUpload, path: Path, mapping: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    columns = _own_columns(mapping)
    refused = RefusedRows()
    found: list[dict[str, Any]] = []

    def on_refused(place: int, cells: Sequence[str], error: RefusedError) -> None:
        refused(place, cells, error)  # those of the export that is being read

    options = Options(by=None, on_refused=on_refused)
    for reading in read_file(
        path, options, columns=columns.rows() if columns else None, watch=_watch(upload)
    ):
        reading.file = "" if reading.file == path.name else cell_as_kept(reading.file)
        kept = kept_columns(as_json(reading)) | {"place": len(found)}
        kept["file_name"] = kept["file_name"] or upload.file_name
        found.append(kept | {"refused_rows": refused.text(reading.header)})
        refused = RefusedRows()
    return found


def _own_columns(mapping: Mapping[str, Any] | None) -> OwnColumns | None:
    if mapping is None:
        return None
    try:
        return parse_mapping(mapping)
    except MappingErrors as error:
        raise UnreadableError(str(error)) from error


def _remembered(upload: UsageUpload, titles: list[str]) -> ColumnMapping | None:
    """What was chosen for these titles; nothing where this release could not read with it."""
    if upload.owner_id is None:
        return None
    held = ColumnMapping.objects.filter(owner=upload.owner_id, header_sha256=header_digest(titles)).first()
    try:
        _own_columns(held.mapping if held else None)
    except UnreadableError:
        return None
    return held


def _forget(upload: UsageUpload) -> None:
    """A mapping chosen by hand by which no row could be taken is not remembered for the next file."""
    held = ColumnMapping.objects.filter(owner=upload.owner_id, header_sha256=header_digest(upload.header))
    held.filter(mapping=upload.mapping).delete()


def header_digest(titles: list[str]) -> str:
    """By what a header is known again: its titles in their order, without regard to case."""
    return sha256("\n".join(title.lower() for title in titles).encode()).hexdigest()


def _watch(upload: UsageUpload) -> Callable[[int], None]:
    """Notes how many bytes have been read, now and then; ends the reading of what nobody waits for."""
    row = UsageUpload.objects.running().filter(pk=upload.pk, attempts=upload.attempts)
    told = time.monotonic()

    def watch(count: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TOLD_EVERY:
            told = time.monotonic()
            if not row.update(bytes_read=count):
                raise _TakenBackError

    return watch


@contextmanager
def _on_disk(upload: UsageUpload) -> Iterator[Path]:
    """The file as one on this machine; from a store that is none, a copy for as long as it is read."""
    if isinstance(upload.file.storage, FileSystemStorage):
        yield Path(upload.file.path)
        return
    with NamedTemporaryFile() as copy:
        with upload.file.open("rb") as stored:
            for piece in stored.chunks():
                copy.write(piece)
        copy.flush()
        yield Path(copy.name)
