"""Knows all that follows from a sheet, for programs: its result, what is so, what to do, the way up."""

from collections.abc import Iterable

from assessment.domain.answer_sheet import Sheet
from assessment.domain.next_steps import Step, next_steps
from assessment.domain.questionnaire import load
from assessment.domain.scoring import score
from assessment.domain.statements import in_one, statements
from assessment.domain.way_up import Raise, way_up


def findings(sheet: Sheet) -> dict[str, object]:
    """The result as the contract spells it, with statements by dimension, `next_steps` and `way_up`.

    While a question is blank there are no statements and nothing to do but to answer it.
    """
    instrument = load(sheet.version)
    result = score(sheet, instrument)
    scored = result.status == "scored"
    way = way_up(sheet, result, instrument) if scored else ()
    steps = next_steps(sheet, result, instrument, way=way) if scored else ()
    return {
        **result.as_json(),
        "statements": {
            dimension.key: in_one(statements(dimension, sheet, instrument)) if scored else None
            for dimension in instrument.dimensions
        },
        "next_steps": moves(steps),
        "way_up": moves(way),
    }


def moves(each: Iterable[Step | Raise]) -> list[dict[str, object]]:
    """Steps for programs: the question, the level it stands at (null for an unknown), the level to reach."""
    return [{"question": one.question.key, "from": one.frm, "to": one.to} for one in each]
