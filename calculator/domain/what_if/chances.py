"""How many of the draws pay, as a share in words, what decides most whether they do, and what chance leaves
open."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.labels import inside_in, inside_of
from calculator.domain.units import plural_of
from calculator.domain.what_if.quantiles import Percentiles
from calculator.domain.what_if.ranges import MOST_STEPS_DRAWN, POOL, HangsOn, Range
from calculator.domain.what_if.uncertainty import Guess, steps_among
from calculator.domain.workload import Workload
from runrate.core.numbers import count, percent, rough_prices
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

APART: Final = Fraction(1, 100)
"""Shares of draws nearer than that say nothing of what decides."""
MOST_NAMED: Final = 5
NEARLY_ALL: Final = Fraction(985, 1000)
"""From here on a share is printed as 99% or more: too few draws end otherwise to say what decides."""
ABOUT: Final = Fraction(1, 20)
"""By so much of itself an end may lie elsewhere without a word: it is told as about so much."""


def share_of_draws(part: Fraction) -> str:
    """A share of the draws; what is not all of them is not told as 100%, nor what is some as 0%."""
    if part in {0, 1}:
        return _("all") if part else _("none")
    if Fraction(995, 1000) <= part < 1:
        return _("more than 99%")
    if 0 < part < Fraction(5, 1000):
        return _("less than 1%")
    return percent(part, places=0)


def decided(pays: Fraction) -> bool:
    """Whether all draws end the same way, or nearly all."""
    return not 1 - NEARLY_ALL < pays < NEARLY_ALL


def hangs_sentence(hangs_on: HangsOn | None, called: Callable[[str], str] = inside_of) -> str:
    """What decides most whether it pays; nothing where its halves end alike, or where more inputs decide as
    much than a sentence names: that much decides is no answer."""
    if hangs_on is None or abs(hangs_on.higher - hangs_on.lower) < APART:
        return ""
    if len(hangs_on.fields) + len(hangs_on.alike) > MOST_NAMED:
        return ""
    if hangs_on.alike:
        return _("This depends most on {names}, about as much on each.").format(
            names=listed(called(name) for name in (*hangs_on.fields, *hangs_on.alike))
        )
    return ngettext(
        "This depends most on {names}: {lower} where it is lower, {higher} where it is higher.",
        "This depends most on {names}: {lower} where they are lower, {higher} where they are higher.",
        len(hangs_on.fields),
    ).format(
        names=listed(called(name) for name in hangs_on.fields),
        lower=share_of_draws(hangs_on.lower),
        higher=share_of_draws(hangs_on.higher),
    )


def rough_sentence(found: Range, unit: str) -> str:
    """Which ends another seed would tell otherwise, and between what they lie; nothing where none would."""
    ends = list(_rough_ends(found.total, _("the month"))) if found.can_be_done else []
    if found.accepted:
        ends += _rough_ends(found.accepted, _("an accepted {unit}").format(unit=unit))
    if not ends:
        return ""
    said = _("The simulated months tell some of this only roughly: {ends}. Another seed gives other figures.")
    return said.format(ends=listed(ends))


def _rough_ends(drawn: Percentiles, figure: str) -> Iterator[str]:
    names = (_("the low end"), _("the median"), _("the high end"))
    for name, end, span in zip(names, (drawn.p10, drawn.p50, drawn.p90), drawn.spans, strict=False):
        if span[1] - span[0] > abs(end) * float(ABOUT):
            low, high = rough_prices([Fraction(each) for each in span])
            yield _("{end} of what {figure} costs lies between about {low} and {high}").format(
                end=name, figure=figure, low=low, high=high
            )


def pooled_sentences(guesses: Sequence[Guess]) -> Iterator[str]:
    """How many cases of the model steps there are, where more of them are varied than are drawn each time."""
    if len(steps_among(guess.field for guess in guesses)) > MOST_STEPS_DRAWN:
        yield _(
            "More than {most} model steps are varied: what all of them cost is drawn {pool} times, and each "
            "simulated month takes one of these."
        ).format(most=count(MOST_STEPS_DRAWN), pool=count(POOL))


def some_of(names: Sequence[str]) -> str:
    """Up to five names in full; of more the first four, and how many others there are."""
    if len(names) <= MOST_NAMED:
        return listed(names)
    first = names[: MOST_NAMED - 1]
    others = _("{count} others").format(count=count(len(names) - len(first)))
    return listed([*first, others])


def chance_sentences(workload: Workload, estimate: Estimate, found: Range) -> tuple[str, ...]:
    """In how many cases the units bring more than they cost, and what decides that where it is open.

    Nothing without the value of a unit or any units, nor where no verdict can be told.
    """
    if found.pays is None or estimate.untold or not (found.pays or estimate.units_per_month):
        return ()
    said = (
        _how_often(found.pays, found.draws, workload.unit_name, complete=estimate.complete),
        "" if decided(found.pays) else hangs_sentence(found.hangs_on, partial(inside_in, workload)),
    )
    return tuple(sentence for sentence in said if sentence)


def _how_often(pays: Fraction, draws: int, unit: str, *, complete: bool) -> str:
    words = {"units": plural_of(unit), "draws": count(draws)}
    if not pays:
        said = _("In none of {draws} simulated months do the {units} earn more than they cost.")
        return said.format(**words)
    if pays == 1:
        said = (
            _("In all of {draws} simulated months the {units} earn more than they cost.")
            if complete
            else _(
                "As far as entered, the {units} earn more than they cost in all of {draws} simulated months."
            )
        )
        return said.format(**words)
    said = (
        _("In {share} of {draws} simulated months the {units} earn more than they cost.")
        if complete
        else _(
            "As far as entered, in {share} of {draws} simulated months the {units} earn more than they cost."
        )
    )
    return said.format(share=share_of_draws(pays), **words)
