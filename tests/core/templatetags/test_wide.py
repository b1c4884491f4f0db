"""A wide table scrolls on a screen and stands as it is on paper."""

import pytest
from django.template import Context, Template

TABLE = Template("{% load wide %}{% scrolling name %}<table>{{ cell }}</table>{% endscrolling %}")
FIGURE = Template("{% load wide %}<figure{% focusable %}>")


def test_on_a_screen_a_table_is_scrolled_by_keyboard_under_its_name() -> None:
    drawn = TABLE.render(Context({"name": "In & out", "cell": "<7>"}))

    assert drawn == (
        '<div class="table-scroll" tabindex="0" role="group" aria-label="In &amp; out">'
        "<table>&lt;7&gt;</table></div>"
    )


def test_on_paper_a_table_stands_by_itself() -> None:
    drawn = TABLE.render(Context({"name": "In & out", "cell": "<7>", "paper": True}))

    assert drawn == "<table>&lt;7&gt;</table>"


@pytest.mark.parametrize(("paper", "drawn"), [(True, "<figure>"), (False, '<figure tabindex="0">')])
def test_the_keyboard_reaches_a_drawing_on_a_screen_alone(paper: bool, drawn: str) -> None:
    assert FIGURE.render(Context({"paper": paper})) == drawn
