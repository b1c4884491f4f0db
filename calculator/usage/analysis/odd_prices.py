"""Prices out of a bill that are off: ten times the list's, or by what usage and cost have not both."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.labels import label_of
from calculator.usage.analysis.model_use import ModelUse
from runrate.core.numbers import half_up, price
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


def as_periods(days: Sequence[str]) -> str:
    """Pairs of a first and a last day, as programs spell them."""
    return ", ".join(dict.fromkeys("/".join(each) for each in zip(days[::2], days[1::2], strict=True)))


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a month one of both views alone has, too little for a doubt; prices from both are off by it."""

    month: str
    usage: tuple[str, ...]
    cost: tuple[str, ...]
    times: Fraction | None
    """How many times the right ones prices are; None of days where the tokens that both count tell it."""
    model: str | None = None

    def in_words(
        self, periods: Callable[[Sequence[str]], str] = as_periods, number: Callable[[str], str] = str
    ) -> str:
        """Both sides, days and numbers as programs spell them or as these do, and how far prices are off."""
        if self.model is not None and self.times is not None:
            said = _("The usage counts {usage} tokens of {model}, the cost {cost}: {prices}")
            words = {"usage": number(self.usage[0]), "cost": number(self.cost[0])}
            return said.format(**words, model=self.model or _("no model"), prices=_off(self.times))
        usage, cost = map(periods, (self.usage, self.cost))
        said = _("The usage is of {usage}, the cost of {cost}.").format(usage=usage, cost=cost)
        if self.times is None:
            return said
        if self.times == 1:
            return f"{said} {_('These are as many days: if all are alike, prices from both are right.')}"
        return f"{said} {_('If all days are alike: {prices}').format(prices=_off(self.times))}"


def _off(times: Fraction) -> str:
    said = _("prices from both are {share} too low.")
    if times > 1:
        said = _("prices from both are {share} too high.")
    return said.format(share=f"{half_up(abs(times - 1) * 100, 1)}%")
