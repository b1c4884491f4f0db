"""Names of models led to the price list, and what it says they cost."""

import pytest

from calculator.uploads.model_names import MOST_RESOLVED, list_prices, names_of_models
from runrate.accounts.models import User
from tests.calculator.stored import price_row


def test_list_prices_are_those_in_force(db: None) -> None:
    price_row("openai", "o3", 10, 40, "2025-04-16")
    price_row("openai", "o3", 2, 8, "2025-06-10")

    assert list_prices({"openai/o3", "nobody/o3", "o3"}) == {"openai/o3": {"input": 2, "output": 8}}


@pytest.mark.django_db
def test_a_bill_of_many_names_is_led_to_the_list_up_to_a_limit_and_by_what_was_said(alice: User) -> None:
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    strange = [f"deployment-{number}" for number in range(MOST_RESOLVED)]

    def found(*names: str, **chosen: str) -> dict[str, str]:
        return names_of_models(names, user=alice, chosen=chosen)

    assert found(*strange[1:], "gpt-4.1") == {"gpt-4.1": "openai/gpt-4.1"}
    assert found(*strange, "gpt-4.1") == {}
    assert found(*strange, "last", last="openai/gpt-4.1") == {"last": "openai/gpt-4.1"}
