"""The command line: a workload as a line of JSON on standard input, an estimate out; `usage` reads bills."""

import sys

from calculator.domain.costs import estimate
from calculator.domain.formulas.answers import answer_as_json
from calculator.domain.prices.brought_notes import as_they_stand
from calculator.domain.prices.carried_notes import split_notes
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from runrate.core.json_input import WHOLE, BodyError, read_object, run
from runrate.core.translation import gettext_noop

USAGE = gettext_noop(
    """usage: python -m calculator < WORKLOADS
       python -m calculator usage FILE ...

Reads workloads from standard input, one JSON object per line, and writes one estimate per line, in order:
  {"units_per_month": 2200, "input_tokens": 5000, "output_tokens": 2000, "input_price": 3, "output_price": 15}
The exit code is 1 as soon as one answer is errors, otherwise 0. Fields: docs/api.md. `usage` reads bills and
usage exports: python -m calculator usage --help."""
)


def answer(line: bytes) -> dict[str, object]:
    """The estimate of one line, or its errors by field."""
    try:
        data, notes = split_notes(read_object(line))
        workload = parse_workload(data)
        return answer_as_json(workload, estimate(workload, as_they_stand(notes, workload.as_form())))
    except BodyError as error:
        return {"errors": {WHOLE: [str(error)]}}
    except WorkloadErrors as error:
        return {"errors": error.errors}


if __name__ == "__main__":
    if sys.argv[1:2] == ["usage"]:
        from calculator.usage import command  # an estimate does without these modules

        sys.exit(command.run(sys.argv[2:]))
    run(answer, usage=USAGE, arguments=sys.argv[1:])
