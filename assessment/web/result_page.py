"""What the page of a result shows: its words, its charts, its steps."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.domain import published_figures
from assessment.domain.charts import MaturityCurve, dimension_bars, maturity_curve
from assessment.domain.next_steps import FIRST, lowest_of, next_steps, way_out
from assessment.domain.percentile import FEWEST, Standing
from assessment.domain.questionnaire import Dimension, Questionnaire
from assessment.domain.scoring import Cap, Result, show, stage_of
from assessment.domain.way_up import way_up
from assessment.models import Submission
from assessment.services.answer_text import Given, answers_in_words
from runrate.core import once
from runrate.core.text import listed

PARTS = "assessment/parts/"


class ResultPage:
    """A finished submission under the rules and in the words of its own version."""

    def __init__(
        self,
        submission: Submission,
        standings: dict[str, Standing] | None = None,
        *,
        shared: bool = False,
    ) -> None:
        self.submission = submission
        self.standings = standings or {}
        self.shared = shared
        self.instrument: Questionnaire = submission.questionnaire
        self.sheet = submission.sheet()

    @cached_property
    def result(self) -> Result:
        return self.submission.result_now()

    def response(self, request: HttpRequest) -> HttpResponse:
        return render(request, "assessment/result.html", self.context())

    def context(self) -> dict[str, object]:
        """What the templates of a result say and choose their words by."""
        submission, result = self.submission, self.result
        steps = next_steps(self.sheet, result, self.instrument)
        curve = self._curve()
        return {
            "version": submission.version,
            "shared": self.shared,
            "has_range": result.score != result.score_high,
            "is_even": not self.result.weakest,
            "evidence_differs": submission.evidenced_score != submission.score,
            "find_out_count": len(result.find_out),
            "stage": self.instrument.stage(str(result.stage)),
            "stage_without_caps": self.instrument.stage(str(result.stage_without_caps)),
            "next_stage": self._next_stage(),
            "weakest": self._weakest_in_words(),
            "weakest_count": len(self.result.weakest),
            "submission": submission,
            "workload_name": submission.workload_name,
            "team_name": submission.team_name,
            "industry": submission.industry,
            "workload_query": quote(submission.workload_name, safe=""),
            "day": submission.day_in_words,
            "score": localize(submission.score),
            "score_high": localize(submission.score_high),
            "evidenced_score": localize(submission.evidenced_score),
            "weakest_value": _show(result.dimensions[str(result.weakest_dimension)]),
            "dimensions": self._meanings(),
            "holdings": _joined(self._holding(cap) for cap in result.caps),
            "find_out": _joined(
                _part("find_out.html", question=self.instrument.question(key)) for key in result.find_out
            ),
            "first_steps": _joined(_part("step.html", step=step) for step in steps[:FIRST]),
            "further_steps": _joined(_part("step.html", step=step) for step in steps[FIRST:]),
            "next_stage_steps": _joined(
                _part("next_step.html", step=step) for step in way_up(self.sheet, result, self.instrument)
            ),
            "given": _joined(self._given(each) for each in answers_in_words(submission)),
            "standing": self._standing(),
            "curve_title": curve.title,
            "curve": render_to_string("charts/maturity_curve.svg", {"chart": curve}),
            "stages_table": _part("stages_table.html", curve=curve),
            "bars_title": self._bars_title(),
            "bars": self._bars(),
            "once": once.token(),
            "once_more": once.token(),
        }

    def _given(self, given: Given) -> SafeString:
        note = "" if self.shared else given.note
        return _part("given.html", question=given.question, words=given.words, note=note)

    def _standing(self) -> SafeString:
        industry = self.submission.industry
        standing, beside = self.standings.get(""), self.standings.get(industry) if industry else None
        if not (standing or beside):
            return SafeString() if self.shared else self._anchors()
        context = {"standing": standing, "industry_standing": beside, "submission": self.submission}
        return render_to_string(PARTS + "standing.html", context)

    def _anchors(self) -> SafeString:
        """What was published elsewhere, as long as there is nothing of our own to compare with."""
        asked = {question.key: question.number for question in self.instrument.questions}
        known = [
            (asked[each.question], each) for each in published_figures.published() if each.question in asked
        ]
        return render_to_string(PARTS + "anchors.html", {"anchors": known, "fewest": FEWEST})

    def _curve(self) -> MaturityCurve:
        name = self.instrument.stage(str(self.result.stage)).name
        # Whoever was sent the result is not the team it is about.
        title = _("The team is at %(stage)s") if self.shared else _("Your team is at %(stage)s on the curve")
        return maturity_curve(
            self.instrument,
            title=title % {"stage": name},
            you=_("Team") if self.shared else _("You"),
            score=self.result.score,
            high=self.result.score_high,
            stage=self.result.stage,
        )

    def _bars_title(self) -> str:
        weakest = self.result.weakest
        if not weakest:
            return _("All five dimensions are even")
        return ngettext(
            "%(dimensions)s is the weakest of five", "%(dimensions)s are the weakest of five", len(weakest)
        ) % {"dimensions": self._weakest_in_words()}

    def _bars(self) -> SafeString:
        weakest = self.result.weakest
        alone = weakest[0] if len(weakest) == 1 else None
        bars = dimension_bars(
            self.instrument, self.result.dimensions, weakest=alone, title=self._bars_title()
        )
        return render_to_string("charts/dimension_bars.svg", {"chart": bars})

    def _weakest_in_words(self) -> str:
        names = [self.instrument.dimension(key).name for key in self.result.weakest]
        return listed(names)

    def _meanings(self) -> SafeString:
        drawn = []
        for dimension in self.instrument.dimensions:
            value = self.result.dimensions[dimension.key]
            if value is None:
                continue
            stage = stage_of(value, self.instrument)
            weakest = dimension.key in self.result.weakest
            drawn.append(self._meaning(dimension, stage, _show(value), weakest=weakest))
        return _joined(drawn)

    def _meaning(self, dimension: Dimension, stage: str, value: str, *, weakest: bool) -> SafeString:
        question, level = lowest_of(dimension, self.sheet, self.instrument)
        words = {
            "dimension": dimension,
            "meaning": dimension.meaning[stage],
            "weakest": weakest,
            "question": question,
            "next_step": "" if level is None else question.advice[level],
        }
        return _part("meaning.html", **words, value=value)

    def _next_stage(self) -> object:
        place = [stage.key for stage in self.instrument.stages].index(str(self.result.stage)) + 1
        return self.instrument.stages[place] if place < len(self.instrument.stages) else None

    def _holding(self, cap: Cap) -> SafeString:
        """A cap in words, with the nearest way out."""
        steps = way_out(cap, self.sheet, self.instrument)
        return _part("holding.html", holding={"words": self._cap_in_words(cap), "way_out": steps})

    def _cap_in_words(self, cap: Cap) -> str:
        limit = self.instrument.stage(cap.limit).name
        if cap.rule == "weak_link":
            words = _(
                "%(dimension)s is the weak link: the stage cannot be more than one above it, so %(limit)s."
            )
            return words % {"dimension": self.instrument.dimension(str(cap.dimension)).name, "limit": limit}
        if cap.rule == "unit_cost":
            return _("The full cost of a unit has to be known before the stage can be above %(limit)s.") % {
                "limit": limit
            }
        return _("Four or more answers are not known, which holds the stage at %(limit)s.") % {"limit": limit}


def _part(template: str, **context: object) -> SafeString:
    return render_to_string(PARTS + template, context)


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308  # markup of our templates


def _show(value: Fraction | None) -> str:
    return "" if value is None else show(value)
