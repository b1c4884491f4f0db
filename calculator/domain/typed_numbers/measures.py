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


def measure_of(field: Field) -> Measure:
    return _MEASURES.get(field.kind, Measure.COUNT)
