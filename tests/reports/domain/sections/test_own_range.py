"""A headline that is one end of its own range says so on the board page, and nothing else does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import Scenario, read
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.sections.own_range import own_range
from tests.reports.composed import COMPOSED
from tests.reports.readers import SMALL, ZEROS, source, workload


def test_a_full_team_costs_the_least_it_may_and_the_board_page_says_what_comes_next() -> None:
    summary = compose(source(None, workload(SMALL, **ZEROS))).summary

    assert summary.headline.startswith("Each ticket costs $6.18")
    assert summary.range_note == (
        "$13,599 per month is near the low end of its own range. In 8 of 10 cases the month costs between "
        "about $13,590 and $23,610; the median is $13,620. 1 reviewer is enough for 2,200 tickets per "
        "month; more need another, at $10,000 per month."
    )


def test_a_total_that_can_only_fall_is_called_the_high_end() -> None:
    made_from = source(None, workload(SMALL, **{**ZEROS, "build_cost": 240_000, "build_months": 12}))
    assert made_from.costed is not None
    lower = Guessed({"build_cost": (Decimal(0), Decimal(240_000))})

    note = compose(replace(made_from, costed=replace(made_from.costed, guessed=lower))).summary.range_note

    assert note.startswith(
        "$33,599 per month is near the high end of its own range. In 8 of 10 cases the month costs "
    )
    assert "reviewer" not in note


@pytest.mark.parametrize("name", [name for name, made_from in COMPOSED.items() if made_from.costed])
def test_no_headline_is_an_end_of_its_range_without_a_word(name: str) -> None:
    scenario = read(COMPOSED[name]).scenario
    assert scenario is not None

    assert bool(own_range(scenario)) == _is_an_end(scenario)


def _is_an_end(scenario: Scenario) -> bool:
    if not scenario.scales:
        return False
    total, ends = float(scenario.estimate.total_monthly), scenario.spread.total
    inside = (ends.p90 - ends.p10) / 20
    told_apart = f"{ends.p10:.4g}" != f"{ends.p90:.4g}"
    return told_apart and not ends.p10 + inside < total < ends.p90 - inside
