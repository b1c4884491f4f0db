"""Each family of exports with several months, several currencies, rows that stand twice, and corrections.

How a table is saved, empty and of one row is in `test_variants.py`.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import EXPECTED, SAMPLES

MONTH: Final = 30 * 24 * 3600
WITH_IDS: Final = {
    "bedrock-invocation-log.json.gz",
    "helicone-requests.jsonl",
    "langfuse-observations.jsonl",
    "litellm-spend-logs.jsonl",
    "openrouter-activity.csv",
    "otel-genai-traces.jsonl",
}
"""Exports that name each call, so that one that stands there twice is known."""
IN_A_CURRENCY: Final = (
    "anthropic-cost-report.json",
    "aws-cur2-bedrock.csv",
    "focus-1.0-aws-bedrock.csv",
    "focus-1.3-saas-eur.csv",
    "gcp-billing-export.jsonl",
    "openai-dashboard-cost.csv",
)
"""Exports that name the currency of their money; Azure's name two, one a conversion of the other."""
AMOUNTS: Final = {
    "anthropic-console-cost.csv": r"cost_usd|list_price_usd",
    "aws-cur2-bedrock.csv": r"line_item_unblended_cost|line_item_usage_amount|pricing_public_on_demand_cost",
    "azure-cost-details-mca.csv": r"costIn\w+|quantity",
    "focus-1.0-aws-bedrock.csv": r"\w+Cost|\w+Quantity",
    "focus-1.3-saas-eur.csv": r"\w+Cost|\w+Quantity",
    "github-copilot-ai-usage.csv": r"\w+_amount|\w*quantity|input|output|cache_\w+",
    "openai-dashboard-cost.csv": r"amount_value|quantity",
}
"""Columns that a correction writes with a minus."""


def text_of(name: str) -> str:
    content = (SAMPLES / name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8-sig")


def together(name: str, one: str, more: str) -> str:
    """Two files of one export as one: a table keeps its first header, pages stand in a list."""
    if name.endswith(".csv"):
        return one.rstrip("\n") + "\n" + more.partition("\n")[2]
    if name.endswith(".json"):
        return json.dumps([json.loads(one), json.loads(more)])
    return one.rstrip("\n") + "\n" + more


def a_month_earlier(text: str) -> str:
    """The same rows in September: dates as ISO text, as month/day/year, as a word, and since 1970."""
    text = (
        text.replace("2026-10-31", "2026-10-30").replace("2026-10-", "2026-09-").replace("202610", "202609")
    )
    text = re.sub(r"\b10/(\d\d)/2026", r"09/\1/2026", text)
    return re.sub(r"\b(17\d{8})(0{9})?\b", lambda found: f"{int(found[1]) - MONTH}{found[2] or ''}", text)


def of_other_calls(text: str) -> str:
    """The same rows with ids of their own."""
    text = re.sub(r"\bgen-", "other-", text)
    text = re.sub(r'"(id|request_?[iI]d)": "', r'"\1": "other-', text)
    return re.sub(r'"(spanId|parentSpanId)": "', r'"\1": "ff', text)


def corrected(name: str, text: str) -> str:
    """The same rows with a minus before each amount."""
    titles, *rows = csv.reader(io.StringIO(text, newline=""))
    turned = {at for at, title in enumerate(titles) if re.fullmatch(AMOUNTS[name], title)}
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\n").writerows(
        [titles, *([_turned(cell) if at in turned else cell for at, cell in enumerate(row)] for row in rows)]
    )
    return held.getvalue()


def _turned(cell: str) -> str:
    return cell if cell in {"", "NULL"} else str(-Decimal(cell))


def lines_in(found: dict[str, Any], month: str) -> list[dict[str, Any]]:
    return [{**each, "month": ""} for each in found["lines"] if each["month"] == month]


def sums(found: dict[str, Any], times: int = 1) -> dict[str, Any]:
    """Tokens and money of a file, so many times."""
    money = {
        (kind, currency): times * Decimal(amount)
        for kind, amounts in found["money"].items()
        for currency, amount in amounts.items()
    }
    return money | {kind: times * Decimal(each or 0) for kind, each in found["tokens"].items()}


@pytest.mark.parametrize("name", EXPECTED)
def test_months_of_one_file_stand_apart(read: Read, name: str) -> None:
    text = text_of(name)
    alone = read(text)

    found = read(together(name, text, of_other_calls(a_month_earlier(text))))

    assert found["months"] == ["2026-09", "2026-10"]
    assert lines_in(found, "2026-10") == lines_in(found, "2026-09") == lines_in(alone, "2026-10")
    assert "2 months in one file: choose one for a scenario" in found["notes"]


@pytest.mark.parametrize("name", IN_A_CURRENCY)
def test_currencies_of_one_file_stand_apart(read: Read, name: str) -> None:
    text = text_of(name)
    exchange: Callable[[str], str] = lambda each: re.sub(r"\b(USD|EUR|usd)\b", "GBP", each)  # noqa: E731
    alone = read(text)

    found = read(together(name, text, exchange(text)))

    for kind, amounts in alone["money"].items():
        [(currency, amount)] = amounts.items()
        assert found["money"][kind] == {"GBP": amount, currency: amount}
    assert [each for each in found["notes"] if each.startswith("2 currencies in one file")]


@pytest.mark.parametrize("name", EXPECTED)
def test_rows_that_stand_twice_are_known_by_their_ids_and_else_added(read: Read, name: str) -> None:
    text = text_of(name)
    alone = read(text)

    found = read(together(name, text, text))

    assert found["rows"]["read"] == 2 * alone["rows"]["read"]
    assert sums(found) == sums(alone, 1 if name in WITH_IDS else 2)


@pytest.mark.parametrize("name", AMOUNTS)
def test_a_correction_takes_off_what_it_corrects(read: Read, name: str) -> None:
    text = text_of(name)

    found = read(together(name, text, corrected(name, text)))

    assert found["rows"]["refused"] == 0
    assert set(sums(found).values()) == {Decimal(0)}
