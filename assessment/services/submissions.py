"""What people do with an assessment: start it, answer, finish, claim, retake, delete."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.domain import questionnaire
from assessment.domain.answer_sheet import (
    Answer,
    NotApplicable,
    Sheet,
    SheetErrors,
    answer_as_json,
    fingerprint,
    one_left_out,
)
from assessment.domain.scoring import Result
from assessment.models import Submission, TeamRound
from assessment.services import benchmark, links

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class IncompleteError(Exception):
    """A sheet with blanks has no result; `numbers` are the questions still open."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


class FinishedError(Exception):
    """A finished sheet is not changed any more; a retake is a new attempt."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody gave for one question, and what they had seen there before (a fingerprint)."""

    answer: Answer | None
    note: str
    seen: str | None


def start(
    *,
    owner: "AbstractBaseUser | None" = None,
    team_round: TeamRound | None = None,
    repeats: Submission | None = None,
    keep_answers: bool = False,
    id: UUID | None = None,
) -> Submission:
    """A new attempt at the current version; a repeat keeps names and, on request, answers that still fit."""
    version = team_round.version if team_round else questionnaire.CURRENT
    submission = Submission(
        id=id or uuid4(), owner_id=owner.pk if owner else None, version=version, team_round=team_round
    )
    if repeats:
        # Answers that came from a file stay answers from a file.
        submission.countable = repeats.countable or not keep_answers
        keys = submission.questionnaire.keys if keep_answers else ()
        submission.answers = {key: value for key, value in repeats.answers.items() if key in keys}
        submission.evidence = {key: value for key, value in repeats.evidence.items() if key in keys}
        for name in ("workload_name", "team_name", "industry", "size_band", "role"):
            setattr(submission, name, getattr(repeats, name))
    return _begun_once(submission, whole=False)


def save_entries(*, submission: Submission, entries: Mapping[str, Entry]) -> tuple[Submission, list[str]]:
    """Saves what was changed, question by question, and nothing else; the last one to write wins.

    Returns the keys where somebody else had written in the meantime. Raises SheetErrors when answers that are
    right by themselves do not go together, and then saves nothing.
    """
    seen_at = submission.saved_at
    changed, overwritten = _with_entries(submission, entries)
    # As a rule nobody writes between a look and an answer: one statement says so, and saves in that case.
    if not changed or _saved_as_seen(submission, changed, seen_at):
        return submission, overwritten
    with transaction.atomic():
        locked = _locked(submission.pk)
        if locked.is_finished:
            raise FinishedError
        changed, overwritten = _with_entries(locked, entries)
        if changed:
            _take(locked, changed)
            locked.save(update_fields=["answers", "evidence", "saved_at"])
        return locked, overwritten


def _with_entries(submission: Submission, entries: Mapping[str, Entry]) -> tuple[Sheet | None, list[str]]:
    """The sheet with what was changed, None if nothing was; and the keys where it was not as it was seen.

    Raises SheetErrors.
    """
    sheet = submission.sheet()
    now = {key: seen_in(sheet, key) for key in entries}
    wanted = {
        key: fingerprint(sheet.answers.get(key) if entry.answer is None else entry.answer, entry.note)
        for key, entry in entries.items()
    }
    changed = [key for key, entry in entries.items() if wanted[key] not in (entry.seen, now[key])]
    if not changed:
        return None, []
    answers, evidence = dict(sheet.answers), dict(sheet.evidence)
    for key in changed:
        _put(answers, evidence, key, entries[key])
    filled = Sheet(sheet.version, answers, evidence)
    _check_together(filled, changed)
    return filled, [key for key in changed if entries[key].seen not in (None, now[key])]


def _put(answers: dict[str, Answer], evidence: dict[str, str], key: str, entry: Entry) -> None:
    if entry.answer is not None:
        answers[key] = entry.answer
    evidence.pop(key, None)
    if entry.note:
        evidence[key] = entry.note


def _saved_as_seen(submission: Submission, changed: Sheet, seen_at: datetime) -> bool:
    """Saves the answers unless the row was saved, finished or deleted since it was read."""
    as_seen = Submission.objects.drafts().filter(pk=submission.pk, saved_at=seen_at)
    _take(submission, changed)
    return bool(
        as_seen.update(answers=submission.answers, evidence=submission.evidence, saved_at=submission.saved_at)
    )


def _take(submission: Submission, changed: Sheet) -> None:
    submission.answers = {key: answer_as_json(answer) for key, answer in changed.answers.items()}
    submission.evidence = dict(changed.evidence)
    submission.saved_at = timezone.now()


@transaction.atomic
def finish(*, submission: Submission, countable: bool = True) -> Submission:
    """Freezes the result; again changes nothing. Raises IncompleteError while a question is blank.

    Not `countable` where its address has finished as many today as may count among others.
    """
    locked = _locked(submission.pk)
    if locked.is_finished:
        return locked
    if unanswered := locked.unanswered():
        raise IncompleteError(unanswered)
    freeze(locked, locked.result_now())
    locked.countable = locked.countable and countable
    locked.save()
    benchmark.count(locked)
    return locked


def freeze(submission: Submission, result: Result) -> None:
    """Puts a complete result on an unsaved row."""
    shown = result.as_json()
    for name in ("score", "score_high", "evidenced_score"):
        setattr(submission, name, Decimal(str(shown[name])))
    submission.stage = str(result.stage)
    submission.weakest_dimension = str(shown["weakest_dimension"] or "")
    submission.result = shown
    submission.finished_at = submission.finished_at or timezone.now()


def record(
    *,
    sheet: Sheet,
    owner: "AbstractBaseUser | None" = None,
    context: Mapping[str, str] | None = None,
    is_demo: bool = False,
    answered_here: bool = False,
    id: UUID | None = None,
) -> Submission:
    """A whole sheet at once, finished if it is complete: an import, a demo, or what a team came to."""
    submission = Submission(
        id=id or uuid4(),
        owner_id=owner.pk if owner else None,
        version=sheet.version,
        answers={key: answer_as_json(answer) for key, answer in sheet.answers.items()},
        evidence=dict(sheet.evidence),
        is_demo=is_demo,
        countable=answered_here,
        **(context or {}),
    )
    if not submission.unanswered():
        freeze(submission, submission.result_now())
    return _begun_once(submission, whole=True)


@transaction.atomic
def describe(*, submission: Submission, context: Mapping[str, str]) -> Submission:
    """What makes results comparable and reports personal; may be given, changed and taken away later."""
    locked = _locked(submission.pk)
    for name, value in context.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(context))
    benchmark.count(locked)
    return locked


@transaction.atomic
def claim_all(*, user: "AbstractBaseUser", ids: Collection[UUID]) -> int:
    """Gives unowned submissions of this browser to the account; their resume links stop with that."""
    unclaimed = list(Submission.objects.select_for_update().filter(pk__in=ids, owner=None))
    for submission in unclaimed:
        submission.owner_id = user.pk
        submission.save(update_fields=["owner"])
        links.revoke(links.RESUME, submission.pk)
        benchmark.count(submission)
    return len(unclaimed)


@transaction.atomic
def delete(*, submission: Submission) -> None:
    _locked(submission.pk).delete()


@transaction.atomic
def leave_round(*, submission: Submission) -> Submission:
    """A rating whose round goes away is an assessment of its own, and counts as one."""
    locked = _locked(submission.pk)
    locked.team_round = None
    locked.save(update_fields=["team_round"])
    benchmark.count(locked)
    return locked


def _begun_once(submission: Submission, *, whole: bool) -> Submission:
    """The new row, or the one that the same form began when it was sent before by the same person.

    `whole` says that the form brought a whole sheet. Sent again with something else, or after what it began
    was finished, it begins another row: its id follows from the first, so that this too is begun once.
    """
    while (known := _known_or_none(submission)) is not None:
        if _begins_the_same(submission, known, whole=whole):
            return known
        submission.pk = uuid5(known.pk, str(submission.owner_id))
    return submission


def _known_or_none(submission: Submission) -> Submission | None:
    """The row that stands under this id already; None where the new one was put there, with its link."""
    try:
        with transaction.atomic():
            submission.save(force_insert=True)
            if submission.owner_id is None:
                links.first(links.RESUME, submission)
            benchmark.count(submission)
    except IntegrityError:
        known = Submission.objects.filter(pk=submission.pk).first()
        if known is None:
            raise
        return known
    return None


def _begins_the_same(wanted: Submission, known: Submission, *, whole: bool) -> bool:
    """Whether `known` is what sending the form again asks for: the same sheet, or a walk not yet finished."""
    if (wanted.owner_id, wanted.version) != (known.owner_id, known.version):
        return False
    return _said(wanted) == _said(known) if whole else not known.is_finished


def _said(submission: Submission) -> tuple[object, ...]:
    return submission.answers, submission.evidence, submission.workload_name, submission.team_name


def seen_in(sheet: Sheet, key: str) -> str:
    """The fingerprint of what a sheet shows for a question."""
    return fingerprint(sheet.answers.get(key), sheet.evidence.get(key, ""))


def _locked(id: UUID) -> Submission:
    """Raises Http404 when another request deleted it meanwhile."""
    return Submission.objects.select_for_update(of=("self",)).get_or_404(id)


def _check_together(sheet: Sheet, changed: Collection[str]) -> None:
    instrument = questionnaire.load(sheet.version)
    for dimension in instrument.dimensions:
        left_out = [key for key in dimension.questions if isinstance(sheet.answers.get(key), NotApplicable)]
        if (too_many := len(left_out) - instrument.na_per_dimension) > 0:
            wrong = [key for key in left_out if key in changed][-too_many:]
            raise SheetErrors({key: [one_left_out(dimension.name)] for key in wrong})
