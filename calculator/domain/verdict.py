"""Is a unit worth what it costs, in sentences: from which volume, up to which review rate, against people."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.break_even.review_words import up_to_which_review_rate, where_reviews_earn
from calculator.domain.break_even.words import (
    between_whole_ones,
    paying_as_review_falls,
    paying_sentence,
    paying_up_to,
)
from calculator.domain.capacity import doable
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.estimate_notes import (
    REVIEW_LEFT_OPEN,
    TOO_MUCH_FOR_CAPACITY,
    overloaded,
    why_unreached,
)
from calculator.domain.remarks import remarks_of
from calculator.domain.shares import visible_percent
from calculator.domain.units import plural_of
from calculator.domain.what_if.columns import part_of
from calculator.domain.workload import Workload
from runrate.core.decimals import Exact
from runrate.core.numbers import WHOLE_FROM, at_least, at_most, headline_money, money, price
from runrate.core.telling_apart.figures import prices_apart
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

WHOLE_DOLLARS_FROM = WHOLE_FROM


def verdict(workload: Workload, estimate: Estimate) -> tuple[str, ...]:
    """What page and report say of a workload; an incomplete cost makes each figure a bound."""
    return tuple(_sentences(workload, estimate))


def _sentences(workload: Workload, estimate: Estimate) -> Iterator[str]:
    if estimate.untold:
        # What follows from what cannot be is nobody's verdict.
        if unreached := why_unreached(workload, estimate.never_succeeds_share):
            yield unreached
        if overloaded(estimate.capacity_utilisation):
            yield _(TOO_MUCH_FOR_CAPACITY)
        yield from _calls_too_long(estimate)
        if estimate.open_ended:
            yield _(REVIEW_LEFT_OPEN)
        return
    yield _worth_it(workload, estimate)
    yield from which_volumes_pay(workload, estimate)
    if estimate.break_even_review_rate is not None:
        yield up_to_which_review_rate(workload, estimate, estimate.break_even_review_rate)
    yield from filter(None, [where_reviews_earn(workload, estimate)])
    if estimate.saving_against_human_monthly is not None and estimate.units_per_month:
        yield _against_people(workload, estimate, estimate.saving_against_human_monthly)
        yield from _dearer_than_worth(workload, estimate)


def _calls_too_long(estimate: Estimate) -> Iterator[str]:
    """Which calls do not fit their model; of a step by its number."""
    told = estimate.calls_too_long
    for remark in remarks_of(note for note in estimate.notes if note.message in told):
        yield remark.sentence if remark.fields[0].startswith("steps.") else remark.message


def year_sentence(workload: Workload, estimate: Estimate) -> str:
    """What the next twelve months and an accepted unit come to; the year alone where none can be accepted."""
    if not estimate.complete and not estimate.total_yearly:
        return ""  # of nothing so far there is no least sum to tell; the headline says what is missing
    yearly, accepted = headline_money(estimate.total_yearly), estimate.attainable_cost_per_accepted_unit
    if accepted is None:
        said = (
            _("As far as entered, {yearly} per year.")
            if estimate.open_ended
            else _("{yearly} per year.")
            if estimate.complete
            else _("At least {yearly} per year.")
        )
        return said.format(yearly=yearly)
    said = (
        _("As far as entered, {yearly} per year and {accepted} per accepted {unit}.")
        if estimate.open_ended
        else _("{yearly} per year. {accepted} per accepted {unit}.")
        if estimate.complete
        else _("At least {yearly} per year and {accepted} per accepted {unit}.")
    )
    return said.format(yearly=yearly, accepted=price(accepted), unit=workload.unit_name)


def which_volumes_pay(workload: Workload, estimate: Estimate) -> tuple[str, ...]:
    """One sentence, and another on today's volume where it lies between two whole ones.

    None without the value of a unit, or where the acceptance entered cannot be.

    Nor where no unit is accepted and one more changes nothing: that nothing is set against nothing is said.
    """
    if estimate.paying is None or estimate.untold:
        return ()
    if estimate.cost_per_accepted_unit is None and not estimate.paying.left_per_unit:
        return ()
    unit, complete = workload.unit_name, estimate.complete
    between = between_whole_ones(estimate.paying, estimate.units_per_month, estimate.net_monthly, unit)
    bound = doable(numbers(workload), estimate.attempts_per_unit)
    if estimate.paying.looked_at is not None:
        return (paying_as_review_falls(estimate.paying, bound, unit, complete=complete), *between)
    if bound is not None and estimate.paying.runs and estimate.paying.left_per_unit:
        return (paying_up_to(estimate.paying, bound, unit, complete=complete), *between)
    sentence = paying_sentence(
        estimate.paying,
        unit=unit,
        today=estimate.units_per_month,
        complete=complete,
        names={line.key: line.name for line in estimate.lines if line.own_name},
    )
    return (sentence, *between)


def _worth_it(workload: Workload, estimate: Estimate) -> str:
    unit, value, cost = workload.unit_name, workload.value_per_unit, estimate.cost_per_accepted_unit
    if cost is None:
        if not estimate.units_per_month:
            return _(
                "There are no {units} at this volume, so there is nothing to set the cost against."
            ).format(units=plural_of(unit))
        return _("No {unit} is accepted, so there is nothing to set the cost against.").format(unit=unit)
    if value is None or estimate.net_monthly is None:
        asked = _("What one {unit} is worth was not entered.").format(unit=unit)
        if not cost:
            return asked
        least = (
            _("It pays for itself once an accepted one brings at least {cost}.")
            if estimate.complete
            else _("With what is entered, it pays for itself once an accepted one brings at least {cost}.")
        )
        return f"{asked} {least.format(cost=price(cost))}"
    if not cost and not estimate.complete:
        return _(
            "An accepted {unit} is worth {value}; nothing that was entered costs anything so far."
        ).format(unit=unit, value=price(value))
    worth, costs = prices_apart(value, cost)
    return _("An accepted {unit} is worth {value} and costs {cost}: {outcome}.").format(
        unit=unit,
        value=worth,
        cost=at_least(costs, complete=estimate.complete),
        outcome=_outcome(estimate.net_monthly, complete=estimate.complete),
    )


def _outcome(net: Fraction, *, complete: bool) -> str:
    """What a month leaves. Nothing is neither a gain nor a loss."""
    if not net:
        return _("it just breaks even") if complete else _("with what is entered, it just breaks even")
    if net > 0:
        return _("a net gain of {net} per month").format(net=at_most(headline_money(net), complete=complete))
    return _("a net loss of {net} per month").format(net=at_least(headline_money(-net), complete=complete))


def _against_people(workload: Workload, estimate: Estimate, saved: Fraction) -> str:
    human, complete = price(numbers(workload)["human_cost_per_unit"]), estimate.complete
    if not saved:
        said = (
            _("Costs the same as people doing all of it at {human} each.")
            if complete
            else _("As far as entered, it costs the same as people doing all of it at {human} each.")
        )
        return said.format(human=human)
    if saved > 0:
        return _("Saves {amount} per month compared with people doing all of it at {human} each.").format(
            human=human, amount=at_most(headline_money(saved), complete=complete)
        )
    return _("People doing all of it at {human} each would cost {amount} per month less.").format(
        human=human, amount=at_least(headline_money(-saved), complete=complete)
    )


def _dearer_than_worth(workload: Workload, estimate: Estimate) -> Iterator[str]:
    """What is saved against people is no gain where they cost more than the work brings."""
    v = numbers(workload)
    human, value = v["human_cost_per_unit"], v.get("value_per_unit")
    if value is None or human <= value:
        return
    if (estimate.saving_against_human_monthly or 0) > 0:
        people, worth = prices_apart(human, value)
        yield _(
            "People at {human} each cost more than the {value} that one is worth: this saving "
            "counts only where the work has to be done anyway."
        ).format(human=people, value=worth)
    handled = estimate.cost_per_handled_unit
    if handled is not None and handled > value and workload.value("acceptance_rate") != 1:
        cost, worth = prices_apart(handled, value)
        said = (
            _(
                "The net gain excludes the people who handle {units} the AI does not resolve. With them, one "
                "{unit} costs {cost}, more than the {value} it is worth."
            )
            if (estimate.net_monthly or 0) > 0
            else _(
                "With the people who handle {units} the AI does not resolve, one {unit} costs {cost}, more "
                "than the {value} it is worth."
            )
        )
        unit, sure = workload.unit_name, estimate.complete
        yield said.format(unit=unit, units=plural_of(unit), cost=at_least(cost, complete=sure), value=worth)


def headline(unit: str, estimate: Estimate) -> str:
    """The finding with its number, for page and report; without a full stop.

    The visible share is said only when every line is a value or an explicit zero.
    """
    total, each, missing = estimate.total_monthly, estimate.cost_per_unit, len(estimate.missing)
    if each is None:
        return _without_units(unit, total, complete=estimate.complete)
    if estimate.open_ended and total:
        return _open_ended(unit, each, missing)
    if missing and not total:
        return _("Nothing that was entered costs anything so far")
    if missing:
        return ngettext(
            "Each {unit} costs at least {cost}, with one cost line still to be entered",
            "Each {unit} costs at least {cost}, with {count} cost lines still to be entered",
            missing,
        ).format(unit=unit, cost=price(each), count=missing)
    if not estimate.complete:
        return _("Each {unit} costs at least {cost}").format(unit=unit, cost=price(each))
    return _with_every_line(unit, estimate, each)


def _open_ended(unit: str, each: Fraction, missing: int) -> str:
    """What one comes to where nothing bounds it: review, which may spare errors, was left open."""
    if not missing:
        return _("As far as entered, each {unit} costs {cost}").format(unit=unit, cost=price(each))
    return ngettext(
        "As far as entered, each {unit} costs {cost}, with one cost line still to be entered",
        "As far as entered, each {unit} costs {cost}, with {count} cost lines still to be entered",
        missing,
    ).format(unit=unit, cost=price(each), count=missing)


def _with_every_line(unit: str, estimate: Estimate, each: Fraction) -> str:
    """What is paid where somebody else bills it openly: a share, or all of it."""
    if estimate.visible_share is None:
        return _("Nothing is paid for one {unit}").format(unit=unit)
    if estimate.visible_share == 1:
        return _("Each {unit} costs {cost}, all of it {visible}").format(
            unit=unit, cost=price(each), visible=visible_name(estimate)
        )
    return _("Each {unit} costs {cost}, and {share} of it is {visible}").format(
        unit=unit, cost=price(each), share=visible_percent(estimate), visible=visible_name(estimate)
    )


def _without_units(unit: str, total: Fraction, *, complete: bool) -> str:
    words = {"unit": unit, "total": headline_money(total)}
    if complete and total:
        return _("Without any {unit} it still costs {total} per month").format(**words)
    if complete:
        return _("Without any {unit} it costs nothing").format(**words)
    if total:
        return _("Without any {unit} it still costs at least {total} per month").format(**words)
    return _("Without any {unit}, nothing that was entered costs anything").format(**words)


def visible_name(estimate: Estimate) -> str:
    """What stands above the waterline, inside a sentence: `tokens`, or `tokens and seats`."""
    lines = [line for line in estimate.listed if line.visible]
    names = [line.own_name or line.name.lower() for line in lines if line.monthly or len(lines) == 1]
    return listed(names) if names else _("what a vendor bills")


def retries_billed(estimate: Estimate) -> str:
    """Why retries lie below the waterline though their vendor bills them; empty where none cost anything."""
    retries = estimate.line("retries").monthly
    if not retries:
        return ""
    return _(
        "Retries are drawn below the waterline: the vendor bills their {amount} per month as {tokens}, "
        "and no invoice names them."
    ).format(amount=headline_money(retries), tokens=estimate.line("tokens").name.lower())


def visible_label(estimate: Estimate) -> str:
    """What a visible share is a share of, beside the figure: what is missing can only make it smaller."""
    said = _("is {visible}, above the waterline") if estimate.complete else _("{visible}, of what is entered")
    return said.format(visible=visible_name(estimate))


def amount(estimate: Estimate, value: Exact) -> str:
    """A part of the month, or the whole, in cents; with the digits of a price where it comes to no dollar."""
    return price(value) if estimate.total_monthly < 1 else money(value)


def amount_in_column(estimate: Estimate, value: Exact, *, is_least: bool = False) -> str:
    """The same beside the other lines and their total: all of them with as many decimals."""
    return part_of(estimate.total_monthly, value, is_least=is_least)
