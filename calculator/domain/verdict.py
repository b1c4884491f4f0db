"""Is a unit worth what it costs, in sentences: from which volume, up to which review rate, against people."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.break_even.words import paying_sentence
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.estimate_notes import OUT_OF_REACH
from calculator.domain.workload import Workload
from runrate.core.numbers import WHOLE_FROM, at_least, at_most, headline_money, percent, price
from runrate.core.text import listed
from runrate.core.translation import gettext as _

WHOLE_DOLLARS_FROM = WHOLE_FROM


def verdict(workload: Workload, estimate: Estimate) -> tuple[str, ...]:
    """What page and report say of a workload; an incomplete cost makes each figure a bound."""
    return tuple(_sentences(workload, estimate))


def _sentences(workload: Workload, estimate: Estimate) -> Iterator[str]:
    if estimate.out_of_reach:
        # What follows from an acceptance that cannot be is nobody's verdict.
        yield _(OUT_OF_REACH)
        return
    yield _worth_it(workload, estimate)
    yield from which_volumes_pay(workload, estimate)
    if estimate.break_even_review_rate is not None:
        yield _up_to_which_review_rate(workload, estimate)
    if estimate.saving_against_human_monthly is not None and estimate.units_per_month:
        yield _against_people(workload, estimate)


def which_volumes_pay(workload: Workload, estimate: Estimate) -> tuple[str, ...]:
    """One sentence; none without the value of a unit, or where the acceptance entered cannot be."""
    if estimate.paying is None or estimate.out_of_reach:
        return ()
    sentence = paying_sentence(
        estimate.paying,
        unit=workload.unit_name,
        today=estimate.units_per_month,
        complete=estimate.complete,
        names={line.key: line.name for line in estimate.lines if line.own_name},
    )
    return (sentence,)


def _worth_it(workload: Workload, estimate: Estimate) -> str:
    unit, value, cost = workload.unit_name, workload.value_per_unit, estimate.cost_per_accepted_unit
    if cost is None:
        return _("No {unit} is accepted, so there is nothing to set the cost against.").format(unit=unit)
    if value is None or estimate.net_monthly is None:
        asked = _("What one {unit} is worth was not entered.").format(unit=unit)
        if not cost:
            return asked
        least = _("It pays for itself once an accepted one brings at least {cost}.").format(cost=price(cost))
        return f"{asked} {least}"
    net = headline_money(abs(estimate.net_monthly))
    outcome = (
        _("a net gain of {net} per month").format(net=at_most(net, complete=estimate.complete))
        if estimate.net_monthly >= 0
        else _("a net loss of {net} per month").format(net=at_least(net, complete=estimate.complete))
    )
    return _("An accepted {unit} is worth {value} and costs {cost}: {outcome}.").format(
        unit=unit,
        value=price(value),
        cost=at_least(price(cost), complete=estimate.complete),
        outcome=outcome,
    )


def _up_to_which_review_rate(workload: Workload, estimate: Estimate) -> str:
    rate = estimate.break_even_review_rate
    if not rate:
        return _("Not even without review would it break even.")
    if rate == 1:
        said = (
            _("It would still break even with every {unit} reviewed.")
            if estimate.complete
            else _("As far as entered, it would still break even with every {unit} reviewed.")
        )
        return said.format(unit=workload.unit_name)
    return _("Break-even review rate: {rate}.").format(
        rate=at_most(percent(rate), complete=estimate.complete)
    )


def _against_people(workload: Workload, estimate: Estimate) -> str:
    saved = estimate.saving_against_human_monthly or Fraction(0)
    human, amount = price(numbers(workload)["human_cost_per_unit"]), headline_money(abs(saved))
    if saved >= 0:
        return _("Saves {amount} per month compared with people doing all of it at {human} each.").format(
            human=human, amount=at_most(amount, complete=estimate.complete)
        )
    return _("People doing all of it at {human} each would cost {amount} per month less.").format(
        human=human, amount=at_least(amount, complete=estimate.complete)
    )


def visible_name(estimate: Estimate) -> str:
    """What stands above the waterline, inside a sentence: `tokens`, or `tokens and seats`."""
    lines = [line for line in estimate.listed if line.visible]
    names = [line.own_name or line.name.lower() for line in lines if line.monthly or len(lines) == 1]
    return listed(names) if names else _("what a vendor bills")
