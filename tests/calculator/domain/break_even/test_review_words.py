"""Up to which share of reviews it breaks even: with a gain left it does not break even there."""

from fractions import Fraction

import pytest

from calculator.domain.break_even.review_words import up_to_which_review_rate
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from tests.truth.known import BY_THE_MINUTE, TOKENS, ZEROS


@pytest.mark.parametrize(
    ("value", "reviewed", "said"),
    [
        ("100", "0.1", "At today's volume it would still leave a gain with every {unit} reviewed."),
        ("100", "1", "It leaves a gain with every {unit} reviewed, as today."),
        ("1.0015", "1", "It breaks even with every {unit} reviewed, as today."),
        ("1.0015", "0.1", "At today's volume it would still break even with every {unit} reviewed."),
        ("0.5015", "0.1", "Break-even review rate: 50.0%."),
        ("0.0015", "0.1", "At today's volume it breaks even only without any review."),
        ("0.001", "0.1", "At today's volume it would not break even without any review either."),
    ],
)
def test_each_end_of_the_rate_says_what_is_left_there(value: str, reviewed: str, said: str) -> None:
    work = {**TOKENS, **ZEROS, **BY_THE_MINUTE, "review_rate": reviewed, "value_per_unit": value}
    workload = parse_workload(work)
    found = estimate(workload)
    rate = found.break_even_review_rate

    assert isinstance(rate, Fraction)
    assert up_to_which_review_rate(workload, found, rate) == said.format(unit=workload.unit_name)
