"""Is a unit worth what it costs, in sentences: from which volume, up to which review, against people."""

from collections.abc import Iterable
from fractions import Fraction

from calculator.domain.costs import numbers
from runrate.core.numbers import at_least, at_most, percent, price
from runrate.core.translation import gettext as _
from runrate.reports.domain.evaluation import Scenario


def verdict(scenario: Scenario) -> Iterable[str]:
    """Is a unit worth it, from which volume, up to which review share, and against people."""
    yield _worth_it(scenario)
    estimate = scenario.estimate
    if estimate.margin_per_unit is not None:
        yield _from_which_volume(scenario)
    if estimate.break_even_review_rate is not None:
        yield _up_to_which_review_share(scenario)
    if estimate.saving_against_human_monthly is not None and estimate.units_per_month:
        yield _against_people(scenario)


def _worth_it(scenario: Scenario) -> str:
    estimate, value = scenario.estimate, numbers(scenario.workload).get("value_per_unit")
    cost = estimate.cost_per_accepted_unit
    if cost is None:
        return _("No {unit} is accepted, so there is nothing to set the cost against.").format(
            unit=scenario.unit
        )
    if value is None or estimate.net_monthly is None:
        asked = _("What one {unit} is worth was not entered.").format(unit=scenario.unit)
        if not cost:
            return asked
        pays = _("It pays once an accepted one brings at least {cost}.").format(cost=price(cost))
        return f"{asked} {pays}"
    net = scenario.amount(abs(estimate.net_monthly))
    outcome = (
        _("the workload earns {net} a month").format(net=at_most(net, complete=estimate.complete))
        if estimate.net_monthly >= 0
        else _("the workload loses {net} a month").format(net=at_least(net, complete=estimate.complete))
    )
    return _("An accepted {unit} is worth {value} and costs {cost}: {outcome}.").format(
        unit=scenario.unit,
        value=price(value),
        cost=at_least(price(cost), complete=estimate.complete),
        outcome=outcome,
    )


def _from_which_volume(scenario: Scenario) -> str:
    estimate, v = scenario.estimate, numbers(scenario.workload)
    if estimate.break_even_units is None:
        return _("More volume does not help: the next {unit} costs {variable} and brings {brings}.").format(
            unit=scenario.unit,
            variable=at_least(price(estimate.variable_cost_per_unit), complete=estimate.complete),
            brings=price(v["value_per_unit"] * v["acceptance_rate"]),
        )
    if not estimate.fixed_monthly and estimate.complete:
        return _("Nothing costs a fixed amount: it pays from the first {unit}.").format(unit=scenario.unit)
    return _("With today's fixed cost it pays from {volume} a month.").format(
        volume=at_least(scenario.counted(estimate.break_even_units), complete=estimate.complete)
    )


def _up_to_which_review_share(scenario: Scenario) -> str:
    estimate = scenario.estimate
    rate = estimate.break_even_review_rate
    if not rate:
        return _("Not even without review would it break even.")
    if rate == 1 and estimate.complete:
        return _("It would still break even with every {unit} reviewed.").format(unit=scenario.unit)
    return _("It breaks even up to a review share of {rate}.").format(
        rate=at_most(percent(rate), complete=estimate.complete)
    )


def _against_people(scenario: Scenario) -> str:
    estimate = scenario.estimate
    saved = estimate.saving_against_human_monthly or Fraction(0)
    human, amount = price(numbers(scenario.workload)["human_cost_per_unit"]), scenario.amount(abs(saved))
    if saved >= 0:
        return _("Against people doing all of it at {human} each, it saves {amount} a month.").format(
            human=human, amount=at_most(amount, complete=estimate.complete)
        )
    return _("People doing all of it at {human} each would cost {amount} a month less.").format(
        human=human, amount=at_least(amount, complete=estimate.complete)
    )
