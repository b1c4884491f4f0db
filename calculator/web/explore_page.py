"""What surrounds an estimate, in words and pictures: tornado, range, scale, levers, a year, other prices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.break_even.falling_review import with_falling_review
from calculator.domain.cost_lines import Estimate, Note
from calculator.domain.costs import estimate
from calculator.domain.formulas.bounds import bounded, hedge
from calculator.domain.prices.announced import year_at_todays_prices
from calculator.domain.remarks import Remark, remarks_of
from calculator.domain.shares import shown_share
from calculator.domain.verdict import visible_name, which_volumes_pay
from calculator.domain.what_if import curves, levers
from calculator.domain.what_if.chances import chance_sentences, pooled_sentences, rough_sentence
from calculator.domain.what_if.columns import sums
from calculator.domain.what_if.curve_shapes import NARROW
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.what_if.lever_words import (
    left,
    no_lever,
    not_cash,
    row_name,
    saved_alone,
    saved_together,
    saves_more,
    what_changes,
)
from calculator.domain.what_if.range_words import (
    accepted_sentence,
    beyond_sentence,
    full_sentences,
    known_sentence,
    month_sentence,
    three_points,
    varied_sentences,
)
from calculator.domain.what_if.ranges import DRAWS, Range, ranged
from calculator.domain.what_if.scale_words import scale_title
from calculator.domain.what_if.sensitivity import in_a_table
from calculator.domain.what_if.side_by_side import signed
from calculator.domain.what_if.swing_words import matters_most, moved_name, swing_rows
from calculator.domain.what_if.volume_curve import Month, Point, can_be_done, scale_curve, twelve_months
from calculator.domain.what_if.volume_words import kept_at_every_volume, month_cells
from calculator.domain.workload import Workload
from calculator.prices.cheaper_models import cheaper_models
from calculator.web.other_prices import SetAgainst, Swap, repriced, swap
from runrate.core.numbers import at_least, count, headline_money, percent, prices
from runrate.core.text import listed

MOST_SWINGS: Final = 40
"""Twenty steps have five hundred inputs; those that move the total least are in nobody's way."""


@dataclass(frozen=True, slots=True)
class LeverRow:
    name: str
    changes: str
    saving: str


@dataclass(frozen=True, slots=True)
class Explored:
    """Everything behind "Explore", as text and pictures."""

    total: str
    at_least: bool
    hedge: str
    """What stands behind the name of a cost: `, at least`."""
    missing: str
    """The lines nobody entered: each figure of the page is of the others."""
    remarks: tuple[Remark, ...]
    """What the estimate rests on, and so does everything around it."""
    tornado: curves.Tornado | None
    matters_most: str
    """Which input moves the total most, or which of them do as much."""
    narrow_tornado: curves.Tornado | None
    swings: tuple[tuple[str, str, str, str, str], ...]
    answer: tuple[str, ...]
    """How far it may be off and how often it pays, as sentences."""
    basis: tuple[str, ...]
    """What the answer was calculated from, and what was left out of it."""
    range_total: tuple[str, str, str] | None
    range_accepted: tuple[str, str, str] | None
    draws: str
    scale: curves.ScaleCurve | None
    narrow_scale: curves.ScaleCurve | None
    scale_title: str
    kept: tuple[str, ...]
    """What one unit costs over all of these volumes."""
    volumes: tuple[tuple[str, str, str, str], ...]
    months: tuple[tuple[str, str, str, str], ...]
    """Empty where every month costs the same."""
    each_month: str
    year: str
    year_prices: str
    """Which other price is announced for it."""
    levers: tuple[LeverRow, ...]
    no_lever: str
    together: str
    not_cash: str
    all_of_them: str
    """The name of their sum: in cash, where one of them frees time alone."""
    after: str
    swap: Swap
    price_change: str
    repriced: SetAgainst


@dataclass(frozen=True, slots=True)
class Setting:
    """One box beside the ranges: what is asked and how, what was typed and what is wrong with it."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    read: str
    """What was understood, where that is not just what was typed."""
    inputmode: str


def settings(form: Exploration, found: Explored) -> tuple[Setting, ...]:
    """What can be changed beside the ranges, in the order of the page's answers."""
    asked = (
        (
            "review_rate_decay",
            _("Review rate falls as volume grows"),
            _("0 keeps the rate; 0.3 halves it at ten times the volume. At most 2."),
        ),
        ("other_model", _("Compare with another model"), _("As provider/model, for example openai/gpt-5.")),
        ("price_change", _("Model prices change by"), _("−20% for a fifth less.")),
        ("growth", _("Growth per month"), _("5% for 5% more units each month, −5% for fewer.")),
        (
            "seed",
            _("Random seed"),
            _("The same number gives the same cases again; another one shows how much is chance."),
        ),
    )
    modes = {"other_model": "text", "price_change": "text", "seed": "numeric"}
    errors = {**form.errors, "other_model": found.swap.error}
    read = form.read
    typed = {"seed": str(form.seed), **{name: text for name, text in form.typed.items() if text}}
    return tuple(
        Setting(
            name,
            label,
            hint,
            typed.get(name, ""),
            errors.get(name, ""),
            read.get(name, ""),
            modes.get(name, "decimal"),
        )
        for name, label, hint in asked
    )


def explore(
    form: Exploration,
    models: Mapping[str, str] | None = None,
    today: date | None = None,
    notes: tuple[Note, ...] = (),
) -> Explored:
    """Work out all of it from one workload; the first of the twelve months is the one of `today`.

    `models` are those in use, as provider/model, by what they price: `steps.2.`; `notes` is what has to
    be said of their prices.
    """
    today = today or timezone.now().date()
    workload = form.workload
    found = with_falling_review(workload, estimate(workload, notes), form.decay)
    total = found.total_monthly
    drawn = _attainable(found, ranged(workload, form.drawn, seed=form.seed, decay=form.decay))
    least = partial(bounded, estimate=found)
    year = twelve_months(workload, growth=form.growth, review_rate_decay=form.decay)
    points = scale_curve(workload, review_rate_decay=form.decay)
    names = {swing.field: moved_name(workload, swing.field) for swing in form.swings[:MOST_SWINGS]}
    pulled = levers.pull_levers(workload, cheaper_models(workload, models or {}, today))
    whole = not any(saves_more(lever.key, found) for lever in pulled.levers)
    visible = visible_name(found)
    return Explored(
        total=least(headline_money(total)),
        at_least=not found.complete,
        hedge=hedge(found),
        missing=listed([line.name.lower() for line in found.missing]) if found.missing else "",
        remarks=tuple(remarks_of(found.notes)),
        tornado=curves.tornado(form.swings[:MOST_SWINGS], total, names),
        narrow_tornado=curves.tornado(form.swings[:MOST_SWINGS], total, names, NARROW),
        matters_most=matters_most(workload, form.swings, names),
        swings=swing_rows(workload, in_a_table(form.swings, MOST_SWINGS), told=not found.out_of_reach),
        answer=tuple(_answer(form, found, drawn)),
        basis=tuple(_basis(form)),
        range_total=three_points(drawn.total) if drawn.can_be_done else None,
        range_accepted=three_points(drawn.accepted) if drawn.accepted else None,
        draws=count(DRAWS),
        scale=curves.scale_curve(points, workload.unit_name, visible=visible),
        narrow_scale=curves.scale_curve(points, workload.unit_name, NARROW, visible=visible),
        scale_title=scale_title(points, workload.unit_name, complete=found.complete),
        kept=(*kept_at_every_volume(workload, found), *_with_falling_review(workload, found)),
        volumes=tuple(
            (count(p.units), total, each, shown_share(p.visible_share))
            for p, total, each in _volumes(can_be_done(curves.decades(points)))
        ),
        months=_months(year, today),
        each_month=least(headline_money(year[0].total)),
        year=least(headline_money(year[-1].so_far)),
        year_prices=year_at_todays_prices(found),
        levers=tuple(_levers(workload, pulled, found)),
        no_lever="" if pulled.levers or pulled.dear else no_lever(found),
        together=at_least(saved_together(pulled), complete=whole) if pulled.together else "",
        not_cash=not_cash(pulled),
        all_of_them=_("All of them together, in cash") if pulled.time else _("All of them together"),
        after=least(left(pulled)),
        swap=swap(workload, found, form.typed.get("other_model", "").strip()),
        price_change=signed(form.price_change, percent(form.price_change)),
        repriced=repriced(workload, found, form.price_change),
    )


def _with_falling_review(workload: Workload, found: Estimate) -> tuple[str, ...]:
    """Which volumes of the curve pay, where each has a share reviewed of its own; the page of the estimate
    says it of today's share."""
    if found.paying is None or found.paying.looked_at is None:
        return ()
    return which_volumes_pay(workload, found)


def _attainable(found: Estimate, drawn: Range) -> Range:
    """The draws without what an accepted unit costs, where none can be as entered."""
    return replace(drawn, accepted=None) if found.out_of_reach else drawn


def _answer(form: Exploration, found: Estimate, drawn: Range) -> Iterator[str]:
    """What the draws say of the month, of a unit and of paying, and which steps a little more would start."""
    workload, bounds = form.workload, {"complete": found.complete, "open_ended": found.open_ended}
    said = (
        beyond_sentence(drawn),
        month_sentence(drawn, **bounds),
        accepted_sentence(drawn, workload.unit_name, **bounds),
        rough_sentence(drawn, workload.unit_name),
    )
    yield from filter(None, said)
    yield from chance_sentences(workload, found, drawn)
    yield from full_sentences(workload, found)


def _basis(form: Exploration) -> Iterator[str]:
    measured = [guess.field for guess in form.measured]
    yield from varied_sentences(form.workload, form.drawn, measured, assumed=form.assumed)
    yield from pooled_sentences(form.drawn)
    if form.assumed and (known := known_sentence(form.workload)):
        yield known


def _levers(workload: Workload, pulled: levers.Levers, found: Estimate) -> Iterator[LeverRow]:
    for lever, saving in zip(pulled.levers, saved_alone(pulled, found), strict=True):
        yield LeverRow(row_name(lever), what_changes(workload, lever), saving)


def _months(year: Sequence[Month], today: date) -> tuple[tuple[str, str, str, str], ...]:
    """Each month by its name; none where all are alike."""
    if len({month.total for month in year}) == 1 and year[-1].sure == year[0].sure:
        return ()
    first = today.year * 12 + today.month - 1
    shown = iter(sums([amount for month in year for amount in (month.total, month.so_far)]))
    names = (date_format(date(at // 12, at % 12 + 1, 1), "F Y") for at in range(first, first + len(year)))
    return tuple(
        (name, *month_cells(month, next(shown), next(shown))) for name, month in zip(names, year, strict=True)
    )


def _volumes(points: Sequence[Point]) -> Iterator[tuple[Point, str, str]]:
    """Each volume with its total and the cost of one unit: two columns, each with as many decimals."""
    each = prices([point.cost_per_unit for point in points])
    yield from zip(points, sums([point.total for point in points]), each, strict=True)
