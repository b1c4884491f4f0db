"""Whether a workload loses money today, and whether any volume of it would pay."""

from fractions import Fraction

from calculator.domain.cost_lines import Estimate


def loss(estimate: Estimate) -> Fraction | None:
    """What today's volume loses per month; None where it loses nothing, or nobody can say."""
    if estimate.net_monthly is None or estimate.net_monthly >= 0 or estimate.untold:
        return None
    return -estimate.net_monthly


def only_the_build_loses(estimate: Estimate) -> bool:
    """Whether a loss ends with the months that the build is spread over: running it loses nothing."""
    return loss(estimate) is not None and (estimate.net_of_running or 0) >= 0


def pays_nowhere(estimate: Estimate) -> bool:
    """Whether no volume at all pays; what was not entered could only add to its cost."""
    if estimate.net_monthly is None or estimate.untold or estimate.paying is None:
        return False
    return estimate.paying.pays_nowhere
