"""Figures in articles: what a placeholder may say, and that nobody types a figure."""

import re
from fractions import Fraction

import pytest

from runrate.pages import figures
from runrate.pages.articles import FOLDER

TYPED_FIGURE = re.compile(r"[$€]\s?\d|\d\s?%|\d[\d,]*\.\d|\b\d{4,}\b")


@pytest.mark.parametrize(
    ("placeholder", "text"),
    [
        ("{{ article-small.token_cost_per_unit | price }}", "$0.045"),
        ("{{ article-small.total_monthly | money }}", "$13,599.00"),
        ("{{ article-small.total_monthly | dollars }}", "$13,599"),
        ("{{ article-small.visible_share | percent }}", "0.7%"),
        ("{{ article-large.shares.tokens | percent }}", "6.6%"),
        ("{{ article-large.lines.human_review | dollars }}", "$500,000"),
        ("{{ article-small.units_per_month | count }}", "2,200"),
        ("{{ article-small.review_rate | whole }}", "10%"),
        ("{{ article-small.cost_per_unit / article-large.cost_per_unit | times }}", "9.1"),
        ("{{ article-small(review_rate=0.11).lines.human_review | dollars }}", "$20,000"),
        ("{{ article-small.total_monthly - article-small.lines.tokens | dollars }}", "$13,500"),
        ("{{ article-large(retry_rate=0.08).gain.q10.from1 | dollars }}", "$125,000"),
        ("{{ article-small(value_per_unit=8).break_even_units | count }}", "2,955"),
        ("{{ article-small(value_per_unit=8).pays.1.from | count }}", "1,698"),
        ("{{ article-small(value_per_unit=8).pays.1.to | count }}", "2,200"),
        ("{{ article-small(retry_rate=0.08).gain.q7.from1 | dollars }}", "$19"),
    ],
)
def test_placeholder_becomes_what_the_engine_computes(placeholder: str, text: str) -> None:
    assert figures.fill(placeholder) == text


def test_terms_are_worked_out_from_left_to_right() -> None:
    assert figures.evaluate("1 + 2 * 3 - 1 / 4") == Fraction(2)


@pytest.mark.parametrize(
    "placeholder",
    [
        "{{ nobody.total_monthly | money }}",
        "{{ article-small.happiness | money }}",
        "{{ article-small.total_monthly | guess }}",
        "{{ article-small.net_monthly | money }}",
        "{{ article-small.gain.q4.from1 | money }}",
        "{{ article-small.gain.q7.from4 | money }}",
        "{{ article-small.break_even_units | count }}",
        "{{ article-small.pays.1.from | count }}",
        "{{ article-small(value_per_unit=8).pays.1.until | count }}",
        "{{ article-small(value_per_unit=8).pays.one.from | count }}",
        "{{ article-small(value_per_unit=8).pays.2.to | count }}",
        "{{ article-small(value_per_unit=8).pays.3.from | count }}",
        "{{ import os | money }}",
    ],
)
def test_placeholder_that_means_nothing_is_refused(placeholder: str) -> None:
    with pytest.raises(figures.FigureError):
        figures.fill(placeholder)


def test_no_article_types_a_figure() -> None:
    placeholder = re.compile(r"\{\{.*?\}\}")
    for path in sorted(FOLDER.glob("*.md")):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        typed = [
            found
            for found in TYPED_FIGURE.findall(placeholder.sub("", body))
            if found not in {"2015", "2020", "2026", "2027", "2028"}
        ]
        assert typed == [], path.name
