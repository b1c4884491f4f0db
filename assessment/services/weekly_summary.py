"""What the kept weekly sums say: stages, dimensions, weakest links, and how each question is answered."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from assessment.domain import questionnaire
from assessment.domain.scoring import show
from assessment.models import StageName, week_of
from assessment.services import weekly_stats


@dataclass(frozen=True, slots=True)
class Share:
    name: str
    count: int
    of: Fraction

    @property
    def words(self) -> str:
        return f"{show(self.of * 100)}%"


@dataclass(frozen=True, slots=True)
class Mean:
    name: str
    value: Fraction

    @property
    def words(self) -> str:
        return show(self.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: how many of those who were asked gave no level, the lowest, the highest."""

    number: int
    text: str
    unknown: str
    floor: str
    ceiling: str
    not_applicable: str


class Period:
    """The weeks up to a day, summed for the current version."""

    def __init__(self, *, until: date, weeks: int, version: str | None = None) -> None:
        self.version = version or questionnaire.CURRENT
        self.instrument = questionnaire.load(self.version)
        last = week_of(until)
        self.mondays = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
        self.by_week = weekly_stats.between(self.version, self.mondays[0], last)
        self.sums: Counter[str] = Counter()
        for week in self.by_week.values():
            self.sums.update(week)
        self.finished = self.sums["finished"]

    def weekly(self) -> list[tuple[str, int]]:
        empty: Counter[str] = Counter()
        return [(f"{day:%Y-%m-%d}", self.by_week.get(day, empty)["finished"]) for day in self.mondays]

    def stages(self) -> list[Share]:
        return [self._share(str(name), f"stage.{key}") for key, name in StageName.choices]

    def weakest(self) -> list[Share]:
        """The weakest link, most common first; who has several of them counts for each."""
        shares = [self._share(each.name, f"weakest.{each.key}") for each in self.instrument.dimensions]
        shares.append(self._share(_("None stands out"), f"weakest.{weekly_stats.EVEN}"))
        return sorted(shares, key=lambda share: -share.count)

    def means(self) -> list[Mean]:
        return [Mean(each.name, self._mean(f"dimension.{each.key}.")) for each in self.instrument.dimensions]

    def questions(self) -> list[Asked]:
        return [
            Asked(
                question.number,
                question.text,
                *(self._share("", f"answer.{question.key}.{key}").words for key in ("dk", "0", "4", "na")),
            )
            for question in self.instrument.questions
        ]

    def _share(self, name: str, key: str) -> Share:
        count = self.sums[key]
        return Share(name, count, Fraction(count, self.finished) if self.finished else Fraction(0))

    def _mean(self, prefix: str) -> Fraction:
        values = [(Fraction(key[len(prefix) :]), n) for key, n in self.sums.items() if key.startswith(prefix)]
        total = sum(n for _value, n in values)
        return sum((value * n for value, n in values), Fraction(0)) / total if total else Fraction(0)
