"""Invented submissions by the million, the same for the same seed: scored by the real rules."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from django.db import connection, transaction

from assessment.domain import questionnaire
from assessment.domain.answer_sheet import UNKNOWN, Answer, Sheet, answer_as_json
from assessment.domain.scoring import score
from assessment.models import Industry, Review, Role, SizeBand, Submission, WeeklyFigures, week_of
from assessment.services import benchmark, weekly_stats

BATCH = 20_000
SHEETS = 4000
"""Different answer sheets; every submission has one of them, with a context and a day of its own."""
SPAN = timedelta(days=730)

_WORK = (
    "Support agent",
    "Claims triage",
    "Loan file assistant",
    "Mail triage",
    "Contract search",
    "Code review",
)
_TEAMS = ("Customer care", "Back office", "Lending", "Legal", "Field service", "Platform")
_REVIEWS = (*(Review.WAITING,) * 14, *(Review.REVIEWED,) * 4, Review.NEEDS_INFORMATION, Review.SET_ASIDE)
_COLUMNS = (
    "id",
    "owner_id",
    "version",
    "answers",
    "evidence",
    "workload_name",
    "team_name",
    "industry",
    "size_band",
    "role",
    "started_at",
    "saved_at",
    "finished_at",
    "score",
    "score_high",
    "evidenced_score",
    "stage",
    "weakest_dimension",
    "result",
    "is_demo",
    "review",
    "counted_as",
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A sheet with its result, and the sums that it adds to."""

    answers: str
    evidence: str
    result: str
    score: str
    score_high: str
    evidenced_score: str
    stage: str
    weakest_dimension: str
    facts: tuple[str, ...]


def seed(*, count: int, number: int, until: datetime, owners: list[int]) -> None:
    """Adds `count` finished submissions up to `until`, and brings counts and sums up to date."""
    weeks: dict[tuple[str, date], Counter[str]] = {}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
    rows = _rows(count, Random(number), until, owners, weeks)  # noqa: S311  # invented data, not a secret
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            _insert(batch)
    with transaction.atomic():
        for (version, week), sums in weeks.items():
            row, _made = WeeklyFigures.objects.select_for_update().get_or_create(version=version, week=week)
            row.counts = dict(weekly_stats.added(row.counts, sums))
            row.save(update_fields=["counts"])
    benchmark.rebuild()
    benchmark.publish_due()


def _rows(
    count: int,
    random: Random,
    until: datetime,
    owners: list[int],
    weeks: dict[tuple[str, date], Counter[str]],
) -> Iterator[tuple[object, ...]]:
    sheets = [_scored(random) for _ in range(min(SHEETS, count))]
    version = questionnaire.CURRENT
    step = SPAN / count
    for place in range(count):
        sheet = random.choice(sheets)
        finished = until - SPAN + step * (place + 1)
        owner = random.choice(owners) if owners and random.random() < 0.7 else None
        review, industry = random.choice(_REVIEWS), random.choice(Industry.values)
        counted = None if review == Review.SET_ASIDE else industry
        if counted is not None:
            weeks.setdefault((version, week_of(finished.date())), Counter()).update(sheet.facts)
        yield (
            UUID(int=random.getrandbits(128), version=4),
            owner,
            version,
            sheet.answers,
            sheet.evidence,
            f"{random.choice(_WORK)} {place % 9973}",
            f"{random.choice(_TEAMS)} {place % 997}",
            industry,
            random.choice(SizeBand.values),
            random.choice(Role.values),
            finished - timedelta(minutes=9),
            finished - timedelta(minutes=1),
            finished,
            sheet.score,
            sheet.score_high,
            sheet.evidenced_score,
            sheet.stage,
            sheet.weakest_dimension,
            sheet.result,
            False,
            str(review),
            counted,
        )


def _scored(random: Random) -> Scored:
    """A team somewhere on the curve that answers around its level, and does not know everything."""
    instrument = questionnaire.load(questionnaire.CURRENT)
    middle = random.uniform(0, 4)
    answers: dict[str, Answer] = {
        key: UNKNOWN if random.random() < 0.05 else min(4, max(0, round(random.gauss(middle, 0.9))))
        for key in instrument.keys
    }
    evidence = {
        key: f"Cost review, page {random.randrange(1, 90)}" for key in random.sample(instrument.keys, 4)
    }
    result = score(Sheet(instrument.version, answers, evidence), instrument).as_json()
    given = {key: answer_as_json(answer) for key, answer in answers.items()}
    submission = Submission(
        answers=given,
        result=result,
        stage=str(result["stage"]),
        weakest_dimension=str(result["weakest_dimension"] or ""),
    )
    return Scored(
        answers=json.dumps(given),
        evidence=json.dumps(evidence),
        result=json.dumps(result),
        score=str(result["score"]),
        score_high=str(result["score_high"]),
        evidenced_score=str(result["evidenced_score"]),
        stage=str(result["stage"]),
        weakest_dimension=str(result["weakest_dimension"] or ""),
        facts=tuple(weekly_stats.facts_of(submission)),
    )


def _insert(rows: list[tuple[object, ...]]) -> None:
    """By COPY on PostgreSQL, which is some twenty times as fast as inserts."""
    if connection.vendor == "postgresql":
        names = ", ".join(_COLUMNS)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY assessment_submission ({names}) FROM STDIN") as copy,
        ):
            copy.write("".join(map(_line, rows)))
        return
    as_json = {"answers", "evidence", "result"}
    Submission.objects.bulk_create(
        (
            Submission(
                **{
                    name: json.loads(str(value)) if name in as_json else value
                    for name, value in zip(_COLUMNS, row, strict=True)
                }
            )
            for row in rows
        ),
        batch_size=500,
    )


def _line(row: tuple[object, ...]) -> str:
    return "\t".join("\\N" if value is None else str(value).replace("\\", "\\\\") for value in row) + "\n"
