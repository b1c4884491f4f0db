"""The words around an input and a value of it, whole."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.domain.label_table import LABELS, OTHER_LINE_LABELS, STEP_LABELS, Label
from calculator.domain.labels import (
    described,
    inside_of,
    label,
    label_of,
    term_of,
    unit_of,
    valued,
    worded,
)
from runrate.core.decimals import Exact

STEP = "Cost per block of capacity ($ per month)"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("units_per_day", "Instead of units per month."),
        ("units_per_month", ""),
        ("days_per_month", "22 unless you say otherwise."),
        ("batch_factor", "50% unless you say otherwise."),
        ("max_retries", "2 unless you say otherwise."),
    ],
)
def test_a_hint_ends_with_the_default(name: str, hint: str) -> None:
    assert LABELS[name].hint == hint


def test_a_hint_and_a_default_are_two_sentences() -> None:
    assert Label("Days", "Without Sundays.", default_of="days_per_month").hint == (
        "Without Sundays. 22 unless you say otherwise."
    )
    assert Label("Units", default_of="units_per_month").hint == "0 unless you say otherwise."


@pytest.mark.parametrize(
    ("name", "after", "inside", "term"),
    [
        ("input_tokens", "", "input tokens per unit", "input tokens"),
        ("input_price", "per million tokens", "input price", "input price"),
        ("batch_share", "0 to 1", "batch share", "batch share"),
    ],
)
def test_a_name_stands_in_a_field_a_sentence_and_a_formula(
    name: str, after: str, inside: str, term: str
) -> None:
    label = LABELS[name]

    assert (label.after, label.inside, label.term) == (after, inside, term)


@pytest.mark.parametrize(
    ("name", "value", "said", "with_unit"),
    [
        ("unit_name", "claim", "claim", "claim"),
        ("input_price", Decimal("0.3"), "$0.30", "$0.30 per million tokens"),
        ("input_price", Decimal("0.0375"), "$0.0375", "$0.0375 per million tokens"),
        ("input_price", "3", "$3.00", "$3.00 per million tokens"),
        ("build_cost", Decimal(48000), "$48,000.00", "$48,000.00"),
        ("vector_db_per_unit", Decimal("0.003"), "$0.003", "$0.003"),
        ("observability_monthly", Decimal(250), "$250.00", "$250.00 per month"),
        ("retry_rate", Decimal("0.075"), "7.5%", "7.5%"),
        ("retry_rate", Fraction(1, 10), "10%", "10%"),
        ("units_per_month", Decimal(18000), "18,000", "18,000"),
        ("days_per_month", Decimal("21.75"), "21.75", "21.75"),
        ("calls_per_unit", Decimal("1.00025"), "1.00025", "1.00025"),
        ("long_context_threshold", Decimal(200000), "200,000", "200,000 tokens per call"),
        ("reviewer_hourly_cost", Decimal(45), "$45.00", "$45.00"),
    ],
)
def test_a_value_is_said_with_every_digit_and_its_unit(
    name: str, value: Exact | str, said: str, with_unit: str
) -> None:
    assert (worded(name, value), valued(name, value)) == (said, with_unit)


@pytest.mark.parametrize(
    ("name", "label", "unit", "english"),
    [
        ("unit_name", "Unit (what you count)", "", "Unit (what you count)"),
        ("input_price", "Input price", "per million tokens", "Input price ($ per million tokens)"),
        ("batch_share", "Batch share", "", "Batch share (0 to 1)"),
        ("build_cost", "Build cost (one-off)", "", "Build cost (one-off) ($)"),
        ("vector_db_per_unit", "Vector database per unit", "", "Vector database per unit ($ per unit)"),
        ("infrastructure_step_monthly", "Cost per block of capacity", "per month", STEP),
        ("days_per_month", "Working days per month", "", "Working days per month"),
    ],
)
def test_an_input_is_called_the_same_by_people_and_programmers(
    name: str, label: str, unit: str, english: str
) -> None:
    assert (label_of(name), unit_of(name), described(name)) == (label, unit, english)


def test_an_input_that_is_not_known_keeps_its_own_name() -> None:
    assert label_of("colour") == "colour"
    for name in ("steps.2.colour", "other_lines.1.calls"):
        assert label_of(name) == name
        with pytest.raises(KeyError):
            label(name)


def test_an_input_of_a_step_has_words_of_its_own_or_those_of_a_unit() -> None:
    assert label("input_tokens") is LABELS["input_tokens"]
    assert label("steps.2.input_tokens") is STEP_LABELS["input_tokens"]
    assert label("steps.2.input_price") is LABELS["input_price"]
    assert label("other_lines.1.monthly") is OTHER_LINE_LABELS["monthly"]


@pytest.mark.parametrize(
    ("name", "alone", "inside", "term"),
    [
        ("input_tokens", "Input tokens per unit", "input tokens per unit", "input tokens"),
        ("steps.2.calls", "Step 2: calls per unit", "Step 2: calls per unit", "Step 2: calls per unit"),
        ("steps.13.input_price", *["Step 13: input price"] * 3),
        (
            "steps.1.batch_cache_factor",
            "Step 1: batch price of cached tokens, as a share of their price",
            "Step 1: batch price of cached tokens, as a share of their price",
            "Step 1: batch factor of cached tokens",
        ),
        ("other_lines.3.monthly", *["Own line 3: amount per month"] * 3),
    ],
)
def test_an_input_of_a_step_or_an_own_line_is_called_with_its_number(
    name: str, alone: str, inside: str, term: str
) -> None:
    assert (label_of(name), inside_of(name), term_of(name)) == (alone, inside, term)


@pytest.mark.parametrize(
    ("name", "value", "said", "with_unit"),
    [
        ("steps.2.input_price", Decimal(3), "$3.00", "$3.00 per million tokens"),
        ("steps.2.calls", Decimal("0.3"), "0.3", "0.3"),
        ("steps.2.name", "Plan", "Plan", "Plan"),
        ("steps.2.price_factor", Decimal("0.78"), "78%", "78%"),
        ("other_lines.1.monthly", Decimal(40), "$40.00", "$40.00"),
        ("other_lines.1.step_units", Decimal(3000), "3,000", "3,000 units per month"),
        ("other_lines.1.visible", "yes", "yes", "yes"),
    ],
)
def test_a_value_of_a_step_or_an_own_line_is_said_with_its_unit(
    name: str, value: Exact | str, said: str, with_unit: str
) -> None:
    assert (worded(name, value), valued(name, value)) == (said, with_unit)


def test_a_value_of_an_input_that_is_not_known_stays_as_it_is() -> None:
    assert worded("colour", "blue") == "blue"
