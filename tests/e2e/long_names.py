"""Scenarios whose names are as long as may be, for the site under test: `python -m tests.e2e.long_names`."""

import json
import sys
from typing import Any, Final

import django

WORDS: Final = (
    "reconciliation of supplementary correspondence with insurance intermediaries and policyholders "
)
OWN: Final = (WORDS * 2)[:60].strip()
UNIT: Final = (WORDS * 2)[:100].strip()
NAME: Final = (WORDS * 3)[:120].strip()


def inputs(**others: Any) -> dict[str, Any]:
    step = {"input_tokens": 9000, "output_tokens": 900, "input_price": 3, "output_price": 15}
    return {
        "unit_name": UNIT,
        "units_per_month": 12_345_678,
        "steps": [{"name": f"{number} {OWN}"[:60].strip(), "calls": 2, **step} for number in (1, 2, 3)],
        "other_lines": [{"name": f"{number} {OWN}"[:60].strip(), "monthly": 987_654} for number in (1, 2, 3)],
        "review_rate": "0.1", "review_minutes": 4, "reviewer_hourly_cost": 40, "value_per_unit": 9,
        "upkeep_monthly": 40_000, "tools_monthly": 12_000,
        **others,
    }  # fmt: skip


def main() -> None:
    """Prints a session, and the scenarios of who has it."""
    from django.conf import settings
    from django.test import Client

    from calculator.models import Scenario
    from runrate.accounts.models import User

    owner, _made = User.objects.get_or_create(email="long-names@example.com")
    made = [
        Scenario.objects.create(
            owner=owner, name=NAME, workload_name=NAME, agent_owner=NAME, inputs=inputs(**others)
        )
        for others in ({}, {"tools_monthly": 99_000})
    ]
    client = Client()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    sys.stdout.write(json.dumps({"session": session, "scenarios": [str(each.pk) for each in made]}))


if __name__ == "__main__":
    django.setup()
    main()
