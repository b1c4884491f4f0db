"""From rows to a source: what a scenario and a submission bring into a report."""

from typing import Any

import pytest

from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.domain.currency import Exchange
from runrate.reports.services.gathering import gather
from tests.reports.euros import EUROS
from tests.reports.readers import DAY, SMALL


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"currency": "EUR", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, EUROS),
        ({"currency": "EUR", "exchange_rate": None, "exchange_rate_on": None}, None),
        ({"currency": "USD", "exchange_rate": EUROS.rate, "exchange_rate_on": EUROS.day}, None),
    ],
)
def test_a_report_takes_the_currency_of_its_scenario(
    alice: User, kept: dict[str, Any], found: Exchange | None
) -> None:
    inputs = {name: str(value) for name, value in SMALL.items()}
    scenario = Scenario.objects.create(owner=alice, name="Desk", inputs=inputs, **kept)

    costed = gather(made_on=DAY, submission=None, scenario=scenario).costed

    assert costed is not None
    assert costed.exchange == found
