"""Three ends of the draws, and between what chance leaves each of them."""

from math import comb

import pytest

from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.chances import rough_sentence
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.what_if.quantiles import Percentiles, percentiles
from calculator.domain.what_if.ranges import Range, ranged
from calculator.domain.what_if.uncertainty import assumed_ranges
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.web.explore_page import explore
from runrate.reports.domain.compose import compose
from tests.reports.readers import source

# One draw in ten starts another instance at $2,500: nine in ten below is at the edge of a step.
STEPPED = parse_workload(
    {
        "unit_name": "claim", "units_per_month": 1000, "input_tokens": 1000, "output_tokens": 10,
        "input_price": 1, "output_price": 5, "infrastructure_step_units": 1110,
        "infrastructure_step_monthly": 2500,
    }
)  # fmt: skip


def test_an_end_lies_between_the_draws_that_chance_leaves() -> None:
    found = percentiles([float(each) for each in range(1, 101)])

    # 10 ± 1.96 × 3 of a hundred draws, 50 ± 1.96 × 5, 90 ± 1.96 × 3.
    assert (found.p10, found.p50, found.p90) == (10, 50, 90)
    assert found.spans == ((4, 17), (40, 61), (84, 97))


def test_one_draw_leaves_nothing_open_and_a_pool_leaves_more() -> None:
    draws = [float(each) for each in range(1000)]

    assert percentiles([3.0]) == Percentiles(3, 3, 3)
    assert percentiles(draws, 250).spans[2][1] > percentiles(draws).spans[2][1]
    assert percentiles(draws[:100], 250) == percentiles(draws[:100])


@pytest.mark.parametrize(("place", "share"), [(0, 0.1), (1, 0.5), (2, 0.9)])
def test_the_quantile_lies_inside_in_19_of_20_cases(place: int, share: float) -> None:
    """By exact binomials: of 200 draws so many fall below the quantile as leave it inside the span."""
    low, high = percentiles([float(each) for each in range(200)]).spans[place]
    below = [comb(200, k) * share**k * (1 - share) ** (200 - k) for k in range(201)]

    assert 0.95 <= sum(below[int(low) + 1 : int(high) + 1]) < 0.98


def test_other_seeds_come_out_inside_what_one_leaves_open() -> None:
    spans = [_month(STEPPED, seed).spans[2] for seed in range(1, 4)]
    ends = [_month(STEPPED, seed).p90 for seed in range(1, 4)]

    assert max(ends) - min(ends) > 2000
    assert all(low < 10 + min(ends) and max(ends) - 10 < high for low, high in spans)


def test_many_steps_are_as_sure_as_their_pool() -> None:
    each = {"calls": 1, "output_tokens": 10, "input_price": 3, "output_price": 5}
    few, many = (
        parse_workload({"units_per_month": 10, "steps": [each | {"input_tokens": 900}] * steps})
        for steps in (4, 5)
    )

    wide = [(high - low) / end for low, high, end in map(_middle, (few, many))]

    assert wide[1] > 3 * wide[0]


def test_an_end_that_chance_moves_is_said_to_be_rough() -> None:
    sure = Percentiles(100.0, 200.0, 300.0, ((99, 101), (196, 205), (293, 308)))
    rough = Percentiles(100.0, 200.0, 300.0, ((99, 101), (196, 205), (280, 320)))
    some = Range(1, 5000, rough, Percentiles(1.0, 2.0, 3.0, ((0.5, 1.5), (2, 2), (3, 3))), None)

    assert rough_sentence(Range(1, 5000, sure, None, None), "claim") == ""
    assert rough_sentence(some, "claim") == (
        "The simulated months tell some of this only roughly: the high end of what the month costs lies "
        "between about $280 and $320 and the low end of what an accepted claim costs lies between about "
        "$0.50 and $1.50. Another seed gives other figures."
    )
    assert rough_sentence(Range(1, 5000, rough, None, None, None, 5000), "claim") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("workload", [STEPPED, BY_KEY["support-desk"].workload])
def test_page_and_report_say_alike_how_rough_an_end_is(workload: Workload) -> None:
    sentence = rough_sentence(ranged(workload, assumed_ranges(workload), seed=1), workload.unit_name)
    report = compose(source(None, workload)).scale

    assert report is not None
    assert bool(sentence) is (workload is STEPPED)
    assert (sentence in report.range_note) is True
    assert (sentence in explore(Exploration({}, workload)).answer) is bool(sentence)


def _month(workload: Workload, seed: int) -> Percentiles:
    return ranged(workload, assumed_ranges(workload), seed=seed).total


def _middle(workload: Workload) -> tuple[float, float, float]:
    found = _month(workload, 1)
    return *found.spans[1], found.p50
