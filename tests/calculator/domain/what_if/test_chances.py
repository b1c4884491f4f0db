"""How many draws pay, in words, and what decides most whether they do."""

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.domain.what_if.chances import decided, hangs_sentence, pooled_sentences, share_of_draws
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.what_if.ranges import HangsOn
from calculator.domain.what_if.uncertainty import assumed_ranges
from calculator.domain.workload_input import parse_workload
from calculator.web.explore_page import explore
from runrate.reports.domain.compose import compose
from tests.reports.readers import source


def test_a_share_of_draws_is_neither_all_nor_none_of_them_unless_it_is() -> None:
    told = {
        "0": "none",
        "0.0049": "less than 1%",
        "0.005": "1%",
        "0.5": "50%",
        "0.9949": "99%",
        "0.995": "more than 99%",
        "1": "all",
    }

    assert {part: share_of_draws(Fraction(part)) for part in told} == told


def test_inputs_that_decide_as_much_are_named_together() -> None:
    one = HangsOn(("value_per_unit",), Fraction(1, 5), Fraction(4, 5), alike=("input_price",))
    many = replace(one, alike=("input_price", "output_price", "input_tokens"))

    assert hangs_sentence(one) == (
        "This depends most on value per accepted unit and input price, about as much on each."
    )
    assert hangs_sentence(many) == (
        "This depends most on value per accepted unit, input price, output price and input tokens per unit, "
        "about as much on each."
    )
    more = replace(many, alike=(*many.alike, "output_tokens", "review_rate"))
    assert hangs_sentence(more) == ""


def test_where_nearly_all_draws_end_alike_nothing_is_said_to_decide() -> None:
    told = {"0": True, "0.015": True, "0.016": False, "0.5": False, "0.984": False, "0.985": True, "1": True}

    assert {pays: decided(Fraction(pays)) for pays in told} == told


def test_what_the_chance_hangs_on_is_told_with_both_halves() -> None:
    one = HangsOn(("value_per_unit",), Fraction(1, 5), Fraction(4, 5))
    two = HangsOn(("review_rate", "review_minutes"), Fraction(4, 5), Fraction(1, 5))

    assert hangs_sentence(one) == (
        "This depends most on value per accepted unit: 20% where it is lower, 80% where it is higher."
    )
    assert hangs_sentence(two) == (
        "This depends most on human review rate and minutes per review: 80% where they are lower, "
        "20% where they are higher."
    )
    assert hangs_sentence(None) == ""


def test_all_of_the_draws_and_none_are_said_so_and_two_equal_halves_decide_nothing() -> None:
    """W13."""
    apart = HangsOn(("value_per_unit",), Fraction(0), Fraction(1))
    alike = HangsOn(("value_per_unit",), Fraction(998, 1000), Fraction(1))

    assert hangs_sentence(apart) == (
        "This depends most on value per accepted unit: none where it is lower, all where it is higher."
    )
    assert hangs_sentence(alike) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("steps", "said"), [(0, False), (4, False), (5, True)])
def test_it_is_said_where_steps_are_drawn_from_a_pool(steps: int, *, said: bool) -> None:
    each = {"calls": 1, "input_tokens": 900, "output_tokens": 10, "input_price": 3, "output_price": 5}
    flat = {name: value for name, value in each.items() if name != "calls"}
    workload = parse_workload({"units_per_month": 10, **({"steps": [each] * steps} if steps else flat)})
    sentence = (
        "More than 4 model steps are varied: what all of them cost is drawn 250 times, and each simulated "
        "month takes one of these."
    )

    assert list(pooled_sentences(assumed_ranges(workload))) == ([sentence] if said else [])
    report = compose(source(None, workload)).scale
    assert report is not None
    assert (sentence in report.range_note) is said
    assert (sentence in explore(Exploration({}, workload)).basis) is said
