"""Cost details of Azure under the agreements that spell their columns differently."""

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import table

MCA = "azure-cost-details-mca.csv"


@pytest.mark.parametrize(
    ("meter", "unit", "found"),
    [
        ("gpt 4.1 Inp glbl Tokens", "1K", ("gpt 4.1", "input", "standard", "4000000")),
        ("gpt 4.1 cached Inp glbl Tokens", "1K", ("gpt 4.1", "cache_read", "standard", "4000000")),
        ("5.4 opt Dz 1M Tokens", "1M", ("5.4", "output", "standard", "4000000000")),
        ("gpt 4.1 Batch Outp glbl Tokens", "1K", ("gpt 4.1", "output", "batch", "4000000")),
        ("Provisioned Managed Global", "1 Hour", (None, "other", "standard", "4000")),
    ],
)
def test_a_meter_says_model_kind_and_lane(read: Read, meter: str, unit: str, found: tuple) -> None:
    [line] = read(table(MCA, {"meterName": meter, "unitOfMeasure": unit}))["lines"]

    assert (line["model_raw"], line["kind"], line["lane"], line["quantity"]) == found
    assert line["unit"] == ("hour" if unit == "1 Hour" else "token")


def test_dollars_beside_the_money_of_the_bill_are_kept_and_not_added_to_it(read: Read) -> None:
    found = read(table(MCA, {}, {}))
    [line] = found["lines"]

    assert (line["currency"], line["billed"], line["billed_usd"]) == ("EUR", "14.4", "16")
    assert found["notes"] == []


def test_a_bill_in_dollars_has_them_once(read: Read) -> None:
    found = read(table(MCA, {"billingCurrency": "USD", "costInBillingCurrency": "8.0"}))

    assert found["money"] == {"billed": {"USD": "8"}}
    assert found["lines"][0]["billed_usd"] is None


@pytest.mark.parametrize(
    ("date", "days"), [("10/05/2026", ("2026-10-05",)), ("2026-10-05", ("2026-10-05",)), ("13/05/2026", ())]
)
def test_days_are_month_first_here_and_nothing_else(read: Read, date: str, days: tuple) -> None:
    found = read(table(MCA, {"date": date}))

    assert tuple(each["day"] for each in found["days"]) == days
    assert found["rows"]["refused"] == (0 if days else 1)


def test_tags_are_json_without_its_braces(read: Read) -> None:
    [line] = read(table(MCA, {"tags": '"owner": "x","app": "bot"'}), by=("app",))["lines"]

    assert line["slice"] == {"app": "bot"}


def test_what_is_no_ai_is_set_aside_and_tax_and_refunds_are_no_usage(read: Read) -> None:
    found = read(
        table(
            MCA,
            {"meterCategory": "Storage", "meterSubCategory": "Blob"},
            {"chargeType": "Tax"},
            {"chargeType": "Refund"},
            {"chargeType": "RoundingAdjustment"},
        )
    )

    assert found["set_aside"] == {"not AI: Storage": 1}
    assert sorted(found["money"]) == ["credit", "other", "tax"]


def test_the_columns_of_an_enterprise_agreement_are_known_too(read: Read) -> None:
    header = "Date,MeterName,MeterCategory,MeterSubCategory,Quantity,UnitOfMeasure,CostInBillingCurrency"
    text = f"{header},BillingCurrencyCode,ChargeType\n"
    text += "10/05/2026,gpt 4.1 Inp glbl,Azure OpenAI,,2,1K,.5,CHF,Usage\n"

    found = read(text)

    assert (found["tokens"]["input"], found["money"]) == ("2000", {"billed": {"CHF": "0.5"}})


def test_a_refused_row_costs_what_its_currency_says_in_whichever_column_that_stands(read: Read) -> None:
    header = "Date,MeterName,MeterCategory,MeterSubCategory,Quantity,UnitOfMeasure,CostInBillingCurrency"
    text = f"{header},BillingCurrencyCode,ChargeType\n"
    text += "10/05/2026,gpt 4.1 Inp glbl,Azure OpenAI,,2,1K,4000,CHF,Usage\n"
    text += "13/05/2026,gpt 4.1 Inp glbl,Azure OpenAI,,2,1K,.01,CHF,Usage\n"

    found = read(text)

    assert (found["money_rows"]["refused"], found["usable"]) == ({"CHF": "0.01"}, True)
