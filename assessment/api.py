"""The assessment's part of the JSON API: the current questions, whole, and a score for a sheet."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, WithJsonSchema

from assessment.domain import questionnaire
from assessment.domain.answer_sheet import MAX_EVIDENCE, MAX_REASON, no_such_version
from assessment.domain.findings import findings
from assessment.domain.percentile import Standing
from assessment.domain.questionnaire import LEVELS, Questionnaire
from assessment.domain.questionnaire_json import described
from assessment.domain.scoring import SheetErrors, parse_sheet
from assessment.models import Industry
from assessment.services.benchmark import places
from runrate.core.json_input import WHOLE, BodyError, read_object
from runrate.core.requests import body_of

router = Router(tags=["assessment"])

_SCORE: Final = re.compile(r"[0-9]{1,3}(\.[0-9])?", re.ASCII)
# Said to programs only: what is wrong is said by us, in the one shape of our errors.
_ScoreText = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": r"^(0?[0-9]{1,2}(\.[0-9])?|100(\.0)?)$"})
]
_IndustryText = Annotated[str, WithJsonSchema({"type": "string", "enum": ["", *Industry.values]})]
_VersionText = Annotated[str, WithJsonSchema({"type": "string", "enum": ["", *questionnaire.versions()]})]
_LEVEL: Final = {
    "oneOf": [
        {"type": "integer", "minimum": 0, "maximum": LEVELS - 1},
        {"type": "string", "enum": ["0", "1", "2", "3", "4", "dk"]},
        {"type": "null"},
    ]
}
_NOT_APPLICABLE: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["na"],
    "properties": {"na": {"type": "string", "pattern": r"^[A-Za-z]+( [A-Za-z]+)*$", "maxLength": MAX_REASON}},
}

# From one answer to the next call: programs, and the test that calls in chains, follow these.
_QUESTIONS_LEAD_ON: Final = {
    "ScoreASheet": {
        "operationId": "assessment_api_scores",
        "description": "The score of a sheet of this version; answers are named by its questions.",
        "requestBody": {
            "version": "{$response.body#/version}",
            "answers": {f"q{number}": 2 for number in range(1, 16)},
        },
    },
}
_A_SCORE_LEADS_ON: Final = {
    "CompareTheScore": {
        "operationId": "assessment_api_benchmark",
        "description": "Where this score stands among others.",
        "parameters": {"score": "$response.body#/score"},
    },
}


def _sheet_schema(instrument: Questionnaire) -> dict[str, Any]:
    counting = "Counts as evidence where it holds a link or at least four words that are no placeholder."
    note = {"type": ["string", "null"], "maxLength": MAX_EVIDENCE, "description": counting}
    answers = {
        each.key: {"oneOf": [*_LEVEL["oneOf"], _NOT_APPLICABLE]} if each.na_allowed else _LEVEL
        for each in instrument.questions
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["version", "answers"],
        "properties": {
            "version": {"type": "string", "enum": list(questionnaire.versions())},
            "answers": {"type": "object", "additionalProperties": False, "properties": answers},
            "evidence": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": dict.fromkeys(instrument.keys, note),
            },
        },
    }


class CapOut(Schema):
    rule: str
    question: str | None = None
    dimension: str | None = None


class MoveOut(Schema):
    """One question from a level to another; `from` is null where the answer is not known."""

    question: str
    frm: int | None = Field(alias="from")
    to: int


class ResultOut(Schema):
    """Scores are decimal strings with one decimal; all null while a question is blank.

    `weakest_dimensions` are all that share the lowest score; none where all five do. `statements` say by
    dimension what its answers say. `next_steps` stand in the order in which to take them: the way to the next
    stage, the weakest dimension, points for the effort. `way_up` is what reaches the next stage with the
    fewest working days, empty at the top.
    """

    status: str
    score: str | None
    score_high: str | None
    evidenced_score: str | None
    stage: str | None
    stage_without_caps: str | None
    caps: list[CapOut]
    dimensions: dict[str, str | None]
    weakest_dimension: str | None
    weakest_dimensions: list[str]
    unanswered: list[str]
    find_out: list[str]
    statements: dict[str, str | None]
    next_steps: list[MoveOut]
    way_up: list[MoveOut]


class StageOut(Schema):
    key: str
    name: str
    from_score: int
    summary: str
    looks_like: str
    unlocks_next: str


class DimensionOut(Schema):
    key: str
    name: str
    about: str
    next_step: str


class QuestionOut(Schema):
    key: str
    number: int
    dimension: str
    topic: str
    text: str
    levels: list[str]
    statements: list[str]
    unknown: str
    not_applicable: str
    find_out: str
    evidence_hint: str
    na_allowed: bool
    gate: bool
    effort: str
    who: str
    advice: list[str]
    worth: dict[str, list[str]]


class QuestionnaireOut(Schema):
    version: str
    language: str
    title: str
    instruction: str
    stages: list[StageOut]
    dimensions: list[DimensionOut]
    questions: list[QuestionOut]


class BenchmarkOut(Schema):
    """Higher than this many per cent of so many finished assessments; null where too few are counted."""

    version: str
    industry: str | None
    percentile: int | None
    n: int | None
    published_on: date | None


class ErrorsOut(Schema):
    errors: dict[str, list[str]]


class ThrottledOut(Schema):
    detail: str


@router.get(
    "/questionnaire",
    response={200: QuestionnaireOut, 429: ThrottledOut},
    summary="The current version of the questions, whole",
    openapi_extra={"responses": {200: {"links": _QUESTIONS_LEAD_ON}}},
)
def current(request: HttpRequest) -> HttpResponse:
    """Wording, levels, advice and worth table of the version that a new attempt answers."""
    return _json(described(questionnaire.current()), 200)


@router.post(
    "/scores",
    by_alias=True,
    response={200: ResultOut, 422: ErrorsOut, 429: ThrottledOut},
    summary="The score of an answer sheet",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _sheet_schema(questionnaire.current())}},
        },
        "responses": {200: {"links": _A_SCORE_LEADS_ON}},
    },
)
def scores(request: HttpRequest) -> HttpResponse:
    """Nothing is stored. The body is read by the same rules as the command line's."""
    try:
        found = findings(parse_sheet(read_object(body_of(request))))
    except BodyError as error:
        return _json({"errors": {WHOLE: [str(error)]}}, 422)
    except SheetErrors as error:
        return _json({"errors": error.errors}, 422)
    return _json(found, 200)


@router.get(
    "/benchmark",
    response={200: BenchmarkOut, 422: ErrorsOut, 429: ThrottledOut},
    summary="Where a score stands among others",
)
def benchmark(
    request: HttpRequest, score: _ScoreText, industry: _IndustryText = "", version: _VersionText = ""
) -> HttpResponse:
    """From the published snapshot, in steps of ten; null while there are fewer than fifty.

    Scores are compared as they are counted: rounded to the nearest five.

    A score stands among those of its own version of the questions: the current one, unless another is named.
    """
    if errors := _wrong_about(score, industry, version):
        return _json({"errors": errors}, 422)
    version = version or questionnaire.CURRENT
    place = places(Decimal(score), version=version, industry=industry).get(industry)
    return _json(_placed(place, version, industry), 200)


def _wrong_about(score: str, industry: str, version: str) -> dict[str, list[str]]:
    """The first thing that is wrong with what was asked, by its name; empty when nothing is."""
    if not _SCORE.fullmatch(score) or Decimal(score) > 100:
        return {"score": [_("A score from 0 to 100 with at most one decimal.")]}
    if industry and industry not in Industry:
        return {"industry": [_("One of %(industries)s.") % {"industries": ", ".join(Industry.values)}]}
    if version and version not in questionnaire.versions():
        return {"version": [no_such_version()]}
    return {}


def _placed(place: Standing | None, version: str, industry: str) -> dict[str, Any]:
    return {
        "version": version,
        "industry": industry or None,
        "percentile": place.percentile if place else None,
        "n": place.n if place else None,
        "published_on": f"{place.published_at:%Y-%m-%d}" if place else None,
    }


def _json(found: dict[str, Any], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(found), content_type="application/json", status=status)
