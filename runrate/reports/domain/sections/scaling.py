"""How the cost moves: with volume, with each input a fifth lower or higher, and with all guesses at once."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from calculator.domain.capacity import most_units
from calculator.domain.costs import numbers
from calculator.domain.formulas.bounds import bounded, hedge
from calculator.domain.labels import label_in, worded_short
from calculator.domain.prices.announced import year_at_todays_prices
from calculator.domain.shares import shown_share
from calculator.domain.verdict import visible_name, which_volumes_pay
from calculator.domain.what_if.chances import chance_sentences, pooled_sentences, rough_sentence
from calculator.domain.what_if.columns import sums
from calculator.domain.what_if.curves import decades
from calculator.domain.what_if.quantiles import Percentiles
from calculator.domain.what_if.range_words import (
    accepted_sentence,
    beyond_sentence,
    full_sentences,
    hides_its_ends,
    known_sentence,
    month_sentence,
    varied_sentences,
)
from calculator.domain.what_if.ranges import Range
from calculator.domain.what_if.sensitivity import Swing, can_be_moved, capped_at, in_pieces
from calculator.domain.what_if.swing_words import cannot, most_named, moved_name
from calculator.domain.what_if.uncertainty import Guess
from calculator.domain.what_if.volume_curve import Point, can_be_done
from calculator.domain.what_if.volume_words import kept_at_every_volume
from runrate.core.decimals import plain
from runrate.core.numbers import about, count, price, prices, rough_prices
from runrate.core.text import as_sentence
from runrate.core.translation import gettext as _
from runrate.reports.domain.content import DriverRow, RangeRow, Scale, ScaleRow
from runrate.reports.domain.evaluation import Scenario

VOLUME_PLACES = 4
"""Beside one unit a month stands a hundredth of one."""


def describe_scale(scenario: Scenario) -> Scale | None:
    """None without units or without cost, or where the instances can do no volume that it would tell."""
    if not scenario.scales or not can_be_done(decades(scenario.scale)):
        return None
    points = scenario.scale
    drivers = scenario.drivers
    guesses = scenario.guessed.guesses(scenario.workload)
    drawn = scenario.guessed.drawn(scenario.workload)
    spread = scenario.spread
    shown = can_be_done(decades(points))
    ends = iter(sums([end for swing in drivers for end in (swing.total_low, swing.total_high)]))
    return Scale(
        headline=_headline(scenario, points),
        lede=_lede(scenario, points),
        rows=tuple(
            _row(point, total, each, point.units == scenario.estimate.units_per_month)
            for (point, each), total in zip(
                _with_prices(shown), sums([point.total for point in shown]), strict=True
            )
        ),
        paying=which_volumes_pay(scenario.workload, scenario.estimate),
        drivers_title=_drivers_title(scenario, drivers),
        drivers=tuple(
            DriverRow(
                name=moved_name(scenario.workload, swing.field),
                low=low if swing.low_within else cannot(),
                high=high if swing.high_within else cannot(),
                swing=scenario.driven(swing.size),
            )
            for swing, low, high in zip(drivers, ends, ends, strict=True)
        ),
        range_title=_range_title(scenario, assumed=not guesses),
        range_note=" ".join(_range_notes(scenario, spread, drawn, assumed=not guesses)),
        ranges=tuple(_ranges(scenario, spread)),
    )


def _headline(scenario: Scenario, points: tuple[Point, ...]) -> str:
    today, tenfold = points[len(points) // 2], decades(points)[3]
    now, then = (bounded(price(point.cost_per_unit), scenario.estimate) for point in (today, tenfold))
    most = most_units(numbers(scenario.workload), scenario.estimate.attempts_per_unit)
    if most is not None and not today.within:
        return _("The instances cannot do today's volume: they do {most} per month at most").format(
            most=scenario.counted(most)
        )
    if most is not None and most < decades(points)[3].units:
        return _("The instances cannot do ten times the volume: they do {most} per month at most").format(
            most=scenario.counted(most)
        )
    if not decades(points)[3].within:
        return _("The instances cannot do ten times the volume: another one starts too late")
    if _at_any_scale(points):
        return _("Volume does not make one {unit} cheaper: it costs {now} at any scale").format(
            unit=scenario.unit, now=now
        )
    if then == now:
        return _("At ten times the volume one {unit} still costs {now}").format(unit=scenario.unit, now=now)
    return _("At ten times the volume one {unit} costs {then} instead of {now}").format(
        unit=scenario.unit, then=then, now=now
    )


def _at_any_scale(points: tuple[Point, ...]) -> bool:
    """Whether one unit is shown to cost the same at every volume."""
    return len({price(point.cost_per_unit) for point in can_be_done(points)}) == 1


def _adds_less(scenario: Scenario) -> bool:
    """Whether what each unit adds falls as volume grows, too, because fewer of them are reviewed."""
    return scenario.next_unit != scenario.estimate.variable_cost_per_unit


def _lede(scenario: Scenario, points: tuple[Point, ...]) -> str:
    floor = can_be_done(decades(points))[-1]
    words = {
        "units": scenario.units,
        "unit": scenario.unit,
        "volume": scenario.counted(floor.units),
        "floor": bounded(price(floor.cost_per_unit), scenario.estimate),
        "tokens": shown_share(floor.visible_share),
        "visible": visible_name(scenario.estimate),
    }
    if _at_any_scale(points) and not scenario.estimate.complete:
        lede = _("Nothing that was entered is a fixed cost to spread over more {units}.")
        if scenario.estimate.fixed_monthly:
            lede = _("What was entered as fixed cost is next to nothing for each of more {units}.")
    elif _at_any_scale(points):
        lede = _("There is next to no fixed cost to spread over more {units}; {tokens} of one is {visible}.")
    elif scenario.estimate.fixed_monthly > scenario.stepped_monthly and not _adds_less(scenario):
        lede = _(
            "Fixed cost spreads over more {units}; what each one adds does not. At {volume} per month one "
            "costs {floor}, {tokens} of it {visible}."
        )
        if not scenario.estimate.complete:
            lede = _(
                "Fixed cost spreads over more {units}; what each one adds does not. At {volume} per month "
                "one costs {floor}; {tokens} of what is entered is {visible}."
            )
    else:
        lede = _("At {volume} per month one {unit} costs {floor}, {tokens} of it {visible}.")
        if not scenario.estimate.complete:
            lede = _(
                "At {volume} per month one {unit} costs {floor}; {tokens} of what is entered is {visible}."
            )
    sentences = [lede.format(**words)]
    sentences += kept_at_every_volume(scenario.workload, scenario.estimate)
    sentences += filter(None, [year_at_todays_prices(scenario.estimate)])
    if not scenario.estimate.complete:
        sentences.append(_("Only the lines that were entered are counted."))
    decay = scenario.guessed.review_rate_decay
    if decay:
        sentences.append(
            _(
                "The share reviewed falls as volume grows, with the decay of {decay} entered in the scenario."
            ).format(decay=plain(decay))
        )
    return " ".join(sentences)


def _with_prices(points: Sequence[Point]) -> Iterator[tuple[Point, str]]:
    """Each volume with the cost of one unit: a column, so all have as many decimals."""
    yield from zip(points, prices([point.cost_per_unit for point in points]), strict=True)


def _row(point: Point, total: str, per_unit: str, today: bool) -> ScaleRow:
    return ScaleRow(
        volume=count(point.units, places=VOLUME_PLACES),
        total=total,
        per_unit=per_unit,
        token_share=shown_share(point.visible_share),
        today=today,
    )


def _drivers_title(scenario: Scenario, drivers: tuple[Swing, ...]) -> str:
    if not drivers:
        return ""
    first, swing = drivers[0], scenario.driven(drivers[0].size)
    alike = [each.field for each in scenario.swings if each.size and scenario.driven(each.size) == swing]
    if len(alike) > 1:
        return _("{inputs}: each of these moves the total most, by {swing} per month").format(
            inputs=most_named(scenario.workload, alike), swing=swing
        )
    if not first.within:
        low, high = (worded_short(first.field, end) for end in can_be_moved(scenario.workload, first))
        return _(
            "{input}: this moves the total most, {swing} per month between {low} and {high}; beyond that the "
            "instances cannot do the work"
        ).format(input=label_in(scenario.workload, first.field), swing=swing, low=low, high=high)
    if pieces := in_pieces(scenario.workload, first.field):
        low, high = (worded_short(first.field, end) for end in pieces)
        return _(
            "{input}: this moves the total most, {swing} per month between {low} and {high} of it"
        ).format(input=label_in(scenario.workload, first.field), swing=swing, low=low, high=high)
    if (most := capped_at(scenario.workload, first.field)) is not None:
        return _(
            "{input}: this moves the total most, {swing} per month between a fifth less and {most}"
        ).format(
            input=label_in(scenario.workload, first.field), swing=swing, most=worded_short(first.field, most)
        )
    return _(
        "{input}: this moves the total most, {swing} per month between a fifth less and a fifth more"
    ).format(input=label_in(scenario.workload, first.field), swing=swing)


def _ranges(scenario: Scenario, spread: Range) -> list[RangeRow]:
    behind = hedge(scenario.estimate)
    rows = [_range_row(_("Total per month") + behind, spread.total)] if spread.can_be_done else []
    if spread.accepted and not scenario.estimate.out_of_reach:
        label = _("One accepted {unit}").format(unit=scenario.unit)
        rows.append(_range_row(label + behind, spread.accepted))
    # A figure that no draw moves is no range: the headline has it.
    return [row for row in rows if row.p10 != row.p90]


def _without_a_row(scenario: Scenario, spread: Range) -> Iterator[str]:
    """Of a figure that has no row, because 8 of 10 draws agree, that not all of them do."""
    found = scenario.estimate
    bounds = {"complete": found.complete, "open_ended": found.open_ended}
    if spread.can_be_done and hides_its_ends(spread.total):
        yield month_sentence(spread, **bounds)
    if spread.accepted and not found.out_of_reach and hides_its_ends(spread.accepted):
        yield accepted_sentence(spread, scenario.unit, **bounds)


def _range_title(scenario: Scenario, *, assumed: bool) -> str:
    if not assumed:
        return _("If inputs turn out between the low and high guesses of this scenario")
    if any(low < high for low, high in scenario.guessed.measured.values()):
        return _(
            "If measured inputs vary as from day to day, and what is not known yet turns out up to a fifth "
            "lower or higher"
        )
    return _("If what is not known yet turns out up to a fifth lower or higher")


def _range_row(name: str, drawn: Percentiles) -> RangeRow:
    shown = rough_prices([Fraction(value) for value in (drawn.p10, drawn.p50, drawn.p90)])
    return RangeRow(name, *map(about, shown))


def _range_notes(
    scenario: Scenario, spread: Range, drawn: tuple[Guess, ...], *, assumed: bool
) -> Iterable[str]:
    yield _(
        "{draws} simulated months; each input is drawn from a triangle with its peak at today's figure. "
        "Anyone repeating them gets the same result (seed {seed})."
    ).format(draws=count(spread.draws), seed=spread.seed)
    yield from varied_sentences(scenario.workload, drawn, scenario.guessed.measured, assumed=assumed)
    yield from pooled_sentences(drawn)
    if assumed and (known := known_sentence(scenario.workload)):
        yield known
    yield from filter(None, [beyond_sentence(spread), rough_sentence(spread, scenario.unit)])
    yield from _without_a_row(scenario, spread)
    yield from chance_sentences(scenario.workload, scenario.estimate, spread)
    yield from full_sentences(scenario.workload, scenario.estimate)


def what_stays(scenario: Scenario) -> str:
    """Reviewers on the payroll and blocks of capacity go, too, when volume falls far enough."""
    estimate = scenario.estimate
    stepped = scenario.stepped_monthly
    words = {
        "fixed": shown_share((estimate.fixed_monthly - stepped) / estimate.total_monthly),
        "stepped": shown_share(stepped / estimate.total_monthly),
        "unit": scenario.unit,
        "variable": bounded(price(scenario.next_unit), estimate),
    }
    if not estimate.complete and not estimate.variable_cost_per_unit:
        said = (
            _("Of what is entered, {fixed} stays when volume falls, and {stepped} moves only in whole steps.")
            if stepped
            else _("Of what is entered, {fixed} stays when volume falls.")
        )
        return said.format(**words)
    if not estimate.complete:
        said = (
            _(
                "Of what is entered, {fixed} stays when volume falls, {stepped} moves only in whole steps; "
                "within a step the next {unit} adds {variable}."
            )
            if stepped
            else _("Of what is entered, {fixed} stays when volume falls; the next {unit} adds {variable}.")
        )
        return said.format(**words)
    if not stepped:
        said = _("{fixed} of the total stays when volume falls; the next {unit} adds {variable}.")
    else:
        said = _(
            "{fixed} of the total stays when volume falls, {stepped} moves only in whole steps; within a "
            "step the next {unit} adds {variable}."
        )
    return as_sentence(said.format(**words))
