"""A workload: its fields, what stands in for one that is absent, and its written form."""

from typing import Any

from hypothesis import given

from calculator.domain.workload import FIELDS, Workload
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import workloads

VALID: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": "2000",
    "input_price": "3",
    "output_price": 15,
    "units_per_month": 2200,
}


def test_the_fields_of_the_rules_are_the_fields_of_a_workload() -> None:
    assert [field.name for field in FIELDS] == list(Workload.__dataclass_fields__)


def test_null_means_absent_and_defaults_stand_in_without_counting_as_entered() -> None:
    found = parse_workload(VALID | {"days_per_month": None, "unit_name": None})

    assert found.unit_name == "unit"
    assert found.given("days_per_month") is False
    assert found.value("days_per_month") == 22
    assert found.value("value_per_unit") is None


@given(workloads())
def test_what_is_written_out_reads_back_the_same(workload: dict[str, Any]) -> None:
    found = parse_workload(workload)

    assert parse_workload(found.as_json()) == found
