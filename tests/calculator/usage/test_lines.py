"""Rows added up into lines: bounded, with money and calls on the line that they belong to."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from calculator.usage.lines import Item, Money, Sums

AT = datetime(2026, 10, 5, tzinfo=UTC)


def item(**fields: Any) -> Item:
    return Item(AT, **{"model": "m", **fields})


def paid(amount: str, kind: str = "billed", currency: str = "USD") -> Money:
    return Money(kind, currency, Decimal(amount))


def shown(sums: Sums) -> list[tuple[Any, ...]]:
    return [
        (key[2], key[4], key[5], line.quantity, line.money.get(key[7]), line.calls, line.rows)
        for key, line in sorted(sums.lines.items())
    ]


def test_one_kind_carries_its_money_and_calls() -> None:
    sums = Sums()
    for _ in range(2):
        sums.add(item(kinds={"input": Decimal(5)}, money=(paid("1.5"),), calls=2))

    assert shown(sums) == [("m", "input", "token", 10, 3, 4, 2)]


def test_several_kinds_leave_money_and_calls_to_a_line_of_their_own() -> None:
    sums = Sums()
    sums.add(item(kinds={"input": Decimal(5), "output": Decimal(1)}, money=(paid("1.5"),), calls=1))

    assert shown(sums) == [
        ("m", "input", "token", 5, None, None, 1),
        ("m", "other", "request", 1, Decimal("1.5"), 1, 1),
        ("m", "output", "token", 1, None, None, 1),
    ]


def test_credit_that_people_used_up_carries_the_money_beside_tokens() -> None:
    sums = Sums()
    kinds = {"input": Decimal(5), "output": Decimal(1)}
    sums.add(item(kinds=kinds, other=(("credit", Decimal(7)),), money=(paid("2"),)))

    assert ("m", "other", "credit", 7, 2, None, 1) in shown(sums)


@pytest.mark.parametrize("kind", ["tax", "credit", "other"])
def test_what_is_no_usage_has_a_line_of_its_kind(kind: str) -> None:
    sums = Sums()
    sums.add(item(money=(paid("3", kind),)))

    assert shown(sums) == [("", kind, "", None, 3, None, 1)]


def test_money_for_a_kind_without_its_number_is_not_a_number_of_none() -> None:
    sums = Sums()
    sums.add(item(priced="output", money=(paid("3"),)))

    assert shown(sums) == [("m", "output", "token", None, 3, None, 1)]


def test_dollars_beside_another_currency_are_not_added_to_it() -> None:
    sums = Sums()
    sums.add(item(kinds={"input": Decimal(1)}, money=(paid("9", currency="EUR"), paid("10"))))

    [(key, line)] = sums.lines.items()
    assert (key[6], line.money, line.dollars) == ("EUR", {"billed": 9}, 10)


def test_units_are_counted_by_month_and_slice_and_beyond_a_limit_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Sums, "MOST_UNITS", 3)
    sums = Sums(by=("app",))
    for unit, app in (("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")):
        sums.add(item(unit=unit, slice={"app": app}))

    assert sums.units_by_slice() == {("2026-10", (("app", "x"),)): 1, ("2026-10", (("app", "y"),)): 2}
    sums.add(item(unit="c", slice={"app": "y"}))
    assert sums.units_by_slice() == {}
    assert list(sums.notes) == ["more than 3 units: they are not counted"]


def test_beyond_a_number_of_lines_slices_are_no_longer_kept_apart_and_no_sum_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Sums, "MOST_LINES", 10)
    sums = Sums(by=None)
    for number in range(1000):
        sums.add(item(model=f"m{number}", slice={"app": str(number)}, kinds={"input": Decimal(1)}))

    assert len(sums.lines) <= 21
    assert sum(line.quantity or 0 for line in sums.lines.values()) == 1000
    assert list(sums.notes) == [
        "more than 10 lines: parts by app are not kept apart",
        "more than 20 lines: further models are not kept apart",
    ]


@pytest.mark.parametrize("by", [None, ("project", "key")])
def test_beyond_a_number_of_lines_the_key_with_the_most_words_is_given_up_and_the_others_are_whole(
    monkeypatch: pytest.MonkeyPatch, by: tuple[str, ...] | None
) -> None:
    monkeypatch.setattr(Sums, "MOST_LINES", 10)
    sums, whole = Sums(by=by), Sums(by=("project",))
    for number in range(1, 101):
        row = item(
            slice={"project": f"p{number % 2}", "key": f"k{number}"},
            kinds={"input": Decimal(number), "output": Decimal(1)},
            money=(paid("2"), paid("3", kind="list")),
            calls=2,
            failed=number % 3,
            unit=f"u{number % 5}",
            units=1,
        )
        sums.add(row)
        whole.add(row)

    assert sums.lines == whole.lines
    assert sums.days == whole.days
    assert (sums.units, sums.told_units) == (whole.units, whole.told_units)
    assert len(sums.lines) == 6
    assert list(sums.notes) == ["more than 10 lines: parts by key are not kept apart"]


def test_days_are_kept_until_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = Sums()
    sums.add(
        item(kinds={"input": Decimal(2), "cache_read": Decimal(1), "output": Decimal(3)}, calls=2, failed=1)
    )
    assert sums.days is not None
    day = sums.days["2026-10-05", ()]
    assert (day.input, day.cache_read, day.output, day.calls) == (3, 1, 3, 1)

    monkeypatch.setattr(Sums, "MOST_DAYS", 1)
    sums.add(Item(datetime(2026, 10, 6, tzinfo=UTC), kinds={"input": Decimal(1)}))
    assert sums.days is None


def test_rows_that_were_added_up_before_count_as_many() -> None:
    sums = Sums()
    sums.add(item(kinds={"input": Decimal(5)}), rows=40)

    assert shown(sums)[0][-1] == 40
