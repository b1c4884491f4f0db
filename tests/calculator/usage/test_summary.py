"""Sums as plain data: exact text, null for what nobody knows."""

from calculator.usage.reading import Options
from calculator.usage.summary import as_json, ratio
from tests.calculator.usage.conftest import Read, read_one
from tests.calculator.usage.expected import SAMPLES

LOG = (
    '{"request_id": "%s", "startTime": "2026-10-0%d", "model": "m", "spend": 0.1, "prompt_tokens": 10, '
    '"completion_tokens": 5, "session_id": "%s", "status": "%s"}\n'
)


def log(*calls: tuple[int, str, str]) -> str:
    return "".join(LOG % (place, day, session, status) for place, (day, session, status) in enumerate(calls))


def test_a_share_of_nothing_is_null_and_one_without_end_has_twenty_digits() -> None:
    assert ratio(1, 0) is None
    assert ratio(2, 3) == "0.66666666666666666667"
    assert ratio(1, 8) == "0.125"


def test_lines_say_what_they_hold_and_stand_in_one_order(read: Read) -> None:
    found = read(log((1, "a", "success"), (2, "b", "failure")))

    assert [(line["kind"], line["unit"], line["quantity"], line["calls"]) for line in found["lines"]] == [
        ("input", "token", "20", None),
        ("other", "request", "2", 2),
        ("output", "token", "10", None),
    ]
    assert found["lines"][1] == {
        "month": "2026-10",
        "slice": {},
        "model_raw": "m",
        "model": None,
        "lane": "standard",
        "kind": "other",
        "unit": "request",
        "quantity": "2",
        "billed": "0.2",
        "list": None,
        "effective": None,
        "credit": None,
        "billed_usd": None,
        "currency": "USD",
        "money_kind": "estimated",
        "calls": 2,
        "failed": 1,
        "rows": 2,
    }


def test_days_hold_calls_that_did_not_fail(read: Read) -> None:
    found = read(log((1, "a", "success"), (1, "a", "failure"), (2, "b", "success")))

    assert [(day["day"], day["input"], day["calls"]) for day in found["days"]] == [
        ("2026-10-01", "20", 1),
        ("2026-10-02", "10", 1),
    ]


def test_units_are_counted_by_month_and_slice_and_over_all_once(read: Read) -> None:
    found = read(log((1, "a", "success"), (2, "b", "success"), (3, "a", "success")))

    assert (found["units_seen"], found["units"]) == (2, [{"month": "2026-10", "slice": {}, "units": 2}])
    assert found["per_unit"] == {"calls": "1.5", "input": "15", "output": "7.5"}


def test_sums_of_lines_do_not_round_either(read: Read) -> None:
    money = {"billed": ["12345678901234567890.5", "0.000000000000000000000000000001"]}
    rows = "".join(f"2026-10-01,m{n},output,{cost},\n" for n, cost in enumerate(money["billed"]))
    table = "usage_date_utc,model,token_type,cost_usd,list_price_usd\n" + rows

    found = read(table)

    assert found["money_rows"]["taken"] == {"USD": "12345678901234567890.500000000000000000000000000001"}


def test_where_all_calls_failed_nothing_is_said_of_one(read: Read) -> None:
    found = read(log((1, "a", "failure")))

    assert (found["error_rate"], found["per_call"]) == ("1", None)


def test_money_of_all_rows_is_said_by_outcome() -> None:
    found = as_json(read_one(SAMPLES / "focus-1.0-aws-bedrock.csv", Options()))

    assert found["money_rows"] == {"taken": {"USD": "114.3"}, "set_aside": {"USD": "0.5472"}, "refused": {}}
