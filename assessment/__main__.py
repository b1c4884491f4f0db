"""The command line: an answer sheet as JSON a line on standard input, a result a line out."""

from assessment.domain.findings import findings
from assessment.domain.scoring import SheetErrors, parse_sheet
from runrate.core.json_input import WHOLE, BodyError, read_object, run


def answer(line: bytes) -> dict[str, object]:
    """The result of one sheet, or its errors by field."""
    try:
        return findings(parse_sheet(read_object(line)))
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except SheetErrors as error:
        return {"errors": error.errors}


if __name__ == "__main__":
    run(answer)
