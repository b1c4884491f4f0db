"""What the page of a result shows: its words, its charts, its steps."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessment.domain import published_figures
from assessment.domain.answer_words import Given, answers_in_words
from assessment.domain.charts import (
    NARROW,
    WIDE,
    BarShape,
    MaturityCurve,
    dimension_bars,
    maturity_curve,
    show_range,
)
from assessment.domain.dimension_words import bars_title, lowest_shown
from assessment.domain.next_steps import FIRST, Step, next_of, next_steps, topic_with_number, why_later
from assessment.domain.percentile import FEWEST, Standing
from assessment.domain.questionnaire import Dimension, Questionnaire
from assessment.domain.scoring import Cap, Result
from assessment.domain.statements import in_one, statements
from assessment.domain.way_up import Raise, way_out, way_up
from assessment.domain.way_words import cap_in_words, in_words, waiting_in_words, way_out_in_words
from assessment.models import Submission, TeamRound
from assessment.web.markup import PARTS
from runrate.core import idempotency
from runrate.core.rendering.cached_parts import cached_part
from runrate.core.text import listed


class ResultPage:
    """A finished submission under the rules and in the words of its own version."""

    def __init__(
        self,
        submission: Submission,
        standings: dict[str, Standing] | None = None,
        *,
        shared: bool = False,
        counts_in: TeamRound | None = None,
    ) -> None:
        """`counts_in` is the round of a team in which the answers count."""
        self.submission = submission
        self.standings = standings or {}
        self.shared = shared
        self.counts_in = counts_in
        self.instrument: Questionnaire = submission.questionnaire
        self.sheet = submission.sheet()

    @cached_property
    def result(self) -> Result:
        return self.submission.result_now()

    def context(self) -> dict[str, object]:
        """What the templates of a result say and choose their words by."""
        submission, result = self.submission, self.result
        way = way_up(self.sheet, result, self.instrument)
        steps = next_steps(self.sheet, result, self.instrument, way=way)
        order = [step.question.key for step in steps]
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
            "weakest": listed(self.instrument.dimension(key).name for key in result.weakest),
            "weakest_is_open": result.weakest_is_open,
            "weakest_count": len(self.result.weakest),
            "submission": submission,
            "workload_name": submission.workload_name,
            "team_name": submission.team_name,
            "counts_in": self.counts_in,
            "industry": submission.industry,
            "workload_query": quote(submission.workload_name, safe=""),
            "about": self._about(),
            "score": localize(submission.score),
            "score_high": localize(submission.score_high),
            "evidenced_score": localize(submission.evidenced_score),
            "weakest_value": self._weakest_value(),
            "dimensions": self._meanings(steps),
            "holdings": _joined(self._holding(cap, order) for cap in result.caps),
            "find_out": _joined(self._to_find_out(key, order) for key in result.find_out),
            "first_steps": _joined(_step(step, order) for step in steps[:FIRST]),
            "weakest_among_first": len(steps) >= FIRST
            and any(step.question.dimension in self.result.weakest for step in steps[:FIRST]),
            "why_later": why_later(
                [step.question for step in steps], result, self.instrument, by_dollars=False
            ),
            "further_steps": _joined(_step(step, order) for step in steps[FIRST:]),
            "next_stage_steps": _joined(_raise(each, order) for each in way),
            "at_the_top": "" if steps else self._at_the_top(),
            "next_stage_waiting": waiting_in_words(way),
            "given": _joined(self._given(each) for each in answers_in_words(submission.sheet())),
            "standing": self._standing(),
            "curve_title": curve.title,
            "curve": cached_part("charts/maturity_curve.svg", chart=curve),
            "stages_table": _table(curve, who=self._who()),
            "bars_title": self._bars_title(),
            "bars": self._bars(WIDE),
            "bars_narrow": self._bars(NARROW),
            "once": idempotency.token(),
            "once_more": idempotency.token(),
        }

    def _about(self) -> str:
        """What the result is of, in the line above its headline."""
        submission = self.submission
        shared = _("Shared with you") if self.shared else ""
        nameless = self.shared and not (submission.workload_name or submission.team_name)
        name = _("an unnamed team") if nameless else submission.workload_name
        said = (shared, name, submission.team_name, submission.day_in_words)
        return " · ".join(filter(None, said))

    def _given(self, given: Given) -> SafeString:
        question, note = given.question, "" if self.shared else given.note
        words = {"number": question.number, "text": question.text, "words": given.words}
        # A reason why it does not apply is in somebody's own words, as a note is.
        if self.shared and given.has_reason:
            words["words"] = _("Does not apply")
        elif note or given.has_reason:
            return _part("given.html", **words, note=note)
        return cached_part(PARTS + "given.html", **words)

    def _at_the_top(self) -> str:
        """What is left to do where no step is: evidence is fresh only where it is there."""
        if self.result.evidenced_score == self.result.score:
            return _("Every step is taken: keep what backs the answers fresh.")
        return _(
            "Every step is taken. What is left is evidence: put a link, or four words on what shows it, to "
            "each answer of level 3 or 4 that has neither."
        )

    def _to_find_out(self, key: str, order: Sequence[str]) -> SafeString:
        question = self.instrument.question(key)
        topic = topic_with_number(question, order)
        return cached_part(PARTS + "find_out.html", topic=topic, text=question.find_out)

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
        known = [(asked.get(each.question), each) for each in published_figures.published()]
        return cached_part(PARTS + "anchors.html", anchors=tuple(known), fewest=FEWEST)

    def _curve(self) -> MaturityCurve:
        name = self.instrument.stage(str(self.result.stage)).name
        # Whoever was sent the result is not the team it is about.
        title = _("The team is at %(stage)s") if self.shared else _("Your team is at %(stage)s on the curve")
        return maturity_curve(
            self.instrument,
            title=title % {"stage": name},
            you=self._who(),
            score=self.result.score,
            high=self.result.score_high,
            stage=self.result.stage,
        )

    def _who(self) -> str:
        """Whose result it is, for the one who reads it."""
        return _("Team") if self.shared else _("You")

    def _bars_title(self) -> str:
        return bars_title(self.instrument, self.result)

    def _bars(self, shape: BarShape) -> SafeString:
        bars = dimension_bars(
            self.instrument,
            self.result.dimensions,
            shape,
            weakest=self._marked(),
            title=self._bars_title(),
            highs=self.result.dimensions_high,
        )
        return cached_part("charts/dimension_bars.svg", chart=bars)

    def _weakest_value(self) -> str:
        """Of the one that may be the weakest its own range; of several their lowest."""
        result = self.result
        if not result.weakest_is_open:
            return lowest_shown(result)
        first = result.weakest[0]
        low = result.dimensions[first] or Fraction(0)
        return show_range(low, result.dimensions_high[first] if len(result.weakest) == 1 else low)

    def _marked(self) -> tuple[str, ...]:
        """The weakest dimensions, where answers that are not known cannot make others the weakest."""
        return () if self.result.weakest_is_open else self.result.weakest

    def _meanings(self, steps: Sequence[Step]) -> SafeString:
        drawn = []
        for dimension in self.instrument.dimensions:
            value = self.result.dimensions[dimension.key]
            if value is None:
                continue
            shown = show_range(value, self.result.dimensions_high[dimension.key])
            drawn.append(self._meaning(dimension, shown, steps, weakest=dimension.key in self._marked()))
        return _joined(drawn)

    def _meaning(
        self, dimension: Dimension, value: str, steps: Sequence[Step], *, weakest: bool
    ) -> SafeString:
        ordered = [(step.question, step.frm) for step in steps]
        question, level = next_of(dimension, ordered, self.sheet, self.instrument)
        return cached_part(
            PARTS + "meaning.html",
            name=dimension.name,
            value=value,
            weakest=weakest,
            meaning=in_one(statements(dimension, self.sheet, self.instrument)),
            number=next((n for n, (each, _level) in enumerate(ordered, 1) if each == question), None),
            next_step=question.find_out if level is None else question.advice[level],
        )

    def _next_stage(self) -> object:
        place = [stage.key for stage in self.instrument.stages].index(str(self.result.stage)) + 1
        return self.instrument.stages[place] if place < len(self.instrument.stages) else None

    def _holding(self, cap: Cap, order: Sequence[str]) -> SafeString:
        """A cap in words, with the nearest way out."""
        way = way_out(cap, self.sheet, self.instrument)
        moves = (in_words(each, topic_with_number(each.question, order)) for each in way)
        words = way_out_in_words(moves, way)
        return _part("holding.html", words=cap_in_words(cap, self.result, self.instrument), way_out=words)


def _step(step: Step, order: Sequence[str]) -> SafeString:
    question = step.question
    return cached_part(
        PARTS + "step.html",
        topic=topic_with_number(question, order),
        text=step.text,
        target="" if step.frm is None else step.target,
        who=question.who,
        effort=step.effort,
    )


def _raise(step: Raise, order: Sequence[str]) -> SafeString:
    return cached_part(
        PARTS + "next_step.html",
        move=in_words(step, topic_with_number(step.question, order)),
        target=step.target if step.to else "",
    )


def _table(curve: MaturityCurve, *, who: str) -> SafeString:
    you = curve.you.label if curve.you else ""
    return cached_part(PARTS + "stages_table.html", title=curve.title, bands=curve.bands, you=you, who=who)


def _part(template: str, **context: object) -> SafeString:
    return render_to_string(PARTS + template, context)


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308  # markup of our templates
