"""Which models a search offers, and in which order."""

import pytest

from calculator.prices.search import look_up
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


def found(words: str) -> list[str]:
    return [row.reference for row in look_up(words, TODAY, most=20)]


def test_every_word_is_looked_for_and_makers_stand_before_resellers() -> None:
    for provider in ("azure", "openai", "groq"):
        price_row(provider, "gpt-4o", 1, 2, None)
    price_row("openai", "o3", 1, 2, None)

    assert found("GPT 4o") == ["openai/gpt-4o", "azure/gpt-4o", "groq/gpt-4o"]
    assert found("gpt o3") == []


@pytest.mark.parametrize(
    ("words", "reference"),
    [("bedrock nova", "aws/nova"), ("vertex flash", "google/flash"), ("azure", "azure/o3")],
)
def test_a_seller_is_found_by_the_name_of_its_product(words: str, reference: str) -> None:
    for provider, model in (("aws", "nova"), ("google", "flash"), ("azure", "o3"), ("openai", "o3")):
        price_row(provider, model, 1, 2, None)

    assert found(words) == [reference]


def test_what_few_look_for_stands_last() -> None:
    price_row("openai", "gpt-1", 1, 2, None, deprecated=True)
    price_row("openai", "gpt-2", 1, 2, None, text=False)
    price_row("zai", "gpt-3", 1, 2, None)

    assert found("gpt")[0] == "zai/gpt-3"
    assert set(found("gpt")[1:]) == {"openai/gpt-1", "openai/gpt-2"}
