"""What may stand around the digits of an input."""

import pytest

from calculator.domain.fields import BY_NAME
from calculator.domain.typed_numbers.measures import measure_of
from runrate.core.number_input.reader import Measure


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("review_rate", Measure.SHARE),
        ("price_factor", Measure.CHANGE),
        ("input_price", Measure.MONEY),
        ("build_cost", Measure.MONEY),
        ("input_tokens", Measure.TOKENS),
        ("units_per_month", Measure.COUNT),
        ("review_minutes", Measure.COUNT),
    ],
)
def test_a_kind_of_input_is_measured_in_one_way(name: str, measure: Measure) -> None:
    assert measure_of(BY_NAME[name]) is measure
