"""A subtraction stays in one line, on the page and on paper."""

import pytest

from runrate.core.rendering.signs import signs_held, unbroken


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("($63.80 − $50.11) ÷ 2", "($63.80\u00a0−\u00a0$50.11) ÷ 2"),
        ("it loses −$736 per month", "it loses −$736 per month"),
        ("−12.5%", "−12.5%"),
        ("C++ desk + voice", "C++ desk + voice"),
    ],
)
def test_a_subtraction_is_one_piece_and_nothing_else_is_changed(said: str, held: str) -> None:
    assert unbroken({"a": [said], "charts": {"bar": said}}) == {"a": [held], "charts": {"bar": said}}


@pytest.mark.parametrize(
    ("page", "held"),
    [
        ("<p>loses −$736 a month</p>", '<p>loses <span class="nowrap">−$736</span> a month</p>'),
        ("<p>−CHF\u00a05, −12.5%, a − $5</p>", None),
        ('<svg><title>−$5</title><text x="1">−$5</text></svg>', None),
        ('<meta name="description" content="−$5"><title>−$5</title>', None),
        ("<p>−$1,234.50.</p>", '<p><span class="nowrap">−$1,234.50</span>.</p>'),
        ("<p>−$" + "9" * 30 + "</p>", None),
        ("<p>no amount: −$ or −&lt;5</p>", None),
    ],
)
def test_only_a_minus_before_a_currency_of_a_text_is_held_by_a_span(page: str, held: str | None) -> None:
    assert signs_held(page) == (held or page)
