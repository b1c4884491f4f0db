"""Where fewer units are checked than rules oblige to, and what checking as many would cost."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from calculator.domain.costs import estimate
from calculator.domain.labels import worded_short
from runrate.core.translation import gettext as _
from runrate.reports.domain.evaluation import Reading


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A share of units checked that is below the least, both as they were entered."""

    today: Decimal
    least: Decimal
    then: Fraction
    """What a month would cost with as many checked."""
    more: Fraction


def least_review(reading: Reading) -> Shortfall | None:
    """None where no least share was entered, or no share of today, or where as many are checked."""
    scenario, least = reading.scenario, reading.source.minimum_review_rate
    today = scenario.workload.review_rate if scenario else None
    if scenario is None or least is None or today is None or today >= least:
        return None
    then = estimate(replace(scenario.workload, review_rate=least)).total_monthly
    return Shortfall(today, least, then, then - scenario.estimate.total_monthly)


def no_allowed_rate_pays(reading: Reading) -> tuple[str, ...]:
    """Said where it would break even only with fewer reviews than the reader's rules allow."""
    least, scenario = reading.source.minimum_review_rate, reading.scenario
    if least is None or scenario is None or scenario.estimate.untold:
        return ()
    rate = scenario.estimate.break_even_review_rate
    if rate is None or rate >= least:
        return ()
    return (
        _(
            "The least share to be checked, as entered, is {least}: no allowed review rate pays at "
            "today's volume."
        ).format(least=worded_short("review_rate", least)),
    )
