"""Which volumes pay: against a count over all of them, and the cases worked out by hand."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.break_even.volumes import MOST_RUNS, PayingVolumes, Run, StepCost, paying_volumes
from tests.calculator.domain.break_even.counting import counted_runs, listed_as_counted

COUNTED = 5000
type Steps = tuple[StepCost, ...]


def blocks(every: int | Fraction, cost: int | Fraction | str, minimum: int = 0) -> StepCost:
    return StepCost(Fraction(every), Fraction(cost), minimum)


def pays(*steps: StepCost, fixed: int | str = 0, margin: int | Fraction | str) -> PayingVolumes:
    return paying_volumes(steps, fixed=Fraction(fixed), margin_per_unit=Fraction(margin))


@pytest.mark.parametrize(
    ("steps", "fixed", "margin", "runs"),
    [
        # Seats alone: $34,632 a month, a day worth $37.50.
        ((), 34632, "37.5", [(924, None)]),
        # Two instances kept, each good for 50,000 units.
        ((blocks(50000, 2190, 2),), 0, "0.2", [(21900, None)]),
        ((), 0, "2.559", [(0, None)]),
        ((), 1000, "0.955", [(1048, None)]),
        # A small support team at a value of $8: the 2,201st ticket starts a second reviewer.
        ((blocks(2200, 10000),), 3500, "7.955", [(1698, 2200), (2955, None)]),
        ((blocks(1000, 50000),), 0, "44.73", []),
        ((blocks(1000, 2000),), 0, 3, [(667, 1000), (1334, None)]),
        (
            (blocks(1000, 2500),),
            40,
            3,
            [(847, 1000), (1680, 2000), (2514, 3000), (3347, 4000), (4180, 5000), (5014, None)],
        ),
        ((blocks(400, 300),), 700, 2, [(650, None)]),
        # What this replaces said 847 where it loses four times more, the last time up to 5,076.
        (
            (blocks(1000, 2500),),
            0,
            "2.955",
            [(847, 1000), (1693, 2000), (2539, 3000), (3385, 4000), (4231, 5000), (5077, None)],
        ),
        # Each application signed by a reviewer who manages 400 of them.
        ((blocks(400, 9500),), Fraction(62000, 3), "48.14", [(1022, 1200), (1219, None)]),
    ],
)
def test_runs_of_paying_volumes_worked_out_by_hand(
    steps: Steps, fixed: int | Fraction, margin: str, runs: list[tuple[int, int | None]]
) -> None:
    found = paying_volumes(steps, fixed=Fraction(fixed), margin_per_unit=Fraction(margin))

    assert list(found.runs or ()) == runs
    assert found.break_even_units == (runs[-1][0] if runs else None)


def _some_steps(random: Random) -> Steps:
    """Blocks, reviewers whose share of units is a fraction, instances that are kept."""
    return tuple(
        StepCost(
            Fraction(random.randint(1, 900), random.choice((1, 1, 1, 2, 3, 7, 10))),
            Fraction(random.choice((0, random.randint(1, 4000))), random.choice((1, 1, 4))),
            random.choice((0, 0, 0, 1, 2, 5)),
        )
        for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5)))
    )


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_random_workloads_pay_where_a_count_says_so(seed: int) -> None:
    random = Random(seed)
    wrong = []
    for _ in range(100):
        steps, fixed = _some_steps(random), Fraction(random.choice((0, random.randint(1, 20000))))
        blocks_per_unit = sum((step.cost / step.every for step in steps), Fraction(0))
        margin = blocks_per_unit * Fraction(random.choice((80, 100, 101, 105, 120, 150, 300)), 100)
        found = paying_volumes(steps, fixed=fixed, margin_per_unit=margin)
        counted, listed = counted_runs(steps, fixed, margin, COUNTED), listed_as_counted(found, COUNTED)
        if found.more:
            counted, listed = counted[: MOST_RUNS - 1], listed[: MOST_RUNS - 1]
        if counted != listed:
            wrong.append((steps, fixed, margin, counted, listed))

    assert wrong == []


dollars = st.fractions(0, 5000, max_denominator=4)
step_costs = st.builds(
    StepCost, st.fractions(Fraction(1, 10), 500, max_denominator=10), dollars, st.sampled_from((0, 0, 1, 4))
)


def net(steps: Steps, fixed: Fraction, margin: Fraction, volume: int) -> Fraction:
    return margin * volume - fixed - sum((step.monthly(volume) for step in steps), Fraction(0))


@given(
    st.lists(step_costs, max_size=5).map(tuple),
    dollars,
    st.fractions(Fraction(-1, 10), 2, max_denominator=50),
    st.lists(st.integers(0, 10**7), max_size=20),
)
def test_each_run_pays_and_what_stands_beside_it_does_not(
    steps: Steps, fixed: Fraction, over: Fraction, later: list[int]
) -> None:
    margin = sum((step.cost / step.every for step in steps), Fraction(0)) + over

    found = paying_volumes(steps, fixed=fixed, margin_per_unit=margin)

    for first, last in found.runs or ():
        assert net(steps, fixed, margin, first) >= 0
        assert not first or net(steps, fixed, margin, first - 1) < 0
        assert last is None or net(steps, fixed, margin, last) >= 0 > net(steps, fixed, margin, last + 1)
    for_good = found.break_even_units
    assert (for_good is None) is (over < 0 or (not over and (found.more or found.runs == ())))
    if for_good is not None:
        assert [volume for volume in later if net(steps, fixed, margin, for_good + volume) < 0] == []


@given(st.lists(step_costs, max_size=4).map(tuple), dollars, dollars, st.fractions(Fraction(1, 9), 9))
def test_only_the_proportion_of_the_dollars_decides(
    steps: Steps, fixed: Fraction, margin: Fraction, times: Fraction
) -> None:
    dearer = tuple(StepCost(step.every, step.cost * times, step.minimum) for step in steps)

    found = paying_volumes(dearer, fixed=fixed * times, margin_per_unit=margin * times)

    assert found.runs == paying_volumes(steps, fixed=fixed, margin_per_unit=margin).runs


@given(st.lists(step_costs, max_size=4).map(tuple), dollars, dollars)
def test_two_steps_that_start_together_are_one(steps: Steps, fixed: Fraction, margin: Fraction) -> None:
    halves = tuple(StepCost(step.every, step.cost / 2, step.minimum) for step in steps for _ in range(2))

    found = paying_volumes(halves, fixed=fixed, margin_per_unit=margin)

    assert found.runs == paying_volumes(steps, fixed=fixed, margin_per_unit=margin).runs


@pytest.mark.parametrize(
    ("steps", "fixed", "margin", "runs"),
    [
        ((), 0, 0, [(0, None)]),
        ((), 5, 0, []),
        ((), 0, -1, []),
        ((blocks(10, 5),), 0, -1, []),
        ((blocks(10, 0),), 5, 1, [(5, None)]),
        ((blocks(Fraction(1, 3), 2),), 0, 6, [(0, None)]),
        ((blocks(Fraction(1, 3), 2),), 0, 7, [(0, None)]),
        ((blocks(Fraction(1, 3), 2),), 10, 7, [(10, None)]),
        ((blocks(7, 2),), 0, 2, [(0, None)]),
        ((blocks(7, 3),), 0, 2, [(2, None)]),
        ((blocks(1, 2, 3),), 0, 2, [(3, None)]),
        ((blocks(10, 8, 1), blocks(10, 0, 9)), 0, 1, [(8, 10), (16, 20), (24, 30), (32, None)]),
    ],
)
def test_nothing_fixed_nothing_earned_and_blocks_of_less_than_a_unit(
    steps: Steps, fixed: int, margin: int, runs: list[tuple[int, int | None]]
) -> None:
    assert list(pays(*steps, fixed=fixed, margin=margin).runs or ()) == runs


def test_where_full_blocks_just_break_even_there_is_no_end_of_runs_and_none_for_good() -> None:
    found = pays(blocks(6, 6), blocks(Fraction(4, 3), 4, 6), margin=4)

    assert found.runs == tuple(Run(volume, volume) for volume in range(12, 12 + 12 * MOST_RUNS, 12))
    assert (found.more, found.break_even_units) == (True, None)


def test_of_many_runs_the_first_nineteen_and_the_last_are_listed() -> None:
    found = pays(blocks(1000, 2500), fixed=40, margin="2.55")

    assert len(found.runs or ()) == MOST_RUNS
    assert (found.runs or ())[-3:] == (Run(17663, 18000), Run(18644, 19000), Run(50016, None))
    assert (found.more, found.break_even_units) == (True, 50016)


@pytest.mark.parametrize(("margin", "all_of_them"), [("2.633", MOST_RUNS), ("2.626", MOST_RUNS + 1)])
def test_twenty_runs_are_all_listed_and_one_more_is_not(margin: str, all_of_them: int) -> None:
    found = pays(blocks(1000, 2500), fixed=40, margin=margin)
    counted = counted_runs((blocks(1000, 2500),), Fraction(40), Fraction(margin), 30000)

    assert (len(counted), found.more) == (all_of_them, all_of_them > MOST_RUNS)
    assert listed_as_counted(found, 30000) == [*counted[: MOST_RUNS - 1], counted[-1]]


def test_a_margin_a_hair_above_its_blocks_is_searched_from_both_ends() -> None:
    found = pays(blocks(1000, 2500), fixed=40, margin=Fraction(5, 2) + Fraction(1, 10**9))

    assert found.runs is not None
    assert (found.runs[0], found.break_even_units) == (Run(40_000_000_000, 40_000_000_000), 2_537_499_999_002)


def test_too_many_starts_to_look_at_are_said_and_not_guessed() -> None:
    steps = [blocks(size, 100 * size + place) for place, size in enumerate((1009, 2203, 797, 3001, 401, 503))]
    enough = sum((step.cost / step.every for step in steps), Fraction(0))

    searched, not_searched = (
        pays(*steps, fixed=3500, margin=enough + left) for left in (Fraction(1, 100), Fraction(1, 10**6))
    )

    assert (searched.break_even_units, searched.more) == (75_937_425, True)
    assert (not_searched.runs, not_searched.break_even_units) == (None, None)


def test_what_starts_with_a_unit_is_named_by_its_steps() -> None:
    small, large = (
        StepCost(Fraction(100), Fraction(1), line="infrastructure"),
        StepCost(Fraction(200), Fraction(1), 2, line="capacity"),
    )
    found = paying_volumes((small, large), fixed=Fraction(0), margin_per_unit=Fraction(1))

    assert [found.starting_at(volume) for volume in (1, 100, 101, 201, 401)] == [
        (small,),
        (),
        (small,),
        (small,),
        (small, large),
    ]
