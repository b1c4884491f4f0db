"""What surrounds an estimate, in words and pictures: tornado, range, scale, levers, a year, other prices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain import curves
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate, numbers
from calculator.domain.labels import label_of, worded
from calculator.domain.verdict import visible_name
from calculator.domain.what_if import levers
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.what_if.sensitivity import DRAWS, Percentiles, Swing, at_prices, ranged
from calculator.domain.what_if.volume_curve import scale_curve, twelve_months
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, lists_from, parse_workload
from calculator.prices.pricing import price_inputs
from calculator.web.forms import PRICED_BY_A_MODEL
from runrate.core.numbers import at_least, count, money, percent, price
from runrate.core.text import listed

MOST_SWINGS: Final = 40
"""Twenty steps have five hundred inputs; those that move the total least are in nobody's way."""


@dataclass(frozen=True, slots=True)
class LeverRow:
    name: str
    changes: str
    saving: str


type SetAgainst = tuple[tuple[str, str, str, str], ...]
"""Each line that changes and the total: its name, before, after and the difference."""


@dataclass(frozen=True, slots=True)
class Explored:
    """Everything behind "Explore", as text and pictures."""

    total: str
    missing: str
    """The lines nobody entered: each figure of the page is of the others."""
    tornado: curves.Tornado | None
    narrow_tornado: curves.Tornado | None
    swings: tuple[tuple[str, str, str, str, str], ...]
    range_total: tuple[str, str, str]
    range_accepted: tuple[str, str, str] | None
    pays: str
    draws: str
    scale: curves.ScaleCurve | None
    narrow_scale: curves.ScaleCurve | None
    volumes: tuple[tuple[str, str, str, str], ...]
    months: tuple[tuple[int, str, str, str], ...]
    levers: tuple[LeverRow, ...]
    together: str
    after: str
    swap: SetAgainst
    swap_error: str
    price_change: str
    repriced: SetAgainst


def explore(form: Exploration) -> Explored:
    """Work out all of it from one workload."""
    workload = form.workload
    found = estimate(workload)
    total = found.total_monthly
    drawn = ranged(workload, form.guesses, seed=form.seed)
    points = scale_curve(workload, review_rate_decay=form.decay)
    names = {swing.field: label_of(swing.field) for swing in form.swings[:MOST_SWINGS]}
    pulled, visible = levers.pull_levers(workload), visible_name(found)
    swap, swap_error = _swap(form, found)
    repriced = estimate(at_prices(workload, 1 + form.price_change))
    return Explored(
        total=at_least(money(total), complete=found.complete),
        missing=listed([line.name.lower() for line in found.missing]) if found.missing else "",
        tornado=curves.tornado(form.swings[:MOST_SWINGS], total, names),
        narrow_tornado=curves.tornado(form.swings[:MOST_SWINGS], total, names, curves.NARROW),
        swings=tuple(_swing(swing) for swing in form.swings[:MOST_SWINGS] if swing.size),
        range_total=_three(drawn.total, money),
        range_accepted=_three(drawn.accepted, price) if drawn.accepted else None,
        pays="" if drawn.pays is None else percent(drawn.pays, places=0),
        draws=count(DRAWS),
        scale=curves.scale_curve(points, workload.unit_name, visible=visible),
        narrow_scale=curves.scale_curve(points, workload.unit_name, curves.NARROW, visible=visible),
        volumes=tuple(
            (count(p.units), money(p.total, places=0), price(p.cost_per_unit), percent(p.visible_share))
            for p in curves.decades(points)
        ),
        months=tuple(
            (m.number, count(m.units, places=0), money(m.total, places=0), money(m.so_far, places=0))
            for m in twelve_months(workload, growth=form.growth)
        ),
        levers=tuple(
            LeverRow(_lever_name(lever.key), _changes(workload, lever.changes), money(lever.saving, places=0))
            for lever in pulled.levers
        ),
        together=money(pulled.together, places=0),
        after=money(pulled.total_after, places=0),
        swap=swap,
        swap_error=swap_error,
        price_change=_signed(form.price_change, percent(form.price_change)),
        repriced=_set_against(found, repriced) if form.price_change else (),
    )


def _three(found: Percentiles, words: Callable[[Fraction], str]) -> tuple[str, str, str]:
    return words(Fraction(found.p10)), words(Fraction(found.p50)), words(Fraction(found.p90))


def _swing(swing: Swing) -> tuple[str, str, str, str, str]:
    accepted = ["–" if end is None else price(end) for end in (swing.accepted_low, swing.accepted_high)]
    totals = [money(end, places=0) for end in (swing.total_low, swing.total_high)]
    return label_of(swing.field), totals[0], totals[1], accepted[0], accepted[1]


def _changes(workload: Workload, changes: Mapping[str, Fraction]) -> str:
    """What a lever changes, each input from what it is to what it would be."""
    base = numbers(workload)
    said = []
    for name, after in changes.items():
        before = base.get(name)
        if before != after:
            start = "" if before is None else f"{worded(name, before)} → "
            said.append(f"{label_of(name)}: {start}{worded(name, after)}")
    return "; ".join(said)


def _lever_name(key: str) -> str:
    """A lever with the share by which it is pulled."""
    names = {
        "cache": _("Read the stable part of the prompt from a cache"),
        "batch": _("Send %(share)s as batch"),
        "routing": _("Let a cheaper model answer %(share)s"),
        "shorter_prompts": _("Shorten the prompts by %(share)s"),
        "fewer_retries": _("Cut failing attempts by %(share)s"),
        "review_sampling": _("Review %(share)s fewer"),
    }
    pulled = levers.PULLED.get(key)
    return names[key] if pulled is None else names[key] % {"share": percent(pulled, places=0)}


def _swap(form: Exploration, before: Estimate) -> tuple[SetAgainst, str]:
    """The same work priced by another model today, or why it cannot be."""
    model = form.typed.get("other_model", "").strip()
    if not model:
        return (), ""
    kept = {
        name: text
        for name, text in form.workload.as_form().items()
        if name.rpartition(".")[2] not in PRICED_BY_A_MODEL
    }
    places = [f"steps.{number}." for number in range(1, len(form.workload.steps) + 1)] or [""]
    try:
        priced = price_inputs(lists_from({**kept, **{f"{place}model": model for place in places}}))
        after = estimate(parse_workload(priced.inputs), priced.notes)
    except WorkloadErrors as found:
        return (), " ".join(message for messages in found.errors.values() for message in messages)
    return _set_against(before, after), ""


def _set_against(before: Estimate, after: Estimate) -> SetAgainst:
    rows: list[tuple[str, Fraction, Fraction]] = [
        (old.name, old.monthly, new.monthly)
        for old, new in zip(before.lines, after.lines, strict=True)
        if old.monthly != new.monthly
    ]
    rows.append((_("Total per month"), before.total_monthly, after.total_monthly))
    return tuple(
        (name, money(old), money(new), _signed(new - old, money(new - old))) for name, old, new in rows
    )


def _signed(number: Fraction, words: str) -> str:
    return f"+{words}" if number > 0 else words
