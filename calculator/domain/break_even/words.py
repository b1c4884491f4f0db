"""At which volumes it pays, in one sentence, with the step at which it stops."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from calculator.domain.break_even.doable import Doable
from calculator.domain.break_even.search import Run, StepCost
from calculator.domain.break_even.volumes import TOO_MANY_STARTS, PayingVolumes
from calculator.domain.units import counted, plural_of
from runrate.core.numbers import count, half_up
from runrate.core.telling_apart.figures import counts_apart
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

LISTED: Final = 5
LISTED_OF_MANY: Final = 2
NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def paying_sentence(
    found: PayingVolumes,
    *,
    unit: str,
    today: Fraction,
    complete: bool,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Which volumes pay, from where on for good, and what starts where it stops.

    `today` is the month's volume: from where on it pays for good comes first where that is reached already.
    `complete` is whether every cost line was entered; `names` are those of the lines of one's own, by key.
    """
    if found.runs is None:
        return _(TOO_MANY_STARTS)
    if not found.runs:
        return _nothing_pays(found, unit)
    *before, last = found.runs
    if last.last is not None:
        return _at_full_blocks(found.runs, unit, complete=complete)
    if not before:
        return _from_one_volume(found, last.first, unit, complete=complete)
    first, some = _between(before[0], unit), _further(before, more=found.more)
    if today >= last.first:
        return _pays(
            _("{from_there}, and {between}").format(
                from_there=_from_there(last.first, unit),
                between=listed([_between(before[0]), *some]),
            ),
            complete=complete,
        )
    return _pays(
        _("{between}, and from {volume} on: {cause}").format(
            between=listed([first, *some]),
            volume=count(last.first),
            cause=_cause(found, _end_in_question(found, before, today) + 1, names),
        ),
        complete=complete,
    )


def _further(runs: Sequence[Run], *, more: bool) -> list[str]:
    """The runs after the first one, as many as are told."""
    some = [_between(run) for run in runs[1 : LISTED if len(runs) <= LISTED else LISTED_OF_MANY]]
    if more:
        some.append(_("in many more ranges"))
    elif len(runs) > LISTED:
        some.append(_("in {count} more ranges").format(count=len(runs) - LISTED_OF_MANY))
    return some


def paying_up_to(found: PayingVolumes, bound: Doable, unit: str, *, complete: bool) -> str:
    """The same where not all can be done, and some volume pays: no run goes on without end."""
    runs, more = found.up_to(bound)
    if not runs:
        return _("No volume pays that the instances can do: they do {most} per month at most.").format(
            most=counted(bound.most, unit)
        )
    said = (
        _("Pays {volumes}. The instances can do {most} per month at most.")
        if complete
        else _("As far as entered, it pays {volumes}. The instances can do {most} per month at most.")
    )
    return said.format(
        volumes=listed([_between(runs[0], unit), *_further(runs, more=more)]), most=count(bound.most)
    )


def paying_as_review_falls(found: PayingVolumes, bound: Doable | None, unit: str, *, complete: bool) -> str:
    """Which volumes pay with the share that is reviewed of each; nobody looked at greater ones."""
    if found.runs is None:
        return _(TOO_MANY_STARTS)
    runs, more = (found.runs, found.more) if bound is None else found.up_to(bound)
    most = counted(found.looked_at or 0, unit)
    if not runs:
        return _(
            "With a share reviewed that falls as volume grows, no volume up to {most} per month pays."
        ).format(most=most)
    said = (
        _("With a share reviewed that falls as volume grows, it pays {volumes}, of volumes up to {most}.")
        if complete
        else _(
            "As far as entered, with a share reviewed that falls as volume grows, it pays {volumes}, of "
            "volumes up to {most}."
        )
    )
    return said.format(
        volumes=listed([_between(runs[0], unit), *_further(runs, more=more)]),
        most=count(found.looked_at or 0),
    )


def between_whole_ones(
    found: PayingVolumes, today: Fraction, net: Fraction | None, unit: str
) -> tuple[str, ...]:
    """What is said beside the volumes that pay, all whole ones, where today's lies between two of them and
    comes to something else than they tell of it."""
    listed_there = found.lists(today)
    if today.denominator == 1 or net is None or listed_there is None or listed_there == (net >= 0):
        return ()
    said = (
        _("Today's volume of {volume} pays too: those that are listed are whole ones.")
        if net >= 0
        else _("Today's volume of {volume} does not pay: those that are listed are whole ones.")
    )
    volume = counts_apart(today, half_up(today, 0), 2)[0]
    return (said.format(volume=f"{volume} {plural_of(unit)}"),)


def _pays(volumes: str, *, complete: bool) -> str:
    if complete:
        return _("Pays {volumes}.").format(volumes=volumes)
    return _("As far as entered, it pays {volumes}.").format(volumes=volumes)


def _from_one_volume(found: PayingVolumes, first: int, unit: str, *, complete: bool) -> str:
    """One run without end: from a volume, or from the first unit because nothing, or little, is fixed."""
    if first <= 1 and not found.left_per_unit:
        return (
            _("It just breaks even at every volume: a {unit} brings what it costs.")
            if complete
            else _("As far as entered, it just breaks even at every volume: a {unit} brings what it costs.")
        ).format(unit=unit)
    if first > 1:
        return _pays(_from_there(first, unit), complete=complete)
    if first or found.steps:
        return _pays(_("from the first {unit} on").format(unit=unit), complete=complete)
    return (
        _("Nothing costs a fixed amount: it pays for itself from the first {unit}.")
        if complete
        else _("No line entered costs a fixed amount: so far it pays for itself from the first {unit}.")
    ).format(unit=unit)


def _nothing_pays(found: PayingVolumes, unit: str) -> str:
    """A fact however much was entered: what is missing can only add to the cost."""
    lines = {step.line for step in found.steps}
    margin = found.left_per_unit + sum((step.cost / step.every for step in found.steps), Fraction(0))
    if margin < 0:
        return _("No volume pays: each further {unit} costs more than it brings.").format(unit=unit)
    if not margin:
        return _("No volume pays: each further {unit} costs what it brings, and more is to be paid.").format(
            unit=unit
        )
    if not found.left_per_unit:
        said = _("No volume pays: full blocks cost all that their {units} earn, and more is fixed.")
    elif lines == {"human_review"}:
        said = _("No volume pays: each reviewer costs more than the {units} of one reviewer earn.")
    elif lines == {"capacity"}:
        said = _("No volume pays: each instance costs more than the {units} of one instance earn.")
    elif len(lines) > 1:
        said = _("No volume pays: started blocks cost more than their {units} earn.")
    else:
        said = _("No volume pays: each started block costs more than its {units} earn.")
    return said.format(units=plural_of(unit))


def _at_full_blocks(runs: tuple[Run, ...], unit: str, *, complete: bool) -> str:
    """Net is 0 at certain volumes, without end, and negative between them."""
    first, second, third = (run.first for run in runs[:3])
    said = (
        _("It just breaks even at full blocks: {first} per month, {second}, {third} and so on.")
        if complete
        else _(
            "As far as entered, it just breaks even at full blocks: {first} per month, {second}, {third} "
            "and so on."
        )
    )
    return said.format(first=counted(first, unit), second=count(second), third=count(third))


def _from_there(first: int, unit: str) -> str:
    return _("from {volume} per month on").format(volume=counted(first, unit))


def _between(run: Run, unit: str = "") -> str:
    """One run that ends, as it stands in a list of them; the first says what is counted.

    None begins at the first unit: where that pays, further ones do, as none needs more blocks than the first.
    """
    first, last = run.first, run.last or 0
    ending = counted(last, unit) if unit else count(last)
    if first == last:
        said = _("at {last} per month") if unit else _("at {last}")
    else:
        said = _("between {first} and {last} per month") if unit else _("between {first} and {last}")
    return said.format(first=count(first), last=ending)


def _end_in_question(found: PayingVolumes, before: list[Run], today: Fraction) -> int:
    """The end of the run that today's volume is in or past; of the first one, if it is below all of them.

    Of the first one, too, where not all are listed: the sentence names no other end.
    """
    if found.more:
        return before[0].last or 0
    reached = [run for run in before if run.first <= today]
    return (reached[-1] if reached else before[0]).last or 0


def _cause(found: PayingVolumes, volume: int, names: Mapping[str, str]) -> str:
    """Which blocks start with the first unit that does not pay."""
    started = [_another(step, step.blocks(volume), names) for step in found.starting_at(volume)]
    return ngettext("at {volume} {blocks} starts", "at {volume} {blocks} start", len(started)).format(
        volume=count(volume), blocks=listed(started)
    )


def _another(step: StepCost, blocks: int, names: Mapping[str, str]) -> str:
    if step.line == "human_review":
        return _("a second reviewer") if blocks == 2 else _("another reviewer")
    if step.line == "capacity":
        return _("another instance")
    if step.line == "infrastructure":
        return _("another block of infrastructure")
    return _("another block of “{name}”").format(name=names.get(step.line, step.line))
