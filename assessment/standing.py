"""Keeps the benchmark: a count per score in the transaction that changes it, and the snapshot people read."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, F, Sum
from django.utils import timezone

from assessment import figures
from assessment.benchmark import Standing, may_publish, percentile
from assessment.models import BenchmarkCount, BenchmarkSnapshot, Review, Submission

ALL = ""


def count(submission: Submission) -> None:
    """Brings the counts up to date with one submission, within the caller's transaction."""
    _move(submission, _counts_as(submission))


def uncount(submission: Submission) -> None:
    """Takes a submission out before it is deleted."""
    _move(submission, None)


def of(submission: Submission) -> dict[str, Standing]:
    """Where a finished submission stands in the published snapshots: overall (""), and in its industry."""
    if submission.score is None:
        return {}
    snapshots = BenchmarkSnapshot.objects.filter(
        version=submission.version, industry__in={ALL, submission.industry}, published_at__isnull=False
    )
    standings = {}
    for snapshot in snapshots:
        place = percentile(snapshot.counts, submission.score)
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
    list(BenchmarkSnapshot.objects.select_for_update().order_by("version", "industry"))
    comparable = Submission.objects.comparable()
    wanted: dict[tuple[str, str, str], int] = {}
    for row in comparable.values("version", "industry", "score").annotate(n=Count("pk")).order_by():
        for industry in {ALL, row["industry"]}:
            key = (row["version"], industry, str(row["score"]))
            wanted[key] = wanted.get(key, 0) + row["n"]
    kept = {
        (row.version, row.industry, str(row.score)): row.count
        for row in BenchmarkCount.objects.filter(count__gt=0)
    }
    Submission.objects.exclude(counted_as=None).exclude(pk__in=comparable.values("pk")).update(
        counted_as=None
    )
    comparable.exclude(counted_as=F("industry"), counted_as__isnull=False).update(counted_as=F("industry"))
    if kept == wanted:
        return True
    BenchmarkCount.objects.all().delete()
    BenchmarkCount.objects.bulk_create(
        BenchmarkCount(version=version, industry=industry, score=score, count=n)
        for (version, industry, score), n in wanted.items()
    )
    return False


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
    _add(submission, sorted(before - after), -1)
    _add(submission, sorted(after - before), 1)
    if not (before and after):
        figures.change(submission, by=1 if after else -1)
    submission.counted_as = to
    submission.save(update_fields=["counted_as"])


def _slices(counted_as: str | None) -> set[str]:
    return set() if counted_as is None else {ALL, counted_as}


def _add(submission: Submission, industries: Iterable[str], by: int) -> None:
    score = submission.score
    if score is None:
        return
    for industry in industries:
        BenchmarkSnapshot.objects.get_or_create(version=submission.version, industry=industry)
        snapshot = BenchmarkSnapshot.objects.select_for_update().get(
            version=submission.version, industry=industry
        )
        bucket, _ = BenchmarkCount.objects.get_or_create(
            version=submission.version, industry=industry, score=score
        )
        BenchmarkCount.objects.filter(pk=bucket.pk).update(count=F("count") + by)
        snapshot.changes += 1
        snapshot.save(update_fields=["changes"])
        _publish_if_due(snapshot)


def _publish_if_due(snapshot: BenchmarkSnapshot) -> bool:
    counts = BenchmarkCount.objects.filter(version=snapshot.version, industry=snapshot.industry, count__gt=0)
    total = counts.aggregate(total=Sum("count"))["total"] or 0
    now = timezone.now()
    if not may_publish(total=total, changes=snapshot.changes, published_at=snapshot.published_at, now=now):
        return False
    snapshot.counts = {str(row.score): row.count for row in counts}
    snapshot.total, snapshot.changes, snapshot.published_at = total, 0, now
    snapshot.save()
    return True
