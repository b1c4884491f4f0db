"""The command line door: an answer sheet as JSON a line on standard input, a result a line out."""

import json
import os
import sys
from typing import BinaryIO, TextIO

from assessment.scoring import SheetErrors, parse_sheet, score
from runrate.kit.doors import WHOLE, BodyError, lines, read_object


def answer(line: bytes) -> dict[str, object]:
    """The result of one sheet, or its errors by field."""
    try:
        return score(parse_sheet(read_object(line))).as_json()
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except SheetErrors as error:
        return {"errors": error.errors}


def main(source: BinaryIO, target: TextIO) -> int:
    failed = False
    for line in lines(source):
        found = answer(line)
        failed = failed or "errors" in found
        print(json.dumps(found), file=target, flush=True)
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.stdin.buffer, sys.stdout))
    except BrokenPipeError:
        # The reader went away; closing standard output again at exit would complain about it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
