"""Which volume is meant where a bill measured another one than the estimate has: never one called today's."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, cast

from calculator.domain.costs import numbers, volume
from runrate.core.text import cut
from runrate.core.translation import gettext as _
from runrate.reports.domain.content import Content
from runrate.reports.domain.evaluation import Reading


def measured_volume(reading: Reading) -> Fraction | None:
    """The units that a bill stands for; None without one, and where it has as many as the estimate."""
    costed = reading.source.costed
    if costed is None or costed.billed is None:
        return None
    ours, theirs = (volume(numbers(each)) for each in (costed.workload, costed.billed.workload))
    return None if ours == theirs or not ours * theirs else theirs


def which_volume(reading: Reading) -> Iterator[str]:
    """Beside what the month costs: that it is of the volume estimated; both stand with the gap to a bill."""
    theirs, costed = measured_volume(reading), reading.source.costed
    if theirs is not None and reading.scenario and costed and costed.billed:
        yield _("That is the volume estimated, not the one measured ({source}).").format(
            source=costed.billed.source
        )


def at_the_volume_estimated(content: Content) -> Content:
    """The same report, with the estimate's volume called that wherever a sentence of ours calls it today's.

    What people wrote themselves, as evidence, stays as they wrote it.
    """
    answers = content.answers
    return replace(
        content,
        summary=_worded(content.summary),
        answers=answers and replace(answers, contradictions=_worded(answers.contradictions)),
        cost=_worded(content.cost),
        scale=_worded(content.scale),
        method=_worded(content.method),
        charts=_of_charts(_worded(content.charts)),
    )


def _called() -> tuple[tuple[str, str], ...]:
    """Within a sentence, and where it begins one."""
    return (
        (_("today's volume"), _("the estimated volume")),
        (_("Today's volume"), _("The estimated volume")),
    )


def _worded[T](value: T) -> T:
    """The same data with each text worded so."""
    if isinstance(value, str):
        said: str = value
        for ours, theirs in _called():
            said = said.replace(ours, theirs)
        return cast("T", said)
    if isinstance(value, Mapping):
        return cast("T", {key: _worded(each) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return cast("T", type(value)(_worded(each) for each in value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _worded(getattr(value, each.name)) for each in fields(value)})
    return value


def _of_charts(charts: Mapping[str, Any]) -> dict[str, Any]:
    """A drawing's mark of the volume that the report is worked out for, no longer than there is room."""
    drawn = dict(charts)
    for name in drawn.keys() & {"scale", "scale_narrow"}:
        drawn[name] = {**drawn[name], "mark": _("estimated")}
    today, estimated = (said.partition("{")[0] for said in (_("today {volume}"), _("estimated {volume}")))
    for name in drawn.keys() & {"paying", "paying_narrow"}:
        label = drawn[name]["today_label"]
        said = estimated + label.removeprefix(today)
        drawn[name] = {**drawn[name], "today_label": cut(said, len(label)) if label.endswith("…") else said}
    return drawn
