"""One reader of numbers typed by people: each spelling has exactly one reading, or a refusal that helps."""

import re

import pytest

from runrate.core.number_input.reader import Measure, read_number, spelled
from tests.spellings import number_of, spellings

TABLE = [(measure, text, meant) for measure in Measure for text, meant in spellings(measure).items()]


def test_the_table_has_enough_spellings() -> None:
    assert len({text for _measure, text, _meant in TABLE}) >= 60


@pytest.mark.parametrize(("measure", "text", "meant"), TABLE)
def test_a_spelling_is_read_as_one_number_or_refused_with_a_reason(
    measure: Measure, text: str, meant: str
) -> None:
    """N1."""
    number, refusal = read_number(text, measure)

    assert number == number_of(meant)
    assert (number is None) == bool(refusal)
    assert number is not None or meant in refusal


@pytest.mark.parametrize("measure", Measure)
def test_an_empty_box_is_refused_with_an_example_of_its_own(measure: Measure) -> None:
    assert read_number(" ", measure).refusal.startswith("This is empty: enter a number, such as ")


@pytest.mark.parametrize("measure", Measure)
def test_every_example_of_a_refusal_is_read(measure: Measure) -> None:
    said = read_number("a lot", measure).refusal
    examples = said.partition("such as ")[2].removesuffix(".").split(" or ")

    assert [read_number(example, measure).refusal for example in examples] == [""] * len(examples)


def test_both_readings_of_a_refused_number_are_numbers_themselves() -> None:
    assert read_number("0,150", Measure.MONEY).refusal == (
        "“0,150” can mean 0.150 or 150. Write the one you mean."
    )
    assert [spelled(text, Measure.MONEY) for text in ("0.150", "150")] == ["0.15", "150"]


@pytest.mark.parametrize(("measure", "text"), [(measure, text) for measure, text, _meant in TABLE])
def test_every_reading_that_a_refusal_names_is_a_spelling_of_the_number_it_names(
    measure: Measure, text: str
) -> None:
    said = read_number(text, measure).refusal
    named = re.search(r" can mean (\S+) or (\S+)\. |If it means (\S+), write that", said)
    readings = [reading for reading in named.groups() if reading] if named else []
    signs, unit = text.count("-"), text.rstrip()[-1:] if text.rstrip()[-1:] in {"k", "M", "%"} else ""

    for reading in readings:
        number, refusal = read_number(reading, measure)
        in_words = refusal.startswith("A share is at most 1") and measure is Measure.SHARE
        assert (number is not None or in_words, reading.count("\N{MINUS SIGN}")) == (True, signs)
        assert reading.endswith(unit)


def test_what_is_no_number_stays_as_typed_and_the_rest_is_spelled_for_programs() -> None:
    assert spelled("0,150", Measure.MONEY) == "0,150"
    assert spelled("$1.2M", Measure.MONEY) == "1200000"
    assert spelled("7 %", Measure.SHARE) == "0.07"
