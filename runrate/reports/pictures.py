"""The drawings of a report: geometry worked out once with the text, and stored beside it."""

from dataclasses import asdict
from typing import Any

from assessment import charts as maturity_charts
from assessment.scoring import show
from calculator import charts as cost_charts
from calculator.costs import LINE_NAMES
from runrate.kit.numbers import breakdown, percentage
from runrate.reports.charts import cover_iceberg, cover_stages
from runrate.reports.language import gettext as _
from runrate.reports.reading import Assessment, Reading, Scenario


def pictures(reading: Reading) -> dict[str, Any]:
    """Every chart this reading has the data for, by name, as text that templates draw."""
    drawn: dict[str, Any] = {}
    if reading.scenario:
        drawn |= _cost_pictures(reading.scenario)
    if reading.assessment:
        drawn |= _maturity_pictures(reading, reading.assessment)
    return {
        name: chart if isinstance(chart, str) else asdict(chart) for name, chart in drawn.items() if chart
    }


def _cost_pictures(scenario: Scenario) -> dict[str, Any]:
    estimate = scenario.estimate
    drawn: dict[str, Any] = {
        "iceberg": cost_charts.iceberg(estimate, [_(name) for name in LINE_NAMES.values()]),
    }
    if estimate.visible_share is not None:
        visible, hidden = breakdown([estimate.visible_share, 1 - estimate.visible_share])
        drawn["cover_iceberg"] = cover_iceberg(
            estimate.visible_share,
            visible_words=_("Tokens, on the invoice: {share}").format(share=percentage(visible)),
            hidden_words=_("Below the waterline: {share}").format(share=percentage(hidden))
            if estimate.complete
            else _("Below the waterline, as far as entered: {share}").format(share=percentage(hidden)),
        )
    return drawn


def _maturity_pictures(reading: Reading, assessment: Assessment) -> dict[str, Any]:
    stage = reading.questionnaire.stage(assessment.stage)
    you = _("You: {score} of 100").format(score=show(assessment.score))
    drawn: dict[str, Any] = {}
    if not reading.scenario:
        drawn["cover_stages"] = cover_stages(
            assessment.score,
            [(each.name, each.floor) for each in reading.questionnaire.stages],
            title=_("The five stages, filled up to a score of {score}").format(score=show(assessment.score)),
            you=you,
        )
    result = assessment.result
    drawn["curve"] = maturity_charts.maturity_curve(
        reading.questionnaire,
        title=_("{score} of 100: the stage is {stage}").format(
            score=show(assessment.score), stage=stage.name
        ),
        you=_("You:"),
        score=assessment.score,
        high=result.score_high,
        stage=result.stage,
    )
    drawn["dimensions"] = maturity_charts.dimension_bars(
        reading.questionnaire,
        result.dimensions,
        weakest=result.weakest_dimension,
        title=_("{dimension} is the weakest of the five sides").format(
            dimension=reading.questionnaire.dimension(result.weakest_dimension or "").name
        ),
    )
    return drawn
