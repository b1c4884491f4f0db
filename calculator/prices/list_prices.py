"""The models that priced a workload: their names, list prices and source, by what they priced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from calculator.domain.fields import TYPED_PRICES
from calculator.prices.provenance import copies_in, known_of, site_of


@dataclass(frozen=True, slots=True)
class ListPrices:
    """One model of the list as it was when its prices were copied."""

    model: str
    prices: Mapping[str, str]
    """Dollars by field, the threshold in tokens; copies of before lack those that somebody replaced."""
    source: str = ""
    """How the prices are known and where they were read: listed in genai-prices of a day (anthropic.com)."""


def list_prices(copied: Mapping[str, Any], inputs: Mapping[str, str], today: date) -> dict[str, ListPrices]:
    """Of what `prices_copied` holds, by prefix: `steps.2.`; `inputs` hold what was copied."""
    return {prefix: _of(row, prefix, inputs, today) for prefix, row in copies_in(copied).items()}


def _of(row: Mapping[str, Any], prefix: str, inputs: Mapping[str, str], today: date) -> ListPrices:
    filled = set(row.get("filled", TYPED_PRICES)) & set(inputs)
    as_copied = {name: inputs[prefix + name] for name in TYPED_PRICES if prefix + name in filled}
    site = site_of(str(row.get("source_url", ""))) or _("price list")
    source = f"{known_of(row, today)[0]} ({site})"
    return ListPrices(str(row.get("model", "")), {**as_copied, **row.get("listed", {})}, source)
