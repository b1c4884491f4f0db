"""What a bill holds beside tokens: searches of each model, seats, credits and requests."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.beside_tokens import (
    CALLS_FAILED,
    CALLS_OF_NO_MODEL,
    CALLS_OF_OTHERS,
    METERED,
    NO_CALLS,
    NO_CALLS_OF_ANY,
    SEARCHES_OF_NO_MODEL,
    SEARCHES_UNPRICED,
)
from calculator.usage.analysis.bill import UsageLine, usage_money
from calculator.usage.analysis.bill_variance import against_bill, vendors_bill
from calculator.usage.analysis.derived import OWN_LINE
from calculator.usage.analysis.variance import ai_usage
from calculator.usage.analysis.variance_words import what_is_compared
from tests.calculator.usage.analysis.bills import LISTED, lines_of, pair_of
from tests.calculator.usage.analysis.test_derive import derived

USAGE = "anthropic-usage-report.json"


def line(**fields: Any) -> UsageLine:
    exact = {name: Fraction(value) for name, value in fields.items() if name in {"quantity", "billed"}}
    paid = {"currency": "USD", "money_kind": "billed"} if "billed" in fields else {}
    return UsageLine(**{"month": "2026-10", **paid, **fields, **exact})


def tokens(model: str, quantity: int, **fields: Any) -> UsageLine:
    return line(model=model, kind="input", unit="token", quantity=quantity, **fields)


def searched(model: str, quantity: int, **fields: Any) -> UsageLine:
    return line(model=model, unit="search", quantity=quantity, **fields)


def test_searches_of_a_usage_file_with_several_models_are_those_of_their_steps() -> None:
    found = derived(lines_of(USAGE), Fraction(100))

    assert [(step["name"], step.get("searches")) for step in found.steps] == [
        ("claude-sonnet-4-6", "0.5"),
        ("claude-haiku-4-5-20251001", None),
    ]
    assert SEARCHES_UNPRICED.format(number="50") in found.notes
    assert "search_price" in found.missing


def test_searches_without_money_are_told_of_one_model_too() -> None:
    found = derived([tokens("m", 10), searched("m", 30)], Fraction(10))

    assert {each.name: each.value for each in found.inputs}["searches_per_unit"] == "3"
    assert "search_price" not in {each.name for each in found.inputs}


def test_searches_of_two_models_are_paid_by_how_many_each_had() -> None:
    lines = [
        tokens("a", 10, billed=2),
        tokens("b", 10, billed=1),
        searched("a", 30, billed="0.3"),
        searched("b", 10, billed="0.1"),
        searched("", 20, billed="0.2"),
    ]

    found = derived(lines, Fraction(10))

    assert [(step["name"], step["searches"], step["search_price"]) for step in found.steps] == [
        ("a", "5", "10"),
        ("b", "1", "10"),
    ]
    assert ai_usage(parse_workload(found.as_workload())) == usage_money(found.parts) == Fraction("3.6")
    assert SEARCHES_OF_NO_MODEL.format(number="20", model="a") in found.notes
    named = derived(lines[:-1], Fraction(10))
    assert [each for each in named.notes if "searches" in each] == []


def test_a_search_stays_with_its_model_when_the_cost_names_none() -> None:
    found = derived(pair_of(USAGE, "anthropic-cost-report.json"), Fraction(100))

    assert {step["name"]: step.get("searches") for step in found.steps} == {
        "claude-sonnet-4-6": "0.5",
        "claude-haiku-4-5-20251001": None,
    }


def test_searches_are_those_of_one_attempt() -> None:
    found = derived([tokens("m", 10, billed=1), searched("m", 30, billed="0.3")], attempts=Fraction("1.11"))

    estimated = ai_usage(parse_workload(found.as_workload()))
    assert abs(estimated - usage_money(found.parts)) < Fraction(1, 10**20)


def test_money_for_searches_that_nobody_counted_is_in_what_tools_cost() -> None:
    found = derived([tokens("m", 10, billed=1), line(unit="search", billed="0.5")], Fraction(10))

    assert {each.name: each.value for each in found.inputs}["tools_per_unit"] == "0.05"
    assert found.elsewhere == {"searches": "tools_per_unit"}


def test_credits_and_requests_are_no_seats_and_have_a_line_of_their_own() -> None:
    found = derived(lines_of("github-copilot-ai-usage.csv"), Fraction(100), seats=Fraction(2))

    inputs = {each.name: each.value for each in found.inputs}
    assert inputs == {
        "units_per_month": "100",
        "input_tokens": "11300",
        "output_tokens": "500",
        OWN_LINE: "0.007",
    }
    assert found.as_workload()["input_price"] == "0"
    assert found.parts["metered"] == Fraction("0.7")
    assert found.parts["seats"] == 0
    assert found.notes == (METERED.format(name="Credits and requests"),)
    assert found.missing == ("calls_per_unit",)


@pytest.mark.parametrize(("counted", "seats", "price"), [(4, "4", "19"), (None, "2", "38")])
def test_seats_are_those_that_are_paid_and_credits_stand_beside_them(
    counted: int | None, seats: str, price: str
) -> None:
    paid = line(unit="seat", quantity=counted, billed=76) if counted else line(unit="seat", billed=76)
    found = derived([paid, line(unit="credit", model="m", quantity=9, billed=5)], seats=Fraction(2))

    inputs = {each.name: each.value for each in found.inputs}
    assert (inputs["seats"], inputs["seat_monthly"]) == (seats, price)
    assert inputs[OWN_LINE] == "0.005"


def test_prices_far_off_the_list_are_told() -> None:
    found = derived([tokens("gpt-4.1", 10**6, billed=825)], Fraction(10))

    assert [(each.paid, each.listed) for each in found.odd_prices] == [(825, LISTED["gpt-4.1"]["input"])]
    assert found.odd_prices[0].in_words() in found.notes


def test_requests_without_tokens_make_a_workload_of_what_they_cost() -> None:
    found = derived([line(unit="request", model="GPT", quantity=5, billed="0.2")], Fraction(10))

    workload = parse_workload(found.as_workload())
    assert (workload.input_tokens, workload.input_price, workload.tools_per_unit) == (0, 0, None)
    [own] = workload.other_lines
    assert (own.name, own.per_unit, own.visible) == ("Credits and requests", Decimal("0.02"), True)


def test_a_step_without_output_has_no_price_to_enter() -> None:
    out = line(model="a", kind="output", unit="token", quantity=5, billed=3)
    found = derived([tokens("a", 10, billed=2), out, tokens("embedding", 10, billed=1)], Fraction(10))

    assert [step["output_price"] for step in found.steps] == ["600000", "0"]
    assert ai_usage(parse_workload(found.as_workload())) == 6


def test_hours_alone_are_capacity_and_beside_tokens_infrastructure() -> None:
    hours = [
        line(unit="hour", quantity=500, billed=1000, place=7),
        line(unit="hour", quantity=230, billed=460, place=3),
        line(unit="hour", quantity=9, place=5),
    ]

    alone = derived(hours, Fraction(10))
    beside = derived([tokens("m", 10, billed=2), *hours], Fraction(10))

    found = {each.name: (each.value, each.places) for each in alone.inputs}
    assert {name: found[name] for name in found if name.startswith("capacity")} == {
        "capacity_instances": ("1", (3, 7)),
        "capacity_hourly": ("2", (3, 7)),
        "capacity_hours": ("730", (3, 7)),
    }
    assert "infrastructure_monthly" not in found
    found = {each.name: (each.value, each.places) for each in beside.inputs}
    assert found["infrastructure_monthly"] == ("1460", (3, 7))
    assert beside.elsewhere["hours"] == "infrastructure_monthly"
    assert not {name for name in found if name.startswith("capacity")}


def test_hours_that_cost_less_than_a_dollar_are_there_and_those_for_nothing_are_not() -> None:
    def names(billed: str) -> set[str]:
        found = derived([line(unit="hour", quantity=5, billed=billed)], Fraction(10))
        return {each.name for each in found.inputs if each.name.startswith("capacity")}

    assert names("0.5") == {"capacity_instances", "capacity_hourly", "capacity_hours"}
    assert names("0") == set()


def test_what_is_paid_by_the_piece_is_added_up_with_every_line_behind_it() -> None:
    lines = [
        tokens("m", 10, billed=2),
        line(unit="search", billed="0.5", place=8),
        line(model="m", unit="request", billed="1.5", place=6),
    ]

    found = {each.name: (each.value, each.places) for each in derived(lines, Fraction(10)).inputs}

    assert (found["tools_per_unit"], found[OWN_LINE]) == (("0.05", (8,)), ("0.15", (6,)))


def test_credits_are_visible_are_compared_and_leave_nothing_over() -> None:
    found = derived(lines_of("github-copilot-ai-usage.csv"), Fraction(2))

    workload = parse_workload(found.as_workload())
    against = against_bill(workload, workload, found)

    assert estimate(workload).visible_share == 1
    assert vendors_bill(workload) == usage_money(found.parts) == Fraction("0.7")
    assert found.with_own_line().residuals(Fraction("0.7")) == []
    assert (against.variance.estimated, against.variance.actual, against.not_compared) == (
        Fraction("0.7"),
        Fraction("0.7"),
        (),
    )
    assert what_is_compared(against) == (
        "tokens, retries, seats, reserved or self-hosted capacity and Credits and requests"
    )


NOBODYS = line(unit="request", kind="other", calls=7, quantity=7)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([tokens("a", 5)], [NO_CALLS]),
        ([tokens("a", 5), tokens("b", 5)], [NO_CALLS_OF_ANY]),
        ([tokens("a", 5), tokens("b", 5), NOBODYS], [CALLS_OF_NO_MODEL]),
        ([tokens("a", 5, calls=3), tokens("b", 5)], [CALLS_OF_OTHERS.format(model="b")]),
        ([tokens("a", 5, calls=3, failed=3), tokens("b", 5, calls=1)], [CALLS_FAILED.format(model="a")]),
        ([tokens("a", 5, calls=3, failed=3)], [CALLS_FAILED.format(model="a")]),
        ([tokens("a", 5, calls=3)], []),
    ],
)
def test_one_thing_is_said_of_calls_that_are_assumed(lines: list[UsageLine], said: list[str]) -> None:
    found = derived(lines)

    assert [note for note in found.notes if " call" in note and "taken" in note] == said
    assert bool(found.assumed or "calls_per_unit" in found.missing) == bool(said)
