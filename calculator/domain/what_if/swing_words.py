"""What moves an estimate, in words: what an input is moved by, where it stops, what the month comes to."""

from collections.abc import Mapping, Sequence

from calculator.domain.labels import inside_in, label_in, worded_short
from calculator.domain.what_if.chances import some_of
from calculator.domain.what_if.columns import sums
from calculator.domain.what_if.sensitivity import Swing, capped_at, in_pieces
from calculator.domain.workload import Workload
from runrate.core.numbers import price, prices
from runrate.core.translation import gettext as _


def matters_most(workload: Workload, swings: Sequence[Swing], names: Mapping[str, str]) -> str:
    """Which input moves the total most, or which of them do as much; nothing where none does."""
    if not swings or not swings[0].size:
        return ""
    alike = [swing.field for swing in swings if price(swing.size) == price(swings[0].size)]
    if len(alike) > 1:
        return _("{inputs}: each of these moves the total most").format(inputs=most_named(workload, alike))
    return _("{first}: this moves the total most").format(first=names[alike[0]])


def most_named(workload: Workload, fields: Sequence[str]) -> str:
    """Inputs that move the total as much as each other, by name as far as there are few."""
    first, *rest = fields
    return some_of([label_in(workload, first), *(inside_in(workload, name) for name in rest)])


def moved_name(workload: Workload, name: str) -> str:
    """An input that is moved by a fifth either way, where it stops before a fifth more, and between which
    whole numbers it is moved instead."""
    if pieces := in_pieces(workload, name):
        low, high = (worded_short(name, end) for end in pieces)
        return _("{input} ({low} to {high})").format(input=label_in(workload, name), low=low, high=high)
    most = capped_at(workload, name)
    if most is None:
        return label_in(workload, name)
    return _("{input} (at most {most})").format(input=label_in(workload, name), most=worded_short(name, most))


def swing_rows(
    workload: Workload, swings: Sequence[Swing], *, told: bool
) -> tuple[tuple[str, str, str, str, str], ...]:
    """A row of each input; each pair of columns has as many decimals. An accepted unit is `told`, or none.

    What the instances cannot do has no total.
    """
    months = iter(sums([end for swing in swings for end in (swing.total_low, swing.total_high)]))
    can = [end for swing in swings for end in (swing.low_within, swing.high_within)]
    totals = iter([month if within else cannot() for month, within in zip(months, can, strict=True)])
    ends = [end if told else None for swing in swings for end in (swing.accepted_low, swing.accepted_high)]
    shown = iter(prices([end for end in ends if end is not None]))
    accepted = iter("–" if end is None else next(shown) for end in ends)
    return tuple(
        (moved_name(workload, swing.field), next(totals), next(totals), next(accepted), next(accepted))
        for swing in swings
    )


def cannot() -> str:
    """What stands for the total of an end that the instances cannot do."""
    return _("cannot be done")
