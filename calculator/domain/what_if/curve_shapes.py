"""How wide a curve's drawing is, and how the numbers in it are written for the room that it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from runrate.core.numbers import count, money, price_places, short_count, short_money
from runrate.core.telling_apart.figures import prices_apart

LONG_COUNT: Final = 10**12
LONG_SUM: Final = 10**9
SHORT_SUM: Final = 10**6
"""Of dollars from which on a sum is short in a wide drawing, and in a narrow one."""
CENTS_BELOW: Final = 100
"""Dollars of a month whose changes are told in cents; more than the others is written short."""
SHORT_PLACES: Final = 2
MOST_SHORT_PLACES: Final = 6
"""Decimals of a short sum: as many as tell a dollar in a million from the next."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide a drawing is, and where in it the curve and the bars have their room."""

    width: int
    left: float
    right: float
    today_beside: bool
    bar_step: int
    bar_middle: float
    bar_reach: float
    bar_drop: int
    short: bool
    """Whether large numbers are shortened: `1.1M`."""
    unit_letters: int
    """Of the unit's name beside what one costs today."""

    def volumes(self, units: Sequence[Fraction]) -> list[str]:
        """The volumes of one axis: short all of them where one has no room in full."""
        short = self.short or any(each >= LONG_COUNT for each in units)
        return [short_count(each) if short else count(each, places=0 if each >= 1 else 4) for each in units]

    def amount(self, dollars: Fraction, total: Fraction) -> str:
        """With as many digits as a sum has beside this total."""
        if total < 1:
            return money(dollars, places=price_places([total]))
        if total < CENTS_BELOW:
            return money(dollars)
        return short_money(dollars) if self._shortens(dollars) else money(dollars, places=0)

    def ends(self, dollars: tuple[Fraction, Fraction], total: Fraction) -> tuple[str, str]:
        """The two ends of a bar, with more digits where different ones would look alike."""
        low, high = dollars
        shown = self.amount(low, total), self.amount(high, total)
        if shown[0] != shown[1] or low == high:
            return shown
        if total < CENTS_BELOW or not self._shortens(low):
            return prices_apart(low, high)
        for places in range(SHORT_PLACES + 1, MOST_SHORT_PLACES + 1):
            shown = short_money(low, places=places), short_money(high, places=places)
            if shown[0] != shown[1]:
                break
        return shown

    def _shortens(self, dollars: Fraction) -> bool:
        return dollars >= (SHORT_SUM if self.short else LONG_SUM)


WIDE: Final = Shape(
    width=720, left=84.0, right=690.0, today_beside=True,
    bar_step=30, bar_middle=430.0, bar_reach=190.0, bar_drop=0, short=False, unit_letters=24,
)  # fmt: skip
# On a phone a bar stands below its name, and what today costs above the curve.
NARROW: Final = Shape(
    width=360, left=66.0, right=350.0, today_beside=False,
    bar_step=50, bar_middle=180.0, bar_reach=112.0, bar_drop=22, short=True, unit_letters=16,
)  # fmt: skip
