"""The command line door: a workload as JSON a line on standard input, an estimate a line out."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from calculator.costs import estimate
from calculator.doors import LONGEST_BODY, WHOLE, BodyError, read_object
from calculator.workload import WorkloadErrors, parse_workload


def answer(line: bytes) -> dict[str, object]:
    """The estimate of one line, or its errors by field."""
    try:
        return estimate(parse_workload(read_object(line))).as_json()
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except WorkloadErrors as error:
        return {"errors": error.errors}


def lines(source: BinaryIO) -> Iterator[bytes]:
    """Non-blank lines, each cut just above the longest one allowed, so that no line can fill the memory."""
    while line := source.readline(LONGEST_BODY + 2):
        rest = line
        while len(rest) == LONGEST_BODY + 2 and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_BODY + 2)
        line = line.removesuffix(b"\n").removesuffix(b"\r") if line.endswith(b"\n") else line
        if line.strip():
            yield line


def main(source: BinaryIO, target: TextIO) -> int:
    failed = False
    for line in lines(source):
        found = answer(line)
        failed = failed or "errors" in found
        print(json.dumps(found), file=target, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout))
