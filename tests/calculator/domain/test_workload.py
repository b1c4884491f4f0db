"""A workload: its fields, what stands in for one that is absent, and its written form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.fields import FIELDS, NESTED
from calculator.domain.workload import OtherLine, Step, Workload, defaults_in_force
from calculator.domain.workload_input import flat_from, lists_from, parse_workload
from tests.calculator.workloads import agents, workloads

VALID: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": "2000",
    "input_price": "3",
    "output_price": 15,
    "units_per_month": 2200,
}
BY_DAY = VALID | {"units_per_month": None, "units_per_day": 100}


def test_the_fields_of_the_rules_are_the_fields_of_a_workload() -> None:
    assert [*(field.name for field in FIELDS), *NESTED] == list(Workload.__dataclass_fields__)
    assert list(NESTED["other_lines"]) == list(OtherLine.__dataclass_fields__)
    assert set(NESTED["steps"]) == set(Step.__dataclass_fields__)


def test_null_means_absent_and_defaults_stand_in_without_counting_as_entered() -> None:
    found = parse_workload(VALID | {"days_per_month": None, "unit_name": None})

    assert found.unit_name == "unit"
    assert found.given("days_per_month") is False
    assert found.value("days_per_month") == 22
    assert found.value("value_per_unit") is None


STEPPED: dict[str, Any] = {
    "units_per_month": 5,
    "steps": [
        {"input_tokens": 1, "output_tokens": 2, "input_price": 3, "output_price": 4, "batch_share": "0.5"},
        {"input_tokens": 5, "output_tokens": 6, "input_price": 7, "output_price": 8, "name": "Search"},
    ],
    "other_lines": [{"name": "Speech", "visible": True}, {"name": "Rent", "monthly": 9, "visible": False}],
}


def test_an_input_of_a_step_or_an_own_line_is_got_by_its_dotted_name() -> None:
    found = parse_workload(STEPPED)

    assert [found.get(f"steps.{number}.input_tokens") for number in (1, 2)] == [1, 5]
    assert (found.get("steps.2.name"), found.get("other_lines.1.visible")) == ("Search", True)
    assert (found.get("steps.1.calls"), found.value("steps.1.calls"), found.given("steps.1.calls")) == (
        None,
        1,
        False,
    )
    assert (found.value("other_lines.2.monthly"), found.given("other_lines.2.monthly")) == (9, True)
    with pytest.raises(IndexError):
        found.get("steps.3.calls")
    with pytest.raises(AttributeError):
        found.get("steps.1.colour")


def test_what_a_vendor_bills_is_true_or_false_in_json_and_a_word_in_a_form() -> None:
    found = parse_workload(STEPPED)

    assert found.as_json()["other_lines"] == [
        {"name": "Speech", "visible": True},
        {"name": "Rent", "monthly": "9", "visible": False},
    ]
    form = found.as_form()
    assert (form["other_lines.1.visible"], form["other_lines.2.visible"]) == ("yes", "no")


def test_defaults_in_force_are_named_in_each_step_that_they_act_in() -> None:
    assert defaults_in_force(parse_workload(STEPPED)) == (
        "acceptance_rate",
        "steps.1.calls",
        "steps.1.batch_factor",
        "steps.2.calls",
    )


@given(st.one_of(workloads(), agents()))
def test_what_is_written_out_reads_back_the_same(workload: dict[str, Any]) -> None:
    found = parse_workload(workload)

    assert parse_workload(found.as_json()) == found
    assert parse_workload(lists_from(found.as_form())) == found
    assert flat_from(found.as_json()) == found.as_form()


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, ("days_per_month", "acceptance_rate")),
        ({"days_per_month": "20", "acceptance_rate": "1"}, ()),
        ({"days_per_month": "20", "retry_rate": "0.1"}, ("max_retries", "acceptance_rate")),
        ({"days_per_month": "20", "retry_rate": "0"}, ("acceptance_rate",)),
        ({"days_per_month": "20", "build_cost": "5", "batch_share": "1", "acceptance_rate": "1"},
         ("batch_factor", "build_months")),
    ],
)  # fmt: skip
def test_a_default_is_in_force_where_it_acts_on_something(
    more: dict[str, str], names: tuple[str, ...]
) -> None:
    assert defaults_in_force(parse_workload(BY_DAY | more)) == names
