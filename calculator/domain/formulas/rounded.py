"""Figures inside a formula that were calculated themselves: rounded no more than its result allows."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count as count_up
from typing import Final

from calculator.domain.formulas.terms import Term, figure
from runrate.core.numbers import exactly_half_up, money

MOST_MORE: Final = 16
"""Decimals that a figure may have beyond those people expect, where the printed result asks for them."""
_CENTS: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A figure in a formula that was calculated itself, and is rounded where it is shown."""

    words: str
    value: Fraction
    money: bool = True

    def rounded(self, more: int) -> Fraction:
        """To cents or whole ones, below one to four digits, and in any case to so many decimals `more`."""
        places = _CENTS if self.money else 0
        if 0 < abs(self.value) < 1:
            places = next(n for n in count_up(1) if abs(self.value) * 10**n >= 1) + 3
        return exactly_half_up(self.value, places + more)

    def term(self, value: Fraction) -> Term:
        """As a piece of a formula; `value` is its own, rounded."""
        in_cents = self.money and exactly_half_up(value, _CENTS) == value
        return Term(self.words, money(value) if in_cents else figure(value, money=self.money))


def enough(
    parts: tuple[Part, ...], work: Callable[..., Fraction], write: Callable[[Fraction], str], printed: str
) -> list[Term]:
    """The parts with the fewest decimals that still come to what is printed."""
    for more in range(MOST_MORE + 1):
        values = [part.rounded(more) for part in parts]
        if more == MOST_MORE or write(work(*values)) == printed:
            break
    return [part.term(value) for part, value in zip(parts, values, strict=True)]
