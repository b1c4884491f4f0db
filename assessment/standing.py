"""Keeps the benchmark: a count per score in the transaction that changes it, and the snapshot people read."""

from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone

from assessment import figures
from assessment.benchmark import FEWEST, Standing, may_renew, percentile
from assessment.models import BenchmarkCount, BenchmarkSnapshot, Review, Submission

ALL = ""

type Counts = dict[tuple[str, str, str], int]
"""Version, industry and score, to number of submissions."""


def count(submission: Submission) -> None:
    """Brings the counts up to date with one submission, within the caller's transaction."""
    _move(submission, _counts_as(submission))


def uncount(submission: Submission) -> None:
    """Takes a submission out before it is deleted."""
    _move(submission, None)


def of(submission: Submission) -> dict[str, Standing]:
    """Where a finished submission stands: overall (""), and in its industry."""
    if submission.score is None:
        return {}
    return places(submission.score, version=submission.version, industry=submission.industry)


def places(score: Decimal, *, version: str, industry: str = ALL) -> dict[str, Standing]:
    """Where a score stands in the published snapshots; nothing where there are too few."""
    snapshots = BenchmarkSnapshot.objects.filter(
        version=version, industry__in={ALL, industry}, published_at__isnull=False
    )
    standings = {}
    for snapshot in snapshots:
        place = percentile(snapshot.counts, score)
        if place is not None and snapshot.published_at is not None:
            standings[snapshot.industry] = Standing(place, snapshot.total, snapshot.published_at)
    return standings


@transaction.atomic
def publish_due() -> list[BenchmarkSnapshot]:
    """Renews every snapshot whose time has come."""
    return [
        snapshot for snapshot in BenchmarkSnapshot.objects.select_for_update() if _publish_if_due(snapshot)
    ]


@transaction.atomic
def rebuild() -> bool:
    """Counts everything again; says whether the maintained counts were right already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a whole table may take longer than a page may
    list(BenchmarkSnapshot.objects.select_for_update().order_by("version", "industry"))
    comparable = Submission.objects.comparable()
    wanted: Counts = {}
    for row in comparable.values("version", "industry", "score").annotate(n=Count("pk")).order_by():
        for industry in {ALL, row["industry"]}:
            key = (row["version"], industry, str(row["score"]))
            wanted[key] = wanted.get(key, 0) + row["n"]
    kept = {
        (row.version, row.industry, str(row.score)): row.count
        for row in BenchmarkCount.objects.filter(count__gt=0)
    }
    Submission.objects.incomparable().exclude(counted_as=None).update(counted_as=None)
    comparable.exclude(counted_as=F("industry"), counted_as__isnull=False).update(counted_as=F("industry"))
    if kept == wanted:
        return True
    BenchmarkCount.objects.all().delete()
    BenchmarkCount.objects.bulk_create(
        BenchmarkCount(version=version, industry=industry, score=score, count=n)
        for (version, industry, score), n in wanted.items()
    )
    _note_differences(kept, wanted)
    return False


def _note_differences(kept: Counts, wanted: Counts) -> None:
    """What a recount finds counts as changes, as if it had been counted in time."""
    changes: dict[tuple[str, str], int] = {}
    for key in kept.keys() | wanted.keys():
        slice_of = key[:2]
        changes[slice_of] = changes.get(slice_of, 0) + abs(kept.get(key, 0) - wanted.get(key, 0))
    for (version, industry), n in changes.items():
        snapshot, _ = BenchmarkSnapshot.objects.get_or_create(version=version, industry=industry)
        BenchmarkSnapshot.objects.filter(pk=snapshot.pk).update(changes=F("changes") + n)


def _counts_as(submission: Submission) -> str | None:
    counts = (
        submission.is_finished
        and not submission.is_demo
        and submission.team_round_id is None
        and submission.review != Review.SET_ASIDE
        and not (submission.owner is not None and submission.owner.is_staff)
    )
    return submission.industry if counts else None


def _move(submission: Submission, to: str | None) -> None:
    before, after = _slices(submission.counted_as), _slices(to)
    if before == after:
        return
    snapshots = _locked(submission.version, before ^ after)
    for snapshot in snapshots:
        _add(snapshot, submission, 1 if snapshot.industry in after else -1)
    if not (before and after):
        figures.change(submission, by=1 if after else -1)
    submission.counted_as = to
    submission.save(update_fields=["counted_as"])


def _slices(counted_as: str | None) -> set[str]:
    return set() if counted_as is None else {ALL, counted_as}


def _locked(version: str, industries: set[str]) -> list[BenchmarkSnapshot]:
    """The snapshots of these slices, always locked in the same order."""
    for industry in sorted(industries):
        BenchmarkSnapshot.objects.get_or_create(version=version, industry=industry)
    rows = BenchmarkSnapshot.objects.select_for_update().filter(version=version, industry__in=industries)
    return list(rows.order_by("industry"))


def _add(snapshot: BenchmarkSnapshot, submission: Submission, by: int) -> None:
    bucket = BenchmarkCount.objects.filter(
        version=snapshot.version, industry=snapshot.industry, score=submission.score or 0
    )
    if not bucket.update(count=F("count") + by):
        BenchmarkCount.objects.create(
            version=snapshot.version, industry=snapshot.industry, score=submission.score or 0, count=by
        )
    snapshot.changes += 1
    snapshot.save(update_fields=["changes"])
    _publish_if_due(snapshot)


def _publish_if_due(snapshot: BenchmarkSnapshot) -> bool:
    now = timezone.now()
    if not may_renew(changes=snapshot.changes, published_at=snapshot.published_at, now=now):
        return False
    counts = BenchmarkCount.objects.filter(version=snapshot.version, industry=snapshot.industry, count__gt=0)
    shown = {str(row.score): row.count for row in counts}
    if snapshot.published_at is None and sum(shown.values()) < FEWEST:
        return False
    snapshot.counts, snapshot.total = shown, sum(shown.values())
    snapshot.changes, snapshot.published_at = 0, now
    snapshot.save()
    return True
