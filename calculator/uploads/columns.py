"""Columns of an unknown table, chosen by hand: read with them, and remembered for tables with that header."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from calculator.models import ColumnMapping, UsageUpload
from calculator.uploads.job import header_digest
from calculator.uploads.receiving import read_with


@transaction.atomic
def choose(*, upload: UsageUpload, mapping: Mapping[str, object]) -> None:
    """Reads the upload by a mapping; an account is not asked again for a table of the same columns."""
    if upload.owner_id is not None:
        _remember(upload.owner_id, header_digest(upload.header), mapping)
    read_with(upload=upload, mapping=dict(mapping))


def _remember(owner: int, digest: str, mapping: Mapping[str, object]) -> None:
    held = ColumnMapping.objects.filter(owner=owner, header_sha256=digest).first()
    if held is None:
        ColumnMapping.objects.create(owner_id=owner, header_sha256=digest, mapping=dict(mapping))
    elif held.mapping != mapping:
        held.mapping, held.version, held.changed_at = dict(mapping), held.version + 1, timezone.now()
        held.save()
