"""The command line door: a workload as JSON a line on standard input, an estimate a line out."""

import json
import sys
from typing import BinaryIO, TextIO

from calculator.costs import estimate
from calculator.workload import WorkloadErrors, parse_workload
from runrate.kit.doors import WHOLE, BodyError, lines, read_object


def answer(line: bytes) -> dict[str, object]:
    """The estimate of one line, or its errors by field."""
    try:
        return estimate(parse_workload(read_object(line))).as_json()
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except WorkloadErrors as error:
        return {"errors": error.errors}


def main(source: BinaryIO, target: TextIO) -> int:
    failed = False
    for line in lines(source):
        found = answer(line)
        failed = failed or "errors" in found
        print(json.dumps(found), file=target, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout))
