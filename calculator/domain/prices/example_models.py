"""The models that the worked examples are priced by: all that the price list says of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class ExampleModel:
    """A row of the list as an example copies it, named as the list names it."""

    reference: str
    display_name: str
    prices: Mapping[str, str]
    """Every price of the row by its input; the threshold in tokens."""
    context_window: int
    note: str = ""
    """What the row says that no input holds."""
    text: bool = True
    deprecated: bool = False

    @property
    def long_context_threshold(self) -> int | None:
        threshold = self.prices.get("long_context_threshold")
        return None if threshold is None else int(threshold)

    @property
    def call_fee(self) -> Decimal | None:
        return self._price("call_fee")

    @property
    def search_price(self) -> Decimal | None:
        return self._price("search_price")

    @property
    def cache_write_1h_price(self) -> Decimal | None:
        return self._price("cache_write_1h_price")

    def _price(self, name: str) -> Decimal | None:
        return Decimal(self.prices[name]) if name in self.prices else None


SONNET: Final = ExampleModel(
    "anthropic/claude-sonnet-5-5",
    "Claude Sonnet 5.5",
    {
        "input_price": "2",
        "output_price": "10",
        "cache_read_price": "0.10",
        "cache_write_price": "2.50",
        "cache_write_1h_price": "4",
        "search_price": "10",
    },
    context_window=1_000_000,
)
HAIKU: Final = ExampleModel(
    "anthropic/claude-haiku-5-5",
    "Claude Haiku 5.5",
    {
        "input_price": "0.10",
        "output_price": "0.50",
        "cache_read_price": "0.01",
        "cache_write_price": "0.125",
        "cache_write_1h_price": "0.20",
        "long_context_threshold": "100000",
        "long_context_input_price": "0.50",
        "long_context_output_price": "2.50",
        "long_context_cache_read_price": "0.05",
        "long_context_cache_write_price": "0.625",
        "search_price": "10",
    },
    context_window=1_000_000,
    note=(
        "Also in the price list and not charged here: one-hour cache writes above 100,000 tokens "
        "$1.00 per million tokens."
    ),
)
EXAMPLE_MODELS: Final[Mapping[str, ExampleModel]] = {model.reference: model for model in (SONNET, HAIKU)}
