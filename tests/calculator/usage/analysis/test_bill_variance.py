"""From an estimate to all that a bill comes to: causes, what stands apart, and what nobody can explain."""

from fractions import Fraction

import pytest

from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import Choice, UsageLine
from calculator.usage.analysis.bill_variance import (
    against_bill,
    against_workload,
    sold_in,
    sold_on,
)
from calculator.usage.analysis.derive import derive
from calculator.usage.analysis.variance import Sold, ai_usage
from calculator.usage.analysis.variance_words import not_compared, what_is_compared
from tests.calculator.usage.analysis.bills import lines_of
from tests.calculator.usage.analysis.test_variance import ACTUAL, ESTIMATED

CHOICE = Choice("2026-10")
STEP = {"input_tokens": "1000", "output_tokens": "500", "input_price": "2", "output_price": "8"}


def billed(amount: str, **fields: object) -> UsageLine:
    return UsageLine(month="2026-10", billed=Fraction(amount), currency="USD", **fields)  # type: ignore[arg-type]


def test_an_estimate_its_causes_what_is_apart_and_the_unexplained_are_the_bill() -> None:
    lines = lines_of("focus-1.0-aws-bedrock.csv")
    derived = derive(lines, CHOICE, Fraction(1000))
    actual = parse_workload(derived.as_workload())

    found = against_bill(ESTIMATED, actual, derived, Fraction(120))

    causes = sum(cause.amount for cause in found.variance.causes)
    apart = sum(each.amount for each in found.apart)
    assert found.total == 120
    assert ai_usage(ESTIMATED) + causes + apart + found.unexplained == 120
    assert {each.key: each.amount for each in found.apart if each.key != "rounding"} == {
        "credits": -10,
        "tax": Fraction("21.5"),
    }
    assert found.unexplained == Fraction("5.7")


def test_seats_and_capacity_of_which_a_bill_says_nothing_are_compared_with_nothing() -> None:
    derived = derive(lines_of("focus-1.0-aws-bedrock.csv"), CHOICE, Fraction(1000))
    actual = parse_workload(derived.as_workload())
    beside = {
        "seats": "5",
        "seat_monthly": "30",
        "capacity_instances": "2",
        "capacity_hourly": "2",
        "capacity_hours": "730",
        "other_lines": [{"name": "Legal check", "monthly": "40", "per_unit": "0"}],
    }
    more = parse_workload({**ESTIMATED.as_json(), **beside})

    found = against_bill(more, actual, derived)

    assert found.variance == against_bill(ESTIMATED, actual, derived).variance
    assert list(found.compared) == ["tokens", "retries"]
    assert list(found.not_compared) == [
        ("Seats", Fraction(150)),
        ("Reserved or self-hosted capacity", Fraction(2920)),
        ("Legal check", Fraction(40)),
    ]
    [said] = not_compared(found)
    assert said == (
        "$3,110.00 of the estimate is in lines that this bill does not tell, and is not compared: Seats, "
        "Reserved or self-hosted capacity and Legal check."
    )
    assert what_is_compared(found) == "tokens and retries"


def test_seats_that_a_bill_holds_are_compared() -> None:
    derived = derive(lines_of("focus-1.0-aws-bedrock.csv"), CHOICE, Fraction(1000))
    seats = {"seats": "5", "seat_monthly": "30"}
    actual = parse_workload({**derived.as_workload(), **seats, "seats": "4"})

    found = against_bill(parse_workload({**ESTIMATED.as_json(), **seats}), actual, derived)

    assert {each.key: each.amount for each in found.variance.causes}["seats"] == -30
    assert [*found.not_compared, *not_compared(found)] == []


def test_without_an_invoice_a_bill_leaves_nothing_unexplained() -> None:
    for name in ("focus-1.0-aws-bedrock.csv", "aws-cur2-bedrock.csv"):
        derived = derive(lines_of(name), CHOICE, Fraction(7))

        found = against_bill(ESTIMATED, parse_workload(derived.as_workload()), derived)

        assert (found.unexplained, found.total) == (0, sum(derived.parts.values()))


def test_an_input_that_falls_short_of_the_bill_is_unexplained_and_no_rounding() -> None:
    derived = derive(lines_of("focus-1.0-aws-bedrock.csv"), CHOICE, Fraction(1000))
    short = parse_workload({**derived.as_workload(), "output_price": "3"})

    found = against_bill(ESTIMATED, short, derived)

    assert found.unexplained == pytest.approx(Fraction("102.8") - ai_usage(short))
    assert "rounding" not in {each.key for each in found.apart}


def test_a_workload_against_a_workload_has_nothing_apart() -> None:
    found = against_workload(ESTIMATED, ACTUAL)

    assert (found.total, found.apart, found.unexplained) == (ai_usage(ACTUAL), (), 0)
    assert against_workload(ESTIMATED, ACTUAL, Fraction(200)).unexplained == 200 - ai_usage(ACTUAL)
    assert [change.name for change in found.changes["retries"]] == ["retry_rate"]


@pytest.mark.parametrize("visible", [True, False])
def test_lines_of_ones_own_are_named_on_both_sides_of_two_workloads(visible: bool) -> None:
    def own(each: str) -> Workload:
        lines = [{"name": "V", "per_unit": each, "visible": visible}, {"name": "None", "per_unit": "0"}]
        tokens = {} if visible else {**STEP, "input_tokens": "0", "output_tokens": "0"}
        return parse_workload({"units_per_month": "2000", **tokens, "other_lines": lines})

    found = against_workload(own("0.1"), own("0.2"))

    assert (found.variance.estimated, found.variance.actual) == (0, 0)
    assert (found.not_compared, found.beside_actual) == ((("V", 200),), (("V", 400),))
    assert not_compared(found) == (
        "$200.00 of the estimate is in lines of one's own, and is not compared: V.",
        "$400.00 of what it is set against is in lines of one's own, and is not compared: V.",
    )
    assert not_compared(against_workload(ESTIMATED, ACTUAL)) == ()


def test_a_line_of_ones_own_on_one_side_alone_is_named_there() -> None:
    own = parse_workload(
        {**ACTUAL.as_json(), "other_lines": [{"name": "Legal check", "monthly": "40", "per_unit": "0"}]}
    )

    found = against_workload(ESTIMATED, own)

    assert (found.not_compared, found.beside_actual) == ((), (("Legal check", 40),))
    assert found.variance == against_workload(ESTIMATED, ACTUAL).variance


def test_the_tokens_of_a_workload_are_sold_by_step_with_their_retries() -> None:
    steps = parse_workload(
        {
            "units_per_month": "100",
            "retry_rate": "0.5",
            "max_retries": "1",
            "steps": [{**STEP, "name": "Search", "calls": "2"}, {**STEP, "calls": "1", "input_price": "4"}],
        }
    )

    found = sold_in(steps)

    assert {name: each.quantity for name, each in found.items()} == {"Search": 450_000, "2": 225_000}
    assert sum(each.quantity * each.price for each in found.values()) == ai_usage(steps)


def test_a_workload_without_steps_sells_one_thing() -> None:
    found = sold_in(ESTIMATED)

    assert list(found) == [""]
    assert found[""].quantity * found[""].price == ai_usage(ESTIMATED)


def test_the_tokens_of_a_bill_are_sold_by_model() -> None:
    lines = [
        billed("2", model="a", kind="input", unit="token", quantity=Fraction(100)),
        billed("3", model="a", kind="output", unit="token", quantity=Fraction(150)),
        billed("9", kind="tax", money_kind="tax"),
        billed("1", model="b", kind="input", unit="token", quantity=Fraction(10)),
    ]

    assert sold_on(lines) == {
        "a": Sold(Fraction(250), Fraction(1, 50)),
        "b": Sold(Fraction(10), Fraction(1, 10)),
    }


def test_what_has_no_tokens_is_not_sold_by_the_token() -> None:
    assert sold_in(parse_workload({"units_per_month": "5", "seats": "2", "seat_monthly": "30"})) == {}


def test_a_price_of_what_a_bill_has_none_of_is_the_estimates_and_no_cause() -> None:
    tokens = {"input_tokens": "5000", "output_tokens": "500", "input_price": "3", "output_price": "15"}
    above = {
        "long_context_threshold": "9000",
        "long_context_input_price": "6",
        "long_context_output_price": "20",
    }
    of_a_step = {"cache_write_share": "0.5", "cache_write_price": "3.75"}
    lines = (
        billed("3", kind="input", unit="token", quantity=Fraction(1_000_000)),
        billed("1.5", kind="output", unit="token", quantity=Fraction(100_000)),
    )
    derived = derive(lines, CHOICE, Fraction(200))
    actual = parse_workload(derived.as_workload())
    steps = [{"name": "one", **tokens}]
    in_steps = parse_workload({"units_per_month": "200", "steps": steps})
    for beside, measured, cause, amount in (
        ({"cache_write_share": "0.5", "cache_write_price": "3.75"}, actual, "cache", "-0.375"),
        ({"cache_write_1h_share": "0.5", "cache_write_1h_price": "6"}, actual, "cache", "-1.5"),
        ({"batch_share": "0.5", "batch_factor": "0.4"}, actual, "batch", "1.35"),
        ({"input_tokens": "10000", **above}, actual, "size", "-9.5"),
        ({"steps": [{**steps[0], **of_a_step}]}, in_steps, "cache", "-0.375"),
    ):
        rest = {} if "steps" in beside else tokens
        estimate = parse_workload({"units_per_month": "200", **rest, **beside})

        found = against_bill(estimate, measured, derived)

        assert [(each.key, each.amount) for each in found.variance.causes] == [(cause, Fraction(amount))]
        assert found.variance.actual == Fraction("4.5")
        assert "price" not in {at for at, changed in found.changes.items() if changed}


def test_a_price_kept_from_an_estimate_below_list_is_what_is_paid_of_it() -> None:
    tokens = {"input_tokens": "5000", "output_tokens": "500", "input_price": "3", "output_price": "15"}
    cached = {"cache_write_share": "0.5", "cache_write_price": "3.75", "price_factor": "0.8"}
    lines = (
        billed("2.4", kind="input", unit="token", quantity=Fraction(1_000_000)),
        billed("1.2", kind="output", unit="token", quantity=Fraction(100_000)),
    )
    derived = derive(lines, CHOICE, Fraction(200))

    found = against_bill(
        parse_workload({"units_per_month": "200", **tokens, **cached}),
        parse_workload(derived.as_workload()),
        derived,
    )

    amounts = {each.key: each.amount for each in found.variance.causes}
    assert amounts == {"cache": Fraction("-0.3"), "price": 0}
    assert {each.name for each in found.changes["price"]} == {"input_price", "output_price", "price_factor"}


@pytest.mark.parametrize("price", ["2", "3", "4"])
def test_a_price_that_is_paid_is_the_bills_however_near_the_estimates_is(price: str) -> None:
    tokens = {"units_per_month": "200", "input_tokens": "5000", "output_tokens": "0", "output_price": "0"}
    line = billed("3", kind="input", unit="token", quantity=Fraction(1_000_000))
    derived = derive((line,), CHOICE, Fraction(200))
    estimate = parse_workload({**tokens, "input_price": price})

    found = against_bill(estimate, parse_workload(derived.as_workload()), derived)

    assert (found.variance.actual, found.variance.difference) == (3, 3 - Fraction(price))
