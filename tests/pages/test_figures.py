"""Figures in articles: what a placeholder may say, and that nobody types a figure."""

import math
import re
from fractions import Fraction

import pytest

from runrate.pages import articles, figures
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
        ("{{ article-small(value_per_unit=8).margin_per_unit | exact }}", "$7.955"),
        ("{{ article-small.total_monthly | exact }}", "$13,599.00"),
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
        "{{ 1 / 3 | exact }}",
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


def test_the_break_even_volume_is_what_the_printed_figures_give() -> None:
    """Margin, fixed cost and volume stand one after the other, and the reader is told to divide."""
    told = articles.find("unit-economics-and-break-even").body
    margin, fixed, volume = (
        Fraction(found[1].replace(",", ""))
        for found in (
            re.search(before + r"\$?([\d,]+(?:\.\d+)?)", told)
            for before in (
                "With all tickets accepted: ",
                r"however many units arrive: ",
                "Divide the second by the first and round up: ",
            )
        )
        if found
    )

    assert math.ceil(fixed / margin) == volume


def test_what_the_article_says_of_its_table_is_so() -> None:
    """Choosing a model is the least in one column and third in the other; two rows grow as is said."""
    small, large = (
        {
            row: figures.evaluate(f"{size}(retry_rate=0.08).gain.{row}.from1")
            for row in ("q10", "q7", "q9", "q11")
        }
        for size in ("article-small", "article-large")
    )
    told = articles.find("what-moves-a-team-up-a-stage").body

    assert sorted(small, key=small.__getitem__, reverse=True) == ["q10", "q9", "q11", "q7"]
    assert sorted(large, key=large.__getitem__, reverse=True) == ["q10", "q9", "q7", "q11"]
    assert "In the small company it is worth least of the four, and in the large one it comes third." in told
    assert (large["q10"] / small["q10"], large["q11"] / small["q11"]) == (50, 15)
    assert "the first one 50 times as much and the last one 15 times" in told
    assert all(large[row] > small[row] for row in small)
