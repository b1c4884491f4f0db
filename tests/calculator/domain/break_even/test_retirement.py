"""Limits that an owner set for retiring a workload, as they ride along and as they are passed."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.domain.break_even.retirement import Triggers, fired, parse_triggers
from calculator.domain.costs import estimate
from tests.reports.readers import BY_THE_MINUTE, FREE, workload

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
    passed = tuple(fired(ALL, found, costed))
    assert [each.partition(", ")[2] for each in passed] == ["above $0.50", "below $2.75", "above 5.0%"]
    at_its_cost = Triggers(
        cost_above=Decimal(found.cost_per_accepted_unit.numerator), margin_below=Decimal(-9)
    )
    assert tuple(fired(at_its_cost, found, costed)) == ()
    assert tuple(fired(Triggers(), found, costed)) == ()


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (
            ("1.2345", "2.99999", "0.09995"),
            (
                "an accepted ticket costs $2.1359, above $1.2345",
                "the next ticket leaves $2.45500, below $2.99999",
                "people review 10.000%, above 9.995%",
            ),
        ),
        (
            ("2.1359", "2.4551", "0.09999"),
            (
                "an accepted ticket costs $2.13591, above $2.1359",
                "the next ticket leaves $2.4550, below $2.4551",
                "people review 10.000%, above 9.999%",
            ),
        ),
        (
            ("0.5", "2.46", "0.05"),
            (
                "an accepted ticket costs $2.14, above $0.50",
                "the next ticket leaves $2.455, below $2.46",
                "people review 10.0%, above 5.0%",
            ),
        ),
    ],
)
def test_a_limit_stands_as_it_was_typed_and_the_figure_on_its_side_of_it(
    limits: tuple[str, str, str], said: tuple[str, ...]
) -> None:
    """W16: a limit of $9.8245 is not said to be $9.825."""
    costed = workload(BY_THE_MINUTE, value_per_unit=3)

    assert tuple(fired(Triggers(*map(Decimal, limits)), estimate(costed), costed)) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"acceptance_rate": 0},
            "a month costs $599.00 with no ticket accepted, above $9.00 for an accepted one",
        ),
        (
            {"units_per_day": 0},
            "a month costs $500.00 with no ticket accepted, above $9.00 for an accepted one",
        ),
        ({"units_per_day": 0, "upkeep_monthly": 0}, None),
    ],
)
def test_what_is_spent_with_no_unit_accepted_is_above_every_limit_of_one(
    change: dict[str, Any], said: str | None
) -> None:
    costed = workload({**FREE, "upkeep_monthly": 500, **change})

    passed = tuple(fired(Triggers(cost_above=Decimal(9)), estimate(costed), costed))

    assert passed == (() if said is None else (said,))
