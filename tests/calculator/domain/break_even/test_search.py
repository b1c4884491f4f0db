"""The search for paying volumes: against a count over all of them, and what it promises of any steps."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.break_even.search import MOST_RUNS, Run, StepCost
from calculator.domain.break_even.volumes import paying_volumes
from tests.calculator.domain.break_even.counting import (
    blocks,
    counted_runs,
    listed_as_counted,
    not_searched,
    pays,
)

COUNTED = 5000
type Steps = tuple[StepCost, ...]


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
    """N4."""
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


@pytest.mark.parametrize(("fixed", "margin", "runs"), [(40, "3", 6), (0, "3", 5), (9000, "3", 6)])
def test_fewer_than_twenty_runs_are_all_that_there_are(fixed: int, margin: str, runs: int) -> None:
    found = pays(blocks(1000, 2500), fixed=fixed, margin=margin)

    assert (len(found.runs or ()), found.more) == (runs, False)


def test_a_margin_a_hair_above_its_blocks_is_searched_from_both_ends() -> None:
    found = pays(blocks(1000, 2500), fixed=40, margin=Fraction(5, 2) + Fraction(1, 10**9))

    assert found.runs is not None
    assert (found.runs[0], found.break_even_units) == (Run(40_000_000_000, 40_000_000_000), 2_537_499_999_002)


def test_too_many_starts_to_look_at_are_said_and_not_guessed() -> None:
    not_found = not_searched()
    found = paying_volumes(
        not_found.steps,
        fixed=not_found.fixed,
        margin_per_unit=not_found.margin_per_unit + Fraction(1, 100) - Fraction(1, 10**6),
    )

    assert (found.break_even_units, found.more) == (75_937_425, True)
    assert (not_found.runs, not_found.as_json(), not_found.break_even_units) == (None, None, None)
