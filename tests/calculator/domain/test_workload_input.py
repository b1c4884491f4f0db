"""What a workload may be, and where each refusal lands."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.domain import input_rules
from calculator.domain import workload_input as rules
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from runrate.core.json_input import NumberText
from runrate.core.number_input.reader import NEGATIVE

VALID: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": "2000",
    "input_price": "3",
    "output_price": 15,
    "units_per_month": 2200,
}


def errors(**fields: object) -> dict[str, list[str]]:
    with pytest.raises(WorkloadErrors) as caught:
        parse_workload(VALID | fields)
    return caught.value.errors


def test_numbers_are_read_from_numbers_and_strings_alike() -> None:
    found = parse_workload(VALID | {"retry_rate": 0.05, "max_retries": "3", "build_cost": "1e3"})

    assert (found.input_tokens, found.output_tokens) == (Decimal(5000), Decimal(2000))
    assert (found.retry_rate, found.max_retries) == (Decimal("0.05"), Decimal(3))
    assert found.build_cost == Decimal(1000)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("input_tokens", -1, NEGATIVE),
        ("input_price", "-0.01", NEGATIVE),
        ("units_per_month", "NaN", rules.NOT_A_NUMBER),
        ("units_per_month", float("nan"), rules.NOT_A_NUMBER),
        ("units_per_month", "-Infinity", rules.NOT_A_NUMBER),
        ("units_per_month", Decimal("Infinity"), rules.NOT_A_NUMBER),
        ("units_per_month", True, rules.NOT_A_NUMBER),
        ("units_per_month", [1], rules.NOT_A_NUMBER),
        ("units_per_month", "1_000", rules.NOT_A_NUMBER),
        ("units_per_month", "1,000", rules.NOT_A_NUMBER),
        ("units_per_month", "١٢", rules.NOT_A_NUMBER),
        ("units_per_month", "", rules.BLANK),
        ("units_per_month", "  ", rules.BLANK),
        ("units_per_month", "1" * 31, rules.TOO_LONG),
        ("units_per_month", 2**200, rules.TOO_LONG),
        ("units_per_month", "1e30", rules.TOO_LONG),
        ("units_per_month", "1e999999999", rules.TOO_LONG),
        ("units_per_month", "1e-31", rules.TOO_LONG),
        ("retry_rate", "0." + "0" * 30, rules.TOO_LONG),
        ("cache_read_share", "1.2", rules.OUTSIDE_SHARE),
        ("acceptance_rate", -0.1, rules.OUTSIDE_SHARE),
        ("batch_factor", 2, rules.OUTSIDE_SHARE),
        ("calls_per_unit", 0, rules.NOT_ABOVE_ZERO),
        ("build_months", 0, rules.NOT_ABOVE_ZERO),
        ("max_retries", "2.5", rules.NOT_WHOLE),
        ("max_retries", 101, rules.TOO_MANY_RETRIES),
        ("unit_name", 5, rules.NOT_TEXT),
        ("unit_name", NumberText("5"), rules.NOT_TEXT),
        ("unit_name", " ", rules.BLANK),
        ("unit_name", "x" * 101, rules.NAME_TOO_LONG),
        ("unit_name", "\u200b\u2066", rules.BLANK),
        ("colour", "red", rules.UNKNOWN),
        ("model", "o3", rules.NO_PRICE_TABLE),
        ("priced_on", "2025-06-09", rules.NO_PRICE_TABLE),
    ],
)
def test_a_bad_value_is_refused_at_its_field(field: str, value: object, message: str) -> None:
    assert errors(**{field: value}) == {field: [message]}


@pytest.mark.parametrize("typed", ["tic\x00ket", "tic\u202eket", "tick\u200bet", " ticket\n"])
def test_a_name_is_one_line_of_what_is_seen(typed: str) -> None:
    assert parse_workload(VALID | {"unit_name": typed}).unit_name == "ticket"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("A ticket", "ticket"),
        ("an  application", "application"),
        (" The developer day", "developer day"),
        ("theatre visit", "theatre visit"),
        ("hour of the day", "hour of the day"),
        ("an hour of the day", "hour of the day"),
        ("A", "A"),
        ("a ", "a"),
        ("A/B test", "A/B test"),
        ("answer", "answer"),
    ],
)
def test_a_unit_loses_the_article_before_it(typed: str, unit: str) -> None:
    assert parse_workload(VALID | {"unit_name": typed}).unit_name == unit


def test_a_name_of_a_line_keeps_its_article() -> None:
    own = {"name": "The audit", "monthly": 5}

    assert parse_workload(VALID | {"other_lines": [own]}).other_lines[0].name == "The audit"


def test_thirty_digits_are_still_a_number() -> None:
    found = parse_workload(VALID | {"units_per_month": "1" * 30, "retry_rate": "0." + "0" * 28 + "1"})

    assert found.units_per_month == Decimal("1" * 30)
    assert found.retry_rate == Decimal("1e-29")


def test_an_integer_too_long_for_python_to_spell_is_refused_too() -> None:
    assert errors(units_per_month=10**5000) == {"units_per_month": [rules.TOO_LONG]}


def test_minus_zero_is_zero_and_free_prices_are_allowed() -> None:
    found = parse_workload(VALID | {"units_per_month": "-0.0", "input_price": 0, "acceptance_rate": 0})

    assert str(found.units_per_month) == "0"


@pytest.mark.parametrize("missing", ["input_tokens", "output_tokens", "input_price", "output_price"])
def test_what_is_needed_is_asked_for(missing: str) -> None:
    assert errors(**{missing: None}) == {missing: [input_rules.REQUIRED]}


def test_volume_is_asked_for_in_either_form() -> None:
    assert errors(units_per_month=None) == {"units_per_month": [input_rules.REQUIRED_VOLUME]}
    assert parse_workload(VALID | {"units_per_month": None, "units_per_day": 0}).units_per_day == 0


def test_two_volumes_must_agree_exactly() -> None:
    agreeing = {"units_per_month": "3040", "units_per_day": 100, "days_per_month": "30.4"}

    assert parse_workload(VALID | agreeing).units_per_month == 3040
    assert parse_workload(VALID | {"units_per_day": 100}).units_per_day == 100
    assert errors(units_per_day="100.001") == {"units_per_month": [input_rules.VOLUME_DISAGREES]}
    assert errors(units_per_day=100, days_per_month=0) == {"units_per_month": [input_rules.VOLUME_DISAGREES]}


def test_cache_shares_are_at_most_one_together() -> None:
    both = {"cache_read_share": "0.6", "cache_write_share": "0.4"}

    assert parse_workload(VALID | both).cache_write_share == Decimal("0.4")
    assert errors(cache_read_share="0.7", cache_write_share="0.4") == {
        "cache_write_share": [input_rules.CACHE_OVER_ONE]
    }


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"long_context_threshold": 5}, {"long_context_input_price", "long_context_output_price"}),
        ({"infrastructure_step_units": 5}, {"infrastructure_step_monthly"}),
        ({"infrastructure_step_monthly": 5}, {"infrastructure_step_units"}),
        ({"reviews_per_reviewer": 5}, {"reviewer_monthly_cost"}),
        ({"reviewer_monthly_cost": 5}, {"reviews_per_reviewer"}),
        ({"routed_share": "0.5"}, {"routed_input_price", "routed_output_price"}),
    ],
)
def test_fields_that_need_each_other_say_which_is_missing(given: dict[str, object], asked: set[str]) -> None:
    assert set(errors(**given)) == asked


def test_fields_without_effect_are_accepted() -> None:
    idle = {"routed_share": 0, "batch_factor": "0.4", "cache_read_price": 1}

    assert parse_workload(VALID | idle).batch_factor == Decimal("0.4")


def test_review_is_by_the_minute_or_staffed_and_zeros_do_not_conflict() -> None:
    staffed = {"reviews_per_reviewer": 220, "reviewer_monthly_cost": 10000}

    assert parse_workload(VALID | staffed | {"review_minutes": 0, "reviewer_hourly_cost": 0}).staffed
    assert errors(**staffed, review_minutes=4) == {"reviews_per_reviewer": [input_rules.TWO_REVIEWS]}


def test_everything_wrong_is_said_at_once() -> None:
    assert set(errors(input_tokens=-1, review_rate=2, colour="red")) == {
        "input_tokens",
        "review_rate",
        "colour",
    }


def test_a_model_is_refused_with_the_price_fields_to_use_instead() -> None:
    found = errors(model="o3", input_price=None, output_price=None)

    assert set(found) == {"model"}
    assert "input_price" in found["model"][0]
    assert "output_price" in found["model"][0]


@pytest.mark.parametrize("name", ["👩\u200d💻", "می\u200cخواهم"])
def test_what_joins_letters_and_pictures_belongs_to_a_name(name: str) -> None:
    assert (
        parse_workload(
            {
                "unit_name": name,
                "units_per_month": 1,
                "input_tokens": 1,
                "output_tokens": 1,
                "input_price": 1,
                "output_price": 1,
            }
        ).unit_name
        == name
    )
