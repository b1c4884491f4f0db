"""The same export as programs and people save it: whatever has one reading is read, the rest is refused."""

import csv
import io
import json
import random
from typing import Any

import pytest

from calculator.usage.files import UnreadableError
from calculator.usage.formats import tables
from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import EXPECTED, SAMPLES

TABLES = sorted(name for name in EXPECTED if name.endswith(".csv"))
LINES = sorted(name for name in EXPECTED if name.endswith(".jsonl"))
PAGES = sorted(name for name in EXPECTED if name.endswith(".json"))


def cells_of(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((SAMPLES / name).read_text("utf-8-sig"), newline="")))


def written(rows: list[list[str]], **dialect: Any) -> str:
    held = io.StringIO(newline="")
    csv.writer(held, **{"lineterminator": "\n", **dialect}).writerows(rows)
    return held.getvalue()


def shuffled(rows: list[list[str]]) -> list[list[str]]:
    order = random.Random(1).sample(range(len(rows[0])), len(rows[0]))
    return [[row[at] for at in order] for row in rows]


def with_more(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, f"x-{place}", ""] for place, row in enumerate([[*rows[0]], *rows[1:]])]


WAYS = {
    "columns in another order": lambda rows: written(shuffled(rows)),
    "upper case": lambda rows: written([[title.upper() for title in rows[0]], *rows[1:]]),
    "lower case and spaces": lambda rows: written([[f" {title.lower()} " for title in rows[0]], *rows[1:]]),
    "a byte order mark": lambda rows: "\ufeff" + written(rows),
    "CRLF": lambda rows: written(rows, lineterminator="\r\n"),
    "every cell in quotes": lambda rows: written(rows, quoting=csv.QUOTE_ALL),
    "no end of the last line": lambda rows: written(rows).rstrip("\n"),
    "blank lines": lambda rows: written(rows).replace("\n", "\n\n", 1) + "\n\n",
    "columns that nobody knows": lambda rows: written(with_more(rows)),
}


def told(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in {"file", "columns_not_read"}}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_the_same_however_it_was_saved(read: Read, name: str, way: str) -> None:
    as_it_is = told(read((SAMPLES / name).read_bytes()))

    assert told(read(WAYS[way](cells_of(name)))) == as_it_is


@pytest.mark.parametrize("name", TABLES)
def test_columns_that_are_not_read_are_listed(read: Read, name: str) -> None:
    rows = cells_of(name)
    before = read(written(rows))["columns_not_read"]

    after = read(
        written([[*row, "x"] if place else [*row, "Extra Column"] for place, row in enumerate(rows)])
    )

    assert after["columns_not_read"] == [*before, "Extra Column"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_has_nothing_and_says_so(read: Read, name: str) -> None:
    found = read(written(cells_of(name)[:1]))

    assert found["rows"] == {"read": 0, "taken": 0, "set_aside": 0, "refused": 0}
    assert (found["period"], found["months"], found["lines"], found["money"]) == (None, [], [], {})
    assert (found["calls"], found["per_call"], found["models"]) == (None, None, {})


@pytest.mark.parametrize("name", TABLES)
def test_one_row_is_read_as_it_is_among_others(read: Read, name: str) -> None:
    rows = cells_of(name)

    for row in rows[1:]:
        assert read(written([rows[0], row]))["rows"]["read"] == 1


@pytest.mark.parametrize("name", TABLES)
def test_a_row_that_is_cut_or_too_long_is_refused_and_the_others_are_not(read: Read, name: str) -> None:
    rows = cells_of(name)
    whole = read(written(rows))
    width = len(rows[0])

    found = read(written([rows[0], rows[-1][:-1], [*rows[-1], "x"], *rows[1:]]))

    assert found["rows"] == {**whole["rows"], "read": whole["rows"]["read"] + 2, "refused": 2}
    assert [(each["row"], each["reason"]) for each in found["refused"]] == [
        (2, f"{width - 1} cells, the header has {width}"),
        (3, f"{width + 1} cells, the header has {width}"),
    ]
    assert found["lines"] == whole["lines"]


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_stands_there_twice_is_refused(read: Read, name: str) -> None:
    rows = cells_of(name)
    known = next(each for each in tables() if each.name == EXPECTED[name]["format"])
    at = next(place for place, title in enumerate(rows[0]) if title.lower() in known.needs)

    with pytest.raises(UnreadableError) as refused:
        read(written([[*row, row[at]] for row in rows]))

    assert str(refused.value) == f"Columns of this file stand there twice: {rows[0][at].lower()}."


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("way", ["CRLF", "a mark", "a list", "blank lines", "no last end"])
def test_lines_of_json_say_the_same_however_they_were_saved(read: Read, name: str, way: str) -> None:
    text = (SAMPLES / name).read_text()
    as_it_is = told(read(text))
    saved = {
        "CRLF": text.replace("\n", "\r\n"),
        "a mark": "\ufeff" + text,
        "a list": json.dumps([json.loads(line) for line in text.splitlines()], indent=1),
        "blank lines": text.replace("\n", "\n\n"),
        "no last end": text.rstrip("\n"),
    }

    assert told(read(saved[way])) == as_it_is


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("indent", [None, 0, 4])
def test_a_page_says_the_same_however_it_is_laid_out(read: Read, name: str, indent: int | None) -> None:
    text = (SAMPLES / name).read_text()

    assert told(read(json.dumps(json.loads(text), indent=indent))) == told(read(text))


@pytest.mark.parametrize("name", PAGES)
def test_several_pages_of_one_report_are_added_up(read: Read, name: str) -> None:
    page = json.loads((SAMPLES / name).read_text())
    once, twice = read(json.dumps(page)), read(json.dumps([page, page]))

    assert twice["rows"]["taken"] == 2 * once["rows"]["taken"]
    assert {kind: int(amount) for kind, amount in twice["tokens"].items()} == {
        kind: 2 * int(amount) for kind, amount in once["tokens"].items()
    }


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_is_no_json_is_refused_and_the_others_are_not(read: Read, name: str) -> None:
    lines = (SAMPLES / name).read_text().splitlines()
    whole = read("\n".join(lines))

    found = read("\n".join([lines[0], "nonsense", "[1]", *lines[1:]]))

    assert [(each["row"], each["reason"]) for each in found["refused"]] == [
        (2, "not JSON"),
        (3, "not an object"),
    ]
    assert found["lines"] == whole["lines"]


@pytest.mark.parametrize(
    "empty", ['{"object": "page", "data": [], "has_more": false}', '{"data": [], "has_more": true}']
)
def test_a_page_of_a_month_without_calls_is_read_as_nothing(read: Read, empty: str) -> None:
    found = read(empty)

    assert (found["format"], found["rows"]["read"]) == ("empty-report", 0)


def test_an_empty_month_of_the_dashboard_has_only_the_columns_of_time(read: Read) -> None:
    found = read(
        "start_time,end_time,start_time_iso,end_time_iso\n1790726400,1790812800,2026-09-30,2026-10-01\n"
    )

    assert found["format"] == "openai-dashboard-empty"
    assert found["rows"] == {"read": 1, "taken": 0, "set_aside": 1, "refused": 0}
