"""A currency and its rate as they are read, written and refused."""

from datetime import date
from decimal import Decimal

import pytest

from calculator.domain.cost_lines import Note
from runrate.reports.domain.currency import Exchange, ExchangeError, notes_on, parse_exchange

EURO = {"currency": "EUR", "rate": "0.920", "day": "2026-11-24"}
SHAPE = "An exchange is an object: a currency, its rate for a dollar and the day of it."
CODE = "A currency other than the dollar has three letters, such as EUR."
RATE = "A rate is above 0: how much of the currency one dollar buys."
DAY = "Give the day of the rate, such as 2026-11-24."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (5, SHAPE),
        ([EURO], SHAPE),
        (EURO | {"currency": None}, CODE),
        (EURO | {"currency": "eur"}, CODE),
        (EURO | {"currency": "EURO"}, CODE),
        (EURO | {"currency": "USD"}, CODE),
        (EURO | {"rate": 0}, RATE),
        (EURO | {"rate": -1}, RATE),
        (EURO | {"rate": 10_000_000_001}, RATE),
        (EURO | {"rate": "x"}, "Enter a number, such as 1200 or 0.05."),
        (EURO | {"day": None}, DAY),
        (EURO | {"day": "soon"}, DAY),
        (EURO | {"day": 5}, DAY),
        ({"currency": "EUR", "rate": 1}, DAY),
    ],
)
def test_what_is_no_rate_is_refused_in_words(data: object, message: str) -> None:
    with pytest.raises(ExchangeError) as refused:
        parse_exchange(data)

    assert str(refused.value) == message


@pytest.mark.parametrize(("code", "known"), [("XYZ", False), ("XXX", False), ("DEM", True), ("JPY", True)])
def test_a_file_with_a_currency_that_nobody_knows_stays_readable_in_dollars(code: str, known: bool) -> None:
    said = Note("currency", f"{code} is no known currency, so every sum stands in dollars.")

    assert (parse_exchange(EURO | {"currency": code}) is not None) == known
    assert notes_on(code) == (() if known else (said,))


def test_a_rate_is_read_and_written_back() -> None:
    found = parse_exchange(EURO)

    assert found == Exchange("EUR", Decimal("0.92"), date(2026, 11, 24))
    assert found.as_json() == {"currency": "EUR", "rate": "0.92", "day": "2026-11-24"}
    assert parse_exchange(EURO | {"rate": 10_000_000_000}) is not None
    assert parse_exchange(None) is None
