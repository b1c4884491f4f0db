"""Whether a workload loses money today, and whether any volume of it would pay."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate as cost
from calculator.domain.workload import Workload


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
