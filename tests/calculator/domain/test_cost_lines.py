"""The lines of a cost: names, inputs, their share of the whole, and the estimate written out."""

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.domain.break_even.volumes import TOO_MANY_STARTS
from calculator.domain.cost_lines import (
    LINE_FIELDS,
    LINES,
    PER_UNIT_LINES,
    PER_UNIT_PAIRS,
    VISIBLE_LINES,
    line_name,
    ratio,
)
from calculator.domain.costs import estimate
from calculator.domain.fields import BY_NAME
from calculator.domain.workload_input import parse_workload
from tests.calculator.domain.break_even.counting import not_searched, pays

TOKENS = {"input_tokens": 1_000_000, "output_tokens": 0, "input_price": 3, "output_price": 15}


def test_every_line_has_a_name_and_inputs_that_exist() -> None:
    assert set(LINE_FIELDS) == set(LINES)
    assert all(line_name(key) for key in LINES)
    assert set().union(*LINE_FIELDS.values()) <= set(BY_NAME)


def test_a_plain_line_has_an_amount_per_month_and_one_per_unit() -> None:
    assert tuple((f"{key}_monthly", f"{key}_per_unit") for key in PER_UNIT_LINES) == PER_UNIT_PAIRS


def test_tokens_are_visible_and_the_invoice_shows_their_retries_too() -> None:
    """N5."""
    assert {"tokens", "seats", "capacity"} == VISIBLE_LINES


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(1, 4, Fraction(1, 4)), (0, 4, Fraction(0)), (1, 0, None), (0, 0, None)]
)
def test_nothing_is_divided_by_nothing(part: int, whole: int, expected: Fraction | None) -> None:
    assert ratio(Fraction(part), Fraction(whole)) == expected


def test_a_line_is_found_by_its_key_with_its_share_of_the_whole() -> None:
    found = estimate(parse_workload({**TOKENS, "units_per_month": 100, "tools_monthly": 100}))

    assert (found.line("tools").monthly, found.line("tools").share) == (100, Fraction(1, 4))
    assert [line.key for line in found.lines if line.monthly] == ["tokens", "tools"]


def test_what_is_unknown_is_null_when_written_out() -> None:
    nothing = estimate(parse_workload({**TOKENS, "units_per_month": 0})).as_json()

    assert (nothing["total_monthly"], nothing["cost_per_unit"], nothing["visible_share"]) == ("0", None, None)


def test_where_the_search_was_too_long_a_program_is_told_so_after_what_there_was_to_say() -> None:
    found = estimate(parse_workload({**TOKENS, "units_per_month": 100, "calls_per_unit": 2}))
    sent = replace(found, paying=not_searched()).as_json()

    [there_was] = [{"field": note.field, "message": note.message} for note in found.notes]
    assert sent["notes"] == [there_was, {"field": "units_per_month", "message": TOO_MANY_STARTS}]
    assert (sent["paying_volumes"], sent["break_even_units"]) == (None, None)
    searched = replace(found, paying=pays(margin=1)).as_json()
    assert (searched["notes"], searched["break_even_units"]) == ([there_was], "0")
    assert searched["paying_volumes"] == [[0, None]]
