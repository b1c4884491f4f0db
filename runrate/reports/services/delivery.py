"""Hands a stored file to somebody who may have it, and only if it is whole."""

from hashlib import sha256

from django.http import HttpResponse

from runrate.core.store_away import STORE_AWAY
from runrate.reports.models import Report


class DamagedError(Exception):
    """The stored file is missing or is not the one that was made."""


def deliver(report: Report) -> HttpResponse:
    """The file as a download. Raises DamagedError rather than serve a part of it."""
    response = as_download(stored_file(report), report.filename)
    response["Cache-Control"] = "private, no-store"
    return response


def deliver_board(report: Report) -> HttpResponse:
    """The board page as a download. Raises DamagedError for a report that has none."""
    if not report.is_ready or not report.board:
        raise DamagedError
    response = as_download(bytes(report.board), report.board_filename)
    response["Cache-Control"] = "private, no-store"
    return response


def as_download(body: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def stored_file(report: Report) -> bytes:
    """The bytes that were made for this report, checked against their hash.

    Raises DamagedError, and one of STORE_AWAY where the store cannot be asked.
    """
    if not report.is_ready or not report.file:
        raise DamagedError
    try:
        with report.file.open("rb") as stored:
            body = bytes(stored.read())
    except STORE_AWAY:
        raise  # the store is away, which says nothing about the file; some of these are an OSError too
    except OSError as error:
        raise DamagedError from error
    if sha256(body).hexdigest() != report.sha256:
        raise DamagedError
    return body
