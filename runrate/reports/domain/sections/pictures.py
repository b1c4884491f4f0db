"""The drawings of a report: geometry calculated once with the text, and stored beside it."""

from dataclasses import asdict
from typing import Any

from assessment.domain import charts as maturity_charts
from assessment.domain.dimension_words import bars_title
from assessment.domain.scoring import show
from calculator.domain import charts as cost_charts
from calculator.domain.break_even.strip import NARROW, strip_of
from calculator.domain.capacity import doable
from calculator.domain.costs import numbers
from calculator.domain.drawings.cost_bars import NARROW as NARROW_BARS
from calculator.domain.drawings.cost_bars import cost_lines
from calculator.domain.verdict import visible_label, visible_name
from calculator.domain.what_if import curves
from calculator.domain.what_if.curve_shapes import NARROW as NARROW_CURVE
from calculator.domain.what_if.swing_words import moved_name
from calculator.usage.analysis.waterfall import NARROW as NARROW_WATERFALL
from calculator.usage.analysis.waterfall import waterfall
from runrate.core.translation import gettext as _
from runrate.reports.domain.charts import cover_iceberg, cover_stages, strip
from runrate.reports.domain.evaluation import DRIVERS, Assessment, Reading, Scenario

MOST_LINES_ON_A_BOARD_PAGE = 12


def pictures(reading: Reading) -> dict[str, Any]:
    """Every chart this reading has the data for, by name, as text that templates draw."""
    drawn: dict[str, Any] = {}
    if reading.scenario:
        drawn |= _cost_pictures(reading.scenario)
    if (
        reading.scenario
        and not reading.assessment
        and len(reading.scenario.estimate.listed) <= MOST_LINES_ON_A_BOARD_PAGE
    ):
        # The board page has room for it where no maturity curve stands.
        drawn["cost_lines"] = cost_lines(reading.scenario.estimate, ranked=True)
        drawn["cost_lines_narrow"] = cost_lines(reading.scenario.estimate, NARROW_BARS, ranked=True)
    if reading.scenario and reading.source.costed and reading.source.costed.billed:
        found = reading.source.costed.billed.against(reading.scenario.workload)
        gap, basis, by_tool = found.variance, found.basis, found.by_tool
        drawn |= {
            "waterfall": waterfall(gap, basis=basis, by_tool=by_tool),
            "waterfall_narrow": waterfall(gap, NARROW_WATERFALL, basis, by_tool=by_tool),
        }
    if reading.assessment:
        drawn |= _maturity_pictures(reading, reading.assessment)
    return {
        name: chart if isinstance(chart, str) else asdict(chart) for name, chart in drawn.items() if chart
    }


def _cost_pictures(scenario: Scenario) -> dict[str, Any]:
    estimate = scenario.estimate
    bound = doable(numbers(scenario.workload), estimate.attempts_per_unit)
    swings = scenario.swings[:DRIVERS]
    visible = visible_name(estimate)
    inputs = {swing.field: moved_name(scenario.workload, swing.field) for swing in swings}
    drawn: dict[str, Any] = {
        "iceberg": cost_charts.iceberg(estimate),
        "scale": curves.scale_curve(scenario.scale, scenario.unit, visible=visible),
        "tornado": curves.tornado(swings, estimate.total_monthly, inputs),
        # For a phone; paper has the room for the wide ones.
        "scale_narrow": curves.scale_curve(scenario.scale, scenario.unit, NARROW_CURVE, visible=visible),
        "tornado_narrow": curves.tornado(swings, estimate.total_monthly, inputs, NARROW_CURVE),
        "paying": strip_of(estimate, scenario.unit, bound=bound),
        "paying_narrow": strip_of(estimate, scenario.unit, NARROW, bound=bound),
    }
    if estimate.visible_share is not None:
        drawn["cover_iceberg"] = cover_iceberg(
            estimate.visible_share,
            visible_words=visible_label(estimate),
            hidden_words=_("lies below the waterline")
            if estimate.complete
            else _("lies below, as far as entered"),
        )
    return drawn


def _maturity_pictures(reading: Reading, assessment: Assessment) -> dict[str, Any]:
    stage = reading.questionnaire.stage(assessment.stage)
    shown = assessment.shown
    you = _("You: {score} of 100").format(score=shown)
    drawn: dict[str, Any] = {}
    if not reading.scenario:
        drawn["cover_stages"] = cover_stages(
            assessment.score,
            [(each.name, each.floor) for each in reading.questionnaire.stages],
            current=stage.name,
            title=_("The five stages, lit up to {stage}, with a mark at a score of {score}").format(
                stage=stage.name, score=show(assessment.score)
            ),
            you=you,
        )
    result = assessment.result
    drawn["strip"] = strip(
        assessment.score,
        result.score_high or assessment.score,
        [(each.name, each.floor) for each in reading.questionnaire.stages],
        current=stage.name,
        title=_("The five stages with you at {score}").format(score=shown),
        you=you,
    )
    drawn["curve"] = maturity_charts.maturity_curve(
        reading.questionnaire,
        title=_("{score} of 100: the stage is {stage}").format(score=shown, stage=stage.name),
        you=_("You:"),
        score=assessment.score,
        high=result.score_high,
        stage=result.stage,
    )
    shapes = {"dimensions": maturity_charts.WIDE, "dimensions_narrow": maturity_charts.NARROW}
    for name, shape in shapes.items():
        drawn[name] = maturity_charts.dimension_bars(
            reading.questionnaire,
            result.dimensions,
            shape,
            weakest=assessment.weakest_for_sure,
            title=bars_title(reading.questionnaire, result),
            highs=result.dimensions_high,
        )
    return drawn
