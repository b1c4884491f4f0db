"""A large FOCUS bill as a cloud writes one: hours, meters and applications, with amounts that all differ."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TITLES: Final = (
    "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency",
    "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription",
    "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountCategory",
    "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountStatus", "CommitmentDiscountType",
    "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "ContractedUnitPrice", "EffectiveCost",
    "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit",
    "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceName", "ResourceType",
    "ServiceCategory", "ServiceName", "SkuId", "SkuPriceId", "SubAccountId", "SubAccountName", "Tags",
    "x_CostCategories", "x_Discounts", "x_Operation", "x_ServiceCode", "x_UsageType",
)  # fmt: skip
MODELS: Final = ("NovaPro", "NovaLite", "NovaMicro", "TitanText", "Llama4")
METERS: Final = ("input-tokens", "output-tokens", "cache-read-input-token-count", "input-tokens-batch")
APPS: Final = tuple(f"application-{number:02}" for number in range(12))
ISSUER: Final = "Amazon Web Services, Inc."


def write(path: Path, rows: int, seed: int = 18) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(TITLES)
        written.writerows(_rows(rows, random.Random(seed)))


def _rows(rows: int, chance: random.Random) -> Iterator[list[str]]:
    """In the order of time, as exports are; one row in eight is no AI."""
    for number in range(rows):
        day, hour = divmod(number * 31 * 24 // rows, 24)
        start = f"2026-10-{day + 1:02}T{hour:02}:00:00Z"
        end = f"2026-10-{day + 1:02}T{hour:02}:59:59Z"
        app, account = chance.choice(APPS), f"{chance.randrange(4):012}"
        if number % 8 == 7:
            yield _row("Compute", "Amazon Elastic Compute Cloud", "EUW1-BoxUsage:t3.small", "Hours", "0.0228",
                       chance.randrange(1, 24), start, end, app, account, number)  # fmt: skip
            continue
        usage_type = f"EUW1-{chance.choice(MODELS)}-{chance.choice(METERS)}"
        yield _row("AI and Machine Learning", "Amazon Bedrock", usage_type, "1K tokens", "0.0008",
                   chance.randrange(1, 10**6), start, end, app, account, number)  # fmt: skip


def _row(
    category: str, service: str, usage_type: str, unit: str, price: str, quantity: int, start: str, end: str,
    app: str, account: str, number: int,
) -> list[str]:  # fmt: skip
    cost = f"{quantity * float(price):.10f}"
    return [
        "", cost, "000000000001", "Synthetic Payer", "USD", "2026-11-01T00:00:00Z", "2026-10-01T00:00:00Z",
        "Usage", "", f"${price} per {unit} for {usage_type} in EU (Ireland)", "Usage-Based", end, start,
        "", "",
        "", "", "", "", "", cost, price, cost, ISSUER, cost, price, "Standard", str(quantity), unit, "AWS",
        ISSUER, "eu-west-1", "EU (Ireland)",
        f"arn:aws:bedrock:eu-west-1:{account}:inference-profile/eu.synthetic-{number:08}", "", "", category,
        service, f"SKU-{usage_type}", "SKU.P", account, f"account-{account[-2:]}",
        f'{{"app": "{app}"}}', "", "", "InvokeModelInference", service.replace(" ", ""), usage_type,
    ]  # fmt: skip
