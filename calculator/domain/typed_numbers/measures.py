"""What may be typed around the digits of an input: a dollar sign, a percent sign, neither."""

from typing import Final

from calculator.domain.fields import Field, Kind
from runrate.core.number_input.reader import Measure

_MEASURES: Final = {
    Kind.SHARE: Measure.SHARE,
    Kind.FACTOR: Measure.CHANGE,
    Kind.MONEY: Measure.MONEY,
    Kind.PRICE: Measure.MONEY,
    Kind.TOKENS: Measure.TOKENS,
}


_EXAMPLES: Final = {
    Kind.FACTOR: "80% or 0.8",
    Kind.PRICE: "$2.50",
    Kind.MINUTES: "4",
    Kind.MONTHS: "24",
    Kind.DAYS: "22",
}
SMALL_NUMBER: Final = "12"


def example_of(field: Field) -> str:
    """What a refusal names as an example, where that of the measure is none for this input; else nothing."""
    return SMALL_NUMBER if field.highest is not None else _EXAMPLES.get(field.kind, "")


def measure_of(field: Field) -> Measure:
    return _MEASURES.get(field.kind, Measure.COUNT)
