"""Rows that tests of the calculator begin with: prices and saved scenarios."""

from datetime import date
from decimal import Decimal
from typing import Any

from calculator.domain.presets import BY_KEY
from calculator.models import PriceRow, Scenario
from runrate.accounts.models import User

TODAY = date(2026, 11, 24)


def price_row(
    provider: str, model: str, into: float, out: float, start: str | None, **fields: Any
) -> PriceRow:
    return PriceRow.objects.create(
        provider=provider,
        model=model,
        display_name=model,
        input_price=Decimal(str(into)),
        output_price=Decimal(str(out)),
        effective_from=date.fromisoformat(start) if start else None,
        checked_on=fields.pop("checked_on", TODAY),
        source_url="https://example.com/prices",
        **fields,
    )


def saved(owner: User, name: str = "Desk", preset: str = "article-small") -> Scenario:
    inputs = BY_KEY[preset].workload.as_json()
    return Scenario.objects.create(owner=owner, name=name, inputs=inputs)
