"""What a month loses, and whether any volume would pay, from an estimate alone."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.losing import loss, pays_nowhere

TOKENS = {"input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5}


@pytest.mark.parametrize(
    ("entered", "lost", "nowhere"),
    [
        ({"vector_db_monthly": 100}, None, False),
        ({"vector_db_monthly": 100, "value_per_unit": 0}, Fraction("100.015"), True),
        ({"vector_db_monthly": 100, "value_per_unit": 1}, Fraction("90.015"), False),
        ({"vector_db_monthly": 1, "value_per_unit": 1}, None, False),
    ],
)
def test_a_loss_is_todays_and_nowhere_is_at_no_volume(
    entered: dict[str, Any], lost: Fraction | None, nowhere: bool
) -> None:
    found = estimate(parse_workload({**TOKENS, "units_per_month": 10, **entered}))

    assert (loss(found), pays_nowhere(found)) == (lost, nowhere)
