"""Limits that an owner set for retiring a workload, as they ride along and as they are passed."""

from decimal import Decimal

import pytest

from calculator.domain.break_even.retirement import Triggers, fired, parse_triggers
from calculator.domain.costs import estimate
from tests.reports.readers import BY_THE_MINUTE, workload

ALL = Triggers(Decimal("0.5"), Decimal("2.75"), Decimal("0.05"))


def test_limits_come_back_as_they_were() -> None:
    assert parse_triggers(ALL.as_json()) == ALL
    assert parse_triggers({}) == parse_triggers(None) == Triggers()
    assert Triggers().as_json() == {}


@pytest.mark.parametrize(
    "data", [[], {"total_above": "1"}, {"cost_above": "-1"}, {"review_above": "1.1"}, {"margin_below": "x"}]
)
def test_what_is_no_limit_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_triggers(data)


def test_each_limit_that_is_passed_is_told_with_its_figure() -> None:
    costed = workload(BY_THE_MINUTE, value_per_unit=3)
    found = estimate(costed)

    assert found.cost_per_accepted_unit is not None
    passed = tuple(fired(ALL, found, costed.review_rate))
    assert [each.partition(", ")[2] for each in passed] == ["above $0.50", "below $2.75", "above 5.0%"]
    at_its_cost = Triggers(
        cost_above=Decimal(found.cost_per_accepted_unit.numerator), margin_below=Decimal(-9)
    )
    assert tuple(fired(at_its_cost, found, costed.review_rate)) == ()
    assert tuple(fired(Triggers(), found, costed.review_rate)) == ()
