"""Keeps what is counted of submissions: weekly sums as they change, and the benchmark as it is published.

Nothing of the benchmark moves with a submission. It is counted anew, whole, when its time has come.
"""

from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from assessment.domain import questionnaire
from assessment.domain.percentile import FEWEST, Standing, may_look, may_publish, percentile, rounded
from assessment.models import BenchmarkSnapshot, Industry, Review, Submission, SubmissionQuerySet
from assessment.services import weekly_stats

ALL = ""


def count(submission: Submission) -> None:
    """Brings the weekly sums up to date with one submission, within the caller's transaction."""
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


def publish_due(now: datetime | None = None) -> list[BenchmarkSnapshot]:
    """Renews every snapshot whose time has come."""
    moment = now or timezone.now()
    published = []
    for version in questionnaire.versions():
        known = BenchmarkSnapshot.objects.filter(version=version, published_at__isnull=False).exists()
        if not known and _slice(version, ALL)[:FEWEST].count() < FEWEST:
            continue
        for industry in (ALL, *Industry.values):
            found = _publish_if_due(version, industry, moment)
            published += [found] if found else []
    return published


@transaction.atomic
def rebuild() -> bool:
    """Puts the marks of what the weekly sums count right; says whether they were right already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a whole table may take longer than a page may
    wrong = Submission.objects.incomparable().exclude(counted_as=None).update(counted_as=None)
    comparable = Submission.objects.comparable().exclude(counted_as=F("industry"), counted_as__isnull=False)
    wrong += comparable.update(counted_as=F("industry"))
    return weekly_stats.rebuild() and not wrong


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
    before = submission.counted_as
    if before == to:
        return
    if before is None or to is None:
        weekly_stats.change(submission, by=1 if before is None else -1)
    submission.counted_as = to
    submission.save(update_fields=["counted_as"])


@transaction.atomic
def _publish_if_due(version: str, industry: str, now: datetime) -> BenchmarkSnapshot | None:
    known = BenchmarkSnapshot.objects.filter(version=version, industry=industry).first()
    if known is not None and not may_look(published_at=known.published_at, now=now):
        return None
    BenchmarkSnapshot.objects.get_or_create(version=version, industry=industry)
    snapshot = BenchmarkSnapshot.objects.select_for_update().get(version=version, industry=industry)
    if not may_look(published_at=snapshot.published_at, now=now):
        return None  # another process has just done it
    rows = _slice(version, industry)
    counted = rows.aggregate(submissions=Count("pk"), accounts=Count("owner", distinct=True))
    unmarked, gone = rows.filter(~_marked(industry)), _no_more(version, industry)
    changed = set(unmarked.values_list("owner", flat=True)) | set(gone.values_list("owner", flat=True))
    if not may_publish(
        submissions=counted["submissions"],
        accounts=counted["accounts"],
        changed=len(changed),
        was_published=snapshot.published_at is not None,
    ):
        return None
    snapshot.counts = _histogram(rows)
    snapshot.total, snapshot.changes = counted["submissions"], len(changed)
    snapshot.published_at = now
    snapshot.save()
    _mark(industry, rows, gone)
    return snapshot


def _slice(version: str, industry: str) -> SubmissionQuerySet:
    rows = Submission.objects.in_benchmark().filter(version=version)
    return rows if industry == ALL else rows.filter(industry=industry)


def _no_more(version: str, industry: str) -> SubmissionQuerySet:
    """What the last publication held and the next one will not. A deleted row is nobody's change any more."""
    held = Submission.objects.filter(_marked(industry), version=version)
    gone = held.out_of_benchmark()
    return gone if industry == ALL else gone | held.exclude(industry=industry)


def _marked(industry: str) -> Q:
    return Q(published=True) if industry == ALL else Q(published_as=industry, published_as__isnull=False)


def _histogram(rows: SubmissionQuerySet) -> dict[str, int]:
    """Rounded score to number, however many rows: they are summed by score first."""
    counts: dict[str, int] = {}
    for score, n in rows.values_list("score").annotate(n=Count("pk")).order_by("score"):
        key = str(rounded(score))
        counts[key] = counts.get(key, 0) + n
    return counts


def _mark(industry: str, rows: SubmissionQuerySet, gone: SubmissionQuerySet) -> None:
    """Remembers what was published, so that the next time only what differs is a change."""
    leaving = list(gone.values_list("pk", flat=True))
    coming = list(rows.filter(~_marked(industry)).values_list("pk", flat=True))
    for ids, inside in ((leaving, False), (coming, True)):
        for start in range(0, len(ids), 500):
            some = Submission.objects.filter(pk__in=ids[start : start + 500])
            if industry == ALL:
                some.update(published=inside)
            else:
                some.update(published_as=industry if inside else None)
