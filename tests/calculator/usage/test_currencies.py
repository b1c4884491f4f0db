"""Amounts with signs of currencies: each is read as what it is, or refused with what has to be said."""

import pytest

from calculator.usage.cells import RefusedError
from calculator.usage.currencies import currency_of, named_in, no_money, parted, sign_of_format

PARTED = {
    "$1,234.50": ("1,234.50", "$"),
    "(€1.50)": ("(1.50)", "€"),
    "-€3": ("-3", "€"),
    "€-3": ("-3", "€"),
    "EUR 12.50": ("12.50", "EUR"),
    "12.50 CHF": ("12.50", "CHF"),
    "5,00 kr.": ("5,00", "kr."),
    "$5 CAD": ("5", "$ CAD"),
    "$ -": ("-", "$"),
    "1e5": ("1e5", ""),
    "$5 EUR": ("$5 EUR", ""),
    "12 abc": ("12 abc", ""),
    "5 %": ("5 %", ""),
    "€": ("€", ""),
    "€" + "1" * 90: ("€" + "1" * 90, ""),
}


@pytest.mark.parametrize("text", PARTED)
def test_an_amount_is_parted_from_the_signs_beside_it(text: str) -> None:
    assert parted(text) == PARTED[text]


@pytest.mark.parametrize(
    ("amount", "column", "table", "currency"),
    [
        ("5", "", "USD", "USD"),
        ("5", "eur", "USD", "EUR"),
        ("5", "€", "USD", "EUR"),
        ("$5", "", "USD", "USD"),
        ("$5", "", "CAD", "CAD"),
        ("$5 CAD", "", "USD", "CAD"),
        ("US$5", "", "EUR", "USD"),
        ("€5", "", "USD", "EUR"),
        ("£5", "", "USD", "GBP"),
        ("EUR 12.50", "", "USD", "EUR"),
        ("12.50 CHF", "", "USD", "CHF"),
        ("¥5", "", "JPY", "JPY"),
        ("¥5", "CNY", "USD", "CNY"),
        ("5 kr", "SEK", "USD", "SEK"),
        ("5 kr", "", "DKK", "DKK"),
        ("€5", "EUR", "USD", "EUR"),
    ],
)
def test_a_row_is_in_the_currency_that_it_says(amount: str, column: str, table: str, currency: str) -> None:
    assert currency_of({"billed": amount, "currency": column}, "billed", table=table) == currency


@pytest.mark.parametrize(
    ("amount", "column", "table", "reason"),
    [
        ("¥5", "", "USD", "¥ may be JPY, CNY: give the currency as three letters"),
        ("5 kr", "", "USD", "kr may be SEK, NOK, DKK, ISK: give the currency as three letters"),
        ("$5", "", "EUR", "$ may be USD, CAD, AUD, NZD: give the currency as three letters"),
        ("€5", "USD", "USD", "€ beside an amount whose currency is USD"),
        ("$5", "EUR", "USD", "$ beside an amount whose currency is EUR"),
    ],
)
def test_a_sign_of_two_readings_is_refused_with_what_has_to_be_said(
    amount: str, column: str, table: str, reason: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        currency_of({"billed": amount, "currency": column}, "billed", table=table)

    assert (refused.value.column, refused.value.reason) == ("billed", reason)


def test_money_is_no_count() -> None:
    no_money({"calls": "1,200"}, "calls")

    with pytest.raises(RefusedError, match="money where a count belongs: '€1,200'"):
        no_money({"calls": "€1,200"}, "calls")


@pytest.mark.parametrize(
    ("format", "sign"),
    [
        ("[$€-407] #,##0.00", "€"),
        ('#,##0.00\\ "€"', "€"),
        ("_-* #,##0.00\\ [$kr-41D]_-;-* 0", "kr"),
        ('"$"#,##0_);("$"#,##0)', "$"),
        ("[$CHF] 0.00", "CHF"),
        ('"EUR "0.00', "EUR"),
        ("£#,##0", "£"),
        ("[$-409]0.00", ""),
        ("General", ""),
        ('[Red]0.00 "tokens"', ""),
        ("yyyy-mm-dd", ""),
    ],
)
def test_a_spreadsheets_format_says_its_currency(format: str, sign: str) -> None:
    assert sign_of_format(format) == sign


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Amount (EUR)", "EUR"),
        ("Amount [GBP]", "GBP"),
        ("Betrag in EUR", "EUR"),
        ("amount_usd", "USD"),
        ("cost (keur)", "EUR"),
        ("kosten teur", "EUR"),
        ("Cost ¥", "JPY CNY"),
        ("Cost RMB", "CNY"),
        ("Cost CA$", "CAD"),
        ("Costo (MXN $)", "MXN"),
        ("Cost in euros", "EUR"),
        ("Cost (TRY)", "TRY"),
        ("All costs", ""),
        ("Top amount", ""),
        ("EUR/USD", ""),
        ("Cost", ""),
    ],
)
def test_a_title_names_the_currencies_that_it_may_mean(title: str, codes: str) -> None:
    assert named_in(title) == tuple(codes.split())
