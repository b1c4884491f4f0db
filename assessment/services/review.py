"""What reviewers do: take the next submission, decide about it, hand it on. Every step leaves an entry."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from assessment.models import Review, ReviewEntry, Submission
from assessment.services import benchmark
from runrate.audit.models import AuditEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

NOBODY = 0


class DecidedMeanwhileError(Exception):
    """Somebody else has worked on it since the page was loaded; `entry` is what they did."""

    def __init__(self, entry: ReviewEntry) -> None:
        super().__init__(entry)
        self.entry = entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of a selection were decided, and how many somebody had decided before."""

    decided: int
    left_alone: int


def last_entry(submission: Submission) -> int:
    """The number of the newest entry, by which a page can tell later whether anything was added."""
    newest = submission.review_entries.order_by("-pk").values_list("pk", flat=True).first()
    return newest or NOBODY


@transaction.atomic
def decide(
    *,
    submission: Submission,
    by: "AbstractBaseUser",
    decision: str,
    reviewer: "AbstractBaseUser | None",
    note: str,
    seen: int,
) -> Submission:
    """Records a decision, an assignment or a note. Raises DecidedMeanwhileError and changes nothing then."""
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    newer = locked.review_entries.filter(pk__gt=seen).last()
    if newer is not None:
        raise DecidedMeanwhileError(newer)
    handed = (reviewer.pk if reviewer else None) != locked.reviewer_id
    if decision == locked.review and not note and not handed:
        return locked
    detail = f"reviewer: {reviewer or '-'}" if handed else ""
    locked.reviewer_id = reviewer.pk if reviewer else None
    _put(locked, by=by, decision=decision, note=note, detail=detail)
    return locked


@transaction.atomic
def decide_all(*, ids: Collection[UUID], by: "AbstractBaseUser", decision: str) -> Outcome:
    """The same decision for many; what is not waiting any more stays as somebody decided it."""
    waiting = Submission.objects.select_for_update(of=("self",)).finished()
    chosen = list(waiting.filter(pk__in=ids, review=Review.WAITING).order_by("pk"))
    for submission in chosen:
        _put(submission, by=by, decision=decision, note="", detail="one of several")
    return Outcome(len(chosen), len(ids) - len(chosen))


@transaction.atomic
def assign_all(*, ids: Collection[UUID], by: "AbstractBaseUser") -> Outcome:
    """Puts waiting ones that nobody has on one's own list."""
    free = Submission.objects.select_for_update(of=("self",)).awaiting_review()
    chosen = list(free.filter(pk__in=ids, reviewer=None))
    for submission in chosen:
        submission.reviewer_id = by.pk
        _put(submission, by=by, decision=submission.review, note="", detail=f"reviewer: {by}")
    return Outcome(len(chosen), len(ids) - len(chosen))


@transaction.atomic
def take_next(*, by: "AbstractBaseUser") -> Submission | None:
    """The oldest waiting one of one's own, or else of nobody's, which is one's own from now on."""
    waiting = Submission.objects.awaiting_review()
    mine = waiting.filter(reviewer=by.pk).first()
    if mine is not None:
        return mine
    free = waiting.select_for_update(of=("self",), skip_locked=True).filter(reviewer=None).first()
    if free is not None:
        free.reviewer_id = by.pk
        _put(free, by=by, decision=free.review, note="", detail=f"reviewer: {by}")
    return free


def _put(submission: Submission, *, by: "AbstractBaseUser", decision: str, note: str, detail: str) -> None:
    was, submission.review = submission.review, decision
    submission.save(update_fields=["review", "reviewer"])
    ReviewEntry.objects.create(
        submission=submission, by_id=by.pk, by_name=str(by)[:254], was=was, became=decision, note=note
    )
    said = "; ".join(part for part in (f"{was} -> {decision}" if was != decision else "", detail) if part)
    AuditEntry.objects.note(by=by, did="reviewed", subject=submission, detail=said)
    benchmark.count(submission)
