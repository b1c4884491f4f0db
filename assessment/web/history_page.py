"""What the pages about several attempts show."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.domain.answer_words import in_words
from assessment.domain.charts import Trend, trend
from assessment.domain.comparison import Change, compare
from assessment.domain.scoring import show
from assessment.models import Submission, SubmissionQuerySet, TeamRound
from runrate.core.text import with_minus

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

SHOWN = 100


class HistoryPage:
    """Attempts of one person and, with an account, the rounds of their teams."""

    def __init__(self, user: "AbstractBaseUser | AnonymousUser", own: SubmissionQuerySet) -> None:
        self.user = user
        self.attempts = list(own.newest_first()[:SHOWN])

    def context(self) -> dict[str, object]:
        finished = [attempt for attempt in self.attempts if attempt.is_finished]
        rounds = TeamRound.objects.visible_to(self.user).order_by("-opened_at")[:SHOWN]
        return {
            "attempts": [(attempt, *_link(attempt)) for attempt in self.attempts],
            "shown": SHOWN,
            "comparable": len(finished) > 1,
            "rounds": [(each, _since(each)) for each in rounds],
            "trend": self._trend(finished),
        }

    def _trend(self, finished: list[Submission]) -> Trend | None:
        """Attempts with the version and the workload of the newest one; others do not compare."""
        if not finished:
            return None
        newest = finished[0]
        alike = [
            (attempt.day_in_words, Fraction(attempt.score))
            for attempt in reversed(finished)
            if attempt.score is not None
            and (attempt.version, attempt.workload_name) == (newest.version, newest.workload_name)
        ]
        if len(alike) < 2:
            return None
        return trend(newest.questionnaire, alike, title=_moved(alike[-1][1] - alike[0][1]))


def _moved(by: Fraction) -> str:
    if not by:
        return _("The same score as at the first attempt")
    said = (
        _("Up %(by)s points since the first attempt")
        if by > 0
        else _("Down %(by)s points since the first attempt")
    )
    return said % {"by": show(abs(by))}


def _link(attempt: Submission) -> tuple[str, str]:
    """What an attempt is called and where it leads: to its result, or on with its questions."""
    if attempt.is_finished:
        return str(attempt), attempt.get_absolute_url()
    return _("Continue: %(name)s") % {"name": attempt}, attempt.address_of_next()


def _since(team_round: TeamRound) -> str:
    if team_round.closed_at:
        return _("closed %(day)s") % {"day": date_format(team_round.closed_at, "j F Y")}
    return _("open since %(day)s") % {"day": date_format(team_round.opened_at, "j F Y")}


@dataclass(frozen=True, slots=True)
class Row:
    change: Change
    before: str
    after: str


class ComparePage:
    """Two attempts: how dimensions and answers moved from the earlier to the later one."""

    def __init__(self, first: Submission, second: Submission) -> None:
        self.before, self.after = sorted((first, second), key=lambda each: (each.started_at, each.pk))
        self.comparison = compare(self.before.sheet(), self.after.sheet())

    def context(self) -> dict[str, object]:
        rows = [
            Row(change, in_words(change.question, change.before), in_words(change.question, change.after))
            for change in self.comparison.changes
        ]
        return {
            "before": self.before,
            "after": self.after,
            "comparison": self.comparison,
            "days": self._days(),
            "score_by": _signed(self._score_by()),
            "dimensions": [
                (each.dimension.name, _show(each.before), _show(each.after), _signed(each.by))
                for each in self.comparison.dimensions
            ],
            "changed": [row for row in rows if row.change.differs],
            "unchanged": [row for row in rows if not row.change.differs],
        }

    def _score_by(self) -> Fraction | None:
        before, after = self.before.score, self.after.score
        return None if before is None or after is None else Fraction(after) - Fraction(before)

    def _days(self) -> tuple[str, str]:
        """What tells the two apart: their days, or the minutes of one day."""
        if self.before.day != self.after.day:
            return self.before.day_in_words, self.after.day_in_words
        return self.before.minute_in_words, self.after.minute_in_words


def _show(value: Fraction | None) -> str:
    return "–" if value is None else show(value)


def _signed(value: Fraction | None) -> str:
    if value is None:
        return "–"
    return f"+{show(value)}" if value > 0 else with_minus(f"-{show(-value)}") if value < 0 else "0.0"
