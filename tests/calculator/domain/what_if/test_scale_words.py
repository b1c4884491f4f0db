"""The title of the curve of volumes: which cost belongs to which volume, hedged where lines are missing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.domain.what_if.scale_words import scale_title
from calculator.domain.what_if.volume_curve import Point

ENDS = "at a hundredth of today's volume"


def points(*costs: str) -> list[Point]:
    return [Point(Fraction(1), Fraction(cost), Fraction(cost), Fraction(0)) for cost in costs]


@pytest.mark.parametrize(
    ("costs", "title"),
    [
        (("8", "2", "0.5"), f"One claim costs $8.00 {ENDS} and $0.50 at a hundred times it"),
        (("0.5", "2", "8"), f"One claim costs $0.50 {ENDS} and $8.00 at a hundred times it"),
        (
            ("2", "0.5", "8"),
            "One claim costs $0.50 to $8.00 between a hundredth and a hundred times today's volume",
        ),
        (("0.5", "0.5"), "One claim costs $0.50, the same at any volume"),
        (("0.5",), "One claim costs $0.50, the same at any volume"),
        ((), ""),
    ],
)
def test_the_curve_is_titled_by_what_one_costs_at_its_ends_or_between_them(
    costs: tuple[str, ...], title: str
) -> None:
    assert scale_title(points(*costs), "claim", complete=True) == title


@pytest.mark.parametrize(
    ("costs", "rest"),
    [
        (("2", "0.5"), f"$2.00 {ENDS} and $0.50 at a hundred times it"),
        (("2", "0.5", "1"), "$0.50 to $2.00 between a hundredth and a hundred times today's volume"),
    ],
)
def test_the_curve_of_half_an_estimate_is_titled_as_far_as_entered(costs: tuple[str, ...], rest: str) -> None:
    """W8."""
    found = scale_title(points(*costs), "claim", complete=False)

    assert found == f"As far as entered, one claim costs {rest}"


def test_one_cost_of_half_an_estimate_is_the_same_at_any_volume_as_far_as_entered() -> None:
    assert (
        scale_title(points("0.5"), "claim", complete=False)
        == "As far as entered, one claim costs $0.50, the same at any volume"
    )


@pytest.mark.parametrize(
    ("costs", "rest"),
    [
        (("0.5", "0.5"), "ne claim costs $0.50, the same at any volume that the instances can do"),
        (
            ("8", "0.5"),
            "ne claim costs $0.50 to $8.00 from a hundredth of today's volume to all the instances can do",
        ),
    ],
)
def test_a_curve_that_ends_where_the_instances_do_says_so(costs: tuple[str, ...], rest: str) -> None:
    beyond = replace(points("9")[0], within=False)
    found = [*points(*costs), beyond]

    assert scale_title(found, "claim", complete=True) == f"O{rest}"
    assert scale_title(found, "claim", complete=False) == f"As far as entered, o{rest}"
