"""What counts is whole and never below zero: else its row is refused, unless a format knows corrections."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from calculator.usage.formats import documents, tables
from calculator.usage.formats.own_columns import parse_mapping
from calculator.usage.reading import Options
from calculator.usage.tables import read_table
from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import EXPECTED, SAMPLES
from tests.calculator.usage.test_variants import LINES, PAGES, TABLES, cells_of, written

CORRECTED = {"focus", "aws-cur2", "azure-cost-details", "gcp-billing-export"}
"""Bills of clouds: a row may take back what another has charged, and counts in thousands."""
COUNTS = re.compile(
    r"tokens?|requests|quantity|count|^(?:input|output|cache_(?:read|write)|cache read)$", re.IGNORECASE
)
NO_COUNTS = re.compile(r"cost|price|unit|gross|amount|include|max", re.IGNORECASE)
WRONG = {"-5": "a count below 0", "1.5": "not a whole number: '1.5'"}
MORE = {
    "openrouter-daily": (
        "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"
        "2026-10-01,m,1,0,2,30,4,1\n"
    ),
    "helicone-requests": (
        "request_id,request_created_at,response_status,request_model,prompt_tokens,prompt_cache_read_tokens,"
        "prompt_cache_write_tokens,completion_tokens,costUSD\nr,2026-10-01T00:00:00Z,200,m,10,2,1,3,0.1\n"
    ),
    "deepseek-amount": "start_time_iso,model,type,price,amount\n2026-10-01T00:00:00,m,output_tokens,1,30\n",
    "deepseek-calls": "start_time_iso,model,type,price,amount\n2026-10-01T00:00:00,m,request_count,,30\n",
    "anthropic-console-usage": (
        "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,"
        "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
        "usage_output_tokens,web_search_count\n2026-10-01,m,k,w,standard,200k,9,1,1,2,3,1\n"
    ),
    "openai-cost": (
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,"
        'line_item\n1790812800,1790899200,,,1.5,usd,30,tokens,"gpt-4.1, input"\n'
    ),
}
"""Tables of formats without a sample, and each way of one to count."""


def is_count(title: str) -> bool:
    return bool(COUNTS.search(title)) and not NO_COUNTS.search(title)


def counted(rows: list[list[str]]) -> list[tuple[int, int]]:
    """Where the first count of each column that a table is read by stands."""
    titles = [title.lower() for title in rows[0]]
    used = max((each for each in tables() if each.needs <= set(titles)), key=lambda each: len(each.needs))
    found = []
    for at, title in enumerate(titles):
        counts = is_count(title) or (used.name, title) == ("deepseek-amount", "amount")
        if title in used.columns and counts:
            places = [place for place, row in enumerate(rows[1:], start=1) if row[at].strip().isdigit()]
            found += [(places[0], at)] if places else []
    return found


def tables_to_break() -> dict[str, list[list[str]]]:
    known = {name: cells_of(name) for name in TABLES if EXPECTED[name]["format"] not in CORRECTED}
    return known | {name: [row.split(",") for row in text.splitlines()] for name, text in MORE.items()}


@pytest.mark.parametrize(("wrong", "said"), WRONG.items())
@pytest.mark.parametrize("name", [name for name in tables_to_break() if name != "openai-cost"])
def test_a_count_that_is_none_refuses_its_row(read: Read, name: str, wrong: str, said: str) -> None:
    rows = tables_to_break()[name]
    seen = 0
    for place, at in counted(rows):
        if rows[0][at] == "quantity" and wrong == "1.5":
            continue  # credits of Copilot and units of a price are parts of one
        broken = [[*row] for row in rows]
        broken[place][at] = wrong
        refused = read(written(broken))["refused"]
        assert [(each["row"], each["reason"]) for each in refused] == [(place + 1, said)], rows[0][at]
        seen += 1

    assert seen or name in {"anthropic-console-cost.csv", "openai-dashboard-cost.csv"}


@pytest.mark.parametrize(("wrong", "said"), WRONG.items())
def test_the_tokens_of_a_cost_are_counted_too(read: Read, wrong: str, said: str) -> None:
    found = read(MORE["openai-cost"].replace(",30,tokens", f",{wrong},tokens"))

    assert [(each["row"], each["column"], each["reason"]) for each in found["refused"]] == [
        (2, "quantity", said)
    ]
    assert read(MORE["openai-cost"].replace(",30,tokens", ",1.5,1000_tokens"))["tokens"]["input"] == "1500"


@pytest.mark.parametrize("name", [name for name in TABLES if EXPECTED[name]["format"] in CORRECTED])
def test_a_correction_of_a_cloud_takes_back_what_was_counted(read: Read, name: str) -> None:
    rows = cells_of(name)
    whole = read(written(rows))
    amounts = {
        at
        for at, title in enumerate(rows[0])
        if re.search("quantity|cost|usage_amount", title, re.IGNORECASE)
    }
    back = [
        [f"-{cell}" if at in amounts and cell[:1].isdigit() else cell for at, cell in enumerate(row)]
        for row in rows[1:]
    ]

    found = read(written([*rows, *back]))

    assert (found["rows"]["refused"], found["tokens"]["output"]) == (0, "0")
    assert whole["tokens"]["output"] != "0"


def leaves(value: Any, name: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Where each number of a document stands: what holds it, its key there, and its name."""
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(each, dict | list):
                yield from leaves(each, key if isinstance(key, str) else name)
            elif str(each).isdigit():
                yield value, key, f"{value.get('key', key)}" if isinstance(value, dict) else name


def document_of(name: str) -> list[Any]:
    text = (SAMPLES / name).read_text("utf-8")
    return [json.loads(text)] if name in PAGES else [json.loads(line) for line in text.splitlines()]


def of_spans(value: Any) -> Iterator[tuple[Any, str]]:
    """Tokens of OpenTelemetry stand in `{"key": ..., "value": {"intValue": ...}}`."""
    if isinstance(value, dict):
        if COUNTS.search(str(value.get("key", ""))) and isinstance(value.get("value"), dict):
            yield value["value"], next(iter(value["value"]))
        for each in value.values():
            yield from of_spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from of_spans(each)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "name", [name for name in (*PAGES, *LINES) if EXPECTED[name]["format"] not in CORRECTED]
)
def test_a_count_of_a_document_that_is_none_refuses_its_row(read: Read, name: str, wrong: str) -> None:
    whole = read((SAMPLES / name).read_text("utf-8"))
    number = json.loads(wrong)
    places = sum(1 for _each in numbered(document_of(name)))
    seen = 0
    for at in range(places):
        lines = document_of(name)
        held, key = list(numbered(lines))[at]
        held[key] = number
        found = read("\n".join(json.dumps(each) for each in lines))
        if found["rows"]["refused"] == whole["rows"]["refused"] + 1:
            seen += 1
            assert found["refused"][-1]["reason"] == WRONG[wrong]
        else:  # a part that is not looked at, or a row that is set aside
            assert found["tokens"] == whole["tokens"], key
    assert seen or {*whole["tokens"].values()} <= {None, "0"}


def numbered(lines: list[Any]) -> Iterator[tuple[Any, str]]:
    yield from of_spans(lines)
    yield from ((held, key) for held, key, name in leaves(lines) if is_count(str(name)))


OWN = {"columns": {"date": "day", "input": "in", "calls": "calls", "quantity": "n", "kind": "kind"}}


@pytest.mark.parametrize(
    ("row", "each", "refused"),
    [
        ("2026-10-01,-5,1,1,output", "1", True),
        ("2026-10-01,1.5,1,1,output", "1", True),
        ("2026-10-01,5,-1,1,output", "1", True),
        ("2026-10-01,5,1.5,1,output", "1", True),
        ("2026-10-01,5,1,-1,output", "1", True),
        ("2026-10-01,-1.5,1,1,output", "1000", True),
        ("2026-10-01,1.5,1,0.25,output", "1000", False),
        ("2026-10-01,5,1,1,output", "1", False),
    ],
)
def test_a_table_of_ones_own_counts_alike(row: str, each: str, refused: bool) -> None:
    columns = parse_mapping({**OWN, "tokens_each": each}).rows()
    rows = [["day", "in", "calls", "n", "kind"], row.split(",")]

    assert bool(read_table(rows, "own.csv", Options(), columns).refusals) is refused


def test_the_clouds_are_formats_that_are_known() -> None:
    assert {*(each.name for each in tables()), *(each.name for each in documents())} >= CORRECTED
