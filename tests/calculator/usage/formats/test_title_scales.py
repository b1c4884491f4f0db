"""Titles that say in what their columns count: nothing is wrong by a hundred or a thousand unsaid."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculator.usage.exports import read_file
from calculator.usage.formats.own_columns import RATE, SCALED, MappingErrors, parse_mapping
from calculator.usage.formats.title_scales import is_rate, scale_of, seems_scaled
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
        ("Preis pro Mio. Token", "1"),
        ("Cost (USD x1000)", "1000"),
        ("Cost (K¥)", "1000"),
        ("Cost MSEK", "1000000"),
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


THOUSANDS = (
    "Out (1000s)|Out tokens (x1000)|Out tokens ×1,000|Out tokens (×1,000)|Out tokens [k]|kTokens out|"
    "Out (in 1,000 tokens)|Out tokens (000)|Out tokens (000s)|Out tokens ('000)|Out tokens in 1K|"
    "Out 1K tokens|1K tokens|tokens (k)|(thousands)|Out, 1000 tokens|Tokens *1000|Tokens (10³)|"
    "Tokens (1 000)|output_tokens_k"
)
MILLIONS = (
    "Out tokens (000,000)|Out tokens (10^6)|Out tokens (1e6)|Out (1M tokens)|Out in millions|Token [Mio.]|"
    "Tokens (mln)|1,000,000 tokens|Out, M tok|Tokens (mm)"
)


@pytest.mark.parametrize("title", THOUSANDS.split("|"))
def test_thousands_are_thousands_however_they_are_written(title: str) -> None:
    assert scale_of(title, money=False) == 1000


@pytest.mark.parametrize("title", MILLIONS.split("|"))
def test_millions_are_millions(title: str) -> None:
    assert scale_of(title, money=False) == 1_000_000


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("tokens per 1M", RATE),
        ("Tokens / 1K", RATE),
        ("Tokens (lakh)", SCALED),
        ("Tokens (hundreds)", SCALED),
        ("Tokens (T)", SCALED),
        ("Tokens (in 100,000)", SCALED),
        ("Tokens (10k)", SCALED),
    ],
)
def test_what_is_not_clear_is_asked_and_never_read_one_by_one(title: str, reason: str) -> None:
    mapping = {"columns": {"date": "Day", "output": title}}

    with pytest.raises(MappingErrors) as raised:
        parse_mapping(mapping)

    assert raised.value.errors == {"output": reason}
    assert parse_mapping({**mapping, "tokens_each": "1000"}).scales() == {"output": 1000}


@pytest.mark.parametrize("title", ["Cost $ 1000", "Cost c", "Cost (Rp.)", "cost_nano_usd", "Cost (¥ 千)"])
def test_a_title_of_money_that_is_not_clear_is_asked_too(title: str) -> None:
    with pytest.raises(MappingErrors, match="By its title this is not counted"):
        parse_mapping({"columns": {"date": "Day", "billed": title}, "currency": "USD"})


@pytest.mark.parametrize(
    "title",
    ["Input tokens ≤ 200k", "Input tokens (1M context)", "Cache write 5m tokens", "Cached (1h)", "Out 2026",
     "Tokens per day", "Requests/day", "Tokens pro Kopf"],
)  # fmt: skip
def test_other_numbers_of_titles_ask_for_nothing(title: str) -> None:
    assert (scale_of(title, money=False), is_rate(title)) == (1, False)
    assert not seems_scaled(title, money=False)


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
