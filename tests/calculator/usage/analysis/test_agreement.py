"""What a usage and a cost export both name, compared before they are put together."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.agreement import Doubt, agreement
from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.odd_prices import Gap
from tests.calculator.usage.analysis.bills import CLAUDE, lines_of

MODEL = "claude-sonnet-4-6"


def used(quantity: Fraction | int = 1_000_000, **fields: Any) -> UsageLine:
    basic = {"month": "2026-10", "model": MODEL, "kind": "input", "unit": "token"}
    return UsageLine(**{**basic, "quantity": Fraction(quantity), **fields})


def paid(money: str = "3", **fields: Any) -> UsageLine:
    basic = {"month": "2026-10", "model": MODEL, "kind": "input", "unit": "token"}
    return UsageLine(
        **{**basic, "billed": Fraction(money), "currency": "USD", "money_kind": "billed", **fields}
    )


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        ("openai-dashboard-usage.csv", "openai-dashboard-cost.csv"),
        ("anthropic-usage-report.json", "anthropic-cost-report.json"),
    ],
)
def test_samples_of_one_month_agree(usage: str, cost: str) -> None:
    assert agreement(lines_of(usage, by=None), lines_of(cost, by=None))


@pytest.mark.parametrize("key", ["account", "project", "workspace"])
def test_owners_that_both_name_have_to_be_the_same(key: str) -> None:
    found = agreement([used(slice={key: "one"})], [paid(slice={key: "two"})])

    assert found.doubts == (Doubt(key, ("one",), ("two",)),)
    assert agreement([used(slice={key: "one"})], [paid(slice={key: "one"})])
    assert agreement([used(slice={key: "one"})], [paid()])


def test_the_id_of_a_project_says_nothing_of_its_name() -> None:
    assert agreement([used(slice={"project": "proj_1"})], [paid(slice={"project": "Support"})])
    assert not agreement([used(slice={"project": "proj_1"})], [paid(slice={"project": "proj_2"})])


@pytest.mark.parametrize(
    ("name", "agrees"),
    [
        (MODEL, True),
        ("Claude Sonnet 4.6", True),
        ("anthropic/claude-sonnet-4-6-20260101-v1:0", True),
        ("NovaPro", False),
        ("claude-haiku-4-6", False),
    ],
)
def test_models_have_to_be_the_same_however_they_are_written(name: str, agrees: bool) -> None:
    found = agreement([used()], [paid(model=name)])

    assert found.doubts == (() if agrees else (Doubt("models", (MODEL,), (name,)),))


def test_a_model_with_less_than_a_hundredth_of_the_money_is_no_doubt() -> None:
    assert agreement([used()], [paid("99.5"), paid("0.5", model="other")])
    assert not agreement([used()], [paid("98.5"), paid("1.5", model="other")])


def test_tokens_that_both_count_have_to_be_the_same_by_a_tenth() -> None:
    assert agreement([used(1_090_000)], [paid(quantity=Fraction(1_000_000))])

    found = agreement([used(19_000)], [paid(quantity=Fraction(1_000_000))])

    assert found.doubts == (Doubt("tokens", ("19000",), ("1000000",), MODEL),)


def test_kinds_that_the_cost_does_not_count_are_not_compared() -> None:
    usage = [used(), used(9_000_000, kind="cache_read")]

    assert agreement(usage, [paid(quantity=Fraction(1_000_000))])


@pytest.mark.parametrize(
    ("last", "agrees"), [("2026-10-31", True), ("2026-10-30", True), ("2026-10-29", False)]
)
def test_days_have_to_be_the_same_but_for_one_of_another_zone(last: str, agrees: bool) -> None:
    whole = date(2026, 10, 1), date(2026, 11, 3)
    found = agreement([used()], [paid()], ([(whole[0], date.fromisoformat(last))], [whole]))

    said = Doubt("period", ("2026-10-01", last), ("2026-10-01", "2026-10-31"))
    assert found.doubts == (() if agrees else (said,))


def test_of_a_few_days_each_has_to_be_in_both() -> None:
    one, two = date(2026, 10, 1), date(2026, 10, 2)

    assert not agreement([used()], [paid()], ([(one, one)], [(one, two)]))
    assert agreement([used()], [paid()], ([(one, two)], [(one, two)]))


def test_months_that_one_export_alone_has_are_not_compared() -> None:
    other = used(model="old", month="2026-09", slice={"account": "other"})

    assert agreement([used(slice={"account": "a"}), other], [paid(slice={"account": "a"})])


def test_prices_more_than_ten_times_off_the_list_are_a_doubt() -> None:
    odd = agreement([used()], [paid("825")], prices={MODEL: CLAUDE}).odd_prices

    assert [(each.kind, each.paid, each.listed) for each in odd] == [("input", 825, 3)]
    assert agreement([used()], [paid("30")], prices={MODEL: CLAUDE})
    assert not agreement([used()], [paid("0.29")], prices={MODEL: CLAUDE})


def test_a_doubt_is_told_with_both_sides() -> None:
    assert Doubt("account", ("1",), ("2", "3")).in_words() == (
        "The usage and the cost do not agree. Account: 1 in the usage, 2, 3 in the cost."
    )
    assert Doubt("tokens", ("1",), ("2",), "m").name == "Tokens of m"


@pytest.mark.parametrize(
    ("used_days", "paid_days", "times"),
    [
        ((1, 30), (1, 31), "31/30"),
        ((1, 31), (2, 31), "30/31"),
        ((1, 30), (2, 31), "1"),
        ((1, 31), (1, 31), ""),
    ],
)
def test_a_day_in_one_of_both_alone_is_told_with_what_it_does_to_prices(
    used_days: tuple[int, int], paid_days: tuple[int, int], times: str
) -> None:
    days = [[(date(2026, 10, first), date(2026, 10, last))] for first, last in (used_days, paid_days)]
    found = agreement([used()], [paid()], (days[0], days[1]))

    assert found
    assert [each.times for each in found.gaps] == ([Fraction(times)] if times else [])


@pytest.mark.parametrize(("quantity", "times"), [(1_050_000, "20/21"), (950_000, "20/19"), (1_000_500, "")])
def test_tokens_that_one_of_both_counts_more_of_are_told_by_model(quantity: int, times: str) -> None:
    days = [(date(2026, 10, 1), date(2026, 10, 30))], [(date(2026, 10, 1), date(2026, 10, 31))]
    found = agreement([used(quantity)], [paid(quantity=Fraction(1_000_000))], days)

    of_days, *of_tokens = found.gaps
    assert found
    assert of_days.times is None
    assert [(each.model, each.times) for each in of_tokens] == ([(MODEL, Fraction(times))] if times else [])


def test_months_have_their_own_gaps() -> None:
    usage, cost = (
        [line(quantity=Fraction(1_000_000)), line(quantity=Fraction(amount), month="2026-09")]
        for line, amount in ((used, 1_000_000), (paid, 1_040_000))
    )

    assert agreement(usage, cost).gaps == (
        Gap("2026-09", ("1000000",), ("1040000",), Fraction(104, 100), MODEL),
    )
