"""Amounts, months and titles as spreadsheets write them: one reading each, or refused as they stand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from calculator.usage.cells import RefusedError
from calculator.usage.spreadsheet_cells import is_month, month, number_as_written, told_apart

POINT = {
    "1234.5": "1234.5",
    "1,000": "1000",
    "2,250.10": "2250.10",
    "$1.50": "1.50",
    "-$3": "-3",
    "$-3": "-3",
    "(1.50)": "-1.50",
    "($1,234.50)": "-1234.50",
    "€ 7": "7",
    "1'234'567.8": "1234567.8",
    "1e5": "1e5",
    "−2": "-2",
}
COMMA = {"1.234,56": "1234.56", "0,5": "0.5", "1.234": "1234", "1 234,5 €": "1234.5", "(1,50)": "-1.50"}


@pytest.mark.parametrize(
    ("decimals", "text", "amount"),
    [
        *(("point", text, amount) for text, amount in POINT.items()),
        *(("comma", text, amount) for text, amount in COMMA.items()),
    ],
)
def test_an_amount_is_read_as_it_was_said_to_be_written(decimals: str, text: str, amount: str) -> None:
    assert number_as_written({"Cost": text}, "Cost", decimals) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "-", "$ -", "NULL", "n/a"])
def test_an_empty_cell_is_no_amount_and_words_are_refused(text: str) -> None:
    if text == "n/a":
        with pytest.raises(RefusedError):
            number_as_written({"Cost": text}, "Cost", "point")
        return

    assert number_as_written({"Cost": text}, "Cost", "point") is None


@pytest.mark.parametrize(
    ("decimals", "text"),
    [
        ("point", "1,5"),
        ("point", "1,000,00"),
        ("point", "1,000'000"),
        ("point", "1.234,56"),
        ("point", "(-1)"),
        ("point", "--1"),
        ("point", "()"),
        ("comma", "1,234.56"),
        ("comma", "12.34"),
        ("comma", "1,2,3"),
        ("comma", "1234.567,8"),
        ("point", "1" * 61),
    ],
)
def test_an_amount_of_two_readings_is_refused_as_it_stands(decimals: str, text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        number_as_written({"Cost": text}, "Cost", decimals)

    told = text if len(text) < 24 else f"(text of {len(text)} characters)"
    assert (refused.value.column, refused.value.value) == ("Cost", told)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-09", "9/2025", "09.2025", "Sep 2025", "sept. 2025", "September 2025", "Sep-25", "2025-09-14"),
        *("septembre 2025", "Septiembre de 2025", "settembre 2025"),
    ],
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert month({"m": text}, "m") == (datetime(2025, 9, 1, tzinfo=UTC), datetime(2025, 9, 30, tzinfo=UTC))


@pytest.mark.parametrize("text", ["März 2026", "Maerz 2026", "mars 2026", "marzo de 2026", "Mar. 26"])
def test_a_month_may_be_in_words_of_other_languages(text: str) -> None:
    assert month({"m": text}, "m")[0] == datetime(2026, 3, 1, tzinfo=UTC)
    assert is_month(text) == ("2026" in text)


@pytest.mark.parametrize("text", ["13/2025", "2025-00", "Foo 2025", "14/09/2025", "", "September", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        month({"m": text}, "m")


def test_titles_that_stand_twice_are_told_apart() -> None:
    assert told_apart(["Date", "Cost", " date ", "", "", "DATE", "Cost (2)", "Cost"]) == [
        "Date", "Cost", "date (2)", "", "", "DATE (3)", "Cost (2)", "Cost (3)",
    ]  # fmt: skip
