"""Sums by week over what the benchmark counts, kept with each submission: the overview scans nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from assessment.models import FiguresChange, Submission, WeeklyFigures, week_of

FOLDED_EVERY = 200
"""Changes that may lie beside the weeks before somebody adds them up."""

type Sums = Counter[str]


def facts_of(submission: Submission) -> list[str]:
    """What one finished submission adds one to, as the names of the sums."""
    facts = ["finished", f"stage.{submission.stage}", f"weakest.{submission.weakest_dimension}"]
    for key, answer in submission.answers.items():
        facts.append(f"answer.{key}.{'na' if isinstance(answer, dict) else answer}")
    for key, value in (submission.result or {})["dimensions"].items():
        facts.append(f"dimension.{key}.{value}")
    return facts


def change(submission: Submission, *, by: int) -> None:
    """Notes that a submission counts from now on (1) or no longer (-1), within the caller's transaction."""
    if submission.finished_at is None:
        return
    row = FiguresChange.objects.create(
        version=submission.version,
        week=week_of(submission.finished_at.date()),
        by=by,
        facts=facts_of(submission),
    )
    if row.pk % FOLDED_EVERY == 0:
        transaction.on_commit(fold)


@transaction.atomic
def fold() -> int:
    """Adds up to a thousand noted changes to their weeks; another process doing the same takes others."""
    changes = list(FiguresChange.objects.select_for_update(skip_locked=True).order_by("pk")[:1000])
    for (version, week), sums in sorted(_summed(changes).items()):
        WeeklyFigures.objects.get_or_create(version=version, week=week)
        row = WeeklyFigures.objects.select_for_update().get(version=version, week=week)
        row.counts = dict(added(row.counts, sums))
        row.save(update_fields=["counts"])
    FiguresChange.objects.filter(pk__in=[row.pk for row in changes]).delete()
    return len(changes)


def fold_all() -> None:
    while fold():
        pass


def between(version: str, first: date, last: date) -> dict[date, Sums]:
    """The sums of each week from `first` to `last`, what is not folded yet included."""
    weeks = {
        row.week: Counter(row.counts)
        for row in WeeklyFigures.objects.filter(version=version, week__gte=first, week__lte=last)
    }
    changes = FiguresChange.objects.filter(version=version, week__gte=first, week__lte=last)
    for (_version, week), sums in _summed(changes).items():
        weeks[week] = added(weeks.get(week, {}), sums)
    return weeks


@transaction.atomic
def rebuild() -> bool:
    """Sums everything up again; says whether what was kept was right already."""
    fold_all()
    kept = {(row.version, row.week): row.counts for row in WeeklyFigures.objects.select_for_update()}
    wanted = {key: dict(added({}, sums)) for key, sums in _recounted().items()}
    right = {key: counts for key, counts in kept.items() if counts} == wanted
    if not right:
        replace(wanted)
    return right


def replace(wanted: Mapping[tuple[str, date], Mapping[str, int]]) -> None:
    """Puts these weeks in the place of all that is kept."""
    WeeklyFigures.objects.all().delete()
    WeeklyFigures.objects.bulk_create(
        WeeklyFigures(version=version, week=week, counts=dict(counts))
        for (version, week), counts in sorted(wanted.items())
    )


def added(one: Mapping[str, int], other: Mapping[str, int]) -> Sums:
    """Both together, without the zeros."""
    total = Counter(one)
    for name, count in other.items():
        total[name] += count
    return Counter({name: count for name, count in total.items() if count})


def _summed(changes: Iterable[FiguresChange]) -> dict[tuple[str, date], Sums]:
    sums: dict[tuple[str, date], Sums] = {}
    for row in changes:
        week = sums.setdefault((row.version, row.week), Counter())
        for name in row.facts:
            week[name] += row.by
    return sums


def _recounted() -> dict[tuple[str, date], Sums]:
    sums: dict[tuple[str, date], Sums] = {}
    for submission in _counted():
        if submission.finished_at is not None:
            week = week_of(submission.finished_at.date())
            sums.setdefault((submission.version, week), Counter()).update(facts_of(submission))
    return sums


def _counted() -> Iterator[Any]:
    columns = ("version", "stage", "weakest_dimension", "answers", "result", "finished_at")
    return Submission.objects.comparable().only(*columns).order_by().iterator(2000)
