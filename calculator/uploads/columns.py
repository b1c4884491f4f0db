"""Columns of an unknown table, chosen by hand: read with them, and remembered for tables with that header."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from calculator.models import ColumnMapping, UsageUpload
from calculator.uploads.job import header_digest
from calculator.uploads.receiving import put_back, read_with


@transaction.atomic
def choose(*, upload: UsageUpload, mapping: Mapping[str, object]) -> None:
    """Reads the upload by a mapping; an account is not asked again for a table of the same columns."""
    remember(upload=upload, mapping=mapping)
    read_with(upload=upload, mapping=dict(mapping))


def read_again(*, upload: UsageUpload, mapping: Mapping[str, object], file: UploadedFile[bytes]) -> None:
    """Reads a file that was read and deleted once more, by another mapping. Raises NotTakenError."""
    put_back(upload=upload, mapping=dict(mapping), file=file)
    remember(upload=upload, mapping=mapping)


def remember(*, upload: UsageUpload, mapping: Mapping[str, object]) -> None:
    """For the account's later files with the titles of this one; what was read stays as it is."""
    if upload.owner_id is None:
        return
    held = remembered(upload)
    if held is None:
        held, _made = ColumnMapping.objects.get_or_create(
            owner_id=upload.owner_id,
            header_sha256=header_digest(titles_of(upload)),
            defaults={"mapping": dict(mapping)},
        )
    if held.mapping != mapping:
        held.mapping, held.version, held.changed_at = dict(mapping), held.version + 1, timezone.now()
        held.save()


def forget(*, upload: UsageUpload) -> None:
    """The account's next file with the titles of this one asks for its columns again."""
    held = remembered(upload)
    if held is not None:
        held.delete()


def remembered(upload: UsageUpload) -> ColumnMapping | None:
    """What the account's next file with these titles is read with.

    An upload that an earlier release read has no titles any more: its mapping tells it.
    """
    if upload.owner_id is None:
        return None
    held = ColumnMapping.objects.filter(owner=upload.owner_id)
    if upload.header:
        return held.filter(header_sha256=header_digest(upload.header)).first()
    return next((each for each in held if each.mapping == upload.mapping), None)


def titles_of(upload: UsageUpload) -> list[str]:
    """The columns that the table has, as far as they are known."""
    if upload.header:
        return list(upload.header)
    chosen = list((upload.mapping or {}).get("columns", {}).values())
    first = upload.exports.first()
    left = first.summary.get("columns_not_read", []) if first else []
    return [*chosen, *(title for title in left if title.lower() not in chosen)]
