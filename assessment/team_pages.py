"""What the pages of a team round show to its owner."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessment import links, rounds
from assessment.charts import MaturityCurve, maturity_curve
from assessment.models import Purpose, TeamRound
from assessment.scoring import Result, score
from assessment.team import FEWEST, Agreement, Combined


@dataclass(frozen=True, slots=True)
class Column:
    """One level in a distribution: how many chose it, and how high its bar is in tenths."""

    level: int
    count: int
    text: str


class TeamPage:
    """Counts without names; nothing combined below three raters."""

    def __init__(self, team_round: TeamRound) -> None:
        self.round = team_round
        self.ratings = list(rounds.finished_ratings(team_round))

    @cached_property
    def combined(self) -> Combined | None:
        return rounds.combine_ratings(self.ratings, self.round)

    def context(self) -> dict[str, object]:
        shown: dict[str, object] = {
            "round": self.round,
            "finished": len(self.ratings),
            "started": self.round.ratings.count(),
            "missing": max(FEWEST - len(self.ratings), 0),
            "fewest": FEWEST,
            "address": self._address(),
            "combined": self.combined,
        }
        if self.combined is not None:
            result = score(self.combined.sheet, self.round.questionnaire)
            shown |= {
                "result": result,
                "stage": self.round.questionnaire.stage(str(result.stage)),
                "score": result.as_json()["score"],
                "curve": self._curve(result),
                "rows": [(each, _columns(each)) for each in self.combined.agreements],
                "talk": [(each, _columns(each)) for each in self.combined.to_talk_about],
            }
        return shown

    def _address(self) -> str:
        link = links.current(Purpose.INVITE, team_round=self.round)
        return links.address(link) if link else ""

    def _curve(self, result: Result) -> MaturityCurve:
        return maturity_curve(
            self.round.questionnaire,
            title=_("%(team)s on the curve") % {"team": self.round.team_name},
            you=_("Team"),
            score=result.score,
            high=result.score_high,
            stage=result.stage,
        )


def _columns(agreement: Agreement) -> list[Column]:
    return [
        Column(level, count, agreement.question.levels[level])
        for level, count in enumerate(agreement.distribution)
    ]
