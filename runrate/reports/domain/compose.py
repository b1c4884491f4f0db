"""One source in, the whole report in words out. Pure, and the same every time."""

from collections.abc import Iterable, Mapping

from runrate.core.text import one_name
from runrate.core.translation import gettext as _
from runrate.reports.domain.beside_a_bill.volumes import at_the_volume_estimated, measured_volume
from runrate.reports.domain.content import Content, CoverLine, Missing
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.sections.against_bill import describe_bill
from runrate.reports.domain.sections.answers import describe_answers
from runrate.reports.domain.sections.basis import measured_inputs
from runrate.reports.domain.sections.costing import describe_cost
from runrate.reports.domain.sections.findings import summarize
from runrate.reports.domain.sections.maturity import describe_maturity
from runrate.reports.domain.sections.method import describe_method
from runrate.reports.domain.sections.pictures import pictures
from runrate.reports.domain.sections.recommendations import recommend
from runrate.reports.domain.sections.scaling import describe_scale
from runrate.reports.domain.wording import long_date

COMPOSER_VERSION = "39"
"""Raised by hand with every change to what a report says; how it looks is in the key by itself (`shape`)."""


def compose(source: Source, *, versions: Mapping[str, str] | None = None) -> Content:
    """Everything a report says. `versions` are those of template and library, printed with the method."""
    reading = read(source)
    assessment, scenario = reading.assessment, reading.scenario
    billed = source.costed.billed if source.costed else None
    composed = Content(
        title=_("What your AI really costs") if scenario else _("How well your AI costs are managed"),
        subtitle=_subtitle(reading),
        subjects=tuple(dict.fromkeys(_subjects(reading))),
        made_on=long_date(source.made_on),
        paper=source.paper,
        version=COMPOSER_VERSION,
        cover=tuple(_cover(source.cover)),
        confidentiality=source.cover.confidentiality,
        example=source.example,
        imported=_("from the imported file, which this site did not make") if source.imported else "",
        summary=summarize(reading),
        maturity=describe_maturity(reading, assessment) if assessment else None,
        answers=describe_answers(reading, assessment) if assessment else None,
        cost=describe_cost(scenario) if scenario else None,
        bill=describe_bill(
            scenario.workload, billed, measured=measured_inputs(reading), exchange=scenario.exchange
        )
        if scenario and billed
        else None,
        scale=describe_scale(scenario) if scenario else None,
        recommendations=recommend(reading, assessment) if assessment else None,
        method=describe_method(reading, versions=versions or {}),
        missing=tuple(_missing(reading)),
        charts=pictures(reading),
    )
    return composed if measured_volume(reading) is None else at_the_volume_estimated(composed)


def _cover(cover: Cover) -> Iterable[CoverLine]:
    labels = {
        "organisation": _("Organization"),
        "author": _("Author"),
        "audience": _("Audience"),
        "confidentiality": _("Confidentiality"),
    }
    for name, words in cover.given():
        yield CoverLine(labels[name], words)


def _subtitle(reading: Reading) -> str:
    if reading.assessment and reading.scenario:
        return _("AI cost maturity and unit cost")
    return _("AI cost maturity") if reading.assessment else _("AI unit cost")


def _subjects(reading: Reading) -> Iterable[str]:
    """What and whom the report is about. Both workloads are named where the halves differ."""
    yield from reading.workload_names
    assessed = reading.source.assessed
    if assessed and assessed.team_name:
        yield one_name(assessed.team_name)
    if assessed and assessed.team:
        yield _("a team of {count}").format(count=assessed.team.raters)


def _missing(reading: Reading) -> Iterable[Missing]:
    if reading.scenario is None:
        yield Missing(
            _("What a scenario would add"),
            _("This report rests on an assessment alone, without dollars. With a scenario it would show:"),
            (
                _("the full cost per unit, line by line, with the share below the waterline"),
                _("how that cost moves with volume, and which input moves it most"),
                _("what each step up the curve is worth per month in your own numbers"),
                _("whether one unit is worth what it costs"),
            ),
        )
    elif not reading.scenario.scales:
        yield Missing(
            _("What volume and cost would add"),
            _("Without units or without any cost there is nothing to scale. With both it would show:"),
            (
                _("how the cost per unit moves with volume"),
                _("which input moves the total most"),
                _("how far total and unit cost may turn out lower or higher"),
            ),
        )
    if reading.assessment is None:
        yield Missing(
            _("What an assessment would add"),
            _("This report rests on a scenario alone. With fifteen answers it would show:"),
            (
                _("the stage on the maturity curve, and what holds it there"),
                _("what each step up the curve is worth per month on the lines above"),
                _("a plan for ninety days, in the order in which to take the steps"),
                _("where the answers and the scenario contradict each other"),
            ),
        )
