"""A sign and its amount stay in one line, on the page and on paper."""

import re

import pytest

from runrate.core.rendering.signs import unbroken
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import context
from tests.reports.domain.sections.test_against_bill import with_a_bill
from tests.reports.printing import job_of

DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("it loses −$736 per month", "it loses −\u2060$736 per month"),
        ("Volume +€5.00", "Volume +\u2060€5.00"),
        ("−CHF\u00a05", "−\u2060CHF\u00a05"),
        ("($63.80 − $50.11) ÷ 2", "($63.80\u00a0−\u00a0$50.11) ÷ 2"),
        ("−12.5%", "−12.5%"),
        ("C++ desk + voice", "C++ desk + voice"),
    ],
)
def test_a_sign_is_held_to_its_amount_and_a_subtraction_is_one_piece(said: str, held: str) -> None:
    assert unbroken({"a": [said], "charts": {"bar": said}}) == {"a": [held], "charts": {"bar": said}}


def test_page_and_paper_hold_every_sign_of_a_bill() -> None:
    made = with_a_bill()
    on_paper = DRAWING.sub("", job_of(made).html)
    on_page = context(compose(made).as_json())["report"]["bill"]

    assert "−$" not in on_paper
    assert "−\u2060$0.75" in on_paper
    assert "−\u2060$0.75" in [row["amount"] for row in on_page["rows"]]
