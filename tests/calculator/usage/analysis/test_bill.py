"""What a bill is made up of, in one currency, with nothing left out."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.bill import (
    Choice,
    NoRateError,
    UsageLine,
    chosen,
    in_dollars,
    parts_of,
    total,
    unexplained,
    usage_lines,
    usage_money,
)
from tests.calculator.usage.analysis.bills import lines_of


def line(**fields: Any) -> UsageLine:
    return UsageLine(**{"month": "2026-10", "currency": "USD", "money_kind": "billed", **fields})


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"kind": "input", "unit": "token"}, "tokens"),
        ({"unit": "request", "calls": 3}, "tokens"),
        ({"unit": "search"}, "searches"),
        ({"unit": "hour"}, "hours"),
        ({"unit": "seat"}, "seats"),
        ({"unit": "credit"}, "metered"),
        ({"unit": "request", "model": "m"}, "metered"),
        ({"unit": "other"}, "other_ai"),
        ({"unit": "request"}, "other_ai"),
        ({"money_kind": "tax"}, "tax"),
        ({"money_kind": "credit"}, "credits"),
        ({"money_kind": "other"}, "fees"),
    ],
)
def test_each_line_is_one_part_of_a_bill(fields: dict[str, Any], part: str) -> None:
    parts = parts_of([line(billed=Fraction(3), **fields)])

    assert {name for name, amount in parts.items() if amount} == {part}


def test_the_bill_of_the_example_is_explained_to_the_last_digit() -> None:
    tokens = Fraction("178.430818359375")
    parts = parts_of(
        [
            line(kind="input", unit="token", billed=tokens),
            line(unit="search", billed=Fraction(40)),
            line(money_kind="credit", billed=Fraction(-30)),
            line(money_kind="tax", billed=Fraction(50)),
        ]
    )

    invoice = Fraction("238.430818359375")
    assert unexplained(parts, invoice) == 0
    assert usage_money(parts) == Fraction("218.430818359375")
    assert unexplained(parts, invoice + 1) == 1


@pytest.mark.parametrize(
    "name", ["focus-1.0-aws-bedrock.csv", "gcp-billing-export.jsonl", "github-copilot-ai-usage.csv"]
)
def test_parts_of_a_sample_are_all_of_its_money(name: str) -> None:
    lines = lines_of(name)

    assert sum(parts_of(lines).values()) == total(lines) != 0


def test_lines_are_chosen_by_month_words_and_model() -> None:
    lines = [
        line(model="a", slice={"app": "x"}),
        line(model="b", slice={"app": "y"}),
        line(month="2026-09", model="a"),
    ]

    assert chosen(lines, Choice("2026-10")) == lines[:2]
    assert chosen(lines, Choice("2026-10", {"app": "y"})) == [lines[1]]
    assert chosen(lines, Choice("2026-10", models=["a"])) == [lines[0]]


@pytest.mark.parametrize("choice", [Choice("2026-10", models=["a"]), Choice("2026-10", {"app": "x"})])
def test_what_does_not_say_which_part_it_belongs_to_is_in_none(choice: Choice) -> None:
    tax, other = line(money_kind="tax", model=""), line(model="b", slice={"app": "y"})

    assert chosen([tax, other], choice) == []
    assert [each for each in (tax, other, line(month="2026-09")) if choice.leaves_out(each)] == [tax]


def test_the_vendors_own_dollars_go_before_a_rate() -> None:
    euros = line(currency="EUR", billed=Fraction(9), on_list=Fraction(18), dollars=Fraction(10))

    [found] = in_dollars([euros], {"EUR": Fraction(2)})
    assert (found.billed, found.on_list, found.currency) == (10, 20, "USD")
    [found] = in_dollars([line(currency="EUR", billed=Fraction(9))], {"EUR": Fraction(2)})
    assert found.billed == 18
    with pytest.raises(NoRateError):
        list(in_dollars([line(currency="GBP", billed=Fraction(9))], {"EUR": Fraction(2)}))


def test_a_listed_name_goes_before_the_one_that_was_read() -> None:
    [found] = usage_lines(
        [{"month": "2026-10", "model": "gpt-4.1", "model_raw": "gpt-4.1-2025", "quantity": "1.5"}]
    )

    assert (found.model, found.quantity, found.billed, found.calls) == ("gpt-4.1", Fraction(3, 2), None, None)
