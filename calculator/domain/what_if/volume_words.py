"""What stays as it is at every volume of a curve, although more work would need more of it: in sentences."""

from collections.abc import Iterator

from calculator.domain.break_even.spans import TOO_MANY
from calculator.domain.capacity import doable
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.units import counted
from calculator.domain.what_if.volume_curve import Month
from calculator.domain.workload import Workload
from runrate.core.numbers import at_least, count
from runrate.core.translation import gettext as _


def month_cells(month: Month, total: str, so_far: str) -> tuple[str, str, str]:
    """The units of a month ahead, its total and the sum so far: at least, once instances cannot do it."""
    units = count(month.units, places=0)
    return (
        units if month.within else f"{units} ({_(TOO_MANY)})",
        at_least(total, complete=month.within),
        at_least(so_far, complete=month.sure),
    )


def kept_at_every_volume(workload: Workload, estimate: Estimate) -> Iterator[str]:
    """Of seats and of instances that are paid for: how many are counted, and what they are enough for."""
    if workload.seats and estimate.line("seats").monthly:
        yield _("Seats are counted as {seats} at every volume: more work may need more of them.").format(
            seats=count(workload.seats)
        )
    bound = doable(numbers(workload), estimate.attempts_per_unit)
    if bound is None:
        return
    if bound.each is not None:
        yield _(
            "One instance sustains {sustained} per month, fewer than the {each} after which another one "
            "starts: between these, and above {most}, the instances cannot do the work."
        ).format(
            sustained=counted(int(bound.sustained), workload.unit_name),
            each=count(bound.each),
            most=count(bound.most),
        )
        return
    yield _(
        "Instances are counted as {instances} at every volume: above {most} per month they cannot do the "
        "work, and more of them would cost more."
    ).format(instances=count(bound.kept), most=count(bound.most))
