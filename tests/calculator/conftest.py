"""Rows of prices that several folders look up."""

import pytest

from calculator.models import PriceRow
from tests.calculator.stored import price_row


@pytest.fixture
def o3() -> list[PriceRow]:
    return [price_row("openai", "o3", 10, 40, "2025-04-16"), price_row("openai", "o3", 2, 8, "2025-06-10")]
