"""Titles that say in what their columns count: nothing is wrong by a hundred or a thousand unsaid."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculator.usage.exports import read_file
from calculator.usage.formats.own_columns import parse_mapping
from calculator.usage.formats.title_scales import scale_of
from calculator.usage.summary import as_json


@pytest.mark.parametrize(
    ("title", "scale"),
    [
        ("Cost (Tsd. €)", "1000"),
        ("Cost in thousands", "1000"),
        ("Kosten TEUR", "1000"),
        ("T€", "1000"),
        ("k$", "1000"),
        ("Cost ($k)", "1000"),
        ("Cost (€000)", "1000"),
        ("Cost in 1.000 EUR", "1000"),
        ("Coût en milliers d'euros", "1000"),
        ("Importe (miles de €)", "1000"),
        ("Kosten in Mio. €", "1000000"),
        ("Spend $M", "1000000"),
        ("Cent", "0.01"),
        ("Kosten (ct)", "0.01"),
        ("cost_usd_cents", "0.01"),
        ("Cost (¢)", "0.01"),
        ("cost_micros", "0.000001"),
        ("Cost (USD)", "1"),
        ("Total cost", "1"),
        ("Kosten", "1"),
        ("Price per 1M tokens", "1"),
    ],
)
def test_a_title_of_money_says_what_1_stands_for(title: str, scale: str) -> None:
    assert scale_of(title, money=True) == Decimal(scale)


@pytest.mark.parametrize(
    ("title", "scale"),
    [
        ("Prompt k", "1000"),
        ("Token (Tsd.)", "1000"),
        ("Tokens in 1000", "1000"),
        ("ktok", "1000"),
        ("Tokens [Mio]", "1000000"),
        ("MTok in", "1000000"),
        ("Input tokens", "1"),
        ("Input tokens ≤ 200k", "1"),
        ("Input tokens (1M context)", "1"),
        ("center tokens", "1"),
        ("Tokens per cent", "1"),
    ],
)
def test_a_title_of_counts_does_too(title: str, scale: str) -> None:
    assert scale_of(title, money=False) == Decimal(scale)


COLUMNS = {"date": "Day", "input": "Tokens (k)", "calls": "Calls (Tsd.)", "billed": "Cost (k€)"}
TABLE = "Day,Tokens (k),Calls (Tsd.),Cost (k€)\n2026-10-01,10,1.2,1.5\n2026-10-02,5,0.3,0.5\n"


def read(tmp_path: Path, **said: Any) -> dict[str, Any]:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE)
    mapping = parse_mapping({"columns": COLUMNS, "currency": "EUR", **said})
    [reading] = read_file(path, columns=mapping.rows())
    return as_json(reading)


def test_each_column_is_read_in_what_its_title_says_and_that_is_said(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert (found["money"], found["tokens"]["input"]) == ({"billed": {"EUR": "2000"}}, "15000")
    assert found["calls"] == 1500
    assert found["notes"] == [
        "“tokens (k)” is read in thousands, as its title says",
        "“cost (k€)” is read in thousands, as its title says",
        "“calls (tsd.)” is read in thousands, as its title says",
    ]


def test_what_somebody_chose_goes_before_the_title_and_is_said_too(tmp_path: Path) -> None:
    found = read(tmp_path, money_in="units", tokens_each="1000")

    assert found["money"] == {"billed": {"EUR": "2"}}
    assert "“cost (k€)” is read in ones, as chosen, though its title says thousands" in found["notes"]


def test_money_in_thousands_and_millions_can_be_chosen(tmp_path: Path) -> None:
    found = [read(tmp_path, money_in=each)["money"] for each in ("thousands", "millions", "cents")]

    assert found == [{"billed": {"EUR": each}} for each in ("2000", "2000000", "0.02")]


def test_a_refused_row_weighs_in_what_its_column_counts(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE + "x,1,1,1\n")
    [reading] = read_file(path, columns=parse_mapping({"columns": COLUMNS, "currency": "EUR"}).rows())

    assert as_json(reading)["money_rows"]["refused"] == {"EUR": "1000"}
