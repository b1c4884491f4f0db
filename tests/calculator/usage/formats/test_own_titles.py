"""Titles suggest what columns mean and how their language writes amounts; no cell is looked at."""

import pytest

from calculator.usage.formats.own_columns import parse_mapping
from calculator.usage.formats.own_titles import Suggested, suggested


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (
            ["Monat", "Kosten", "Anfragen"],
            Suggested({"date": "Monat", "billed": "Kosten", "calls": "Anfragen"}, "comma", "months"),
        ),
        (
            ["Datum", "Modell", "Kosten (EUR)", "Eingabe-Token", "Ausgabe-Token"],
            Suggested(
                {
                    "date": "Datum",
                    "model": "Modell",
                    "billed": "Kosten (EUR)",
                    "input": "Eingabe-Token",
                    "output": "Ausgabe-Token",
                },
                "comma",
                "day_first",
                "EUR",
            ),
        ),
        (
            ["Date", "Coût total €", "Requêtes"],
            Suggested(
                {"date": "Date", "billed": "Coût total €", "calls": "Requêtes"}, "comma", "day_first", "EUR"
            ),
        ),
        (
            ["Fecha", "Coste", "Solicitudes"],
            Suggested({"date": "Fecha", "billed": "Coste", "calls": "Solicitudes"}, "comma", "day_first"),
        ),
        (
            ["month", "billed_usd", "units"],
            Suggested({"date": "month", "billed": "billed_usd", "units": "units"}, "point", "months", "USD"),
        ),
        (
            ["Datum", "Betrag in EUR"],
            Suggested({"date": "Datum", "billed": "Betrag in EUR"}, "comma", "day_first", "EUR"),
        ),
        (["Date", "Amount ¥"], Suggested({"date": "Date", "billed": "Amount ¥"})),
        (["Date", "Cost US$"], Suggested({"date": "Date", "billed": "Cost US$"}, currency="USD")),
        (["Foo", "Bar"], Suggested()),
        (["EUR", "USD"], Suggested()),
    ],
)
def test_a_header_suggests(header: list[str], found: Suggested) -> None:
    assert suggested(header) == found


def test_each_title_has_one_meaning_and_the_plainest_title_is_taken() -> None:
    found = suggested(["Total", "Cost", "Date", "Amount"])

    assert found.columns == {"date": "Date", "billed": "Cost"}
    assert parse_mapping({"columns": dict(found.columns)}).columns == {"date": "date", "billed": "cost"}
