"""Every input stands in one place of the page."""

from collections import Counter

from calculator.domain.label_table import LABELS
from calculator.web.input_groups import FIRST, GROUPS, PRICES, STEP


def test_every_input_stands_on_the_page_once() -> None:
    placed = Counter([*FIRST, *PRICES, *(name for group in GROUPS for name in group.names)])

    assert placed == Counter(list(LABELS))


def test_a_share_of_list_price_is_asked_beside_the_model_that_it_is_agreed_for() -> None:
    assert [[name for name in asked if name in {"model", "price_factor"}] for asked in (PRICES, STEP)] == [
        ["model", "price_factor"],
        ["model", "price_factor"],
    ]
