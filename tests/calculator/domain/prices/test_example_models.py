"""The models of the worked examples are rows of the price list, whole."""

import pytest

from calculator.domain.fields import TYPED_PRICES
from calculator.domain.prices.example_models import EXAMPLE_MODELS, HAIKU, SONNET, ExampleModel
from calculator.models import PriceRow
from calculator.prices.genai_prices import listed_prices
from calculator.prices.pricing import listed_prices as prices_of

MODELS = list(EXAMPLE_MODELS.values())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.reference)
def test_a_model_of_the_examples_holds_all_that_the_list_says_of_it(model: ExampleModel) -> None:
    (listed,) = [row for row in listed_prices() if f"{row.provider}/{row.model}" == model.reference]
    row = PriceRow(**{name: getattr(listed, name) for name in TYPED_PRICES})

    assert {name: float(price) for name, price in model.prices.items()} == {
        name: float(price) for name, price in prices_of(row).items()
    }
    assert (model.display_name, model.context_window, model.note, listed.text, listed.deprecated) == (
        listed.display_name,
        listed.context_window,
        listed.note,
        True,
        False,
    )


def test_a_model_answers_as_its_row_does() -> None:
    asked = ("long_context_threshold", "call_fee", "search_price", "cache_write_1h_price")

    assert [float(getattr(HAIKU, name) or 0) for name in asked] == [100_000, 0, 10, 0.2]
    assert [float(getattr(SONNET, name) or 0) for name in asked] == [0, 0, 10, 4]
