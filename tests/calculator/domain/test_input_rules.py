"""What contradicts what between the inputs of a workload, of its steps and of its own lines."""

from typing import Any

import pytest

from calculator.domain import input_rules as rules
from calculator.domain import workload_input as inputs
from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.workload_input import WorkloadErrors, flat_from, lists_from, parse_workload
from runrate.core.number_input.reader import NEGATIVE

FLAT: dict[str, Any] = {"input_tokens": 1, "output_tokens": 1, "input_price": 1, "output_price": 1}
ONE_STEP: dict[str, Any] = {"steps": [FLAT]}
LONG = {"long_context_threshold": 1, "long_context_input_price": 1, "long_context_output_price": 1}


def errors(**fields: object) -> dict[str, list[str]]:
    try:
        parse_workload({"units_per_month": 1} | fields)
    except WorkloadErrors as found:
        return found.errors
    return {}


def with_partners(*labels: str) -> str:
    named = " and ".join(f"“{label}”" for label in labels)
    return f"Enter this too: it is needed together with {named}."


@pytest.mark.parametrize(
    "fields",
    [
        FLAT,
        ONE_STEP,
        {"seats": 5, "seat_monthly": 39},
        {"capacity_instances": 2, "capacity_hourly": 3},
        {"capacity_units_per_instance": 200, "capacity_hourly": 3},
        {"other_lines": [{"name": "Bot", "per_unit": "0.99", "visible": True}]},
        {"other_lines": [{"name": "Lawyer"}, {"name": "Bot", "monthly": 5, "visible": "yes"}]},
        FLAT | {"error_rate": "0.1", "error_cost": 5},
        FLAT | {"error_rate": 0},
        FLAT | {"seats": 0},
        FLAT | {"search_price": 10},
        FLAT | {"searches_per_unit": 2, "search_price": 10},
        FLAT | {"other_lines": []},
        FLAT | {"other_lines": [{"name": "Speech"}] * 10},
        {"steps": [FLAT | {"calls": "0.3"}] * 20},
        {"steps": [FLAT | {"calls": 1000, "input_growth": 5}]},
        {"steps": [FLAT | LONG | {"name": "plan"}]},
        FLAT | {"cache_read_share": "0.5", "cache_write_share": "0.3", "cache_write_1h_share": "0.2"},
        FLAT | {"price_factor": "1.1", "call_fee": 2},
    ],
)
def test_what_belongs_together_is_taken(fields: dict[str, object]) -> None:
    assert errors(**fields) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"capacity_instances": "1.5", "capacity_hourly": 3},
        {"seats": "-1", "seat_monthly": 39},
        {"seats": "many", "seat_monthly": 39},
    ],
)
def test_what_is_paid_otherwise_and_cannot_be_read_asks_for_no_tokens_and_prices(
    fields: dict[str, object],
) -> None:
    assert list(errors(**fields)) == [next(iter(fields))]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({}, "input_tokens", rules.REQUIRED),
        ({"seats": 0, "seat_monthly": 39}, "input_price", rules.REQUIRED),
        ({"other_lines": [{"name": "Bot", "per_unit": 0, "visible": True}]}, "input_price", rules.REQUIRED),
        ({"other_lines": [{"name": "Bot", "per_unit": 5}]}, "input_price", rules.REQUIRED),
        (FLAT | {"seats": 5}, "seat_monthly", with_partners("Seats")),
        (FLAT | {"seat_monthly": 39}, "seats", with_partners("Price per seat")),
        (FLAT | {"capacity_instances": 2}, "capacity_hourly", with_partners("Instances kept")),
        (
            FLAT | {"capacity_units_per_instance": 9},
            "capacity_hourly",
            with_partners("Units one instance can do per month"),
        ),
        (FLAT | {"capacity_hourly": 3}, "capacity_instances", rules.NO_INSTANCE),
        (FLAT | {"capacity_instances": "1.5", "capacity_hourly": 3}, "capacity_instances", inputs.NOT_WHOLE),
        (FLAT | {"capacity_hours": 745}, "capacity_hours", inputs.TOO_MANY_HOURS),
        (FLAT | {"error_rate": "0.1"}, "error_cost", with_partners("Error rate of accepted units")),
        (FLAT | {"error_cost": 5}, "error_rate", with_partners("Cost per error")),
        (FLAT | {"searches_per_unit": 2}, "search_price", with_partners("Searches per unit")),
        (
            FLAT | {"cache_read_share": "0.5", "cache_write_1h_share": "0.6"},
            "cache_write_1h_share",
            rules.CACHE_OVER_ONE,
        ),
        (
            {"steps": [FLAT, FLAT | {"cache_read_share": "0.5", "cache_write_share": "0.6"}]},
            "steps.2.cache_write_share",
            rules.CACHE_OVER_ONE,
        ),
        (
            FLAT | {"cache_read_share": "0.5", "cache_write_share": "0.3", "cache_write_1h_share": "0.3"},
            "cache_write_1h_share",
            rules.CACHE_OVER_ONE,
        ),
        ({"steps": []}, "steps", inputs.NO_STEP),
        ({"steps": [FLAT] * 21}, "steps", inputs.TOO_MANY_STEPS),
        ({"steps": "plan"}, "steps", inputs.NOT_A_LIST),
        ({"steps": ["plan"]}, "steps", inputs.NOT_A_LIST),
        ({"steps": [{"output_tokens": 1, **LONG}]}, "steps.1.input_tokens", rules.REQUIRED),
        (
            {"steps": [FLAT | {"long_context_threshold": 9}]},
            "steps.1.long_context_input_price",
            with_partners("Long-context threshold"),
        ),
        (
            FLAT | {"long_context_threshold": 9, "long_context_input_price": 1},
            "long_context_output_price",
            with_partners("Long-context threshold", "Long-context input price"),
        ),
        ({"steps": [FLAT | {"searches": 1}]}, "steps.1.search_price", with_partners("Searches per call")),
        ({"steps": [FLAT | {"calls": 0}]}, "steps.1.calls", inputs.NOT_ABOVE_ZERO),
        (
            {"steps": [FLAT, FLAT | {"calls": "1.5", "input_growth": 1}]},
            "steps.2.calls",
            rules.GROWTH_OF_WHOLE_CALLS,
        ),
        (
            {"steps": [FLAT | {"calls": 1001, "input_growth": 1}]},
            "steps.1.calls",
            rules.GROWTH_OF_WHOLE_CALLS,
        ),
        ({"steps": [FLAT | {"unit_name": "x"}]}, "steps.1.unit_name", inputs.UNKNOWN),
        ({"steps": [FLAT | {"model": "openai/o3"}]}, "steps.1.model", inputs.NO_PRICE_TABLE),
        ({"steps": [FLAT | {"name": "x" * 61}]}, "steps.1.name", inputs.OWN_NAME_TOO_LONG),
        (FLAT | {"other_lines": [{"monthly": 1}]}, "other_lines.1.name", rules.OWN_NAME_MISSING),
        (FLAT | {"other_lines": [{"name": "a"}] * 11}, "other_lines", inputs.TOO_MANY_LINES),
        (FLAT | {"other_lines": [{"name": "a", "model": "o3"}]}, "other_lines.1.model", inputs.UNKNOWN),
        (
            FLAT | {"other_lines": [{"name": "a", "step_units": 5}]},
            "other_lines.1.step_monthly",
            with_partners("Units per block"),
        ),
        (
            FLAT | {"other_lines": [{"name": "a", "visible": "perhaps"}]},
            "other_lines.1.visible",
            inputs.NOT_YES_OR_NO,
        ),
    ],
)
def test_what_contradicts_is_said_at_its_own_field(
    fields: dict[str, object], field: str, message: str
) -> None:
    assert errors(**fields).get(field) == [message]


def test_a_routed_share_beside_steps_is_refused_for_that_one_reason() -> None:
    assert errors(**ONE_STEP, routed_share="0.2") == {"routed_share": [rules.IN_THE_STEPS]}
    assert errors(**FLAT, routed_share="0.2").keys() == {"routed_input_price", "routed_output_price"}


@pytest.mark.parametrize("name", sorted(REPLACED_BY_STEPS - {"model", "priced_on"}))
def test_what_each_step_has_may_not_stand_beside_the_steps(name: str) -> None:
    assert rules.IN_THE_STEPS in errors(**ONE_STEP, **{name: "1"})[name]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"model": "openai/o3"}, {"input_tokens": rules.REQUIRED, "output_tokens": rules.REQUIRED}),
        ({"model": "openai/o3", "output_tokens": 1}, {"input_tokens": rules.REQUIRED}),
        ({"model": "openai/o3", "input_tokens": 1, "output_tokens": 1}, {}),
    ],
)
def test_a_model_that_is_refused_stands_for_its_prices_and_for_no_tokens(
    fields: dict[str, object], found: dict[str, str]
) -> None:
    said = {"model": inputs.NO_PRICE_TABLE, **found}

    assert errors(**fields) == {name: [message] for name, message in said.items()}
    assert errors(steps=[FLAT, fields]) == {f"steps.2.{name}": [message] for name, message in said.items()}
    assert set(errors(steps=[{"input_tokens": 1}])) == {
        "steps.1.output_tokens",
        "steps.1.input_price",
        "steps.1.output_price",
    }


def test_a_field_that_was_refused_is_not_said_to_be_missing_as_well() -> None:
    assert errors(steps=[FLAT | {"input_tokens": -1}]) == {"steps.1.input_tokens": [NEGATIVE]}
    assert errors(**FLAT, other_lines=[{"name": 5, "step_units": 1, "step_monthly": -1}]) == {
        "other_lines.1.name": [inputs.NOT_TEXT],
        "other_lines.1.step_monthly": [NEGATIVE],
    }


@pytest.mark.parametrize(
    ("text", "visible"),
    [("yes", True), ("on", True), ("1", True), (True, True), ("no", False), ("0", False), (False, False)],
)
def test_yes_and_no_are_read_from_words_and_from_json(text: object, visible: bool) -> None:
    found = parse_workload(
        FLAT | {"units_per_month": 1, "other_lines": [{"name": "a", "visible": text}, {"name": "b"}]}
    )

    assert [line.visible for line in found.other_lines] == [visible, None]


@pytest.mark.parametrize("visible", [1, "", "yess", []])
def test_what_is_neither_yes_nor_no_is_refused(visible: object) -> None:
    assert errors(**FLAT, other_lines=[{"name": "a", "visible": visible}]) == {
        "other_lines.1.visible": [inputs.NOT_YES_OR_NO]
    }


def test_a_name_of_a_row_has_sixty_characters_and_that_of_a_unit_a_hundred() -> None:
    assert errors(**FLAT, unit_name="x" * 100, other_lines=[{"name": "x" * 60}]) == {}
    assert errors(steps=[FLAT | {"name": "x" * 60}]) == {}
    assert errors(**FLAT, other_lines=[{"name": "x" * 61}]) == {
        "other_lines.1.name": [inputs.OWN_NAME_TOO_LONG]
    }


def test_a_list_that_is_not_valid_has_its_flat_texts_too() -> None:
    sent = {
        "units_per_month": 5,
        "retry_rate": None,
        "steps": [{"calls": "2", "name": None}, "plan", {"calls": 0.3}],
        "other_lines": [{"name": "a", "visible": True}, {"name": "b", "visible": False}],
    }

    assert flat_from(sent) == {
        "units_per_month": "5",
        "steps.1.calls": "2",
        "steps.3.calls": "0.3",
        "other_lines.1.name": "a",
        "other_lines.1.visible": "yes",
        "other_lines.2.name": "b",
        "other_lines.2.visible": "no",
    }


def test_rows_are_read_up_to_two_hundred_and_what_is_beyond_them_is_left() -> None:
    flat = {f"{group}.{row}.name": "x" for group in ("other_lines", "steps") for row in range(1, 151)}

    found = lists_from(flat)

    assert [found["other_lines"], found["steps"]] == [[{"name": "x"}] * 150, [{"name": "x"}] * 50]


def test_rows_of_a_form_become_lists_and_empty_ones_give_way() -> None:
    flat = {
        "units_per_month": "5",
        "steps.3.calls": "2",
        "steps.1.calls": "",
        "steps.1.name": " ",
        "steps.12.calls": "4",
        "other_lines.1.name": "Speech",
        "steps.0.calls": "1",
        "steps.1000.calls": "1",
        "nothing.1.calls": "1",
    }

    assert lists_from(flat) == {
        "units_per_month": "5",
        "steps": [{"calls": "2"}, {"calls": "4"}],
        "other_lines": [{"name": "Speech"}],
    }
