"""What a page says of the columns that somebody chose by hand for a file."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calculator.models import ColumnMapping, UsageUpload
from calculator.uploads import columns


@dataclass(frozen=True, slots=True)
class ReadWith:
    """What an upload was read with, in a sentence, and what its account remembers of it."""

    said: str
    held: ColumnMapping | None


def read_with(upload: UsageUpload) -> ReadWith | None:
    """None where nobody chose any columns for it."""
    if not upload.mapping:
        return None
    held = columns.remembered(upload)
    return ReadWith(_said(upload, held), held)


def _said(upload: UsageUpload, held: ColumnMapping | None) -> str:
    if held is None and upload.owner_id is None and upload.read_at is not None:
        return _("Read with the columns you chose on %(day)s.") % {"day": _day(upload.read_at)}
    if held is None:
        return _(
            "Read with columns you chose. They are not remembered: the next file with these titles asks for "
            "its columns."
        )
    if held.mapping != upload.mapping:
        return _(
            "Read with columns that you have changed since, on %(day)s. To read this file with the new ones, "
            "choose “Change columns”."
        ) % {"day": _day(held.changed_at)}
    return _(
        "Read with the columns you chose on %(day)s. Every file with the same titles is read with them."
    ) % {"day": _day(held.changed_at)}


def _day(moment: Any) -> str:
    return date_format(localdate(moment), "j F Y")
