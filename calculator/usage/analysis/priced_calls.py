"""Calls that have a price in a file: their tokens alone, and what one token of each kind cost."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from calculator.usage.analysis.bill import CACHED, ZERO, UsageLine, held_as


def has_both(lines: Sequence[UsageLine]) -> bool:
    """Whether some calls of a model have a price, and others have none."""
    tokens = [line for line in lines if line.unit == "token" and line.quantity]
    paid = any(line.billed is not None for line in lines)
    unpriced = any(line.unpriced for line in tokens)
    return paid and unpriced and any((line.quantity or ZERO) > line.unpriced for line in tokens)


def lack_money(lines: Sequence[UsageLine]) -> bool:
    """Whether a model has tokens that no money of the file is for."""
    return has_both(lines) or all(line.billed is None for line in lines)


def of_priced_calls(lines: list[UsageLine]) -> list[UsageLine]:
    """A model's lines without what has no price, where the rest has one; else the very same lines.

    What money bought is that of priced calls alone: to divide it by the others too would take them for free.
    """
    if not has_both(lines):
        return lines
    counted = any(line.calls is not None and line.billed is not None for line in lines)
    found = [
        replace(line, quantity=(line.quantity or ZERO) - line.unpriced, unpriced=ZERO)
        if line.unpriced
        else line
        for line in lines
        if line.unpriced == 0 or line.quantity != line.unpriced or line.billed is not None
    ]
    return [line for line in found if not (counted and line.calls is not None and line.billed is None)]


def prices_of_kinds(lines: Iterable[UsageLine], *, inside: bool) -> dict[str, Fraction]:
    """Dollars for a token of each kind; with `inside` all input is one kind, whose money is that of all."""
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    kinds: dict[str, str] = {}
    for line in lines:
        kind = held_as(line.kind)
        kinds[kind] = "input" if inside and kind in CACHED else kind
        quantity, money = sums.get(kinds[kind], (ZERO, ZERO))
        sums[kinds[kind]] = (quantity + (line.quantity or ZERO), money + (line.cost or ZERO))
    return {kind: sums[as_][1] / sums[as_][0] for kind, as_ in kinds.items() if sums[as_][0]}
