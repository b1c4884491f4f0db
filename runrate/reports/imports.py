"""Reads a report's data back: from the JSON file, or out of the PDF that carries it."""

import json
from io import BytesIO

from runrate.reports.pdf import ATTACHMENT_NAME
from runrate.reports.source import Source, SourceErrors, parse_source

LARGEST_FILE = 3_000_000
LARGEST_DATA = 200_000


def read_back(body: bytes) -> Source:
    """The source a file was made from. Raises SourceErrors for anything that is not a report's data."""
    data = _attached(body) if body.startswith(b"%PDF-") else body
    if len(data) > LARGEST_DATA:
        raise SourceErrors({"__all__": ["This is larger than the data of any report."]})
    if data.count(b"[") + data.count(b"{") > 500:
        raise SourceErrors({"__all__": ["This is nested too deeply for the data of a report."]})
    try:
        return parse_source(json.loads(data.decode()))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise SourceErrors({"__all__": ["This is not the data of a report."]}) from error


def _attached(body: bytes) -> bytes:
    # Imported here: a sixth of a second that only an import needs.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(BytesIO(body)).attachments.get(ATTACHMENT_NAME)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceErrors({"__all__": ["This PDF cannot be read."]}) from error
    if not found:
        raise SourceErrors({"__all__": ["This PDF carries no data of a report."]})
    return bytes(found[0])
