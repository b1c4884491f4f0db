"""A rate that is typed the wrong way round, or by slip, is asked about; a usual one is not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.typed_numbers.usual_rates import USUAL, doubt_of_bought, doubt_of_cost, doubts_of_rates
from calculator.usage.currencies import CODES

BANK = "(European Central Bank, January 2016 to October 2026)"
BUYS = "looks like the other way round: what one dollar buys. Is that meant?"
COSTS = "looks like the other way round: what one EUR costs. Is that meant?"


@pytest.mark.parametrize(
    ("code", "rate", "said"),
    [
        ("EUR", "1.08", ""),
        ("EUR", "0.97", ""),
        ("EUR", "1.4", ""),
        ("JPY", "0.0067", ""),
        ("KWD", "900", ""),
        ("EUR", "0.92", f"One EUR cost $0.9565 to $1.249 {BANK}. $0.92 {BUYS}"),
        ("EUR", "900", f"One EUR cost $0.9565 to $1.249 {BANK}. $900 is far from that. Is that meant?"),
        ("JPY", "150", f"One JPY cost $0.006101 to $0.01002 {BANK}. $150 {BUYS}"),
    ],
)
def test_what_one_costs_in_dollars(code: str, rate: str, said: str) -> None:
    assert doubt_of_cost(code, Fraction(rate)) == said


@pytest.mark.parametrize(
    ("code", "rate", "said"),
    [
        ("EUR", "0.92", ""),
        ("EUR", "1", ""),
        ("JPY", "150", ""),
        ("KWD", "0.3", ""),
        ("EUR", "1.08", f"One dollar bought 0.8004 to 1.045 EUR {BANK}. 1.08 {COSTS}"),
        ("EUR", "92", f"One dollar bought 0.8004 to 1.045 EUR {BANK}. 92 is far from that. Is that meant?"),
    ],
)
def test_what_one_dollar_buys(code: str, rate: str, said: str) -> None:
    assert doubt_of_bought(code, Fraction(rate)) == said


@given(st.sampled_from(sorted(USUAL)), st.fractions(0, 1))
def test_no_rate_that_was_is_asked_about_and_each_is_when_it_is_turned_round(code: str, at: Fraction) -> None:
    low, high = USUAL[code]
    rate = low + (high - low) * at

    assert (doubt_of_cost(code, rate), doubt_of_bought(code, 1 / rate)) == ("", "")
    if not low <= 1 / rate <= high:
        assert "other way round" in doubt_of_cost(code, 1 / rate)
        assert "other way round" in doubt_of_bought(code, rate)


@given(st.sampled_from(sorted(USUAL)), st.fractions(Fraction(1, 10**6), 10**6))
def test_a_rate_far_from_any_that_was_is_asked_about(code: str, rate: Fraction) -> None:
    low, high = USUAL[code]

    assert doubt_of_cost(code, rate) or low / 2 <= rate <= high * 2
    assert bool(doubt_of_cost(code, rate)) is bool(doubt_of_bought(code, 1 / rate))


def test_the_table_is_of_known_currencies_with_their_ends_in_order() -> None:
    assert USUAL.keys() <= CODES
    assert [code for code, (low, high) in USUAL.items() if not 0 < low < high] == []
    assert doubts_of_rates({"GBP": Fraction(1, 2), "EUR": Fraction(1), "CHF": Fraction(9)}) == (
        doubt_of_cost("CHF", Fraction(9)),
        doubt_of_cost("GBP", Fraction(1, 2)),
    )
