"""Cells as exact values, and what is said of those that are none."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import blake2b

import pytest
from django.conf import settings

from calculator.usage.cells import (
    EXACT,
    RefusedError,
    american,
    amount,
    apart,
    epoch,
    instant,
    listed,
    mark_with,
    month_of,
    needed,
    number,
    part,
    shown,
    whole,
    without_people,
    word,
)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1.50", Decimal("1.50")),
        (" -3 ", Decimal(-3)),
        ("1e3", Decimal(1000)),
        (Decimal("0.1"), Decimal("0.1")),
        (5, Decimal(5)),
        ("", None),
        ("NULL", None),
        ("-", None),
        (None, None),
    ],
)
def test_a_number_is_exact_and_nothing_is_not_zero(value: object, found: Decimal | None) -> None:
    assert number({"a": value}, "a") == found
    assert amount({"a": value}, "a") == (found or 0)


@pytest.mark.parametrize(
    "value", ["1,5", "1.234,56", "abc", "1e100", "0x1", "²", True, [], "1" * 61, "Infinity"]
)
def test_what_has_two_readings_or_none_is_refused_with_its_column(value: object) -> None:
    with pytest.raises(RefusedError) as refused:
        number({"a": value}, "a")

    assert refused.value.column == "a"
    assert refused.value.reason.startswith("not a number: ")


def test_a_cell_that_a_row_cannot_do_without() -> None:
    assert needed({"a": "0"}, "a") == 0
    with pytest.raises(RefusedError) as refused:
        needed({"a": ""}, "a")
    assert (refused.value.column, refused.value.value, refused.value.reason) == ("a", None, "empty")


@pytest.mark.parametrize(("value", "found"), [("3.0", 3), ("7", 7), ("", None), ("1e2", 100)])
def test_a_count_may_be_written_with_a_point(value: str, found: int | None) -> None:
    assert whole({"a": value}, "a") == found


def test_a_count_that_is_not_whole_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"not a whole number: '1\.5'"):
        whole({"a": "1.5"}, "a")


def test_parts_are_taken_off_their_total_and_cannot_be_more() -> None:
    assert apart({"a": "10"}, "a", Decimal(3), Decimal(4)) == 3
    with pytest.raises(RefusedError, match="a count below 0"):
        apart({"a": "-10"}, "a", Decimal(-3))
    with pytest.raises(RefusedError, match="less than the cached tokens"):
        apart({"a": "10"}, "a", Decimal(11))


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-10-05T06:07:08Z", 6),
        ("2026-10-05 06:07:08.123456", 6),
        ("2026-10-05T06:07:08+02:00", 4),
        ("2026-10-05 06:07:08+00", 6),
        ("2026-10-05T06:07:08-0130", 7),
        ("2026-10-05 06:07:08 UTC", 6),
        ("2026-10-05T06:07", 6),
    ],
)
def test_a_moment_is_utc(text: str, hour: int) -> None:
    found = instant({"a": text}, "a")

    assert (found.tzinfo, found.day, found.hour) == (UTC, 5, hour)


def test_a_moment_without_a_zone_is_that_of_the_format() -> None:
    assert instant({"a": "2026-10-01"}, "a", offset=timedelta(hours=8)) == datetime(
        2026, 9, 30, 16, tzinfo=UTC
    )
    assert instant({"a": "2026-10-01T00:00:00Z"}, "a", offset=timedelta(hours=8)).day == 1


@pytest.mark.parametrize(
    "text", ["05/10/2026", "2026-10", "yesterday", "2026-02-30", "0001-01-01T00:00:00+02:00"]
)
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="not a"):
        instant({"a": text}, "a")


@pytest.mark.parametrize(("text", "month"), [("10/05/2026", 10), ("1/2/2026", 1), ("2026-10-05", 10)])
def test_a_day_is_month_first_where_a_format_says_so(text: str, month: int) -> None:
    assert american({"a": text}, "a").month == month


def test_a_thirteenth_month_is_refused() -> None:
    with pytest.raises(RefusedError, match="not a date: '13/05/2026'"):
        american({"a": "13/05/2026"}, "a")


@pytest.mark.parametrize(
    ("value", "per_second"), [("1791158401", 1), (1791158401000, 1000), ("1791158401" + "0" * 9, 10**9)]
)
def test_seconds_since_1970_and_finer(value: object, per_second: int) -> None:
    assert epoch({"a": value}, "a", per_second=per_second) == datetime(2026, 10, 5, 0, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", ["", None, "x", "1.5", "9" * 30])
def test_seconds_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(RefusedError, match="not a time in seconds"):
        epoch({"a": value}, "a")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("abc", "abc"),
        ("1.234,56", "1.234,56"),
        ("05/10/2026", "05/10/2026"),
        ("a@b.c", "(text of 5 characters)"),
        ("10.0.0.1", "(text of 8 characters)"),
        ("2001:db8::1:2", "(text of 13 characters)"),
        ("Dear Ann, hello", "(text of 15 characters)"),
        ("password123", "password123"),
        ("passwordlong", "(text of 12 characters)"),
        ("1" * 25, "(text of 25 characters)"),
    ],
)
def test_a_wrong_value_is_repeated_only_where_it_can_be_nobodys(value: str, text: str) -> None:
    assert shown(value) == text


def test_addresses_are_told_apart_and_not_named() -> None:
    one, same, other = (without_people(f"{each} key") for each in ("ann@b.de", "ANN@b.de", "bob@b.de"))

    assert one == same != other
    assert "@" not in one + other
    assert one != f"({blake2b(b'ann@b.de', digest_size=4).hexdigest()}) key"
    assert without_people("10.1.2.3 and 2001:db8::77:1").count("(") == 2
    assert without_people("team-a 12:30:00 v1.2") == "team-a 12:30:00 v1.2"


def test_words_are_cut_and_parts_of_another_shape_are_nothing() -> None:
    assert len(word({"a": "x" * 500}, "a")) == 200
    assert word({"a": " team\ud83d \u202eb\tc "}, "a") == "team bc"
    assert word({"a": {"b": 1}}, "a") == word({"a": "None"}, "a") == word({}, "a") == ""
    assert part({"a": [1]}, "a") == {}
    assert listed({"a": [{"b": 1}, 2]}, "a") == [{"b": 1}]
    assert listed({"a": {"b": 1}}, "a") == []
    assert month_of(datetime(2026, 3, 1, tzinfo=UTC)) == "2026-03"


def test_sums_never_round() -> None:
    small, large = Decimal("1e-40"), Decimal("1e40")

    assert small + large - large != small  # the usual context rounds
    assert EXACT.subtract(EXACT.add(small, large), large) == small


@pytest.mark.parametrize("year", [1999, 2100, 9999])
def test_a_year_in_which_nobody_pays_for_a_model_is_no_date(year: int) -> None:
    seconds = int(datetime(year, 6, 1, tzinfo=UTC).timestamp())

    for read, text in ((instant, f"{year}-06-01"), (american, f"6/1/{year}"), (epoch, str(seconds))):
        with pytest.raises(RefusedError):
            read({"a": text}, "a")
    assert (instant({"a": "2000-01-01"}, "a").year, instant({"a": "2099-12-31"}, "a").year) == (2000, 2099)


def test_a_mark_is_of_a_sites_secret_and_nobody_else_can_make_it() -> None:
    address = "10.1.2.3"
    marks = []
    for secret in ("one site", "another", settings.SECRET_KEY):
        mark_with(secret)
        marks.append(without_people(address))

    assert len(set(marks)) == 3
    assert f"({blake2b(address.encode(), digest_size=4).hexdigest()})" not in marks
    mark_with("one site")
    assert without_people(address) == marks[0]
    mark_with(settings.SECRET_KEY)
