"""What the pages of a team round show: to its owner, and to whoever is asked to join."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.domain.charts import MaturityCurve, maturity_curve
from assessment.domain.scoring import Result, score
from assessment.domain.team_combine import COUNTED_FROM, FEWEST, Agreement, Combined
from assessment.models import TeamRound
from assessment.services import links, seats, team_rounds


@dataclass(frozen=True, slots=True)
class Column:
    """One level in a distribution: how many chose it, and how high its bar is in tenths."""

    level: int
    count: int
    text: str


class TeamPage:
    """Counts without names while the round is open; what may be told of the answers once it is closed."""

    def __init__(self, team_round: TeamRound) -> None:
        self.round = team_round

    @cached_property
    def combined(self) -> Combined | None:
        return team_rounds.combined(self.round)

    def context(self) -> dict[str, object]:
        finished, is_open = team_rounds.raters(self.round), self.round.closed_at is None
        shown: dict[str, object] = {
            "round": self.round,
            "finished": finished,
            "started": team_rounds.started(self.round) if is_open else finished,
            "missing": max(FEWEST - finished, 0),
            "fewest": FEWEST,
            "counted_from": COUNTED_FROM,
            "address": self._address(),
            "seats": self._seats() if is_open else [],
            "taken": self.round.seats.exclude(taken_at=None).count() if is_open else 0,
            "most_seats": seats.MOST,
            "combined": self.combined,
        }
        if self.combined is not None:
            result = score(self.combined.sheet, self.round.questionnaire)
            shown |= {
                "result": result,
                "stage": self.round.questionnaire.stage(str(result.stage)),
                "score": result.as_json()["score"],
                "curve": self._curve(result),
                "counted": self.combined.raters >= COUNTED_FROM,
                "rows": [(each, _columns(each)) for each in self.combined.agreements],
                "talk": [(each, _columns(each)) for each in self.combined.to_talk_about],
            }
        return shown

    def _address(self) -> str:
        link = links.current(links.INVITE, self.round.pk)
        return links.address(link) if link else ""

    def _seats(self) -> list[tuple[int, str]]:
        """The one-time invitations that nobody has used."""
        free = self.round.seats.free().order_by("number")
        return [(seat.number, seats.address(seat)) for seat in free]

    def _curve(self, result: Result) -> MaturityCurve:
        return maturity_curve(
            self.round.questionnaire,
            title=_("%(team)s on the curve") % {"team": self.round.team_name},
            you=_("Team"),
            score=result.score,
            high=result.score_high,
            stage=result.stage,
        )


@dataclass(frozen=True)
class JoinPage:
    """What somebody is shown who came with the link for accounts or with a one-time invitation."""

    round: TeamRound
    by_account: bool
    seat_free: bool
    has_begun: bool
    invitations: tuple[UUID, ...]
    begun_here: tuple[UUID, ...]

    @classmethod
    def of(
        cls, id: UUID, *, by_account: bool, invitations: tuple[UUID, ...], begun_here: tuple[UUID, ...]
    ) -> Self:
        """Raises Http404 for whoever holds neither, and once the round is closed."""
        team_round = TeamRound.objects.filter(closed_at=None).get_or_404(id)
        held = team_round.seats.filter(pk__in=invitations)
        if not (by_account or held.exists()):
            raise Http404
        return cls(
            team_round,
            by_account=by_account,
            seat_free=held.filter(taken_at=None, expires_at__gt=timezone.now()).exists(),
            has_begun=team_round.ratings.filter(pk__in=begun_here).exists(),
            invitations=invitations,
            begun_here=begun_here,
        )

    def context(self) -> dict[str, object]:
        return {
            "round": self.round,
            "needs_account": not (self.seat_free or self.has_begun),
            "seat_used": not (self.by_account or self.seat_free or self.has_begun),
            "started": team_rounds.started(self.round),
            "invitations": self.round.seats.count(),
            "fewest": FEWEST,
            "counted_from": COUNTED_FROM,
        }


def _columns(agreement: Agreement) -> list[Column]:
    """The levels with their counts; none where they are not told."""
    if agreement.counts is None:
        return []
    return [
        Column(level, count, agreement.question.levels[level])
        for level, count in enumerate(agreement.counts.levels)
    ]
