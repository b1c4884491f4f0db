"""What the pages about several attempts show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.domain.answer_words import in_words
from assessment.domain.charts import Trend, show_range, trend
from assessment.domain.comparison import Change, Span, apart, compare
from assessment.domain.history_words import chosen, moved, none_chosen, pair, workload_of
from assessment.domain.scoring import show
from assessment.models import Submission, SubmissionQuerySet, TeamRound
from runrate.core.telling_apart.names import distinct
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
        rounds = list(TeamRound.objects.visible_to(self.user).order_by("-opened_at")[:SHOWN])
        since = [_since(each) for each in rounds]
        drawn = _one_workload(finished)
        return {
            "attempts": [
                (when, attempt, *_link(attempt, name), attempt.score_in_words)
                for when, attempt, name in _told_apart(self.attempts)
            ],
            "shown": SHOWN,
            "comparable": len(finished) > 1,
            "rounds": list(zip(rounds, _numbered(list(map(str, rounds)), since), since, strict=True)),
            "trend": _trend(drawn),
            "compared": chosen(drawn[-1].workload_name, drawn[-1].version, len(drawn))
            if drawn
            else none_chosen(),
        }


def _one_workload(finished: Sequence[Submission]) -> list[Submission]:
    """The attempts on the newest workload that has two of one version, oldest first; none without a name."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for attempt in finished:
        workload = workload_of(attempt.workload_name)
        if workload and attempt.score is not None:
            groups.setdefault((attempt.version, workload), []).append(attempt)
    return next((group[::-1] for group in groups.values() if len(group) > 1), [])


def _trend(attempts: Sequence[Submission]) -> Trend | None:
    if not attempts:
        return None
    days_differ = len({attempt.day for attempt in attempts}) == len(attempts)
    points = [
        (
            attempt.day_in_words if days_differ else attempt.minute_in_words,
            Fraction(attempt.score or 0),
            Fraction(attempt.score_high or attempt.score or 0),
        )
        for attempt in attempts
    ]
    title = moved(apart(points[0][1:], points[-1][1:]), points[0][0])
    return trend(attempts[0].questionnaire, points, title=title)


def _told_apart(attempts: Sequence[Submission]) -> list[tuple[str, Submission, str]]:
    """When each was and what it is called: of equal names on one day the minute, in one minute a number."""
    days = Counter((workload_of(str(attempt)), attempt.day) for attempt in attempts)
    whens = [
        attempt.minute_in_words if days[workload_of(str(attempt)), attempt.day] > 1 else attempt.day_in_words
        for attempt in attempts
    ]
    return list(zip(whens, attempts, _numbered(list(map(str, attempts)), whens), strict=True))


def _numbered(names: Sequence[str], whens: Sequence[str]) -> list[str]:
    """Each name, newest first, with a number where another row has the same time: 1 is the oldest."""
    rows = [f"{when} {name}" for when, name in zip(whens, names, strict=True)]
    shown = distinct(rows[::-1])[::-1]
    return [name + told.removeprefix(row) for name, row, told in zip(names, rows, shown, strict=True)]


def numbers_of(own: SubmissionQuerySet) -> dict[UUID, str]:
    """What stands behind the name of each attempt in the list, ` (1)`; nothing behind most."""
    attempts = list(own.newest_first()[:SHOWN])
    return {attempt.pk: name.removeprefix(str(attempt)) for _when, attempt, name in _told_apart(attempts)}


def _link(attempt: Submission, name: str) -> tuple[str, str]:
    """What an attempt is called and where it leads: to its result, or on with its questions."""
    if attempt.is_finished:
        return name, attempt.get_absolute_url()
    return _("Continue: %(name)s") % {"name": name}, attempt.address_of_next()


def _since(team_round: TeamRound) -> str:
    if team_round.closed_at:
        return _("closed %(day)s") % {"day": date_format(team_round.closed_at, "j F Y")}
    return _("open since %(day)s") % {"day": date_format(team_round.opened_at, "j F Y")}


@dataclass(frozen=True, slots=True)
class Row:
    change: Change
    before: str
    after: str

    @property
    def levels(self) -> str:
        """`+1`, `−1`, `0`; a dash where one of the two has no level."""
        by = self.change.levels
        return "–" if by is None else with_minus(f"{by:+d}") if by else "0"


class ComparePage:
    """Two attempts: how dimensions and answers moved from the earlier to the later one."""

    def __init__(self, first: Submission, second: Submission, numbers: Mapping[UUID, str]) -> None:
        """`numbers` tell attempts of one name and minute apart, as the list does."""
        self.numbers = numbers
        self.before, self.after = sorted((first, second), key=lambda each: (each.started_at, each.pk))
        self.comparison = compare(self.before.sheet(), self.after.sheet())

    def context(self) -> dict[str, object]:
        before, after = _span(self.before), _span(self.after)
        rows = [
            Row(change, in_words(change.question, change.before), in_words(change.question, change.after))
            for change in self.comparison.changes
        ]
        return {
            "before": self.before,
            "after": self.after,
            "comparison": self.comparison,
            "days": self._days(),
            "about": pair(self.before.workload_name, self.after.workload_name),
            "one_workload": self._one_workload(),
            "scores": (self.before.score_in_words, self.after.score_in_words),
            "score_by": _signed(None if before is None or after is None else apart(before, after)),
            "dimensions": [
                (each.dimension.name, _show(each.before), _show(each.after), _signed(each.by))
                for each in self.comparison.dimensions
            ],
            "changed": [row for row in rows if row.change.differs],
            "unchanged": [row for row in rows if not row.change.differs],
        }

    def _one_workload(self) -> bool:
        before, after = (workload_of(each.workload_name) for each in (self.before, self.after))
        return before == after != ""

    def _days(self) -> tuple[str, str]:
        """What tells the two apart: their workloads, and their days or the minutes of one day."""
        both = (self.before, self.after)
        names = [each.workload_name for each in both]
        apart_by_day = self.before.day != self.after.day
        whens = [
            each.day_in_words if apart_by_day else f"{each.minute_in_words}{self.numbers.get(each.pk, '')}"
            for each in both
        ]
        if all(names) and not self._one_workload():
            whens = [f"{name}, {when}" for name, when in zip(names, whens, strict=True)]
        first, second = distinct(whens)
        return first, second


def _span(attempt: Submission) -> Span | None:
    if attempt.score is None or attempt.score_high is None:
        return None
    return Fraction(attempt.score), Fraction(attempt.score_high)


def _show(value: Span | None) -> str:
    return "–" if value is None else show_range(*value)


def _signed(value: Span | None) -> str:
    if value is None:
        return "–"
    low, high = map(_with_sign, value)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def _with_sign(value: Fraction) -> str:
    return f"+{show(value)}" if value > 0 else with_minus(f"-{show(-value)}") if value < 0 else "0.0"
