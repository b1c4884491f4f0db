"""Which volumes the instances can do, against counting them volume by volume."""

from fractions import Fraction
from itertools import pairwise
from math import ceil

import pytest

from calculator.domain.break_even.doable import Doable

UP_TO = 400
CASES = [
    Doable(3, None, Fraction(25)),
    Doable(2, None, Fraction(21, 2)),
    Doable(0, Fraction(10), Fraction(7)),
    Doable(1, Fraction(60), Fraction(37)),
    Doable(4, Fraction(10), Fraction(9)),
    Doable(0, Fraction(10), Fraction(1, 2)),
    Doable(1, Fraction(25), Fraction(49, 2)),
    Doable(0, Fraction(5, 2), Fraction(9, 4)),
    Doable(0, Fraction(10, 3), Fraction(16, 5)),
    Doable(2, Fraction(101, 4), Fraction(25)),
]


def can_be_done(doable: Doable, volume: int) -> bool:
    """By the instances that this volume has."""
    started = doable.kept if doable.each is None else max(doable.kept, ceil(volume / doable.each))
    return volume <= started * doable.sustained


def volumes(doable: Doable, first: int, last: int | None) -> list[int]:
    ranges = list(doable.within(first, last))
    assert all(end < begin - 1 for (_, end), (begin, _) in pairwise(ranges))
    return [each for begin, end in ranges for each in range(begin, end + 1)]


@pytest.mark.parametrize("doable", CASES)
@pytest.mark.parametrize(("first", "last"), [(0, 30), (1, UP_TO), (12, 30), (61, 61), (100, UP_TO)])
def test_the_volumes_within_are_those_that_counting_finds(doable: Doable, first: int, last: int) -> None:
    assert volumes(doable, first, last) == [
        each for each in range(first, last + 1) if can_be_done(doable, each)
    ]


@pytest.mark.parametrize("doable", CASES)
def test_the_greatest_volume_is_the_last_one_that_can_be_done(doable: Doable) -> None:
    done = [each for each in range(1, 5000) if can_be_done(doable, each)]

    assert doable.most == max(done, default=0)
    assert volumes(doable, 1, None) == done
