"""What is typed into a box of a workload: read by the site's one reader, and said back where it helps."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from calculator.domain.fields import field_of
from calculator.domain.labels import MOST_DIGITS_TYPED, valued
from calculator.domain.typed_numbers.measures import example_of
from calculator.domain.typed_numbers.measures import measure_of as measure_of_field
from runrate.core.decimals import plain
from runrate.core.number_input.reader import Measure, Typed, read_number, spelled
from runrate.core.number_input.reading_back import as_shown, asked_back, read_back

DIGITS_IN_A_BOX: Final = 12
"""Of a number without an end, where somebody is to read it; the number that is kept has all of them."""
LAST_INVOICE: Final = "last_invoice"
"""What the vendor billed: an amount of money in a box of the same page, and no input of the model."""


@lru_cache(maxsize=2048)
def measure_of(name: str) -> Measure | None:
    """What an input takes; None for one that is no number."""
    if name == LAST_INVOICE:
        return Measure.MONEY
    field = field_of(name)
    return None if field is None or not field.is_number else measure_of_field(field)


def spelled_input(name: str, raw: str) -> str:
    """A text in the contract's spelling; what is no number stays as it was typed."""
    text, measure = raw.strip(), measure_of(name)
    return spelled(text, measure) if text and measure else text


def refusal_of(name: str, raw: str) -> str:
    """Why a text is no number; empty for a number, for nothing, and for a box of words."""
    return read_of(name, raw).refusal


def read_of(name: str, raw: str) -> Typed:
    """The number in a box, a blank one or one of words being none."""
    measure = measure_of(name)
    field = field_of(name)
    example = example_of(field) if field else ""
    return read_number(raw, measure, example) if measure and raw.strip() else Typed(None)


def said_back(name: str, raw: str) -> str:
    """What was understood, `Read as $150.00 per million tokens.`; empty where that is just what was typed."""
    measure = measure_of(name) if raw else None  # of sixty boxes most are blank
    if measure is None:
        return ""
    return read_back(raw, measure, None if name == LAST_INVOICE else lambda number: valued(name, number))


def is_asked_about(name: str, raw: str) -> bool:
    """Whether a number may be another one, `1.200`: it stays as it was typed until it was said back."""
    measure = measure_of(name) if raw else None
    return measure is not None and bool(asked_back(raw, measure))


def shown(name: str, raw: str, *, measured: bool = False) -> str:
    """What stands in a box: a share from an address or an example, `0.07`, is shown as `7%`.

    A number without an end, as a bill `measured` it, is cut where nobody reads on; what was typed is not.
    """
    measure = measure_of(name)
    if measure is None:
        return raw
    return as_shown(_cut(raw.strip()) if measured else raw.strip(), measure)


def _cut(text: str) -> str:
    if sum(map(str.isdigit, text)) <= MOST_DIGITS_TYPED or not text.replace(".", "", 1).isdecimal():
        return text
    return plain(Decimal(format(Decimal(text), f".{DIGITS_IN_A_BOX}g")))
