"""What has to be said about an estimate made with a price row: what it leaves out, what cannot be."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

from calculator.domain.cost_lines import Note
from calculator.domain.prices.telling_notes import (
    FURTHER_ABOVE,
    HOUR_ABOVE,
    TOO_LONG_A_CALL,
    TOO_LOW,
    TOO_LOW_ABOVE_FURTHER,
    TOO_LOW_IN_LONG_CALLS,
)
from calculator.domain.workload_input import read_decimal
from runrate.core.numbers import count, price
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

NOT_COUNTED_HERE: Final = gettext_noop("Not counted here: %(what)s.")
SEARCHES_AT: Final = gettext_noop("web searches (%(price)s per 1,000)")
HOUR_WRITES_AT: Final = gettext_noop("one-hour cache writes (%(price)s per million tokens)")
# What these prices are charged on. A fee by the call needs nothing more than the calls: always counted.
CHARGED_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "search_price": ("searches_per_unit", "searches"),
    "cache_write_1h_price": ("cache_write_1h_share",),
}


PRICED_AT: Final[Mapping[str, str]] = {
    "search_price": SEARCHES_AT,
    "cache_write_1h_price": HOUR_WRITES_AT,
}


class Followed(Protocol):
    """What is asked of a row of the price list for what follows the inputs."""

    @property
    def note(self) -> str: ...
    @property
    def context_window(self) -> int | None: ...
    @property
    def long_context_threshold(self) -> int | None: ...
    @property
    def search_price(self) -> Decimal | None: ...
    @property
    def cache_write_1h_price(self) -> Decimal | None: ...


class Listed(Followed, Protocol):
    """The same for all that is said of it."""

    @property
    def text(self) -> bool: ...
    @property
    def deprecated(self) -> bool: ...


_FURTHER: Final = re.compile(rf"{FURTHER_ABOVE} ([\d,]+) tokens")


def row_notes(row: Listed, inputs: Mapping[str, object]) -> tuple[Note, ...]:
    """All that has to be said where a workload (in JSON form) is priced by this row."""
    return _of_row(row) + following_notes(row, inputs)


def following_notes(row: Followed, inputs: Mapping[str, object]) -> tuple[Note, ...]:
    """Those of them that another input may end, or give reason to say."""
    return _not_counted(row, inputs) + _of_long_calls(row, inputs)


def _of_row(row: Listed) -> tuple[Note, ...]:
    """What its list says of a row and an estimate made with it does not hold."""
    notes = []
    if not row.text:
        notes.append(Note("model", _(TOO_LOW)))
    if row.deprecated:
        notes.append(Note("model", _("Its vendor has marked this model as deprecated.")))
    if row.note:
        notes.append(Note("model", row.note))
    return tuple(notes)


def _not_counted(row: Followed, inputs: Mapping[str, object]) -> tuple[Note, ...]:
    """What the row has a price for and the workload has none of, or no input to say how much."""
    left = []
    for name, quantities in CHARGED_ON.items():
        if not (listed := getattr(row, name)) or _charged(quantities, inputs):
            continue
        left.append(_(PRICED_AT[name]) % {"price": price(listed)})
    if not left:
        return ()
    return (Note("model", _(NOT_COUNTED_HERE) % {"what": ", ".join(left)}),)


def _charged(quantities: Sequence[str], inputs: Mapping[str, object]) -> bool:
    """Whether somebody said how much, none of it too."""
    return any(inputs.get(quantity) not in {None, ""} for quantity in quantities)


def _of_long_calls(row: Followed, inputs: Mapping[str, object]) -> tuple[Note, ...]:
    """What costs more in a long call than the row can say, and a call that its model cannot take at all."""
    longest = longest_call(inputs)
    if longest is None:
        return ()
    notes = []
    dearer = row.long_context_threshold is not None and longest > row.long_context_threshold
    writes = read_decimal(inputs.get("cache_write_1h_share") or "0")[0]
    if dearer and writes and HOUR_ABOVE in row.note and inputs.get("cache_write_1h_price") is None:
        notes.append(Note("model", _(TOO_LOW_IN_LONG_CALLS)))
    if costs_more_than_listed(row, longest):
        notes.append(Note("model", _(TOO_LOW_ABOVE_FURTHER)))
    if row.context_window is not None and longest > row.context_window:
        words = {"tokens": count(longest), "window": count(row.context_window)}
        notes.append(Note("input_tokens", _(TOO_LONG_A_CALL) % words))
    return tuple(notes)


def costs_more_than_listed(row: Followed, longest: Fraction) -> bool:
    """Whether a call of so many tokens is above a second threshold, whose price no field holds."""
    further = _FURTHER.search(row.note)
    return further is not None and longest > int(further[1].replace(",", ""))


def longest_call(inputs: Mapping[str, object]) -> Fraction | None:
    """Input tokens of the last call, where calls grow; None where they cannot be read."""
    first = first_call(inputs)
    calls, growth = (
        read_decimal(inputs.get(name) or fallback)[0]
        for name, fallback in (("calls", "1"), ("input_growth", "0"))
    )
    if first is None or calls is None or growth is None:
        return None
    return first + (max(Fraction(calls), Fraction(1)) - 1) * Fraction(growth)


def first_call(inputs: Mapping[str, object]) -> Fraction | None:
    """Input tokens of the first call, of equal ones of each; None where they cannot be read."""
    tokens, shared = (
        read_decimal(inputs.get(name) or fallback)[0]
        for name, fallback in (("input_tokens", "0"), ("calls_per_unit", "1"))
    )
    return None if tokens is None or not shared else Fraction(tokens) / Fraction(shared)
