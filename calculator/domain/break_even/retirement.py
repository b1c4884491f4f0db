"""What an owner set for retiring a workload, and which of it has been passed, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import said_with_bound
from calculator.domain.workload import Workload
from calculator.domain.workload_input import read_decimal
from runrate.core.decimals import plain
from runrate.core.numbers import half_up, money, percent, price
from runrate.core.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Triggers:
    """The limits beyond which a workload is to be retired, as far as they were set."""

    cost_above: Decimal | None = None
    """Of an accepted unit."""
    margin_below: Decimal | None = None
    review_above: Decimal | None = None

    def as_json(self) -> dict[str, str]:
        return {name: plain(limit) for name in _NAMES if (limit := getattr(self, name)) is not None}


_CENTS: Final = 2
_NAMES = ("cost_above", "margin_below", "review_above")


def parse_triggers(data: object) -> Triggers:
    """Limits from their JSON form, None and no names for none. Raises ValueError."""
    if data is None:
        return Triggers()
    if not isinstance(data, Mapping) or not set(data) <= set(_NAMES):
        raise ValueError("Retirement triggers are an object of limits.")
    limits: dict[str, Decimal] = {}
    for name, written in data.items():
        limit, message = read_decimal(written)
        if limit is None:
            raise ValueError(message)
        limits[name] = limit
    if limits.get("cost_above", 0) < 0 or not 0 <= limits.get("review_above", 0) <= 1:
        raise ValueError("A cost is not below 0, and a share is from 0 to 1.")
    return Triggers(**limits)


def fired(triggers: Triggers, found: Estimate, workload: Workload) -> Iterator[str]:
    """Those that have been passed, each as a clause, in digits that tell the figure from its limit.

    What is spent on no accepted unit at all is above every limit of one.
    """
    told, unit = not found.untold, workload.unit_name
    limit, cost = triggers.cost_above, found.cost_per_accepted_unit if told else None
    if limit is not None and cost is not None and cost > Fraction(limit):
        figures = _prices_against(cost, limit)
        bounded = said_with_bound("cost_per_accepted_unit", figures[0], found)
        yield _("an accepted %(unit)s costs %(figure)s, above %(limit)s") % _against(
            bounded, figures[1], unit
        )
    if limit is not None and told and cost is None and found.total_monthly > 0:
        spent = said_with_bound("total_monthly", price(found.total_monthly), found)
        yield _("a month costs %(figure)s with no %(unit)s accepted, above %(limit)s for an accepted one") % (
            _against(spent, money_as_set(limit), unit)
        )
    limit, margin = triggers.margin_below, found.margin_per_unit if told else None
    if limit is not None and margin is not None and margin < Fraction(limit):
        figures = _prices_against(margin, limit)
        bounded = said_with_bound("margin_per_unit", figures[0], found)
        yield _("the next %(unit)s leaves %(figure)s, below %(limit)s") % _against(bounded, figures[1], unit)
    limit, rate = triggers.review_above, Fraction(workload.review_rate or 0)
    if limit is not None and rate > Fraction(limit):
        shown = _percents_against(rate, limit)
        yield _("people review %(figure)s, above %(limit)s") % _against(*shown, unit)


def money_as_set(limit: Decimal) -> str:
    """A limit with every digit that was typed."""
    return money(limit, places=max(_CENTS, _decimals(limit)))


def _prices_against(figure: Fraction, limit: Decimal) -> tuple[str, str]:
    """The limit as it was typed, and beside it as many digits as tell the figure from it."""
    places = max(_CENTS, _decimals(limit))
    at_least = price(figure)
    while half_up(figure, places) == limit:
        places += 1
    told = money(figure, places=places)
    return (at_least if len(at_least) > len(told) else told), money_as_set(limit)


def _percents_against(figure: Fraction, limit: Decimal) -> tuple[str, str]:
    """The same of shares."""
    places = max(1, _decimals(limit) - 2)
    as_set = percent(limit, places=places)
    while half_up(figure * 100, places) == limit * 100:
        places += 1
    return percent(figure, places=places), as_set


def _decimals(limit: Decimal) -> int:
    return len(plain(limit).partition(".")[2])


def _against(figure: str, limit: str, unit: str) -> dict[str, str]:
    return {"figure": figure, "limit": limit, "unit": unit}
