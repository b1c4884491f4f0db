"""A price is measured of the calls that have one: what has none is neither free nor a price of its own."""

import csv
import io
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.bill import Choice, usage_lines, usage_money
from calculator.usage.analysis.checks import price_checks
from calculator.usage.analysis.derive import derive
from calculator.usage.analysis.priced_calls import has_both, lack_money, of_priced_calls, prices_of_kinds
from tests.calculator.usage.analysis.bills import GPT, LISTED
from tests.calculator.usage.analysis.test_model_use import line
from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import SAMPLES

COSTS = {
    "langfuse-observations.jsonl": "total_cost",
    "litellm-spend-logs.jsonl": "spend",
    "litellm-daily.csv": "spend",
    "helicone-requests.jsonl": "costUSD",
    "cursor-usage-events.csv": "Cost",
    "deepseek-amount.csv": "price",
}
ONE_MODEL = {"auto": "claude-sonnet-4-6", "claude-4.6-sonnet": "claude-sonnet-4-6"}
"""A plan's calls and those beyond it are of one model."""


def rows_of(name: str) -> list[dict[str, Any]]:
    text = (SAMPLES / name).read_text()
    if name.endswith(".jsonl"):
        return [json.loads(each) for each in text.splitlines()]
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text)))
    return [{**row, "Model": ONE_MODEL[row["Model"]]} if "Automation ID" in row else row for row in rows]


def written(name: str, rows: list[dict[str, Any]]) -> str:
    if name.endswith(".jsonl"):
        return "\n".join(map(json.dumps, rows))
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def prices_in(answer: Mapping[str, Any]) -> dict[str, str]:
    """What a million tokens of each kind cost, model by model, as a file measures it."""
    found = derive(usage_lines(answer["lines"]), Choice("2026-10"), Fraction(10), prices=LISTED)
    workload = found.as_workload()
    steps = workload.get("steps") or [{"name": "", **workload}]
    return {
        f"{step['name']} {name}": text for step in steps for name, text in step.items() if "_price" in name
    }


@pytest.mark.parametrize("name", COSTS)
def test_a_call_without_a_price_moves_no_price(name: str, read: Read) -> None:
    rows, column = rows_of(name), COSTS[name]
    blank = "Included" if name.startswith("cursor") else "" if name.endswith("csv") else None
    paid = [at for at, row in enumerate(rows) if row.get(column) not in {None, "", "Included", "Free", 0}]
    more = [{**row} for row in rows]
    for at in paid:
        again = {**rows[at], column: blank}
        key = next((each for each in ("id", "request_id") if each in again), "")
        more.append({**again, key: f"again-{at}"} if key else again)

    assert paid
    measured = prices_in(read(written(name, more), name))
    assert measured == prices_in(read(written(name, rows), name))
    assert any(Fraction(each) for each in measured.values())


def test_what_calls_without_a_price_would_cost_is_named_and_is_no_change_of_a_price(read: Read) -> None:
    rows = rows_of("langfuse-observations.jsonl")
    rows[1].pop("total_cost")
    lines = usage_lines(read(written("a.jsonl", rows), "a.jsonl")["lines"])

    found = derive(lines, Choice("2026-10"), Fraction(2), prices=LISTED)

    prices = {each.name: each.value for each in found.inputs if each.name.endswith("_price")}
    assert prices == {"input_price": "2", "output_price": "8", "cache_read_price": "0.5"}
    assert found.unpriced == ("gpt-4.1",)
    at_list = Fraction("0.0067") + usage_money(found.parts)
    (left,) = found.residuals(at_list)
    assert (left.key, left.amount) == ("no_money", Fraction("-0.0067"))


def test_money_is_checked_against_what_the_priced_calls_come_to_at_list_prices() -> None:
    lines = [
        line("input", None, 3, unpriced=Fraction(2_000_000)),
        line("output", None, 1),
        line("other", 10, None),
    ]

    (check,) = price_checks(lines, {"m": GPT})

    assert (check.expected, check.found) == (10, 10)


def test_lines_that_all_have_a_price_or_have_none_are_left_as_they_are() -> None:
    paid = [line("input", 3), line("output", 15)]
    none = [
        line("input", None, 1, unpriced=Fraction(10**6)),
        line("output", None, 1, unpriced=Fraction(10**6)),
    ]

    assert [of_priced_calls(each) is each for each in (paid, none)] == [True, True]
    assert (has_both(paid), lack_money(paid), has_both(none), lack_money(none)) == (False, False, False, True)


def test_calls_of_what_has_no_price_are_no_calls_of_what_has_one() -> None:
    lines = [
        line("input", None, 2, unpriced=Fraction(10**6)),
        line("output", None, 1, unpriced=Fraction(10**6)),
        line("other", 2, 1, unit="request", calls=1),
        line("other", None, 5, unit="request", calls=5),
    ]

    assert [(each.kind, each.quantity, each.calls) for each in of_priced_calls(lines)] == [
        ("input", 10**6, None),
        ("other", 10**6, 1),
    ]
    assert lack_money(lines)


def test_a_price_of_a_kind_is_what_it_cost_by_how_much_there_was() -> None:
    lines = [line("input", 6, 2), line("cache_read", None, 1), line("output", 15)]

    each = {kind: amount * 10**6 for kind, amount in prices_of_kinds(lines, inside=False).items()}
    inside = {kind: amount * 10**6 for kind, amount in prices_of_kinds(lines, inside=True).items()}

    assert each == {"input": 3, "cache_read": 0, "output": 15}
    assert inside == {"input": 2, "cache_read": 2, "output": 15}
