"""Rates behind a measured input, between currencies and to the list, which its origin tells."""

from fractions import Fraction
from typing import Final

from calculator.domain.fields import Kind, field_of
from calculator.models import UsageUpload
from calculator.prices.usage_sources import LISTED, SAMPLE, with_rates
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import Chosen
from calculator.usage.analysis.derived import Derived
from runrate.core.decimals import plain

_TIMES: Final = 4


def rated(origin: str, name: str, found: Derived, bill: Bill, chosen: Chosen) -> str:
    """An origin with the rates at which the money behind its input became dollars."""
    return with_rates(origin, _rates(found, bill, chosen, name))


def _rates(found: Derived, bill: Bill, chosen: Chosen, name: str) -> list[tuple[str, str, str]]:
    """By currency; none of what is no money, nor where the vendor gives the dollars."""
    field = field_of(name)
    if field is not None and field.kind not in {Kind.MONEY, Kind.PRICE}:
        return []
    places = next((each.places for each in found.inputs if each.name == name), None)
    held = {
        line.currency
        for line in bill.all_lines
        if line.billed
        and line.dollars is None
        and (chosen.choice.holds(line) if places is None else line.place in places)
    }
    return [
        (currency, each["rate"], each["on"])
        for currency, each in sorted(chosen.rates.items())
        if currency in held
    ]


def listed_origin(upload: UsageUpload, bill: Bill, month: str, factor: Fraction) -> str:
    """The origin of a price of the list, and how many times it."""
    format = bill.costs[0].format if bill.costs else bill.format
    times = plain(Fraction(round(factor * 10**_TIMES), 10**_TIMES))
    return f"{LISTED}:{format}:{month}:{times}" + (f":{SAMPLE}" if upload.is_sample else "")
