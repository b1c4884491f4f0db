"""FOCUS as its versions, its exporters and its corrections write it."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from calculator.usage.analysis.bill import Choice, usage_lines
from calculator.usage.analysis.derive import derive
from tests.calculator.usage.conftest import Read

BASE = {
    "BilledCost": "4.0",
    "BillingCurrency": "USD",
    "ChargePeriodStart": "2026-10-05T00:00:00Z",
    "ChargeCategory": "Usage",
    "ServiceCategory": "AI and Machine Learning",
    "ServiceName": "Some API",
    "ListCost": "5.0",
    "EffectiveCost": "4.0",
    "ConsumedQuantity": "2000",
    "ConsumedUnit": "1K tokens",
    "SkuMeter": "Input Tokens",
    "SkuPriceDetails": '{"x_Model": "m"}',
    "Tags": "",
}


def focus(*changes: dict[str, str | None]) -> str:
    """Rows like the base with some cells changed; a cell of None takes its column away."""
    gone = {name for each in changes for name, value in each.items() if value is None}
    titles = [
        name for name in {**BASE, **{name: "" for each in changes for name in each}} if name not in gone
    ]
    held = io.StringIO(newline="")
    rows = csv.DictWriter(held, titles, extrasaction="ignore", restval="")
    rows.writeheader()
    rows.writerows([{**BASE, **each} for each in changes])
    return held.getvalue()


def lines(found: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for line in found["lines"]:
        yield line["model_raw"], line["kind"], line["unit"], line["quantity"], line["billed"]


def test_a_row_is_tokens_of_a_kind_with_money_on_list_beside(read: Read) -> None:
    [line] = read(focus({}))["lines"]

    assert line == {
        "month": "2026-10",
        "slice": {},
        "model_raw": "m",
        "model": None,
        "lane": "standard",
        "kind": "input",
        "unit": "token",
        "quantity": "2000000",
        "billed": "4",
        "list": "5",
        "effective": "4",
        "credit": None,
        "billed_usd": None,
        "currency": "USD",
        "money_kind": "billed",
        "calls": None,
        "failed": None,
        "rows": 1,
    }


@pytest.mark.parametrize(
    ("columns", "version"),
    [
        ({"SkuMeter": None, "SkuPriceDetails": None}, "1.0"),
        ({}, "1.1"),
        ({"PricingCurrency": "USD"}, "1.2"),
        ({"ServiceProviderName": "a", "ProviderName": "a"}, "1.3"),
        ({"ServiceProviderName": "a", "ContractApplied": "{}"}, "1.4"),
    ],
)
def test_the_newest_version_whose_columns_are_there_is_named(read: Read, columns: dict, version: str) -> None:
    assert read(focus(columns))["version"] == version


def test_ai_that_is_no_tokens_is_other_cost_and_what_is_no_ai_is_set_aside(read: Read) -> None:
    found = read(
        focus(
            {
                "SkuMeter": "P10 LRS Disk",
                "ConsumedQuantity": "24",
                "ConsumedUnit": "Hours",
                "BilledCost": "-0.5",
            },
            {"ServiceCategory": "Compute", "ServiceName": "VM", "BilledCost": "7"},
        )
    )

    assert list(lines(found)) == [(None, "other", "hour", "24", "-0.5")]
    assert found["set_aside"] == {"not AI: VM": 1}
    assert found["money_rows"] == {"taken": {"USD": "-0.5"}, "set_aside": {"USD": "7"}, "refused": {}}


def test_a_correction_takes_off_and_a_purchase_tax_and_credit_are_no_usage(read: Read) -> None:
    found = read(
        focus(
            {},
            {"ChargeClass": "Correction", "BilledCost": "-1", "ConsumedQuantity": "-500", "ListCost": ""},
            {"ChargeCategory": "Purchase", "BilledCost": "100"},
            {"ChargeCategory": "Tax", "BilledCost": "19"},
            {"ChargeCategory": "Credit", "BilledCost": "-3"},
            {"ChargeCategory": "Adjustment", "BilledCost": "0.01"},
        )
    )

    assert found["tokens"]["input"] == "1500000"
    assert {kind: found["money"][kind]["USD"] for kind in ("billed", "other", "tax", "credit")} == {
        "billed": "3",
        "other": "100.01",
        "tax": "19",
        "credit": "-3",
    }
    assert sorted(line["kind"] for line in found["lines"]) == ["credit", "input", "other", "tax"]


def test_a_commitment_pays_what_the_invoice_does_not(read: Read) -> None:
    [line] = read(focus({"BilledCost": "0", "EffectiveCost": "3.2"}))["lines"]

    assert (line["billed"], line["effective"]) == ("0", "3.2")


@pytest.mark.parametrize(
    ("value", "number"), [("4E2", "400"), ("1.5e-7", "0.00000015"), ("+3", "3"), (".5", "0.5"), ("-0", "0")]
)
def test_numbers_are_read_as_the_specification_writes_them(read: Read, value: str, number: str) -> None:
    assert read(focus({"BilledCost": value}))["money"]["billed"] == {"USD": number}


@pytest.mark.parametrize("value", ["1,5", "1 000", "١", "0x10", "inf", "1e999", "9" * 61, "1_0", "$3"])
def test_numbers_that_have_two_readings_or_none_are_refused(read: Read, value: str) -> None:
    found = read(focus({"BilledCost": value}))

    assert (found["rows"]["refused"], found["refused"][0]["column"]) == (1, "BilledCost")


def test_the_word_null_is_an_empty_cell_and_an_empty_price_is_refused(read: Read) -> None:
    found = read(focus({"ListCost": "NULL", "Tags": "NULL"}, {"BilledCost": "NULL"}))

    assert found["lines"][0]["list"] is None
    assert found["refused"] == [{"row": 3, "column": "BilledCost", "value": None, "reason": "empty"}]


@pytest.mark.parametrize(
    ("start", "month"),
    [
        ("2026-09-18 22:00:00", "2026-09"),
        ("2026-09-30T23:59:59Z", "2026-09"),
        ("2026-09-30T23:00:00-02:00", "2026-10"),
        ("2026-10-01T01:00:00+02:00", "2026-09"),
        ("2026-10-01", "2026-10"),
    ],
)
def test_a_month_is_that_of_utc(read: Read, start: str, month: str) -> None:
    assert read(focus({"ChargePeriodStart": start}))["months"] == [month]


@pytest.mark.parametrize(
    "start", ["05/10/2026", "2026-13-01", "2026-02-30", "", "20261001", "2026-10-01T99:00:00Z"]
)
def test_a_date_that_has_two_readings_or_none_is_refused(read: Read, start: str) -> None:
    found = read(focus({"ChargePeriodStart": start}))

    assert [each["column"] for each in found["refused"]] == ["ChargePeriodStart"]


def test_months_and_currencies_stand_apart_and_other_months_are_left_out_when_asked(read: Read) -> None:
    table = focus({}, {"ChargePeriodStart": "2026-11-01T00:00:00Z"}, {"BillingCurrency": "eur"})

    found, october = read(table), read(table, months=frozenset({"2026-10"}))

    assert found["money"]["billed"] == {"EUR": "4", "USD": "8"}
    assert sorted((line["month"], line["currency"]) for line in found["lines"]) == [
        ("2026-10", "EUR"),
        ("2026-10", "USD"),
        ("2026-11", "USD"),
    ]
    assert found["notes"] == [
        "2 currencies in one file (EUR, USD): shown apart, never added",
        "2 months in one file: choose one for a scenario",
    ]
    assert (october["months"], october["set_aside"]) == (["2026-10"], {"another month": 1})


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (
            {"SkuMeter": None, "x_UsageType": "EUW1-NovaPro-output-tokens-batch"},
            ("NovaPro", "output", "batch"),
        ),
        (
            {"SkuMeter": None, "SkuPriceDetails": None, "x_SkuDescription": "gpt 4.1 cached Inp glbl Tokens"},
            ("gpt 4.1", "cache_read", "standard"),
        ),
        (
            {"SkuMeter": None, "SkuPriceDetails": None, "ChargeDescription": "Output Tokens, batch"},
            ("Some API", "output", "batch"),
        ),
        (
            {
                "SkuMeter": "Tokens",
                "SkuPriceDetails": None,
                "ServiceCategory": "Other",
                "ServiceName": "Claude Sonnet 4.6 (Amazon Bedrock Edition)",
                "x_UsageType": "EUW1-MP:EUW1_CacheReadInputTokenCount-Units",
            },
            ("Claude Sonnet 4.6", "cache_read", "standard"),
        ),
    ],
)
def test_kind_model_and_lane_are_read_out_of_meters(read: Read, cells: dict, found: tuple) -> None:
    if "x_UsageType" in cells:
        cells = {"SkuPriceDetails": None, **cells}
    [line] = read(focus(cells))["lines"]

    assert (line["model_raw"], line["kind"], line["lane"]) == found


def test_slices_are_kept_apart_by_what_is_asked_for(read: Read) -> None:
    table = focus(
        {"Tags": '{"app": "a"}', "SubAccountName": "p"}, {"Tags": '{"app": "b"}', "SubAccountName": "p"}
    )

    def slices(**options: Any) -> list[dict[str, str]]:
        return [line["slice"] for line in read(table, **options)["lines"]]

    assert slices() == [{}]
    assert slices(by=("app",)) == [{"app": "a"}, {"app": "b"}]
    assert slices(by=("account", "app")) == [{"account": "p", "app": "a"}, {"account": "p", "app": "b"}]
    assert slices(by=None) == [
        {"account": "p", "service": "Some API", "app": "a"},
        {"account": "p", "service": "Some API", "app": "b"},
    ]


def test_requests_that_are_not_whole_are_a_quantity_and_no_calls(read: Read) -> None:
    def found(count: str) -> Any:
        return read(focus({"SkuMeter": "Requests", "ConsumedUnit": "Requests", "ConsumedQuantity": count}))[
            "calls"
        ]

    assert (found("40"), found("1.5")) == (40, None)


COMMITTED = {"BilledCost": "0", "EffectiveCost": "1.6"}


@pytest.mark.parametrize(
    ("rows", "billed"),
    [([COMMITTED, COMMITTED], "0"), ([{**COMMITTED, "BilledCost": "1.6"}, COMMITTED], "1.6")],
)
def test_what_a_commitment_paid_is_in_the_price_and_not_on_the_invoice(
    read: Read, rows: list[dict[str, str | None]], billed: str
) -> None:
    derived = derive(usage_lines(read(focus(*rows))["lines"]), Choice("2026-10"), Fraction(100))

    prices = {each.name: each.value for each in derived.inputs}
    assert prices["input_price"] == "0.8"
    assert derived.parts["tokens"] == Fraction(billed)
    assert [(each.key, each.amount) for each in derived.residuals(Fraction("3.2"))] == [
        ("commitment", Fraction(billed) - Fraction("3.2"))
    ]


def test_money_on_the_bill_of_another_month_is_said_with_its_amount(read: Read) -> None:
    of: dict[str, str | None] = {
        "BillingPeriodStart": "2026-10-01T00:00:00Z",
        "BillingPeriodEnd": "2026-11-01T00:00:00Z",
    }
    late: dict[str, str | None] = {
        "ChargePeriodStart": "2026-09-20T00:00:00Z",
        "BilledCost": "-2.5",
        "ChargeClass": "Correction",
    }
    middle: dict[str, str | None] = {
        "BillingPeriodStart": "2026-09-15T00:00:00Z",
        "BillingPeriodEnd": "2026-10-15T00:00:00Z",
    }
    odd: dict[str, str | None] = {"BillingPeriodStart": "Q4", "BillingPeriodEnd": ""}

    found = read(focus(of, {**of, **late}, {**of, **late}, middle, odd))

    assert found["notes"][1:] == ["-5 USD for 2026-09 stands on the bill of 2026-10, and counts in 2026-09"]
    assert (found["rows"]["taken"], found["months"]) == (5, ["2026-09", "2026-10"])
