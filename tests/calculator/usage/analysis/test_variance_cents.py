"""What is printed of a variance adds up to the cent, however its parts are rounded."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.usage.analysis.bill_variance import BillVariance
from calculator.usage.analysis.derived import Residual
from calculator.usage.analysis.variance import Cause, Variance, in_total, variance
from calculator.usage.analysis.variance_cents import bill_in_cents, in_cents, order_in_cents, shared
from tests.calculator.usage.analysis.test_variance import ACTUAL, ESTIMATED

KEYS = ("volume", "size", "cache", "batch", "retries", "price")
MONEY = st.fractions(min_value=-2000, max_value=2000, max_denominator=10_000)


def of(estimated: str, *parts: str) -> Variance:
    causes = tuple(Cause(key, Fraction(part)) for key, part in zip(KEYS, parts, strict=False))
    actual = Fraction(estimated) + sum((each.amount for each in causes), Fraction(0))
    return Variance(Fraction(estimated), actual, causes, causes, 1)


def whole(amount: Fraction) -> bool:
    return (amount * 100).denominator == 1


def test_the_gap_of_a_support_desk_adds_up_as_it_is_printed() -> None:
    found = in_cents(of("498.7334", "-328.3736", "-48.6736", "-32.4836", "-13.8936", "13.2424"))

    assert (found.estimated, found.actual) == (Fraction("498.73"), Fraction("88.55"))
    assert found.difference == Fraction("-410.18")
    assert sum(each.amount for each in found.causes) == found.difference
    assert [each.amount for each in found.causes] == [
        Fraction(text) for text in ("-328.38", "-48.67", "-32.48", "-13.89", "13.24")
    ]


def test_the_ends_are_those_rounded_alone_and_the_exact_parts_stay_as_they_are() -> None:
    found = variance(ESTIMATED, ACTUAL)
    cents = in_cents(found)

    assert (cents.estimated, cents.actual) == (Fraction("181.22"), Fraction("178.43"))
    assert sum(each.amount for each in found.causes) == found.actual - found.estimated
    assert [each.key for each in cents.causes] == [each.key for each in found.largest_first()]


@given(estimated=st.fractions(0, 2000, max_denominator=10_000), parts=st.lists(MONEY, min_size=1, max_size=6))
def test_whatever_the_parts_are_the_cents_add_up_and_none_is_a_cent_off(
    estimated: Fraction, parts: list[Fraction]
) -> None:
    found = of(str(estimated), *map(str, parts))
    exact = {each.key: each.amount for each in found.causes}

    for causes in (in_cents(found).causes, order_in_cents(found)):
        assert in_cents(found).estimated + sum(each.amount for each in causes) == in_cents(found).actual
        assert all(whole(each.amount) for each in causes)
        assert all(
            abs(each.amount - exact[each.key]) <= Fraction(2, 100) for each in causes if each.key != "rest"
        )


def test_what_is_unexplained_is_the_gap_between_the_sums_as_they_are_printed() -> None:
    before, at_volume, billed = (Fraction(each) for each in ("498.73", "529.204", "930.396"))

    found = in_total(before, billed, at_volume)

    gap = Fraction("930.40") - Fraction("529.20")
    amounts = {"volume": Fraction("529.20") - Fraction("498.73"), "untold": gap}
    for causes in (in_cents(found).causes, order_in_cents(found)):
        assert {each.key: each.amount for each in causes} == amounts
    assert [each.key for each in in_cents(found).causes] == ["untold", "volume"]


def test_causes_too_small_to_be_listed_are_one_where_they_come_to_a_cent() -> None:
    found = in_cents(of("100", "50", "0.004", "0.004", "0.004"))

    assert [(each.key, each.amount) for each in found.causes] == [
        ("volume", Fraction(50)),
        ("rest", Fraction("0.01")),
    ]
    assert found.causes[1].name == "Smaller causes"
    assert [each.key for each in in_cents(of("100", "50", "0.001")).causes] == ["volume"]


def bill(total: str, used: str, **apart: str) -> BillVariance:
    residuals = tuple(Residual(key, Fraction(amount), key) for key, amount in apart.items())
    return BillVariance(of(used), Fraction(total), {}, {}, residuals)


def test_the_whole_bill_adds_up_and_what_nobody_can_see_is_no_row() -> None:
    found = bill_in_cents(bill("110.013", "100.004", tax="5.004", credits="5.004", rounding="0.001"))

    assert (found.usage, found.total) == (Fraction(100), Fraction("110.01"))
    assert [reason for reason, _amount in found.apart] == ["tax", "credits"]
    assert found.usage + sum(amount for _reason, amount in found.apart) + found.unexplained == found.total
    assert found.unexplained == 0


def test_a_rounding_at_the_edge_of_a_cent_is_not_called_unexplained() -> None:
    found = bill_in_cents(bill("1.005", "1.00499999999", rounding="0.00000000001"))

    assert (found.usage, found.unexplained, found.total) == (1, 0, 1)


def test_what_is_unexplained_is_told_in_whole_cents() -> None:
    assert bill_in_cents(bill("7.5", "1.25")).unexplained == Fraction("6.25")


@pytest.mark.parametrize("amounts", [[], ["0.001", "-0.001"], ["1"], ["0.333"] * 3])
def test_amounts_of_whole_cents_add_up_to_what_is_asked(amounts: list[str]) -> None:
    exact = [Fraction(amount) for amount in amounts]
    total = Fraction(round(sum(exact, Fraction(0)) * 100), 100)

    assert sum(shared(exact, total), Fraction(0)) == total
