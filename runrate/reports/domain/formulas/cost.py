"""Formulas of the cost side: shares, what stays and what one more adds, other volumes, inputs that move."""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import amounts, numbers
from calculator.domain.formulas.bounds import label_with_bound
from calculator.domain.formulas.rounded import Part
from calculator.domain.formulas.terms import figure
from calculator.domain.labels import label_in, worded_short
from calculator.domain.shares import largest_of, largest_percent, shown_share
from calculator.domain.verdict import visible_name
from calculator.domain.what_if.columns import writer_of
from calculator.domain.what_if.curves import decades
from calculator.domain.what_if.sensitivity import (
    Swing,
    both_ways,
    capped_at,
    in_pieces,
    other_cache_shares,
)
from calculator.domain.what_if.volume_curve import Point, can_be_done
from runrate.core.decimals import Exact
from runrate.core.numbers import count, half_up, money, percent, price
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.exchange import of_exchange
from runrate.reports.domain.formulas.further import of_further
from runrate.reports.domain.formulas.one_more import one_more
from runrate.reports.domain.formulas.written import tiny_share, written

PLACES = 4
WRITTEN_OUT = re.compile("[1-9]")


def of_costs(scenario: Scenario) -> Iterator[FormulaRow]:
    """What lies above and below the waterline, what stays, what one more adds."""
    estimate = scenario.estimate
    total, visible = Part("", estimate.total_monthly), Part("", estimate.visible)
    if estimate.visible_share is not None:
        yield written(
            label_with_bound(
                "visible_share", _("Share of {visible}").format(visible=visible_name(estimate)), estimate
            ),
            _("lines above the waterline ÷ total per month"),
            "{0} ÷ {1}",
            (visible, total),
            lambda seen, whole: seen / whole,
            shown_share,
        )
        yield written(
            label_with_bound("hidden_monthly", _("Below the waterline"), estimate),
            _("total per month − lines above the waterline"),
            "{0} − {1}",
            (total, visible),
            lambda whole, seen: whole - seen,
            scenario.amount,
        )
        yield _below(estimate, total, visible)
    if estimate.hidden_per_visible_dollar is not None:
        yield written(
            label_with_bound("hidden_per_visible_dollar", _("Paid below for every dollar above"), estimate),
            _("(total per month − lines above the waterline) ÷ lines above the waterline"),
            "({0} − {1}) ÷ {1}",
            (total, visible),
            lambda whole, seen: (whole - seen) / seen,
            money,
        )
    if largest := largest_of(estimate):
        share = largest_percent(estimate)
        exact = largest.monthly / estimate.total_monthly
        # What a share is told by on its own sets the digits of the operands: also that it is not quite all.
        own = next((said for said in (percent, shown_share) if said(exact) == share), None)
        yield written(
            label_with_bound("line_share", _("Share of {line}").format(line=largest.name), estimate),
            _("the largest line ÷ total per month"),
            "{0} ÷ {1}",
            (Part("", largest.monthly), total),
            lambda line, whole: line / whole,
            own or (lambda _share: share),
        )
    yield from _moving(scenario, total)
    yield from of_further(scenario)
    # As the note on the acceptance rate has it: below what that writes out nobody reads a share.
    if estimate.never_succeeds_share and WRITTEN_OUT.search(tiny_share(estimate.never_succeeds_share)):
        v = numbers(scenario.workload)
        most = int(v["max_retries"]) + 1
        yield written(
            _("Share that fails even after retries"),
            _("retry rate ^ (retries at most + 1)"),
            f"{figure(v['retry_rate'], money=False)}^{most}",
            (),
            lambda: estimate.never_succeeds_share,
            tiny_share,
        )
    yield from of_exchange(scenario, total)


def _below(estimate: Estimate, total: Part, visible: Part) -> FormulaRow:
    """What adds up with the share above as printed; of nearly all, or nearly nothing, the side it is on."""
    name = label_with_bound("hidden_share", _("Share below the waterline"), estimate)
    share = Fraction(estimate.visible_share or 0)
    above = Fraction(half_up(share, 3))
    if above != share and above in {0, 1}:
        return written(
            name,
            _("(total per month − lines above the waterline) ÷ total per month"),
            "({0} − {1}) ÷ {0}",
            (total, visible),
            lambda whole, seen: (whole - seen) / whole,
            shown_share,
        )
    return written(
        name,
        _("1 − share of {visible}, as printed").format(visible=visible_name(estimate)),
        f"1 − {figure(above, money=False)}",
        (),
        lambda: 1 - above,
        percent,
    )


def _moving(scenario: Scenario, total: Part) -> Iterator[FormulaRow]:
    """What stays when volume falls, and what one more unit adds."""
    estimate, units = scenario.estimate, scenario.estimate.units_per_month
    if not estimate.fixed_monthly or not units or not estimate.total_monthly:
        return
    fixed = tuple(Part(line.name, line.fixed) for line in estimate.listed if line.fixed)
    sums = " + ".join(f"{{{number}}}" for number in range(len(fixed)))
    yield written(
        label_with_bound("fixed_monthly", _("What does not move with one unit"), estimate),
        " + ".join(part.words for part in fixed),
        sums,
        fixed,
        lambda *each: sum(each, Fraction(0)),
        scenario.amount,
    )
    stays = Part("", estimate.fixed_monthly - scenario.stepped_monthly)
    yield written(
        label_with_bound("line_share", _("Share that stays when volume falls"), estimate),
        _("what does not move with one unit, without whole steps ÷ total per month"),
        "{0} ÷ {1}",
        (stays, total),
        lambda part, whole: part / whole,
        shown_share,
    )
    if scenario.stepped_monthly:
        yield written(
            label_with_bound("line_share", _("Share that moves in whole steps"), estimate),
            _("reviewers, blocks and instances ÷ total per month"),
            "{0} ÷ {1}",
            (Part("", scenario.stepped_monthly), total),
            lambda part, whole: part / whole,
            shown_share,
        )
    yield one_more(scenario, total)
    if estimate.line("retries").monthly and estimate.token_cost_per_unit:
        yield written(
            _("Attempts for one {unit}").format(unit=scenario.unit),
            _("1 + retries per month ÷ (units per month × cost of one attempt)"),
            f"1 + {{0}} ÷ ({figure(units, money=False)} × {{1}})",
            (Part("", estimate.line("retries").monthly), Part("", estimate.token_cost_per_unit)),
            lambda again, attempt: 1 + again / (units * attempt),
            lambda number: count(number, places=PLACES),
        )


def of_volumes(scenario: Scenario, points: tuple[Point, ...]) -> Iterator[FormulaRow]:
    """One unit at ten and a hundred times the volume, as sentences name it, and what is visible of it.

    As far as the instances can do so much.
    """
    base, attempt = numbers(scenario.workload), scenario.estimate.token_cost_per_unit
    told = can_be_done(decades(points))
    today = scenario.estimate.units_per_month
    for point in (each for each in told if each.units > today or (each is told[-1] and each.units < today)):
        lines = amounts(scenario.reviewed({**base, "units_per_month": point.units}), attempt).lines
        fixed = Part("", sum((part for part, _each in lines), Fraction(0)))
        each = Part("", sum((part for _fixed, part in lines), Fraction(0)))
        yield _one_at(scenario, point.units, fixed, each)
    if not told:
        return
    yield written(
        label_with_bound(
            "visible_share",
            _("Visible share at {volume}").format(volume=scenario.counted(told[-1].units)),
            scenario.estimate,
        ),
        _("lines above the waterline at this volume ÷ total"),
        "{0} ÷ {1}",
        (Part("", told[-1].visible_share * told[-1].total), Part("", told[-1].total)),
        lambda seen, whole: seen / whole if whole else Fraction(0),
        shown_share,
    )


def _one_at(scenario: Scenario, volume: Fraction, fixed: Part, each: Part) -> FormulaRow:
    units = figure(volume, money=False)
    return written(
        label_with_bound(
            "cost_per_unit",
            _("One {unit} at {volume}").format(unit=scenario.unit, volume=scenario.counted(volume)),
            scenario.estimate,
        ),
        _("(what does not move with one unit at this volume + units × what one more adds there) ÷ units"),
        f"({{0}} + {units} × {{1}}) ÷ {units}",
        (fixed, each),
        lambda part, more: (part + volume * more) / volume,
        price,
    )


def of_swings(scenario: Scenario, swings: tuple[Swing, ...]) -> Iterator[FormulaRow]:
    """The total with one input a fifth lower or higher: the lines it enters, taken out and put back."""
    base = numbers(scenario.workload)
    total = scenario.estimate.total_monthly
    write = writer_of([end for swing in swings for end in (swing.total_low, swing.total_high)])
    for place, swing in enumerate(swings):
        ends = tuple(map(scenario.reviewed, both_ways(base, swing.field)))
        moved = [_("a fifth less"), _("a fifth more")]
        if pieces := in_pieces(scenario.workload, swing.field):
            moved = [worded_short(swing.field, end) for end in pieces]
        elif (most := capped_at(scenario.workload, swing.field)) is not None:
            moved[1] = _("at most {most}").format(most=worded_short(swing.field, most))
        for values, name, within in zip(ends, moved, (swing.low_within, swing.high_within), strict=True):
            called = _("{input}, {moved}").format(input=label_in(scenario.workload, swing.field), moved=name)
            if within:
                yield _at_end(called, _changed(scenario.estimate, total, values), write)
        yield from _cap(scenario, swing.field, ends[1])
        if place == 0:
            yield _swing(scenario, swing)


def _at_end(name: str, parts: tuple[Part, ...], write: Callable[[Exact], str]) -> FormulaRow:
    """The total with an input at one of its ends; where no line is another then, as it is."""
    whole, before, after = parts
    if not before.value and not after.value:
        words = _("total per month: no line changes, as in blocks that are not full")
        return written(name, words, "{0}", (whole,), lambda total: total, write)
    return written(
        name,
        _("total per month − the lines it enters + the same lines by their formulas then"),
        "{0} − {1} + {2}",
        parts,
        lambda total, then, now: total - then + now,
        write,
    )


def _cap(scenario: Scenario, name: str, more: Mapping[str, Fraction]) -> Iterator[FormulaRow]:
    """Where a cached share stops that a fifth more would take beyond what the others leave of the input."""
    base = numbers(scenario.workload)
    others = [Part("", base[other], money=False) for other in other_cache_shares(name) if base[other]]
    left = 1 - sum((other.value for other in others), Fraction(0))
    if others and more[name] == left:
        yield written(
            _("{input}, at most").format(input=label_in(scenario.workload, name)),
            _("1 − the other cached shares of the same input"),
            " − ".join(("1", *(f"{{{place}}}" for place in range(len(others))))),
            tuple(others),
            lambda *shares: 1 - sum(shares, Fraction(0)),
            lambda share: worded_short(name, share),
        )


def _swing(scenario: Scenario, swing: Swing) -> FormulaRow:
    """Between the ends of the input that moves the total most: the one that a sentence names."""
    return written(
        _("{input}, swing").format(input=label_in(scenario.workload, swing.field)),
        _("the higher total − the lower"),
        "{0} − {1}",
        (
            Part("", max(swing.total_high, swing.total_low)),
            Part("", min(swing.total_high, swing.total_low)),
        ),
        lambda high, low: high - low,
        scenario.driven,
    )


def _changed(estimate: Estimate, total: Fraction, values: Mapping[str, Fraction]) -> tuple[Part, ...]:
    """The total, what the lines that change come to today, and what they come to with these numbers."""
    found = amounts(values)
    then = [fixed + each * found.units for fixed, each in found.lines]
    pairs = [
        (line.monthly, after)
        for line, after in zip(estimate.lines, then, strict=True)
        if line.monthly != after
    ]
    before, after = (sum(side, Fraction(0)) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
    return Part("", total), Part("", Fraction(before)), Part("", Fraction(after))
