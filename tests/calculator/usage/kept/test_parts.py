"""Lines and days that lose a key of their slices are added up, and no sum is lost."""

from decimal import Decimal

from calculator.usage.kept.parts import Day, Key, Line, Slice, days_without, lines_without, widest, without


def key(*slice_: tuple[str, str]) -> Key:
    return "2026-10", slice_, "m", "standard", "input", "token", "USD", "billed"


def test_the_key_with_the_most_words_is_the_widest() -> None:
    keys = [key(("project", "a"), ("key", "1")), key(("project", "a"), ("key", "2")), key()]

    assert widest(keys) == "key"
    assert widest([key()]) == ""


def test_a_slice_loses_the_named_keys_alone() -> None:
    assert without((("project", "a"), ("key", "1")), ["key"]) == (("project", "a"),)


def test_lines_that_differ_in_nothing_else_are_one() -> None:
    lines = {
        key(("project", "a"), ("key", "1")): Line(Decimal(1), {"billed": Decimal(2)}, None, None, 0, 1),
        key(("project", "a"), ("key", "2")): Line(None, {"billed": Decimal(3)}, Decimal(4), 5, 1, 2),
        key(("project", "b"), ("key", "2")): Line(Decimal(7)),
    }

    assert lines_without(lines, "key") == {
        key(("project", "a")): Line(Decimal(1), {"billed": Decimal(5)}, Decimal(4), 5, 1, 3),
        key(("project", "b")): Line(Decimal(7)),
    }


def test_days_that_differ_in_nothing_else_are_one() -> None:
    days: dict[tuple[str, Slice], Day] = {
        ("2026-10-01", (("key", "1"),)): Day(Decimal(1), Decimal(2), Decimal(3), None),
        ("2026-10-01", (("key", "2"),)): Day(Decimal(1), Decimal(0), Decimal(1), 4),
    }

    assert days_without(days, "key") == {("2026-10-01", ()): Day(Decimal(2), Decimal(2), Decimal(4), 4)}
