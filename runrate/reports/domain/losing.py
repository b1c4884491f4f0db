"""Whether a workload loses money today or is past a limit, and whether any volume of it would pay."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from calculator.domain.break_even.retirement import fired
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate as cost
from calculator.domain.further_answers import is_above
from calculator.domain.workload import Workload
from runrate.core.numbers import count
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.evaluation import Reading, Scenario


def loss(estimate: Estimate) -> Fraction | None:
    """What today's volume loses per month; None where it loses nothing, or nobody can say."""
    if estimate.net_monthly is None or estimate.net_monthly >= 0 or estimate.untold:
        return None
    return -estimate.net_monthly


def only_the_build_loses(estimate: Estimate) -> bool:
    """Whether a loss ends with the months that the build is spread over: running it loses nothing."""
    return loss(estimate) is not None and (estimate.net_of_running or 0) >= 0


def pays_nowhere(workload: Workload, estimate: Estimate) -> bool:
    """Whether no volume at all pays, nor would with all of it reviewed where reviews avoid errors.

    What was not entered could only add to its cost.
    """
    return as_it_is_pays_nowhere(estimate) and not would_pay_reviewed(workload, estimate)


def would_pay_reviewed(workload: Workload, estimate: Estimate) -> bool:
    """Whether some volume would pay with all of it reviewed, for each review avoids errors that cost more.

    Nobody can say so while what a review costs was not entered.
    """
    if not estimate.avoided_error_cost_per_review or not workload.review_is_priced:
        return False
    reviewed = cost(replace(workload, review_rate=Decimal(1))).paying
    return reviewed is not None and not reviewed.pays_nowhere


def as_it_is_pays_nowhere(estimate: Estimate) -> bool:
    """Whether no volume pays at the share that is reviewed."""
    if estimate.net_monthly is None or estimate.untold or estimate.paying is None:
        return False
    return estimate.paying.pays_nowhere


def passed_limits(scenario: Scenario) -> tuple[str, ...]:
    """Each limit that its owner set for retiring it and that is passed, as a clause."""
    return tuple(fired(scenario.triggers, scenario.estimate, scenario.workload))


def before_all_steps(reading: Reading) -> Iterator[str]:
    """The first tasks of a plan: what a limit that is passed, or an invoice that is smaller, asks for."""
    scenario = reading.scenario
    if scenario is None:
        return
    if passed := passed_limits(scenario):
        yield ngettext(
            "Decide whether it goes on: a limit that was set for retiring it is passed.",
            "Decide whether it goes on: {count} limits that were set for retiring it are passed.",
            len(passed),
        ).format(count=count(len(passed)))
    if scenario.last_invoice and is_above(scenario.estimate, scenario.last_invoice):
        yield _("Find out why the estimate is above the last invoice: its tokens, its prices or its month.")
