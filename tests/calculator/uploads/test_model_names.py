"""Names of models led to the price list, and what it says they cost."""

from fractions import Fraction

import pytest

from calculator.uploads.model_names import MOST_RESOLVED, list_prices, names_of_models
from runrate.accounts.models import User
from tests.calculator.stored import price_row


def test_list_prices_are_those_in_force(db: None) -> None:
    price_row("openai", "o3", 10, 40, "2025-04-16")
    price_row("openai", "o3", 2, 8, "2025-06-10")

    # Without batch prices on the list a batch call costs what any other does.
    no_batch = {"batch_factor": 1, "batch_cache_factor": 1}
    assert list_prices({"openai/o3", "nobody/o3", "o3"}) == {
        "openai/o3": {"input": 2, "output": 8, **no_batch}
    }


def test_list_prices_say_what_batch_and_long_calls_cost(db: None) -> None:
    price_row(
        "google",
        "gemini-2.5-pro",
        1.25,
        10,
        "2025-06-10",
        batch_input_price=0.625,
        batch_output_price=5,
        batch_cache_factor=1,
        long_context_threshold=200_000,
        long_context_input_price="2.5",
        long_context_output_price=15,
    )

    assert list_prices({"google/gemini-2.5-pro"})["google/gemini-2.5-pro"] == {
        "input": Fraction(5, 4),
        "output": 10,
        "long_context_threshold": 200_000,
        "long_context_input": Fraction(5, 2),
        "long_context_output": 15,
        "batch_factor": Fraction(1, 2),
        "batch_cache_factor": 1,
    }


@pytest.mark.django_db
def test_a_bill_of_many_names_is_led_to_the_list_up_to_a_limit_and_by_what_was_said(alice: User) -> None:
    price_row("openai", "gpt-4.1", 2, 8, "2025-04-14")
    strange = [f"deployment-{number}" for number in range(MOST_RESOLVED)]

    def found(*names: str, **chosen: str) -> dict[str, str]:
        return names_of_models(names, user=alice, chosen=chosen)

    assert found(*strange[1:], "gpt-4.1") == {"gpt-4.1": "openai/gpt-4.1"}
    assert found(*strange, "gpt-4.1") == {}
    assert found(*strange, "last", last="openai/gpt-4.1") == {"last": "openai/gpt-4.1"}
