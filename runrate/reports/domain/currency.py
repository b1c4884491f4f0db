"""The reader's own currency: what one dollar bought of it, and on which day they say it did."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.domain.cost_lines import Note
from calculator.domain.workload_input import read_decimal
from runrate.core.decimals import plain
from runrate.core.numbers import is_currency
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

DOLLARS = "USD"
LARGEST_RATE = 10_000_000_000
_CODE = re.compile(r"[A-Z]{3}")
UNKNOWN = _("{code} is no known currency, so every sum stands in dollars.")


class ExchangeError(ValueError):
    """What is wrong with a currency and its rate, in words."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Dollars stay the currency of the calculation; sums that people quote are said in this one, too."""

    code: str
    rate: Decimal
    """How much of the currency one dollar buys, above 0."""
    day: date

    def as_json(self) -> dict[str, str]:
        return {"currency": self.code, "rate": plain(self.rate), "day": self.day.isoformat()}


def parse_exchange(data: object) -> Exchange | None:
    """A currency from its JSON form, None where there is none or nobody knows it. Raises ExchangeError.

    Files of an earlier release may name one that does not exist; they stay readable.
    """
    if data is None:
        return None
    if not isinstance(data, Mapping):
        raise ExchangeError("An exchange is an object: a currency, its rate for a dollar and the day of it.")
    code = data.get("currency")
    if not isinstance(code, str) or not _CODE.fullmatch(code) or code == DOLLARS:
        raise ExchangeError("A currency other than the dollar has three letters, such as EUR.")
    rate, message = read_decimal(data.get("rate"))
    if rate is None or not 0 < rate <= LARGEST_RATE:
        raise ExchangeError(message or "A rate is above 0: how much of the currency one dollar buys.")
    day = _day(data)
    return Exchange(code, rate, day) if is_currency(code) else None


def notes_on(code: object) -> tuple[Note, ...]:
    """What a report says of a currency that nobody knows; nothing of any other."""
    if not isinstance(code, str) or not _CODE.fullmatch(code) or is_currency(code):
        return ()
    return (Note("currency", gettext(UNKNOWN).format(code=code)),)


def is_of_no_currency(note: Note) -> bool:
    """Whether a note is that one, and so in our own words whoever wrote the file."""
    return note in notes_on(note.message[:3])


def _day(data: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(data.get("day", ""))
    except (TypeError, ValueError) as error:
        raise ExchangeError("Give the day of the rate, such as 2026-11-24.") from error
