"""Reads a report's data back: from the JSON file, or out of the PDF that carries it."""

from datetime import date

from runrate.core.json_input import BodyError, read_object
from runrate.core.translation import gettext as _
from runrate.reports.domain.brought_in.unsigned import from_a_file
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Source, SourceErrors
from runrate.reports.rendering.attachment import LARGEST_DATA, NothingAttachedError, UnreadableError, attached
from runrate.reports.rendering.signing import is_ours

LARGEST_FILE = 3_000_000
DEEPEST_DATA = 12


def read_back(body: bytes, *, today: date) -> Source:
    """The source a file was made from, by this site or marked as imported where its signature does not hold.

    Raises SourceErrors for anything that is not a report's data, and what `attached` raises when it is busy.
    """
    data = _attached(body) if body.startswith(b"%PDF-") else body
    if len(data) > LARGEST_DATA:
        raise SourceErrors({"__all__": [_("This is larger than the data of any report.")]})
    try:
        found = read_object(data, longest=LARGEST_DATA, deepest=DEEPEST_DATA, whole_numbers=True)
    except BodyError as error:
        raise SourceErrors({"__all__": [str(error)]}) from error
    source = parse_source(found)
    return source if is_ours(found) else from_a_file(source, today)


def _attached(body: bytes) -> bytes:
    try:
        return attached(body)
    except NothingAttachedError as error:
        raise SourceErrors({"__all__": [_("This PDF carries no data of a report.")]}) from error
    except UnreadableError as error:
        raise SourceErrors({"__all__": [_("This PDF cannot be read.")]}) from error
