"""What several agents come to in a month, what of it stays, and whom that leaves out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import least
from runrate.core.numbers import WHOLE_FROM, at_most, count, half_up, money, price
from runrate.core.text import listed

CENTS: Final = 2


class Places(NamedTuple):
    """How many decimals the two columns of sums have, rows and sums alike."""

    total: int
    net: int

    @classmethod
    def of(cls, *groups: Sequence[Estimate]) -> "Places":
        nets = [[net for each in found if (net := net_of(each)) is not None] for found in groups]
        return cls(_places([[each.total_monthly for each in found] for found in groups]), _places(nets))

    def add_up(self, *groups: Sequence[Estimate]) -> bool:
        """Whether the printed rows of each group come to its printed sum, in both columns."""
        nets = [[net for each in found if (net := net_of(each)) is not None] for found in groups]
        totals = [[each.total_monthly for each in found] for found in groups]
        return _add_up(totals, self.total) and _add_up(nets, self.net)


@dataclass(frozen=True, slots=True)
class Sum:
    """What several agents come to in a month."""

    name: str
    total_label: str
    net_label: str
    total: str
    total_in_words: str
    net: str
    net_in_words: str
    of_which: str
    """Whose net it is, where some of those summed have none."""
    left_out: str
    """Who is in neither sum, by name."""


def net_of(found: Estimate) -> Fraction | None:
    """What a month leaves, as far as entered; unknown where it rests on what cannot be."""
    return None if found.out_of_reach else found.net_monthly


def _places(columns: Sequence[Sequence[Fraction]]) -> int:
    """How many decimals a column of sums has: none where its whole dollars add up, else those of cents."""
    small = any(0 < abs(amount) < WHOLE_FROM for amounts in columns for amount in amounts)
    return 0 if not small and _add_up(columns, 0) else CENTS


def _add_up(columns: Iterable[Sequence[Fraction]], places: int) -> bool:
    """Whether the rows of each column, rounded, come to its rounded sum."""
    return all(
        sum((half_up(amount, places) for amount in amounts), Decimal(0))
        == half_up(sum(amounts, Fraction(0)), places)
        for amounts in columns
    )


def sum_of(
    found: Sequence[Estimate], never: Sequence[str], name: str, total_label: str, places: Places
) -> Sum:
    """`never` are the names of those left out because they cannot work as entered, which the labels say."""
    without = bool(never)
    with_value = [each for each in found if net_of(each) is not None]
    known = [each for each in map(net_of, with_value) if each is not None]
    total = row_sum(sum((each.total_monthly for each in found), Fraction(0)), places.total)
    net = row_sum(sum(known, Fraction(0)), places.net) if known else "–"
    complete, whole = (all(each.complete for each in summed) for summed in (found, with_value))
    open_ended, open_net = (any(each.open_ended for each in summed) for summed in (found, with_value))
    return Sum(
        name=_without(name) if without else name,
        total_label=_total_label(total_label, without, complete=complete, open_ended=open_ended),
        net_label=_net_label(without, len(known) < len(found), complete=whole, open_ended=open_net),
        total=total,
        total_in_words=least(total, complete=complete, open_ended=open_ended),
        net=net,
        net_in_words=_net_in_words(net, complete=whole, open_ended=open_net) if known else net,
        of_which=_("of those with a value") if 0 < len(known) < len(found) else "",
        left_out=_left_out(name, never),
    )


def _left_out(name: str, never: Sequence[str]) -> str:
    if not never:
        return ""
    said = _("“%(sum)s” leaves out what cannot work as entered: %(names)s (%(n)s in all).")
    return said % {"sum": name, "n": count(len(never)), "names": listed(f"“{each}”" for each in never)}


def _without(label: str) -> str:
    return _("%(label)s, without what cannot work as entered") % {"label": label}


def _total_label(label: str, without: bool, *, complete: bool, open_ended: bool) -> str:
    if without:
        label = _without(label)
    if open_ended:
        return _("%(label)s, as far as entered") % {"label": label}
    return label if complete else _("%(label)s, at least") % {"label": label}


def _net_label(without: bool, some_without: bool, *, complete: bool, open_ended: bool) -> str:
    """`without` some that cannot work as entered; `some_without` a value."""
    known = complete or open_ended
    label = _("net per month") if known else _("net per month, at most")
    if some_without:
        of_those = _("net per month, at most, of those with a value")
        label = _("net per month, of those with a value") if known else of_those
    if without:
        label = _without(label)
    return _("%(label)s, as far as entered") % {"label": label} if open_ended else label


def _net_in_words(net: str, *, complete: bool, open_ended: bool) -> str:
    return least(net, complete=True, open_ended=True) if open_ended else at_most(net, complete=complete)


def row_sum(amount: Fraction, places: int) -> str:
    """A sum in its column: nothing is $0, and what its cents would show as nothing has a price's digits."""
    if not amount:
        return money(amount, places=0)
    return money(amount, places=places) if half_up(amount, places) else price(amount)
