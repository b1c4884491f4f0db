"""The guesses kept with a scenario are those its report draws from; without any, a fifth either way."""

import json
from decimal import Decimal
from typing import Any

import pytest

from calculator.domain.what_if.guesses import Exploration
from calculator.models import Scenario
from calculator.web.explore_page import explore
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Scale
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import SourceErrors
from runrate.reports.services.gathering import gather, guessed_in
from tests.reports.readers import DAY, SMALL, source, workload

TYPED = {"low_review_rate": "0.05", "high_review_rate": "0.2", "high_input_tokens": "9000", "seed": "7"}


def scenario_with(owner: User, exploration: dict[str, str]) -> Scenario:
    inputs = {name: str(value) for name, value in SMALL.items()}
    return Scenario.objects.create(owner=owner, name="Desk", inputs=inputs, exploration=exploration)


def scale_of(scenario: Scenario) -> Scale:
    scale = compose(gather(made_on=DAY, submission=None, scenario=scenario)).scale
    assert scale is not None
    return scale


@pytest.mark.django_db
def test_the_report_draws_what_the_calculator_draws(alice: User) -> None:
    scenario = scenario_with(alice, TYPED)

    found = explore(Exploration(TYPED, scenario.workload()))
    row = scale_of(scenario).ranges[1]

    assert (row.p10, row.p50, row.p90) == found.range_accepted


@pytest.mark.django_db
def test_the_report_names_what_was_guessed(alice: User) -> None:
    scale = scale_of(scenario_with(alice, TYPED))

    assert scale.range_title == "If inputs turn out between the low and high guesses of this scenario"
    assert scale.range_note == (
        "5,000 simulated months; each input is drawn from a triangle with its peak at today's figure. "
        "Anyone repeating them gets the same result (seed 7). "
        "Varied: human review rate from 5% to 20% and input tokens per unit from 5,000 to 9,000. "
        "Every other input stays as it is. "
        "1 reviewer is enough for 2,200 tickets per month; more need another, at $10,000 per month."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("exploration", [{}, {"low_review_rate": "0.9"}, {"growth": "0.05", "seed": "9"}])
def test_without_a_guess_every_input_moves_by_a_fifth(alice: User, exploration: dict[str, str]) -> None:
    scenario = scenario_with(alice, exploration)

    scale = scale_of(scenario)

    assert guessed_in(scenario) == Guessed(seed=int(exploration.get("seed", "1")))
    assert scale.range_title == "If what is not known yet turns out up to a fifth lower or higher"


@pytest.mark.django_db
def test_a_falling_review_share_shapes_the_curve_and_is_said(alice: User) -> None:
    steady, falling = (scale_of(scenario_with(alice, kept)) for kept in ({}, {"review_rate_decay": "0.5"}))

    assert steady.rows[2].total == falling.rows[2].total
    assert steady.rows[-1].total != falling.rows[-1].total
    assert falling.lede.endswith("with the decay of 0.5 entered in the scenario.")


def test_guesses_ride_along_and_come_back() -> None:
    made_from = source(None, workload(SMALL))
    assert made_from.costed is not None
    guessed = Guessed({"review_rate": (Decimal("0.05"), Decimal("0.2"))}, 7, Decimal("0.37"))

    riding = made_from.as_json() | {
        "scenario": made_from.as_json()["scenario"] | {"guesses": guessed.as_json()}
    }
    back = parse_source(json.loads(json.dumps(riding)))

    assert back.costed is not None
    assert back.costed.guessed == guessed
    assert back.as_json() == riding


def test_a_report_from_before_guesses_keeps_its_data_as_it_was() -> None:
    assert "guesses" not in source(None, workload(SMALL)).as_json()["scenario"]


@pytest.mark.parametrize(
    "guesses",
    [
        [],
        {"ranges": []},
        {"ranges": {"unit_name": ["1", "2"]}},
        {"ranges": {"max_retries": ["1", "3"]}},
        {"ranges": {"review_rate": ["0.05"]}},
        {"ranges": {"review_rate": ["0.2", "0.3"]}},
        {"ranges": {"review_rate": ["0.05", "1.5"]}},
        {"ranges": {"review_rate": ["-1", "0.2"]}},
        {"ranges": {"review_rate": ["x", "0.2"]}},
        {"ranges": {"reviews_per_reviewer": ["0", "300"]}},
        {"seed": "7"},
        {"seed": -1},
        {"review_rate_decay": "3"},
    ],
)
def test_guesses_that_fit_no_input_are_refused(guesses: Any) -> None:
    riding = source(None, workload(SMALL)).as_json()
    riding["scenario"]["guesses"] = guesses

    with pytest.raises(SourceErrors) as refused:
        parse_source(riding)

    assert list(refused.value.errors) == ["scenario.guesses"]
