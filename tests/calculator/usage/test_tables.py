"""Rows added up before they are read come to what they come to one by one."""

import random
import tracemalloc
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from calculator.usage import tables as reading_tables
from calculator.usage.formats import focus
from calculator.usage.reading import Options, Reading
from calculator.usage.summary import as_json
from calculator.usage.tables import read_table

TITLES = [
    "BilledCost",
    "BillingCurrency",
    "ChargePeriodStart",
    "ChargeCategory",
    "ServiceCategory",
    "ServiceName",
    "ListCost",
    "EffectiveCost",
    "ConsumedQuantity",
    "ConsumedUnit",
    "SkuMeter",
    "SkuPriceDetails",
    "Tags",
]
[FOCUS] = focus.TABLES


def row(chance: random.Random) -> list[str]:
    """Mostly rows as they come, some with amounts, dates or services that are not."""
    amounts = ["1.25", "0.0000000001", "-3", "12345678901234567890.5", "", "1e2", "abc", "NULL", "1.234,56"]
    amounts += [".", "5.", ".5", "1-2", "5-", "-", "1_0", "NaN", "٣", "1.2.3", " 7 ", "9" * 61]
    weights = [20, 20, 10, 5, 5, 2, 1, 2, 1, *[0.2] * 12]
    days = ["2026-10-01", "2026-10-31", "2026-11-01", "2026-02-30"]
    day = chance.choices(days, [30, 30, 30, 1])[0]
    clock = chance.choice(
        ["T00:00:00Z", " 23:59:59", "T23:30:00-02:00", "T25:00:00Z"][: chance.choice([2, 2, 2, 4])]
    )
    amount, listed, effective, quantity = chance.choices(amounts, weights, k=4)
    return [
        amount,
        chance.choice(["USD", "USD", "eur"]),
        day + clock,
        chance.choice(["Usage"] * 8 + ["Tax", "Purchase"]),
        chance.choice(["AI and Machine Learning"] * 5 + ["Compute"]),
        chance.choice("AB"),
        listed,
        effective,
        quantity,
        chance.choice(["Tokens", "1K tokens", "Hours", "Requests"]),
        chance.choice(["Input Tokens", "Output", "x"]),
        chance.choice(['{"x_Model": "m"}', "", "{"]),
        chance.choice(['{"app": "a"}', ""]),
    ]


def read(rows: list[list[str]], *, fold: bool, **options: Any) -> Reading:
    known = FOCUS if fold else replace(FOCUS, fold=None)
    return read_table(iter([TITLES, *rows]), "a.csv", Options(by=None, **options), known)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("months", [frozenset[str](), frozenset({"2026-10"})])
def test_adding_up_first_changes_nothing(
    seed: int, months: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_tables, "MOST_SLOTS", random.Random(seed).choice([1, 7, 20_000]))
    chance = random.Random(seed)
    rows = [row(chance) for _ in range(1500)]
    rows.insert(700, ["too short"])

    folded, one_by_one = (as_json(read(rows, fold=each, months=months)) for each in (True, False))

    assert folded == one_by_one
    assert folded["rows"]["read"] == 1501


def test_most_rows_are_read_together() -> None:
    calls = 0

    def counted(cells: Any) -> Any:
        nonlocal calls
        calls += 1
        return focus._row(cells)

    known = replace(FOCUS, reader=lambda: counted)
    plain = [
        "1.5",
        "USD",
        "2026-10-01T00:00:00Z",
        "Usage",
        "AI and Machine Learning",
        "A",
        "1",
        "1",
        "5",
        "Tokens",
        "Input",
        "",
        "",
    ]
    reading = read_table(iter([TITLES, *[plain] * 1000]), "a.csv", Options(), known)

    assert (reading.taken, calls) == (1000, 2)


def test_a_day_that_is_none_is_refused_alone_among_rows_like_it() -> None:
    plain = ["1.5", "USD", "2026-10-01T00:00:00Z", "Usage", "AI and Machine Learning", "A", "1", "1", "5"]
    plain += ["Tokens", "Input", "", ""]
    wrong = [*plain[:2], "2026-02-30T00:00:00Z", *plain[3:]]

    found = as_json(read([plain, wrong, plain], fold=True))

    assert found["rows"] == {"read": 3, "taken": 2, "set_aside": 0, "refused": 1}
    assert [(each["row"], each["column"]) for each in found["refused"]] == [(3, "ChargePeriodStart")]


def test_each_refused_row_is_told_with_its_cells_and_its_number() -> None:
    told: list[tuple[int, list[str], str]] = []
    bad = ["abc", *["x"] * (len(TITLES) - 1)]

    read(
        [bad, ["short"], bad],
        fold=True,
        on_refused=lambda place, cells, error: told.append((place, list(cells), error.reason)),
    )

    assert told == [
        (2, bad, "not a number: 'abc'"),
        (3, [""], "1 cells, the header has 13"),
        (4, bad, "not a number: 'abc'"),
    ]


@pytest.mark.parametrize("day", ["2026-02-31", "0000-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_that_is_none_among_rows_that_are_added_up_refuses_its_row_alone(day: str) -> None:
    good = ["1", "USD", "2026-10-01T00:00:00Z", "Usage", "AI and Machine Learning", "A", *["1"] * 3, "Tokens"]
    good += ["Input", "", ""]
    bad = [*good[:2], f"{day}T00:00:00Z", *good[3:]]

    found = read([good, good, bad, good], fold=True)

    assert (found.taken, found.refusals, found.sums.months) == (3, 1, {"2026-10"})
    assert [each["row"] for each in found.refused] == [4]


def test_rows_with_long_words_are_read_without_being_held() -> None:
    header = ["BilledCost", "BillingCurrency", "ChargePeriodStart", "ChargeCategory", "ServiceCategory"]
    titles = [*header, "ServiceName", "Tags"]
    row = ["1", "USD", "2026-10-05T00:00:00Z", "Usage", "AI and Machine Learning", "s"]
    rows = ([*row, f"{place}" + "x" * 100_000] for place in range(200))
    tracemalloc.start()

    reading = read_table(chain([titles], rows), "a.csv", Options())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reading.taken == 200
    assert peak < 5_000_000
