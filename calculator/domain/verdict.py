"""Is a unit worth what it costs, in sentences: from which volume, up to which review rate, against people."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.units import counted
from calculator.domain.workload import Workload
from runrate.core.numbers import at_least, at_most, money, percent, price
from runrate.core.translation import gettext as _

WHOLE_DOLLARS_FROM = 1000


def verdict(workload: Workload, estimate: Estimate) -> tuple[str, ...]:
    """What page and report say of a workload; an incomplete cost makes each figure a bound."""
    return tuple(_sentences(workload, estimate))


def _sentences(workload: Workload, estimate: Estimate) -> Iterator[str]:
    yield _worth_it(workload, estimate)
    if estimate.margin_per_unit is not None:
        yield _from_which_volume(workload, estimate)
    if estimate.break_even_review_rate is not None:
        yield _up_to_which_review_rate(workload, estimate)
    if estimate.saving_against_human_monthly is not None and estimate.units_per_month:
        yield _against_people(workload, estimate)


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
    net = _sum(abs(estimate.net_monthly))
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


def _from_which_volume(workload: Workload, estimate: Estimate) -> str:
    v, complete = numbers(workload), estimate.complete
    if estimate.break_even_units is None:
        return _("More volume does not help: the next {unit} costs {variable} and brings {brings}.").format(
            unit=workload.unit_name,
            variable=at_least(price(estimate.variable_cost_per_unit), complete=complete),
            brings=price(v["value_per_unit"] * v["acceptance_rate"]),
        )
    if not estimate.fixed_monthly:
        said = (
            _("Nothing costs a fixed amount: it pays for itself from the first {unit}.")
            if complete
            else _("No line entered costs a fixed amount: so far it pays for itself from the first {unit}.")
        )
        return said.format(unit=workload.unit_name)
    return _("At today's fixed cost it pays for itself from {volume} per month.").format(
        volume=at_least(counted(estimate.break_even_units, workload.unit_name), complete=complete)
    )


def _up_to_which_review_rate(workload: Workload, estimate: Estimate) -> str:
    rate = estimate.break_even_review_rate
    if not rate:
        return _("Not even without review would it break even.")
    if rate == 1 and estimate.complete:
        return _("It would still break even with every {unit} reviewed.").format(unit=workload.unit_name)
    return _("Break-even review rate: {rate}.").format(
        rate=at_most(percent(rate), complete=estimate.complete)
    )


def _against_people(workload: Workload, estimate: Estimate) -> str:
    saved = estimate.saving_against_human_monthly or Fraction(0)
    human, amount = price(numbers(workload)["human_cost_per_unit"]), _sum(abs(saved))
    if saved >= 0:
        return _("Saves {amount} per month compared with people doing all of it at {human} each.").format(
            human=human, amount=at_most(amount, complete=estimate.complete)
        )
    return _("People doing all of it at {human} each would cost {amount} per month less.").format(
        human=human, amount=at_least(amount, complete=estimate.complete)
    )


def _sum(amount: Fraction) -> str:
    """Whole dollars from a thousand up, cents below, the digits of a price under a dollar."""
    return money(amount, places=0) if amount >= WHOLE_DOLLARS_FROM else price(amount)
