"""DeepSeek: a row for each kind of token and price, in the time of China."""

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


def test_a_day_of_china_may_belong_to_another_month(read: Read) -> None:
    rows = ("output_tokens", "1", "1")

    assert read(amounts(rows, at="2026-10-01T00:00:00+08:00"))["months"] == ["2026-09"]
    assert read(amounts(rows, at="2026-10-01T00:00:00"))["months"] == ["2026-09"]
    assert read(amounts(rows, at="2026-10-01T08:00:00"))["months"] == ["2026-10"]


def test_a_type_that_is_not_known_is_refused_because_it_may_cost(read: Read) -> None:
    found = read(amounts(("output_tokens", "1", "1"), ("image_tokens", "1", "1"), ("output_tokens", "1", "")))

    assert [(each["row"], each["column"]) for each in found["refused"]] == [(3, "type"), (4, "amount")]
