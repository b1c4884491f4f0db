"""Rows of prices and a scenario that several folders look at."""

import pytest

from calculator.models import PriceRow, Scenario
from runrate.accounts.models import User
from tests.calculator.pages import SMALL
from tests.calculator.stored import price_row


@pytest.fixture
def o3() -> list[PriceRow]:
    return [price_row("openai", "o3", 10, 40, "2025-04-16"), price_row("openai", "o3", 2, 8, "2025-06-10")]


@pytest.fixture
def scenario(alice: User) -> Scenario:
    return Scenario.objects.create(owner=alice, name="Desk", inputs=SMALL, notes="As of Monday")
