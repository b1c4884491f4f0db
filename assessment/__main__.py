"""The command line: an answer sheet as JSON a line on standard input, a result a line out."""

import sys

from assessment.domain.findings import findings
from assessment.domain.scoring import SheetErrors, parse_sheet
from runrate.core.json_input import WHOLE, BodyError, read_object, run
from runrate.core.translation import gettext_noop

USAGE = gettext_noop(
    """usage: python -m assessment < SHEETS

Reads answer sheets from standard input, one JSON object per line, and writes one result per line, in order:
  {"version": "1", "answers": {"q1": 3, "q2": "dk"}}
The exit code is 1 as soon as one answer is errors, otherwise 0. Fields: docs/api.md."""
)


def answer(line: bytes) -> dict[str, object]:
    """The result of one sheet, or its errors by field."""
    try:
        return findings(parse_sheet(read_object(line)))
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except SheetErrors as error:
        return {"errors": error.errors}


if __name__ == "__main__":
    run(answer, usage=USAGE, arguments=sys.argv[1:])
