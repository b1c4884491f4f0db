"""What a team does together: open a round, join it, close it."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from assessment.domain import questionnaire
from assessment.domain.team_combine import Combined, combine, stored
from assessment.models import Submission, SubmissionQuerySet, TeamRound
from assessment.services import links, seats, submissions

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class NoInvitationError(Exception):
    """Neither an account with a confirmed address nor a free one-time invitation: nobody to count once."""


def open_round(
    *,
    owner: "AbstractBaseUser",
    team_name: str,
    workload_name: str,
    invitations: int = 0,
    id: UUID | None = None,
) -> TeamRound:
    """A round about one workload, with the link for members who have an account, and one-time ones.

    Opened again under the same id, as by a second press, it is the owner's round that is there. An id that is
    somebody else's is not used.
    """
    wanted = id or uuid4()
    try:
        return _opened(owner, team_name, workload_name, invitations, wanted)
    except IntegrityError:
        if not TeamRound.objects.filter(pk=wanted).exists():
            raise
        there = TeamRound.objects.filter(pk=wanted, owner_id=owner.pk).first()
        return there or _opened(owner, team_name, workload_name, invitations, uuid4())


@transaction.atomic
def _opened(
    owner: "AbstractBaseUser", team_name: str, workload_name: str, invitations: int, id: UUID
) -> TeamRound:
    team_round = TeamRound.objects.create(
        id=id,
        owner_id=owner.pk,
        version=questionnaire.CURRENT,
        team_name=team_name,
        workload_name=workload_name,
    )
    links.first(links.INVITE, team_round)
    seats.add(team_round=team_round, count=invitations)
    return team_round


@transaction.atomic
def join(
    *,
    team_round: TeamRound,
    owner: "AbstractBaseUser | None",
    own: SubmissionQuerySet,
    begun_here: Collection[UUID] = (),
    invitations: tuple[UUID, ...] = (),
    by_account: bool = True,
) -> Submission:
    """The caller's rating in this round: begun once, found again afterwards.

    One rating for an account that came by the link for accounts, one for a browser (`begun_here` is what
    this one remembers), one for a one-time invitation. Raises Http404 when the round is gone or closed, and
    NoInvitationError for somebody who has neither a confirmed account nor an invitation.
    """
    locked = _locked(team_round)
    if locked.closed_at is not None:
        raise Http404
    begun = own.filter(team_round=locked).first() or locked.ratings.filter(pk__in=begun_here).first()
    if begun is not None:
        return begun
    if owner is not None and not _confirmed(owner):
        owner = None
    invited = seats.take(team_round=locked, ids=invitations)
    if not invited and (owner is None or not by_account):
        raise NoInvitationError
    return submissions.start(owner=owner, team_round=locked)


@transaction.atomic
def close(*, team_round: TeamRound) -> TeamRound:
    """Ends the round; from three raters on the combined result becomes a submission of the owner's.

    What the ratings come to is kept with the round and never read from them again: a rating that is finished
    or deleted later changes nothing, so nothing can be subtracted. Raises Http404 when the round is gone.
    """
    locked = _locked(team_round)
    if locked.closed_at is not None:
        return locked
    ratings = list(finished_ratings(locked))
    found = combine([rating.sheet() for rating in ratings], locked.questionnaire)
    if found is not None:
        names = {"team_name": locked.team_name, "workload_name": locked.workload_name}
        locked.combined = submissions.record(
            sheet=found.sheet, owner=locked.owner, context=names, answered_here=True
        )
    locked.outcome = found.as_json() if found else {"raters": len(ratings)}
    locked.closed_at = timezone.now()
    locked.save(update_fields=["combined", "outcome", "closed_at"])
    links.revoke(links.INVITE, locked.pk)
    return locked


def combined(team_round: TeamRound) -> Combined | None:
    """What a closed round came to, for its page, its report and its files alike; nothing before the close."""
    return stored(team_round.outcome or {}, team_round.questionnaire)


def raters(team_round: TeamRound) -> int:
    """How many ratings count: at the close, or up to now."""
    if team_round.closed_at is not None:
        return int((team_round.outcome or {}).get("raters", 0))
    return finished_ratings(team_round).count()


def started(team_round: TeamRound) -> int:
    """How many people have begun a rating, one for each account."""
    counted = team_round.ratings.aggregate(
        people=Count("owner", distinct=True), browsers=Count("pk", filter=Q(owner=None))
    )
    return int(counted["people"] + counted["browsers"])


def finished_ratings(team_round: TeamRound) -> SubmissionQuerySet:
    """The ratings that count in a round that is open: the one query that asks for them."""
    return Submission.objects.counting_in(team_round)


def counting(submission: Submission) -> TeamRound | None:
    """The round in which this rating counts; none for a latecomer, a draft and a single assessment."""
    team_round = submission.team_round
    if team_round is None or submission.finished_at is None:
        return None
    if team_round.closed_at is not None and submission.finished_at > team_round.closed_at:
        return None
    return team_round if finished_ratings(team_round).filter(pk=submission.pk).exists() else None


@transaction.atomic
def release_ratings(team_round: TeamRound) -> None:
    """Before a round is deleted: its ratings go on as what they are, single assessments of their authors."""
    for rating in team_round.ratings.select_for_update():
        submissions.leave_round(submission=rating)


def _confirmed(user: "AbstractBaseUser") -> bool:
    return bool(EmailAddress.objects.filter(user=user.pk, verified=True).exists())


def _locked(team_round: TeamRound) -> TeamRound:
    return TeamRound.objects.select_for_update(of=("self",)).get_or_404(team_round.pk)
