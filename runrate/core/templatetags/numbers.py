"""The shelf's number words as template filters, in the language of the page."""

from decimal import Decimal
from fractions import Fraction

from django import template

from runrate.core import numbers

register = template.Library()
UNKNOWN = "–"


def _exact(value: object) -> Fraction | None:
    if value is None or value == "":
        return None
    if isinstance(value, Fraction | Decimal | int | str):
        return Fraction(value)
    raise TypeError(f"{type(value).__name__} is not an exact number")


@register.filter
def money(value: object, places: int = 2) -> str:
    """`{{ total|money }}`, `{{ total|money:0 }}`; a dash when unknown."""
    exact = _exact(value)
    return UNKNOWN if exact is None else numbers.money(exact, places=places)


@register.filter
def price(value: object) -> str:
    """`{{ estimate.cost_per_unit|price }}`; a dash when unknown."""
    exact = _exact(value)
    return UNKNOWN if exact is None else numbers.price(exact)


@register.filter
def count(value: object, places: int = 2) -> str:
    """`{{ units|count }}`; a dash when unknown."""
    exact = _exact(value)
    return UNKNOWN if exact is None else numbers.count(exact, places=places)


@register.filter
def percent(value: object, places: int = 1) -> str:
    """`{{ share|percent }}` of a share of one; a dash when unknown."""
    exact = _exact(value)
    return UNKNOWN if exact is None else numbers.percent(exact, places=places)
