"""Prompts, answers, and addresses of people and machines go no further than the file they stand in."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calculator.usage.exports import ALL
from calculator.usage.formats import tables
from calculator.usage.summary import as_json
from tests.calculator.usage.conftest import read_one
from tests.calculator.usage.expected import EXPECTED, SAMPLES

MARKER = "MARKERTEXT"
ADDRESSES = ("markertext@example.com", "203.0.113.77", "2001:db8::77:1")
PRIVATE = (f"Dear {MARKER}, what is my balance?", *ADDRESSES)
TABLES = sorted(name for name in EXPECTED if name.endswith(".csv"))
JSON = sorted(name for name in EXPECTED if name.endswith((".json", ".jsonl")))
# Where exporters put what people wrote and who they are.
FIELDS = (
    "messages",
    "response",
    "prompt",
    "completion",
    "request_body",
    "response_body",
    "user_email",
    "userEmail",
    "requester_ip_address",
    "end_user",
    "user_id",
    "input",
    "output",
    "metadata",
    "proxy_server_request",
)


def held_by(thing: Any, seen: set[int] | None = None) -> Iterator[str]:
    """Every text in an object and in all that hangs on it."""
    seen = set() if seen is None else seen
    if isinstance(thing, str):
        yield thing
    elif id(thing) not in seen and not isinstance(thing, type):
        seen.add(id(thing))
        parts = [*thing.items()] if isinstance(thing, dict) else thing
        if isinstance(thing, (dict, list, tuple, set, frozenset)):
            for part in parts:
                yield from held_by(part, seen)
        slots = getattr(type(thing), "__slots__", ())
        for name in (*slots, *getattr(thing, "__dict__", {})):
            yield from held_by(getattr(thing, name, None), seen)


def leaks(path: Path) -> list[str]:
    reading = read_one(path, ALL)
    texts = [*held_by(reading), json.dumps(as_json(reading))]
    return [text for text in texts for mark in (MARKER, *ADDRESSES) if mark.lower() in text.lower()]


def written(rows: list[list[str]]) -> str:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(rows)
    return held.getvalue()


def cells_of(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((SAMPLES / name).read_text("utf-8-sig"), newline="")))


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("name", TABLES)
def test_columns_that_no_reader_needs_leave_nothing(tmp_path: Path, name: str, private: str) -> None:
    known = next(each for each in tables() if each.name == EXPECTED[name]["format"]).columns
    header, *rows = cells_of(name)
    marked = [
        [cell if title.lower() in known else private for title, cell in zip(header, row, strict=True)]
        for row in rows
    ]
    path = tmp_path / "export.csv"
    path.write_text(
        written([[*header, "prompt", "user_email"], *([*row, private, private] for row in marked)])
    )

    assert leaks(path) == []
    assert as_json(read_one(path))["lines"] == as_json(read_one(SAMPLES / name))["lines"]


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("name", TABLES)
def test_rows_that_are_shifted_leave_nothing_where_they_are_refused(
    tmp_path: Path, name: str, private: str
) -> None:
    known = next(each for each in tables() if each.name == EXPECTED[name]["format"])
    header, *rows = cells_of(name)
    numbers = [
        at for at, title in enumerate(header) if title.lower() in known.columns and _is_number(rows, at)
    ]
    spoiled = [[private if place == at else cell for place, cell in enumerate(rows[-1])] for at in numbers]
    path = tmp_path / "export.csv"
    path.write_text(written([header, *rows, *spoiled]))

    found = as_json(read_one(path))

    assert found["rows"]["read"] == len(rows) + len(numbers)
    assert leaks(path) == []


def _is_number(rows: list[list[str]], at: int) -> bool:
    """Whether a column holds amounts; that of an account number does not: it is a name that slices go by."""
    if max(len(row[at]) for row in rows) > 10 and rows[0][at].isdigit():
        return False
    return all(row[at].replace(".", "").replace("-", "").isdigit() for row in rows if row[at]) and bool(
        rows[-1][at]
    )


def marked(value: Any, private: str) -> Any:
    """The same with private fields added to every object in it, where none of that name is read."""
    if isinstance(value, list):
        return [marked(each, private) for each in value]
    if not isinstance(value, dict):
        return value
    own = {name: marked(each, private) for name, each in value.items()}
    for name, each in own.items():
        if isinstance(each, str) and each.startswith("SYNTHETIC"):
            own[name] = private
    if isinstance(own.get("attributes"), list):
        for name in ("gen_ai.input.messages", "gen_ai.output.messages", "client.address", "user.email"):
            own["attributes"].append({"key": name, "value": {"stringValue": private}})
    return {name: private for name in FIELDS if name not in own} | own


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("name", JSON)
def test_fields_that_no_reader_needs_leave_nothing(tmp_path: Path, name: str, private: str) -> None:
    text = (SAMPLES / name).read_text()
    path = tmp_path / "export.json"
    if name.endswith(".jsonl"):
        lines = [marked(json.loads(line), private) for line in text.splitlines()]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    else:
        path.write_text(json.dumps(marked(json.loads(text), private)))

    assert leaks(path) == []
    assert as_json(read_one(path))["tokens"] == as_json(read_one(SAMPLES / name))["tokens"]


@pytest.mark.parametrize("private", PRIVATE)
def test_a_call_that_is_refused_leaves_nothing(tmp_path: Path, private: str) -> None:
    line = json.loads((SAMPLES / "litellm-spend-logs.jsonl").read_text().splitlines()[0])
    path = tmp_path / "export.jsonl"
    spoiled = [{**line, name: private} for name in ("spend", "prompt_tokens", "startTime")]
    path.write_text("".join(json.dumps(each) + "\n" for each in [line, *spoiled]))

    assert as_json(read_one(path))["rows"]["refused"] == 3
    assert leaks(path) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_key_that_is_named_after_a_person_is_told_apart_and_not_named(tmp_path: Path, address: str) -> None:
    header, *rows = cells_of("openrouter-activity.csv")
    at = header.index("api_key_name")
    path = tmp_path / "export.csv"
    path.write_text(
        written([header, *([*row[:at], f"{address} x", *row[at + 1 :]] for row in rows[:2]), *rows[2:4]])
    )

    keys = {line["slice"]["key"] for line in as_json(read_one(path, ALL))["lines"]}

    assert leaks(path) == []
    assert len(keys) == 2


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_model_or_a_column_named_after_a_person_is_told_apart_and_not_named(
    tmp_path: Path, address: str
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        f"usage_date_utc,model,token_type,cost_usd,list_price_usd,of {address}\n"
        f"2026-10-01,{address},output,0.1,0.2,x\n"
        "2026-10-01,other,output,0.1,0.2,x\n",
        "utf-8",
    )

    said = as_json(read_one(path))

    assert address.lower() not in json.dumps(said).lower()
    assert len({line["model_raw"] for line in said["lines"]}) == 2
