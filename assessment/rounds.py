"""What a team does together: open a round, join it, close it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from assessment import links, questionnaire, services
from assessment.models import Purpose, Submission, SubmissionQuerySet, TeamRound
from assessment.team import Combined, combine

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def open_round(*, owner: "AbstractBaseUser", team_name: str, workload_name: str) -> TeamRound:
    """A round about one workload, with the link by which members join."""
    team_round = TeamRound.objects.create(
        owner_id=owner.pk,
        version=questionnaire.CURRENT,
        team_name=team_name,
        workload_name=workload_name,
    )
    links.first(Purpose.INVITE, team_round=team_round)
    return team_round


@transaction.atomic
def join(*, team_round: TeamRound, owner: "AbstractBaseUser | None", own: SubmissionQuerySet) -> Submission:
    """The caller's rating in this round: begun once, found again afterwards.

    Raises Http404 when the round is gone.
    """
    _locked(team_round)
    begun = own.filter(team_round=team_round).first()
    return begun or services.start(owner=owner, team_round=team_round)


@transaction.atomic
def close(*, team_round: TeamRound) -> TeamRound:
    """Ends the round; from three raters on the combined result becomes a submission of the owner's.

    Raises Http404 when the round is gone.
    """
    locked = _locked(team_round)
    if locked.closed_at is not None:
        return locked
    found = combined(locked)
    if found is not None:
        names = {"team_name": locked.team_name, "workload_name": locked.workload_name}
        locked.combined = services.record(sheet=found.sheet, owner=locked.owner, context=names)
    locked.closed_at = timezone.now()
    locked.save(update_fields=["combined", "closed_at"])
    links.revoke(Purpose.INVITE, team_round=locked)
    return locked


def combined(team_round: TeamRound) -> Combined | None:
    """What the finished ratings come to; None below three."""
    return combine_ratings(finished_ratings(team_round), team_round)


def combine_ratings(ratings: Iterable[Submission], team_round: TeamRound) -> Combined | None:
    return combine([rating.sheet() for rating in ratings], team_round.questionnaire)


def finished_ratings(team_round: TeamRound) -> SubmissionQuerySet:
    """The ratings that count: in a closed round those that were finished by then."""
    finished = Submission.objects.finished().filter(team_round=team_round)
    if team_round.closed_at is not None:
        finished = finished.filter(finished_at__lte=team_round.closed_at)
    return finished.order_by("pk")


@transaction.atomic
def release_ratings(team_round: TeamRound) -> None:
    """Before a round is deleted: its ratings go on as what they are, single assessments of their authors."""
    for rating in team_round.ratings.select_for_update():
        services.leave_round(submission=rating)


def _locked(team_round: TeamRound) -> TeamRound:
    return TeamRound.objects.select_for_update(of=("self",)).get_or_404(team_round.pk)
