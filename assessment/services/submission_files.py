"""A submission as a file and back: JSON that comes back to the same score, and CSV to read."""

import csv
import io
import json

from assessment.domain.answer_sheet import FIELDS, Sheet, SheetErrors, parse_sheet, unknown_field
from assessment.domain.answer_words import answers_in_words
from assessment.models import Submission
from runrate.core.csv_safety import inert
from runrate.core.text import one_name

CONTEXT = ("workload_name", "team_name", "industry", "size_band", "role")
WRITTEN = (*FIELDS, "context", "started_at", "finished_at", "result")


def as_json(submission: Submission) -> str:
    """The sheet in the contract's form, with context, dates and result beside it."""
    content = {
        **submission.sheet().as_json(),
        "context": {name: getattr(submission, name) for name in CONTEXT},
        "started_at": submission.started_at.isoformat(),
        "finished_at": submission.finished_at.isoformat() if submission.finished_at else None,
        "result": submission.result,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def read(content: dict[str, object]) -> Sheet:
    """The sheet of an exported file or a bare one. Its result is calculated again, never believed."""
    said = unknown_field()
    unknown = {field: [said] for field in content if field not in WRITTEN}
    if unknown:
        raise SheetErrors(unknown)
    return parse_sheet({field: content[field] for field in FIELDS if field in content})


def context(content: dict[str, object]) -> dict[str, str]:
    """The names and choices of an exported file, as far as they are usable."""
    given = content.get("context")
    usable = {}
    for name in CONTEXT:
        value = given.get(name) if isinstance(given, dict) else None
        field = Submission._meta.get_field(name)  # noqa: SLF001 - Django's documented interface
        choices = {str(key) for key, _label in getattr(field, "choices", None) or ()}
        if type(value) is str and (not choices or value in choices):
            usable[name] = one_name(value)[: getattr(field, "max_length", 0)]
    return usable


def as_csv(submission: Submission) -> str:
    """One row for each question."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["number", "key", "dimension", "question", "level", "answer", "note"])
    for given in answers_in_words(submission.sheet()):
        question = given.question
        level = "" if given.level is None else str(given.level)
        words = [
            str(question.number),
            question.key,
            question.dimension,
            question.text,
            level,
            given.words,
            given.note,
        ]
        writer.writerow(map(inert, words))
    return target.getvalue()
