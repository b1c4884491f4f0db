"""Pieces of formulas: the same piece in words and in figures."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.fields import Kind, field_of
from calculator.domain.labels import label
from calculator.domain.workload import Workload
from runrate.core import numbers
from runrate.core.decimals import Exact, plain
from runrate.core.translation import code

MOST_DIGITS: Final = 25
"""More than any input has that somebody typed, so that each stands in full."""
DIGITS_OF_THE_REST: Final = 12
"""Of a number without an end, out of a bill: enough for the last digit of the bill."""
MOST_TERMS: Final = 2048
_MONEY: Final = frozenset({Kind.MONEY, Kind.PRICE})


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a formula, in words and in figures."""

    words: str
    figures: str


def say(pattern: str, *terms: Term) -> Term:
    """The same sentence twice: once with the words, once with the figures."""
    return Term(pattern.format(*(t.words for t in terms)), pattern.format(*(t.figures for t in terms)))


def summed(terms: list[Term]) -> Term:
    """`a + b + c`, in brackets where there is more than one."""
    return terms[0] if len(terms) == 1 else say(f"({' + '.join(['{}'] * len(terms))})", *terms)


def figure(number: Exact, *, money: bool) -> str:
    """Every digit that there is, so that the formula comes to its line exactly.

    A part longer than anybody would type into a pocket calculator is cut, and a sign says so.
    """
    whole, _point, part = plain(number).partition(".")
    zeros = len(part) - len(part.lstrip("0")) if whole == "0" else 0
    digits = len(whole) + len(part) - zeros
    most = MOST_DIGITS if digits <= MOST_DIGITS else DIGITS_OF_THE_REST
    places = min(len(part), max(most - len(whole) + zeros, 0))
    cut = "…" if places < len(part) else ""
    exact = Decimal(f"{whole}.{part[:places]}" if part else whole)
    shown = numbers.money(exact, places=places) if money else numbers.count(exact, places=places)
    return shown + cut


def given(workload: Workload, name: str) -> Term:
    """An input as it is called, and its value."""
    return _input(name, workload.value(name) or Decimal(0), code())


def units(estimate: Estimate) -> Term:
    """The units of the month."""
    return _input("units_per_month", Fraction(estimate.units_per_month), code())


@lru_cache(maxsize=MOST_TERMS)
def _input(name: str, value: Exact, language: str) -> Term:
    """One input stands in many formulas, and most stay as they are when an estimate is changed."""
    field = field_of(name)
    money = field is not None and field.kind in _MONEY
    return Term(label(name).term, figure(value, money=money))
