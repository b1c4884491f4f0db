"""The command line: an answer sheet as JSON a line on standard input, a result a line out."""

from assessment.domain.scoring import SheetErrors, parse_sheet, score
from runrate.core.json_input import WHOLE, BodyError, read_object, run


def answer(line: bytes) -> dict[str, object]:
    """The result of one sheet, or its errors by field."""
    try:
        return score(parse_sheet(read_object(line))).as_json()
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except SheetErrors as error:
        return {"errors": error.errors}


if __name__ == "__main__":
    run(answer)
