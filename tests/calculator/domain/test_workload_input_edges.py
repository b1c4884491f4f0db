"""The last values that a workload takes, the first that it refuses, and how its numbers are written out."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.domain import input_rules
from calculator.domain import workload_input as rules
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from runrate.core.decimals import plain
from runrate.core.number_input.reader import NEGATIVE

VALID: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "units_per_month": 2200,
}


def errors(**fields: object) -> dict[str, list[str]]:
    """What is said of each field that is refused."""
    with pytest.raises(WorkloadErrors) as caught:
        parse_workload(VALID | fields)
    return caught.value.errors


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("0.50", "0.5"),
        ("20.00", "20"),
        ("-7.10", "-7.1"),
    ],
)
def test_a_decimal_is_written_without_exponent_or_needless_zeros(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_a_workload_is_written_as_it_was_entered_in_the_order_of_the_fields() -> None:
    found = parse_workload(VALID | {"unit_name": " ticket ", "retry_rate": "0.050", "upkeep_monthly": "1e3"})

    assert list(found.as_json().items()) == [
        ("unit_name", "ticket"),
        ("units_per_month", "2200"),
        ("input_tokens", "5000"),
        ("output_tokens", "2000"),
        ("input_price", "3"),
        ("output_price", "15"),
        ("retry_rate", "0.05"),
        ("upkeep_monthly", "1000"),
    ]


def test_the_value_in_force_is_the_one_entered_before_the_default() -> None:
    found = parse_workload(VALID | {"days_per_month": 20, "build_months": 0.5})

    assert [found.value(name) for name in ("days_per_month", "build_months", "calls_per_unit")] == [
        20,
        Decimal("0.5"),
        1,
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit_name", "x" * 100),
        ("acceptance_rate", 1),
        ("acceptance_rate", 0),
        ("batch_factor", "1.000"),
        ("max_retries", 100),
        ("max_retries", "0"),
        ("units_per_month", int("9" * 30)),
        ("units_per_month", "0e999999999"),
        ("units_per_month", "000" + "1" * 27),
        ("units_per_month", "1e29"),
        ("retry_rate", "1e-30"),
        ("retry_rate", "00.5"),
        ("units_per_month", "+5."),
    ],
)
def test_the_last_value_allowed_is_taken(field: str, value: object) -> None:
    assert parse_workload(VALID | {field: value}).given(field)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, input_rules.REQUIRED_VOLUME),
        (False, rules.NOT_A_NUMBER),
        (b"5", rules.NOT_A_NUMBER),
        ("1," * 30, rules.NOT_A_NUMBER),
        ("1," * 31, rules.TOO_LONG),
        ("nan" + "1" * 31, rules.NOT_A_NUMBER),
        (2**121, rules.TOO_LONG),
        (2**140, rules.TOO_LONG),
        ("1e-31", rules.TOO_LONG),
        ("0.1e-30", rules.TOO_LONG),
        ("10e29", rules.TOO_LONG),
    ],
)
def test_the_first_value_not_allowed_is_refused(value: object, message: str) -> None:
    assert errors(units_per_month=value) == {"units_per_month": [message]}


def test_what_is_wrong_is_said_for_every_field_after_one_that_is_not_known() -> None:
    found = errors(colour="red", model="o3", priced_on="2025-06-09", input_tokens=-1, review_rate=2)

    assert found == {
        "colour": [rules.UNKNOWN],
        "model": [rules.NO_PRICE_TABLE],
        "priced_on": [rules.NO_PRICE_TABLE],
        "input_tokens": [NEGATIVE],
        "review_rate": [rules.OUTSIDE_SHARE],
    }


def together_with(partner: str) -> str:
    return input_rules.MISSING_PARTNER.format(partners=f"“{partner}”")


def test_conflicts_of_every_kind_are_said_together() -> None:
    found = errors(
        input_tokens=None,
        units_per_month=None,
        long_context_threshold=5,
        infrastructure_step_units=5,
        reviews_per_reviewer=5,
        review_minutes=1,
        cache_read_share="0.9",
        cache_write_share="0.9",
        routed_share="0.5",
        routed_input_price=1,
    )

    assert found == {
        "input_tokens": [input_rules.REQUIRED],
        "units_per_month": [input_rules.REQUIRED_VOLUME],
        "long_context_input_price": [together_with("Long-context threshold")],
        "long_context_output_price": [together_with("Long-context threshold")],
        "infrastructure_step_monthly": [together_with("Units per block of capacity")],
        "reviewer_monthly_cost": [together_with("Reviews per reviewer per month")],
        "cache_write_share": [input_rules.CACHE_OVER_ONE],
        "routed_output_price": [input_rules.ROUTED_PRICE_MISSING],
        "reviews_per_reviewer": [input_rules.TWO_REVIEWS],
    }


@pytest.mark.parametrize("staff", ["reviews_per_reviewer", "reviewer_monthly_cost"])
@pytest.mark.parametrize("by_the_minute", ["review_minutes", "reviewer_hourly_cost"])
def test_either_half_of_staffing_conflicts_with_either_half_of_review_by_the_minute(
    staff: str, by_the_minute: str
) -> None:
    found = errors(**{staff: 5, by_the_minute: 4})

    assert input_rules.TWO_REVIEWS in found["reviews_per_reviewer"]


def test_refused_days_are_not_held_against_the_volume_as_well() -> None:
    assert errors(units_per_day=50, days_per_month=-1) == {"days_per_month": [NEGATIVE]}


def test_the_message_of_all_errors_names_field_by_field() -> None:
    with pytest.raises(WorkloadErrors) as caught:
        parse_workload(VALID | {"units_per_month": None, "colour": 1, "reviews_per_reviewer": 5})

    assert str(caught.value) == (
        "colour: This field is not known.; "
        "units_per_month: Enter the units per month, or the units per day.; "
        "reviewer_monthly_cost: Enter this too: it is needed together with “Reviews per reviewer per month”."
    )
    both = WorkloadErrors({"a": ["One.", "Two."]})
    assert (str(both), both.errors) == ("a: One. Two.", {"a": ["One.", "Two."]})


@pytest.mark.parametrize("said", ["True", "true", "Yes", "ON", "1"])
def test_yes_is_read_however_its_letters_are_written(said: str) -> None:
    line = {"name": "Speech", "monthly": 1, "visible": said}
    read = parse_workload({"units_per_month": 1, "seats": 1, "seat_monthly": 1, "other_lines": [line]})

    assert [each.visible for each in read.other_lines] == [True]
