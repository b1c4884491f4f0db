"""DeepSeek: a row for each kind of token and price, in the time of China."""

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import by_kind

HEADER = "\ufeffuser_id,start_time_iso,end_time_iso,model,api_key_name,api_key,type,price,amount\r\n"


def amounts(*rows: tuple[str, str, str], at: str = "2026-10-05T00:00:00+08:00") -> str:
    return HEADER + "".join(
        f"u,{at},,deepseek-chat,bot,sk-x,{type_},{price},{amount}\r\n" for type_, price, amount in rows
    )


def test_a_row_is_tokens_of_a_kind_at_a_price_per_million(read: Read) -> None:
    found = read(
        amounts(
            ("input_cache_miss_tokens", "0.27", "1000000"),
            ("input_cache_hit_tokens", "0.07", "3000000"),
            ("output_tokens", "1.1", "500000"),
            ("request_count", "", "40"),
        ),
        by=None,
    )

    assert by_kind(found, "quantity", "billed") == {
        "input": ("1000000", "0.27"),
        "cache_read": ("3000000", "0.21"),
        "output": ("500000", "0.55"),
        "other": ("40", None),
    }
    assert (found["money"], found["calls"]) == ({"billed": {"USD": "1.03"}}, 40)
    assert found["lines"][0]["slice"] == {"key": "bot"}


@pytest.mark.parametrize("zone", ["+08:00", ""])
def test_a_months_days_are_those_of_the_vendor(read: Read, zone: str) -> None:
    rows = [
        amounts(("output_tokens", "1", "1"), at=f"2026-10-{day:02}T00:00:00{zone}").removeprefix(HEADER)
        for day in range(1, 32)
    ]

    found = read(HEADER + "".join(rows))

    assert found["months"] == ["2026-10"]
    assert found["period"] == {"first": "2026-10-01", "last": "2026-10-31", "zone": "+08:00"}


def test_a_moment_of_another_zone_is_of_the_day_that_it_is_in_china(read: Read) -> None:
    rows = ("output_tokens", "1", "1")

    assert read(amounts(rows, at="2026-09-30T15:59:59Z"))["months"] == ["2026-09"]
    assert read(amounts(rows, at="2026-09-30T16:00:00Z"))["months"] == ["2026-10"]


def test_a_type_that_is_not_known_is_refused_because_it_may_cost(read: Read) -> None:
    found = read(amounts(("output_tokens", "1", "1"), ("image_tokens", "1", "1"), ("output_tokens", "1", "")))

    assert [(each["row"], each["column"]) for each in found["refused"]] == [(3, "type"), (4, "amount")]
