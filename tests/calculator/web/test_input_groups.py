"""Every input stands in one place of the page."""

from collections import Counter

from calculator.domain.labels import LABELS
from calculator.web.input_groups import FIRST, GROUPS, PRICES


def test_every_input_stands_on_the_page_once() -> None:
    placed = Counter([*FIRST, *PRICES, *(name for group in GROUPS for name in group.names)])

    assert placed == Counter(list(LABELS))
