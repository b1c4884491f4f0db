"""The same work at other prices, set against today's: each line that changes, and what has to be said."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate
from calculator.domain.formulas.bounds import line_with_bound, said_with_bound
from calculator.domain.remarks import Remark, remarks_of
from calculator.domain.what_if.sensitivity import at_prices
from calculator.domain.what_if.side_by_side import comparable, signed
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.prices.pricing import by_model
from runrate.core.numbers import money

type SetAgainst = tuple[tuple[str, str, str, str], ...]
"""Each line that changes and the total: its name, before, after and the difference."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Another model in place of the one in use, or why that cannot be."""

    rows: SetAgainst = ()
    remarks: tuple[Remark, ...] = ()
    """What has to be said of the other model and was not of the one in use."""
    note: str = ""
    """At which price it is taken, where a share of list price was agreed for the one in use."""
    error: str = ""


def swap(workload: Workload, before: Estimate, model: str) -> Swap:
    """The same work priced by another model today; nothing where none is named.

    One that cannot do a call costs nothing that could be set against anything.
    """
    if not model:
        return Swap()
    try:
        priced = by_model(workload, model)
        after = estimate(parse_workload(priced.inputs), priced.notes)
    except WorkloadErrors as found:
        said = " ".join(message for messages in found.errors.values() for message in messages)
        return Swap(error=said)
    told = set(before.notes) - set(priced.notes)
    remarks = tuple(remarks_of(note for note in after.notes if note not in told))
    if after.calls_too_long:
        return Swap(remarks=remarks, error=" ".join(after.calls_too_long))
    return Swap(set_against(before, after), remarks, _own_share(workload))


def repriced(workload: Workload, before: Estimate, change: Fraction) -> SetAgainst:
    """The same models at prices higher or lower by a share; nothing where they stay."""
    if not change:
        return ()
    return set_against(before, estimate(at_prices(workload, 1 + change), before.notes))


def set_against(before: Estimate, after: Estimate) -> SetAgainst:
    """What a line or the total is only a bound of says so; then there is no difference to tell.

    Nor is there one to what cannot be as it was entered.
    """
    exact = comparable(before, after) and not (before.out_of_reach or after.out_of_reach)
    lines = [
        (was.name, line_with_bound(was, before), line_with_bound(then, after), then.monthly - was.monthly)
        for was, then in zip(before.lines, after.lines, strict=True)
        if was.monthly != then.monthly
    ]
    old, new = (said_with_bound("total_monthly", money(each.total_monthly), each) for each in (before, after))
    lines.append((_("Total per month"), old, new, after.total_monthly - before.total_monthly))
    return tuple(
        (name, old, new, signed(by, money(by)) if exact else _("not comparable"))
        for name, old, new, by in lines
    )


def _own_share(workload: Workload) -> str:
    """A share of list price is agreed with one vendor for one model: it is no other's."""
    agreed = [workload.price_factor, *(step.price_factor for step in workload.steps)]
    if all(share is None or share == 1 for share in agreed):
        return ""
    return _("At its list price: your own share of list price is not applied to another model.")
