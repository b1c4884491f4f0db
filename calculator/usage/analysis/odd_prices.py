"""Prices out of a bill that can hardly be right: more than ten times off the list price of the model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.labels import label_of
from calculator.usage.analysis.model_use import ModelUse
from runrate.core.numbers import price
from runrate.core.translation import gettext as _

TIMES: Final = 10
"""Discounts, batch calls and regions are never so far from a list."""


@dataclass(frozen=True, slots=True)
class OddPrice:
    """One price of a bill beside that of the list, in dollars per million tokens."""

    model: str
    kind: str
    paid: Fraction
    listed: Fraction

    def in_words(self) -> str:
        words = {
            "name": label_of(f"{self.kind}_price"),
            "model": self.model,
            "paid": price(self.paid),
            "listed": price(self.listed),
        }
        return _(
            "{name} of {model}: {paid} per million tokens by this bill, {listed} on the price list. They are "
            "more than 10 times apart: money and tokens may be of different work, or of different units."
        ).format(**words)


def odd_prices(uses: Iterable[ModelUse], listed: Mapping[str, Mapping[str, Fraction]]) -> list[OddPrice]:
    """Those of models that were priced by a bill and are on the list."""
    return [
        OddPrice(use.model, kind, paid, on_list)
        for use in uses
        for kind, paid in use.prices.items()
        if use.of(kind) and (on_list := listed.get(use.model, {}).get(kind)) and _is_odd(paid / on_list)
    ]


def _is_odd(ratio: Fraction) -> bool:
    return ratio > TIMES or ratio * TIMES < 1
