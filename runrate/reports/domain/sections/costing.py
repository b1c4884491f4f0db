"""The full monthly cost, line by line: basis, amount, per unit and share."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from calculator.domain.cost_lines import Estimate, Line
from calculator.domain.formulas.bounds import bounded, half_entered, hedge, is_least, open_words, why_half
from calculator.domain.formulas.lines import explain
from calculator.domain.further_answers import capacity, invoice_sentence, payback_and_reviews
from calculator.domain.remarks import remarks_of
from calculator.domain.shares import hidden_percent, line_percentages, line_shares
from calculator.domain.verdict import amount_in_column, retries_billed, visible_name
from calculator.domain.what_if.columns import part_of
from runrate.core.decimals import plain
from runrate.core.numbers import breakdown, percent, percentage
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.beside_a_bill.retries import RETRIES, in_words
from runrate.reports.domain.content import Cost, CostRow
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.written import printable
from runrate.reports.domain.wording import long_date

NOTHING = "–"


def describe_cost(scenario: Scenario) -> Cost:
    estimate = scenario.estimate
    shares, printed = line_percentages(estimate), line_shares(estimate)
    formulas = explain(scenario.workload, estimate)
    rows = tuple(
        _in_tokens(line)
        if scenario.retries_in_tokens and line.key == RETRIES
        else CostRow(
            name=line.name,
            formula=_formula(scenario, line, printable(explained.formula)),
            basis=open_words(line, estimate) or printable(explained.substituted),
            monthly=_told(
                amount_in_column(estimate, line.monthly, is_least=is_least(line, estimate)), line, estimate
            ),
            per_unit=_told(_per_unit(estimate, line.monthly, least=is_least(line, estimate)), line, estimate),
            share=shown if line.entered and not half_entered(line, estimate) else NOTHING,
            visible=line.visible,
            entered=line.entered,
        )
        for line, explained, shown in zip(estimate.listed, formulas, printed, strict=True)
    )
    total = CostRow(
        name=_("Total") + hedge(estimate),
        formula="",
        basis=_("{units} per month").format(units=scenario.counted(estimate.units_per_month)),
        monthly=amount_in_column(estimate, estimate.total_monthly),
        per_unit=_per_unit(estimate, estimate.total_monthly),
        share=percentage(breakdown([1])[0]) if estimate.total_monthly else NOTHING,
        visible=False,
        entered=True,
    )
    return Cost(
        headline=_headline(scenario),
        lede=_lede(scenario),
        unit=scenario.unit,
        rows=rows,
        total=total,
        notes=(
            *filter(None, [retries_billed(estimate)]),
            *_in_own_currency(scenario),
            *(remark.sentence for remark in remarks_of(estimate.notes)),
            *filter(None, [invoice_sentence(estimate, scenario.last_invoice)]),
            *_further(scenario),
            *_rounding(scenario, shares),
        ),
    )


def _in_tokens(line: Line) -> CostRow:
    """Of retries that a bill holds within its tokens nobody knows what they come to: that is not nothing."""
    return CostRow(line.name, "", in_words(), NOTHING, NOTHING, NOTHING, line.visible, entered=line.entered)


def _formula(scenario: Scenario, line: Line, formula: str) -> str:
    """How a line is made; of a review that is half entered why it is nothing so far."""
    if not line.entered or not half_entered(line, scenario.estimate):
        return formula if line.entered else ""
    return why_half(line, scenario.estimate)


def _told(said: str, line: Line, estimate: Estimate) -> str:
    return NOTHING if open_words(line, estimate) else said


def _headline(scenario: Scenario) -> str:
    estimate, missing = scenario.estimate, len(scenario.missing)
    if not estimate.complete and not estimate.open_ended:
        return _at_least(scenario)
    if missing:
        return ngettext(
            "As far as entered, {total} per month, and one cost line still to be entered",
            "As far as entered, {total} per month, and {count} cost lines still to be entered",
            missing,
        ).format(total=scenario.headed(estimate.total_monthly), count=missing)
    if estimate.open_ended:
        return _("As far as entered, {total} per month").format(total=scenario.headed(estimate.total_monthly))
    if estimate.hidden_share is None:
        return _("Nothing is paid for this workload so far")
    if estimate.visible_share == 1:
        return _("All of the {total} per month is {visible}, above the waterline").format(
            total=scenario.headed(estimate.total_monthly), visible=visible_name(estimate)
        )
    return _("{share} of {total} per month lies below the waterline").format(
        share=hidden_percent(estimate),
        total=scenario.headed(estimate.total_monthly),
    )


def _at_least(scenario: Scenario) -> str:
    """Where a line is missing, a model bills more than is counted, or reviews are half entered."""
    missing, total = len(scenario.missing), scenario.headed(scenario.estimate.total_monthly)
    if not missing:
        return _("At least {total} per month").format(total=total)
    if not scenario.estimate.total_monthly:
        return ngettext(
            "Nothing that was entered costs anything, and one cost line is still to be entered",
            "Nothing that was entered costs anything, and {count} cost lines are still to be entered",
            missing,
        ).format(count=missing)
    return ngettext(
        "At least {total} per month, and one cost line still to be entered",
        "At least {total} per month, and {count} cost lines still to be entered",
        missing,
    ).format(total=total, count=missing)


def _in_own_currency(scenario: Scenario) -> Iterable[str]:
    """The rate is the reader's own figure, so it is said whose it is and of which day."""
    estimate, exchange = scenario.estimate, scenario.exchange
    if exchange is None:
        return
    each = estimate.cost_per_unit
    yield _("In {code}: {sums}, at {rate} for a dollar, the rate entered for {day}.").format(
        code=exchange.code,
        sums=listed(
            [
                _("{total} per month").format(
                    total=bounded(scenario.exchanged(estimate.total_monthly), estimate)
                ),
                *([] if each is None else [_each(scenario, scenario.exchanged(each))]),
            ]
        ),
        rate=plain(exchange.rate),
        day=long_date(exchange.day),
    )


def _each(scenario: Scenario, amount: str) -> str:
    return _("{amount} per {unit}").format(amount=bounded(amount, scenario.estimate), unit=scenario.unit)


def _further(scenario: Scenario) -> Iterable[str]:
    """What the page of the same scenario says of the build, of reviews and of capacity."""
    for said in (payback_and_reviews, capacity):
        if sentences := " ".join(said(scenario.workload, scenario.estimate)):
            yield sentences


def _rounding(scenario: Scenario, shares: Sequence[Decimal]) -> Iterable[str]:
    """For where a share stands a tenth away from the same share elsewhere in the report."""
    alone = [line.share for line in scenario.estimate.listed]
    if any(
        each is not None and percent(each) != percentage(s) for each, s in zip(alone, shares, strict=True)
    ):
        yield _("Shares are rounded to add up to 100%, so one may be a tenth off.")


def _lede(scenario: Scenario) -> str:
    if scenario.missing or scenario.estimate.review_too_low:
        return _(
            "The areas of the picture are in proportion to dollars, for the lines that were entered. "
            "A line that was not entered is not zero: nobody has looked yet."
        )
    return _("The areas of the picture are in proportion to dollars. The tip is {visible}.").format(
        visible=visible_name(scenario.estimate)
    )


def _per_unit(estimate: Estimate, amount: Fraction, *, least: bool = False) -> str:
    """One column, so all have as many decimals as what one unit costs."""
    units = estimate.units_per_month
    return part_of(estimate.total_monthly / units, amount / units, is_least=least) if units else NOTHING
