"""Submissions as CSV, JSON lines and workbooks, row by row, however many there are."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from assessment.domain.questionnaire import load, versions
from assessment.models import SubmissionQuerySet
from runrate.core.csv_safety import BYTE_ORDER_MARK, inert

CHUNK = 2000
NOT_TOLD = "not told"
SMALLEST_GROUP = 10
"""A row of the research export shares its quarter, industry, size and role with at least nine others."""

PLAIN = (
    "id",
    "version",
    "finished_at",
    "stage",
    "score",
    "score_high",
    "evidenced_score",
    "weakest_dimension",
    "industry",
    "size_band",
    "role",
    "workload_name",
    "team_name",
    "owner__email",
    "review",
)
OF_WHOM = frozenset({"id", "workload_name", "team_name", "owner__email"})
"""What says whose a row is: for those alone who may open it."""
GROUP = ("version", "quarter", "industry", "size_band", "role")


def question_keys() -> list[str]:
    """The questions of every version, in order: a column each."""
    return list(dict.fromkeys(key for version in versions() for key in load(version).keys))


def header(*, whole: bool) -> list[str]:
    """The names of the columns; `whole` for those who may read submissions one by one."""
    keys = question_keys()
    plain = ["owner" if name == "owner__email" else name for name in _plain(whole=whole)]
    return [*plain, *keys, *(f"{key}_evidence" for key in keys if whole)]


def table(rows: SubmissionQuerySet, *, whole: bool) -> Iterator[list[object]]:
    """Every submission as a row of cells, newest first, nothing in them that calculates."""
    keys = question_keys()
    ordered = rows if rows.query.order_by else rows.order_by("-finished_at", "-pk")
    columns = (*_plain(whole=whole), "answers", "evidence")
    for *plain, answers, evidence in ordered.values_list(*columns).iterator(CHUNK):
        cells = [_cell(value, to_the_day=not whole) for value in plain]
        cells += [_answer(answers.get(key)) for key in keys]
        cells += [evidence.get(key, "") for key in keys if whole]
        yield [inert(cell) for cell in cells]


def csv_lines(rows: SubmissionQuerySet, *, whole: bool) -> Iterator[str]:
    with transaction.atomic():  # keeps the cursor on the server: a million rows take the memory of 2,000
        yield from _as_csv(header(whole=whole), table(rows, whole=whole))


def json_lines(rows: SubmissionQuerySet, *, whole: bool) -> Iterator[str]:
    """A sheet with its result and context per line; each line can be imported and scored again.

    Not `whole`, it has no number, note or reason in it. Its evidenced score stands in the result.
    """
    columns = ("version", "answers", "evidence", "result", "industry", "size_band", "role")
    for id, finished_at, *values in _stream(rows, "id", "finished_at", *columns):
        line = dict(zip(columns, values, strict=True))
        if whole:
            line = {"id": str(id), "finished_at": _iso(finished_at), **line}
        else:
            answers = {key: _without_reason(answer) for key, answer in line["answers"].items()}
            line |= {"finished_at": f"{finished_at:%Y-%m-%d}", "answers": answers, "evidence": {}}
        yield json.dumps(line, ensure_ascii=False) + "\n"


def research_lines(rows: SubmissionQuerySet, *, whole: bool = False) -> Iterator[str]:
    """No owner, name, free text or day; who would stand in a small group stands in a larger one or nowhere.

    Rows come in the order of their random ids, so that their place says nothing either.
    """
    keys = question_keys()
    groups = Groups(_stream(rows.order_by("pk"), "version", "finished_at", *GROUP[2:]))
    columns = ("version", "finished_at", *GROUP[2:], "stage", "score", "weakest_dimension", "answers")
    return _as_csv(
        [*GROUP, "stage", "score_to_5", "weakest_dimension", *keys],
        (
            [*group, stage, _to_five(score), weakest, *(_answer(answers.get(key)) for key in keys)]
            for version, at, *who, stage, score, weakest, answers in _stream(rows.order_by("pk"), *columns)
            if (group := groups.of(version, at, who)) is not None
        ),
    )


class Groups:
    """How many share which context; decides what of it may be told."""

    def __init__(self, contexts: Iterable[tuple[Any, ...]]) -> None:
        self.whole: Counter[tuple[str, ...]] = Counter()
        for version, at, *who in contexts:
            self.whole[version, _quarter(at), *who] += 1
        self.rest: Counter[tuple[str, ...]] = Counter()
        for (version, quarter, *_who), count in self.whole.items():
            if count < SMALLEST_GROUP:
                self.rest[version, quarter] += count

    def of(self, version: str, at: datetime, who: list[str]) -> tuple[str, ...] | None:
        """The context as it may be told; without who, if few are like that; None if even these are few."""
        quarter = _quarter(at)
        if self.whole[version, quarter, *who] >= SMALLEST_GROUP:
            return (version, quarter, *who)
        if self.rest[version, quarter] >= SMALLEST_GROUP:
            return (version, quarter, *("suppressed" for _ in who))
        return None


def _stream(rows: SubmissionQuerySet, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows from a cursor that stays on the server."""
    ordered = rows if rows.query.order_by else rows.order_by("-finished_at", "-pk")
    with transaction.atomic():
        yield from ordered.values_list(*columns).iterator(CHUNK)


def _as_csv(names: list[str], rows: Iterable[list[object]]) -> Iterator[str]:
    lines: list[str] = [BYTE_ORDER_MARK]
    writer = csv.writer(_Lines(lines))
    writer.writerow(names)
    for row in rows:
        writer.writerow(row)
        if len(lines) >= 500:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


class _Lines:
    """What csv writes to: a list that is emptied as it is sent."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _plain(*, whole: bool) -> tuple[str, ...]:
    return PLAIN if whole else tuple(name for name in PLAIN if name not in OF_WHOM)


def _without_reason(answer: object) -> object:
    return {"na": NOT_TOLD} if isinstance(answer, Mapping) else answer


def _cell(value: object, *, to_the_day: bool) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if to_the_day else _iso(value)
    return "" if value is None else str(value)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _answer(answer: object) -> str:
    """A level, `dk`, `na`, or nothing. A reason is free text and stays out."""
    if isinstance(answer, Mapping):
        return "na"
    return "" if answer is None else str(answer)


def _quarter(at: datetime) -> str:
    return f"{at.year}-Q{(at.month + 2) // 3}"


def _to_five(score: Decimal) -> str:
    return str(int((score / 5).quantize(Decimal(1), ROUND_HALF_UP)) * 5)
