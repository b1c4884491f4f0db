"""The models that priced a workload: their names, list prices and source, by what they priced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import BY_KEY
from calculator.domain.workload import Workload
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


def models_of_steps(copied: Mapping[str, Any]) -> dict[str, str]:
    """What `prices_copied` holds for steps, by the name of their input: `steps.2.model`."""
    rows = copies_in(copied)
    return {f"{prefix}model": str(row.get("model", "")) for prefix, row in rows.items() if prefix}


def example_prices(preset: str, workload: Workload) -> dict[str, ListPrices]:
    """The same of the steps of a worked example whose prices still stand; their source names the model."""
    if preset not in BY_KEY:
        return {}
    example, found = BY_KEY[preset], {}
    for number in range(1, min(len(workload.steps), len(example.workload.steps)) + 1):
        prefix = f"steps.{number}."
        source = example.sources.get(f"{prefix}input_price")
        prices = {name: example.workload.get(prefix + name) for name in TYPED_PRICES}
        if source and all(workload.get(prefix + name) == price for name, price in prices.items()):
            day = date_format(source.checked_on, "j M Y")
            said = _("%(source)s, checked %(day)s") % {"source": source.text, "day": day}
            as_text = {name: str(price) for name, price in prices.items() if price is not None}
            found[prefix] = ListPrices("", as_text, said)
    return found
