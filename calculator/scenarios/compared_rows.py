"""A row of a comparison: what each scenario says, and by how much it differs from the first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.what_if.side_by_side import signed
from runrate.core.numbers import WHOLE_FROM, exactly_half_up, half_up, money, percent, price
from runrate.core.telling_apart.figures import MOST_PLACES, printed_difference

type Amount = Fraction | None
MORE_PLACES: Final = 3
"""Decimals that are tried beside those that tell two numbers apart."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of one scenario, and by how much it differs from that of the first."""

    value: str
    difference: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a name and its cell in each scenario, and what the values are counted by."""

    name: str
    cells: tuple[Cell, ...]
    differs: bool
    unit: str = ""


def row_of(name: str, values: Sequence[str], unit: str = "") -> Compared:
    cells = [Cell(value, _("same") if value == values[0] else _("differs")) for value in values]
    return Compared(name, tuple(cells), len(set(values)) > 1, unit)


def amounts_row(
    name: str, amounts: Sequence[Amount], values: Sequence[str], places: int, comparable: Sequence[bool] = ()
) -> Compared:
    """A row of money: `values` say each amount to so many decimals, and so is what lies between them.

    Differences are those of the amounts as printed, as the sentences above the table say them.
    """
    first = amounts[0]
    cells = []
    for place, (amount, value) in enumerate(zip(amounts, values, strict=True)):
        if comparable and not comparable[place]:
            cells.append(Cell(value, _("not comparable")))
        elif first is None or amount is None:
            cells.append(Cell(value, _("same") if value == values[0] else _("differs")))
        else:
            cells.append(Cell(value, _difference(first, amount, places)))
    differs = len(set(values)) > 1 or any(amount != first for amount in amounts)
    return Compared(name, tuple(cells), differs)


def _difference(first: Fraction, amount: Fraction, places: int) -> str:
    if amount == first:
        return _("same")
    by = printed_difference(first, amount, places)
    alike = half_up(first, places) == half_up(amount, places)
    return signed(by, price(by) if alike else money(by, places=places))


def places_apart(amounts: Sequence[Amount]) -> int:
    """How many decimals numbers of a row have, one where that does: they tell each apart from the first, and
    whoever subtracts finds what lies between, rounded once.

    Of thirds no number of decimals does: then what is printed is what is subtracted, as sums are.
    """
    known = [amount for amount in amounts if amount is not None]
    least = next(
        (
            places
            for places in range(1, MOST_PLACES)
            if all(each == known[0] or half_up(each, places) != half_up(known[0], places) for each in known)
        ),
        MOST_PLACES,
    )
    tried = range(least, least + MORE_PLACES + 1)
    return next((places for places in tried if _subtracts(known, places)), least)


def _subtracts(known: Sequence[Fraction], places: int) -> bool:
    return all(
        printed_difference(known[0], each, places) == exactly_half_up(each - known[0], places)
        for each in known
        if each != known[0]
    )


def sum_places(amounts: Sequence[Amount]) -> int:
    """How many decimals a row of sums has: none where a reader who subtracts finds its differences."""
    known = [amount for amount in amounts if amount is not None]
    whole = all(
        half_up(each, 0) - half_up(known[0], 0) == half_up(each - known[0], 0)
        and (not each or abs(each) >= WHOLE_FROM)
        for each in known
    )
    return 0 if whole else 2


def points(share: Fraction, places: int = 1) -> str:
    """A difference between two shares: `13.0 points`."""
    return _("%(number)s points") % {"number": percent(share, places=places).removesuffix("%")}


def with_sign(difference: Fraction, words: Callable[[Fraction], str]) -> str:
    return signed(difference, words(difference)) if difference else _("same")


def differences_first(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(rows, key=lambda row: not row.differs))
