"""What is said back of a typed number, and how a box shows one that a program wrote."""

from decimal import Decimal

import pytest

from runrate.core.number_input.reader import Measure
from runrate.core.number_input.reading_back import as_shown, as_typed, read_back


@pytest.mark.parametrize(
    ("text", "measure", "said"),
    [
        ("5k", Measure.COUNT, "Read as 5,000."),
        ("1,150", Measure.MONEY, "Read as $1,150.00."),
        ("$0.0045", Measure.MONEY, ""),
        ("0.07", Measure.SHARE, "Read as 7%."),
        ("7 %", Measure.SHARE, ""),
        ("\uff17%", Measure.SHARE, "Read as 7%."),
        ("-.2", Measure.CHANGE, "Read as −20%."),
        ("-20%", Measure.CHANGE, ""),
        ("1.200", Measure.MONEY, "Read as $1.20. If you mean $1,200.00, write that."),
        ("12.500", Measure.COUNT, "Read as 12.5. If you mean 12,500, write that."),
        ("0.150", Measure.MONEY, "Read as $0.15."),
        ("1.375", Measure.MONEY, ""),
        ("5", Measure.CHANGE, "Read as 500%. If you mean 5%, write that."),
        ("-1.5", Measure.CHANGE, "Read as −150%. If you mean −1.5%, write that."),
        ("1", Measure.CHANGE, "Read as 100%."),
        ("500 \uff05", Measure.CHANGE, "Read as 500%."),
        ("0", Measure.SHARE, ""),
        ("1,200", Measure.COUNT, ""),
        ("007", Measure.COUNT, ""),
        ("1200", Measure.COUNT, ""),
        (".5", Measure.COUNT, ""),
        ("0,15", Measure.MONEY, ""),
        ("", Measure.MONEY, ""),
    ],
)
def test_a_number_is_said_back_where_it_is_not_just_what_was_typed(
    text: str, measure: Measure, said: str
) -> None:
    assert read_back(text, measure) == said


def test_a_box_has_a_unit_of_its_own() -> None:
    assert read_back("5k", Measure.TOKENS, lambda number: f"{number:,f} tokens") == "Read as 5,000 tokens."


@pytest.mark.parametrize(
    ("text", "measure", "shown"),
    [
        ("0.07", Measure.SHARE, "7%"),
        ("1", Measure.SHARE, "100%"),
        ("0", Measure.SHARE, "0%"),
        ("0.0725", Measure.SHARE, "7.25%"),
        ("7 %", Measure.SHARE, "7 %"),
        (".07", Measure.SHARE, ".07"),
        ("7", Measure.SHARE, "7"),
        ("0,07", Measure.SHARE, "0,07"),
        ("-0.2", Measure.CHANGE, "-20%"),
        ("0.07", Measure.MONEY, "0.07"),
        ("", Measure.SHARE, ""),
    ],
)
def test_a_share_of_a_program_is_shown_as_a_percentage(text: str, measure: Measure, shown: str) -> None:
    assert as_shown(text, measure) == shown


def test_a_number_of_the_database_is_shown_as_it_is_typed() -> None:
    assert as_typed(Decimal("0.0700"), Measure.SHARE) == "7%"
    assert as_typed(Decimal("1200.50"), Measure.MONEY) == "1200.5"
